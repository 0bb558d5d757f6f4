import { type CsvError, parse } from "csv-parse/sync";
import type { FieldProblem, Refusal } from "@/lib/domain/shared/refusal";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { identityFold } from "@/lib/domain/shared/text-fold";
import { line, mailAddress } from "@/lib/validation/plain-text";

export const STAFF_LIST_BYTES = 5 * 1024 * 1024;
export const STAFF_LIST_ROWS = 10_000;
const SHOWN_PROBLEMS = 100;

/** A row of the list, with the first line of the row in the file. */
export interface StaffRow {
  readonly line: number;
  readonly staffNumber: string | null;
  readonly name: string;
  readonly email: string;
  readonly department: string;
}

const COLUMNS = {
  staffNumber: { heading: "職員番号", schema: line("職員番号", 50) },
  name: { heading: "氏名", schema: line("氏名", 100) },
  email: { heading: "メール", schema: mailAddress },
  department: { heading: "部署", schema: line("部署", 100) },
} as const;
type Column = keyof typeof COLUMNS;
const ORDER = Object.keys(COLUMNS) as Column[];
const HEADINGS = ORDER.map((column) => COLUMNS[column].heading).join("、");

/** Position of a value in the file, 「3行目 メール」. */
export const placeOf = (lineNumber: number, column?: Column): string =>
  column === undefined ? `${lineNumber}行目` : `${lineNumber}行目 ${COLUMNS[column].heading}`;

/** All problems of a list as one refusal: the first hundred with their positions, and the total number. */
export function staffListRefusal(problems: readonly FieldProblem[]) {
  const more = problems.length > SHOWN_PROBLEMS ? `初めの${SHOWN_PROBLEMS}か所を示します。` : "";
  const detail = `名簿に直すところが${problems.length}か所あります。何も取り込んでいません。${more}`;
  return refusal("invalid_input", detail, { fields: problems.slice(0, SHOWN_PROBLEMS) });
}

const fileRefusal = (message: string) => refusal("invalid_input", message, { fields: [{ path: "ファイル", message }] });

function decodedAs(encoding: "utf-8" | "shift_jis", bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The text of a file in UTF-8, with or without a byte order mark, or else in Windows' Shift_JIS (CP932). */
function decodeText(bytes: Uint8Array): string | null {
  const text = decodedAs("utf-8", bytes) ?? decodedAs("shift_jis", bytes);
  return text?.includes("\u0000") ? null : text;
}

interface Parsed {
  readonly line: number;
  readonly cells: readonly string[];
}

const lineBreaks = (text: string): number => text.split(/\r\n|\r|\n/).length - 1;

/** Rows with content; spreadsheets write only separators for empty ones. */
function parseRows(text: string): Result<Parsed[], Refusal<"invalid_input">> {
  try {
    const records = parse(text, { info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: 100_000 }) as unknown as {
      readonly record: string[];
      readonly info: { readonly lines: number };
    }[];
    const written = records.filter(({ record }) => record.some((cell) => cell.trim() !== ""));
    return granted(written.map(({ record, info }) => ({ line: info.lines - lineBreaks(record.join(",")), cells: record })));
  } catch (error) {
    const { code, lines } = error as CsvError & { lines?: number };
    const message = code === "CSV_QUOTE_NOT_CLOSED" ? '引用符（"）が閉じていません。' : 'CSV として読めません。引用符（"）の使い方を確かめてください。';
    return refused(staffListRefusal([{ path: placeOf(lines ?? 1), message }]));
  }
}

/** The column of each cell; a missing, unknown or repeated heading is a problem. */
function readHeader({ line: at, cells }: Parsed): { readonly columns: readonly Column[]; readonly problems: FieldProblem[] } {
  const names = cells.map((cell) => cell.normalize("NFKC").trim());
  const columns = names.map((name) => ORDER.find((column) => COLUMNS[column].heading === name));
  const problems = names.flatMap((name, index) => {
    const column = columns[index];
    if (column === undefined) return [{ path: placeOf(at), message: `見出し「${name.slice(0, 30)}」は使えません。見出しは ${HEADINGS} です。` }];
    return columns.indexOf(column) < index ? [{ path: placeOf(at), message: `見出し「${name}」が二つあります。` }] : [];
  });
  const missing = ORDER.filter((column) => !columns.includes(column));
  return {
    columns: columns.flatMap((column) => (column === undefined ? [] : [column])),
    problems: [...problems, ...missing.map((column) => ({ path: placeOf(at), message: `見出し「${COLUMNS[column].heading}」がありません。` }))],
  };
}

/** The readable columns of a row. */
type Read = Partial<Record<Column, string>> & { readonly line: number };

function readRow({ line: at, cells }: Parsed, columns: readonly Column[], problems: FieldProblem[]): Read {
  const values: Partial<Record<Column, string>> & { readonly line: number } = { line: at };
  if (cells.length !== columns.length) {
    problems.push({ path: placeOf(at), message: `列が${cells.length}個あります。見出しと同じ${columns.length}個にしてください。` });
    return values;
  }
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? "";
    if (column === "staffNumber" && cell.trim() === "") continue;
    const parsed = COLUMNS[column].schema.safeParse(cell);
    if (parsed.success) values[column] = parsed.data;
    else problems.push({ path: placeOf(at, column), message: parsed.error.issues[0]?.message ?? "読み取れません。" });
  }
  return values;
}

const wholeRow = ({ line: at, staffNumber, name, email, department }: Read): StaffRow[] =>
  name === undefined || email === undefined || department === undefined ? [] : [{ line: at, staffNumber: staffNumber ?? null, name, email, department }];

/** The key for comparing staff numbers: lists from different programs differ in width, case and hyphens. */
export const numberKey = identityFold;

/** Rows that repeat a person, whatever other problems they have. */
function repetitions(rows: readonly Read[], column: "email" | "staffNumber"): FieldProblem[] {
  const first = new Map<string, number>();
  return rows.flatMap((row) => {
    const value = row[column];
    if (value === undefined) return [];
    const key = numberKey(value);
    const before = first.get(key);
    if (before === undefined) first.set(key, row.line);
    return before === undefined ? [] : [{ path: placeOf(row.line, column), message: `${before}行目と同じです。` }];
  });
}

/**
 * Reads a staff list (CSV with the headings 職員番号, 氏名, メール, 部署 in any order). In: the bytes of the file, UTF-8 or Shift_JIS.
 * Out: its rows, or every problem with line and column. A cell that looks like a formula is plain data.
 */
export function readStaffList(bytes: Uint8Array): Result<StaffRow[], Refusal<"invalid_input" | "too_large">> {
  if (bytes.byteLength > STAFF_LIST_BYTES) return refused(refusal("too_large", "名簿は 5 MB までです。分けて取り込んでください。"));
  const text = decodeText(bytes);
  if (text === null) return refused(fileRefusal("文字コードを読み取れません。UTF-8 か Shift_JIS の CSV で保存してください。"));
  const parsed = parseRows(text);
  if (!parsed.ok) return parsed;
  const [head, ...body] = parsed.value;
  if (!head || body.length === 0) return refused(fileRefusal(`人の行がありません。1行目に見出し（${HEADINGS}）、2行目から人を書いてください。`));
  if (body.length > STAFF_LIST_ROWS) return refused(refusal("too_large", `名簿は10,000人までです（いま${body.length}人）。分けて取り込んでください。`));
  const { columns, problems: headProblems } = readHeader(head);
  if (headProblems.length > 0) return refused(staffListRefusal(headProblems));
  const problems: FieldProblem[] = [];
  const rows = body.map((one) => readRow(one, columns, problems));
  problems.push(...repetitions(rows, "email"), ...repetitions(rows, "staffNumber"));
  return problems.length > 0 ? refused(staffListRefusal(problems)) : granted(rows.flatMap(wholeRow));
}
