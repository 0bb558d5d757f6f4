export type CsvCell = string | number | null;

/** Text that a spreadsheet would run as a formula, with leading white space, which it skips; in Japanese input full-width signs count too. */
const FORMULA = /^[\s\u00a0]*[=+\-@＝＋－＠]/u;

function cellText(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) || /^[\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A part of a CSV file; the first begins with `CSV_START`. */
export const csvLines = (rows: readonly (readonly CsvCell[])[]): string => rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");

export const CSV_START = "\ufeff";

/**
 * Rows as CSV (RFC 4180) for Excel in Japan: UTF-8 with byte order mark, CRLF. Texts that a spreadsheet would run as a
 * formula get a leading apostrophe; numbers stay numbers.
 */
export const csvText = (rows: readonly (readonly CsvCell[])[]): string => CSV_START + csvLines(rows);
