export type CsvCell = string | number | null;

/** Text that a spreadsheet would run as a formula, with leading white space, which it skips; in Japanese input full-width signs count too. */
const FORMULA = /^[\s\u00a0]*[=+\-@＝＋－＠]/u;
/** Such a text, guarded or not: one that has apostrophes of its own gets one more, so that reading takes off the right one. */
const GUARDED = /^'*[\s\u00a0]*[=+\-@＝＋－＠]/u;

function cellText(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = GUARDED.test(cell) || /^[\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A part of a CSV file; the first begins with `CSV_START`. */
export const csvLines = (rows: readonly (readonly CsvCell[])[]): string => rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");

/** Whether a spreadsheet may run the text as a formula. */
export const isLikeFormula = (text: string): boolean => FORMULA.test(text);

/** The text of a cell without the apostrophe that `csvText` put before what looks like a formula. */
export const withoutGuard = (cell: string): string => (cell.startsWith("'") && GUARDED.test(cell) ? cell.slice(1) : cell);

export const CSV_START = "\ufeff";

/**
 * Rows as CSV (RFC 4180) for Excel in Japan: UTF-8 with byte order mark, CRLF. Texts that a spreadsheet would run as a
 * formula get a leading apostrophe; numbers stay numbers.
 */
export const csvText = (rows: readonly (readonly CsvCell[])[]): string => CSV_START + csvLines(rows);

/** The text of a CSV as a use case answers with it, under this name. */
export const csvFile = (fileName: string, file: string) => ({ file, contentType: "text/csv; charset=utf-8", fileName });
