import type { z } from "zod";
import { withoutGuard } from "@/lib/documents/csv";
import type { FieldProblem, Refusal } from "@/lib/domain/shared/refusal";
import { invalidField, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { hasVisible } from "@/lib/domain/shared/text";
import { identityFold } from "@/lib/domain/shared/text-fold";
import { type CsvFault, type CsvRecord, lostPlaces, readRecords } from "@/lib/features/organisation/list-file/parts";
import { decodeText } from "@/lib/features/organisation/list-text/parts";
import { asNamed, saysNothing } from "@/lib/features/organisation/list-words/rules";
import { sentence } from "@/lib/labels/own-direction";
import { deniedPart } from "@/lib/labels/permission-words";

export const LIST_BYTES = 5 * 1024 * 1024;
export const LIST_ROWS = 10_000;
const LIST_COLUMNS = 200;
const SHOWN_PROBLEMS = 100;
const SEARCHED_FOR_HEADINGS = 5_000;
const ROWS_OF_TITLES = 20;

/** A column of a kind of list. `mayBeEmpty`: a cell without anything to see, or with 「なし」 or a dash, is left out of the row. */
export interface ListColumn {
  readonly heading: string;
  readonly schema: z.ZodType<string>;
  readonly mayBeEmpty?: true;
}

/** A kind of list: its name in messages, what its rows are, and its columns. */
export interface ListKind<Column extends string> {
  readonly name: string;
  readonly rows: string;
  /** 「人」 of 「10,000人まで」. */
  readonly counter: string;
  readonly columns: Readonly<Record<Column, ListColumn>>;
  /** The number of rows that can be read at once; by default ten thousand. */
  readonly most?: number;
}

/** The headings of a kind of list, in the order in which the portal writes them. */
export const headingsOf = <Column extends string>({ columns }: ListKind<Column>): string[] => Object.values<ListColumn>(columns).map(({ heading }) => heading);

/** A row with the line on which it begins, and the columns that could be read. */
export type ListRow<Column extends string> = Partial<Record<Column, string>> & { readonly line: number };

/** What was read of a list: its rows, and what is wrong with them or with others. */
export interface ReadList<Row> {
  readonly rows: readonly Row[];
  readonly problems: readonly LineProblem[];
  /** Headings of columns that are not used. */
  readonly ignored: readonly string[];
}

/** Something to mend, or to look at, on a line. `forbidden`: nothing is wrong with it, but the visitor may not do it. */
export interface LineProblem {
  readonly line: number;
  readonly column: string | null;
  readonly message: string;
  readonly forbidden?: true;
}

/** Position of a value in the file, 「3行目 メール」. */
export const placeOf = ({ line, column }: Pick<LineProblem, "line" | "column">): string => (column === null ? `${line}行目` : `${line}行目 ${column}`);

export const byLine = (one: { readonly line: number }, other: { readonly line: number }): number => one.line - other.line;

const asField = (problem: LineProblem): FieldProblem => ({ path: placeOf(problem), message: problem.message });

const firstOf = (problems: readonly LineProblem[]): FieldProblem[] => [...problems].sort(byLine).slice(0, SHOWN_PROBLEMS).map(asField);

const onlyFirst = ({ length }: readonly LineProblem[]): string => (length > SHOWN_PROBLEMS ? `初めの${SHOWN_PROBLEMS}か所を示します。` : "");

/** All problems of a list as one refusal: the first hundred by their lines, and the total number. */
export function listRefusal(name: string, problems: readonly LineProblem[], unknown: readonly string[] = []): Refusal<"invalid_input"> {
  const detail = sentence`${name}に直すところが${problems.length}か所あります。何も取り込んでいません。${onlyFirst(problems)}`;
  return refusal("invalid_input", detail, { fields: firstOf(problems), ...(unknown.length > 0 ? { list: unknown } : {}) });
}

/** As `listRefusal`; where all that is in the way is what the visitor may not do, it is not permitted. */
export function planRefusal(name: string, problems: readonly LineProblem[]): Refusal<"invalid_input" | "not_permitted"> {
  if (!problems.every(({ forbidden }) => forbidden)) return listRefusal(name, problems);
  const detail = sentence`${name}に、あなたには取り込めないところが${problems.length}か所あります。何も取り込んでいません。${onlyFirst(problems)}`;
  return deniedPart("people.manage", "people.appointDeciding", () => detail, { fields: firstOf(problems) });
}

const fileRefusal = (message: string) => invalidField("ファイル", message);

const UNREADABLE = "文字コードを読み取れません。UTF-8 か Shift_JIS の CSV で保存してください。";
const JIS = "文字コードが JIS（ISO-2022-JP）です。書き出したソフトで文字コードを UTF-8 に変えるか、JIS を読めるエディタで開き、UTF-8 で保存してください。";

/** The text of the bytes of a list; refused with every place that cannot be read, if its headings show that the encoding fits. */
function textOf<Column extends string>(kind: ListKind<Column>, bytes: Uint8Array): Result<string, Refusal<"invalid_input">> {
  const decoded = decodeText(bytes);
  if (decoded.kind === "text") return granted(decoded.text);
  if (decoded.kind !== "broken") return refused(fileRefusal(decoded.kind === "jis" ? JIS : UNREADABLE));
  const { encoding, text } = decoded;
  const beginning = identityFold(text.slice(0, SEARCHED_FOR_HEADINGS));
  if (!headingsOf(kind).some((heading) => beginning.includes(identityFold(heading)))) return refused(fileRefusal(UNREADABLE));
  const message = `${encoding} として読めない文字があります。途中で切れているか、壊れています。打ち直すか、文字を切らずに書き出してください。`;
  return refused(
    listRefusal(
      kind.name,
      lostPlaces(text).map((place) => ({ ...place, message })),
    ),
  );
}

/** A sign between cells as a message names it: where it may be taken for the narrow one, with its width. */
const signText = (sign: string): string => (sign === "\t" ? "タブ" : `「${sign}」${sign.normalize("NFKC") === sign ? "" : "（全角）"}`);

function faultText(fault: CsvFault): string {
  if (fault.kind === "separator") return `列が${signText(fault.separator)}で区切られています。コンマ（,）で区切った CSV で保存してください。`;
  if (fault.kind === "openQuote") return 'ここで開いた引用符（"）が閉じていません。';
  if (fault.kind === "eitherQuote") return `ここで開いた引用符（"）が閉じていないか、${fault.other}行目の引用符（"）が余っています。`;
  return 'CSV として読めません。引用符（"）の使い方を確かめてください。';
}

interface Header<Column extends string> {
  /** The column at each place; null for one that is not used. */
  readonly columns: readonly (Column | null)[];
  readonly unknown: readonly string[];
  /** Whether every needed column is there. */
  readonly whole: boolean;
  readonly problems: readonly LineProblem[];
}

/** The line near the beginning that has every needed heading where the first row has not, as below a title; null if there is none. */
function headingsBelow<Column extends string>({ columns }: ListKind<Column>, head: CsvRecord, body: readonly CsvRecord[]): number | null {
  const needed = Object.values<ListColumn>(columns).flatMap(({ heading, mayBeEmpty }) => (mayBeEmpty ? [] : [identityFold(heading)]));
  const hasAll = ({ cells }: CsvRecord): boolean => {
    const folds = new Set(cells.slice(0, LIST_COLUMNS).map(identityFold));
    return needed.every((heading) => folds.has(heading));
  };
  return hasAll(head) ? null : (body.slice(0, ROWS_OF_TITLES).find(hasAll)?.line ?? null);
}

/** A, B, … Z, AA: how a spreadsheet names the column. */
const letters = (place: number): string => (place < 26 ? "" : letters(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

/** The column of each place, with one place for each: of several, the first that has content. */
function placedOnce<Column extends string>(named: readonly (Column | null)[], filled: ReadonlySet<number>): (Column | null)[] {
  const placeOfColumn = new Map<Column, number>();
  for (const [place, column] of named.entries()) {
    if (column === null) continue;
    const before = placeOfColumn.get(column);
    if (before === undefined || (!filled.has(before) && filled.has(place))) placeOfColumn.set(column, place);
  }
  return named.map((column, place) => (column !== null && placeOfColumn.get(column) === place ? column : null));
}

/** The column of each place. A missing heading is a problem, a repeated one and an unknown one with content unless they may be ignored. */
function readHeader<Column extends string>(
  { columns: known }: ListKind<Column>,
  { line, cells }: CsvRecord,
  filled: ReadonlySet<number>,
  ignores: boolean,
): Header<Column> {
  const order = Object.keys(known) as Column[];
  const byFold = new Map(order.map((column) => [identityFold(known[column].heading), column]));
  const named = cells.map((name) => byFold.get(identityFold(name)) ?? null);
  const columns = placedOnce(named, filled);
  const all = order.map((column) => known[column].heading).join("、");
  const unknown: string[] = [];
  const problems: LineProblem[] = [];
  const add = (message: string): void => void problems.push({ line, column: null, message });
  for (const place of new Set([...cells.keys(), ...filled])) {
    const name = (cells[place] ?? "").trim().slice(0, 30);
    if (columns[place]) continue;
    const repeated = named[place];
    if (repeated) {
      unknown.push(sentence`${name}（${letters(place)}列）`);
      if (!ignores) add(sentence`見出し「${name}」が二つあります。${letters(place)}列を使わなければ、${letters(columns.indexOf(repeated))}列を読みます。`);
    } else if (hasVisible(name) || filled.has(place)) {
      unknown.push(hasVisible(name) ? name : `見出しのない${letters(place)}列`);
      const why = hasVisible(name) ? sentence`見出し「${name}」は使えません。` : `${letters(place)}列に見出しがありません。`;
      if (!ignores) add(`${why}見出しは ${all} です。`);
    }
  }
  const missing = order.filter((column) => !columns.includes(column) && !known[column].mayBeEmpty);
  for (const column of missing) add(`見出し「${known[column].heading}」がありません。`);
  return { columns, unknown, whole: missing.length === 0, problems };
}

function readRow<Column extends string>(kind: ListKind<Column>, columns: readonly (Column | null)[], { line, cells }: CsvRecord, problems: LineProblem[]) {
  const row: Partial<Record<Column, string>> = {};
  const used = columns.flatMap((column, place) => (column === null ? [] : [{ column, place }]));
  // Spreadsheets leave out the empty cells at the end of a row.
  const needed = used.filter(({ column }) => !kind.columns[column].mayBeEmpty);
  if ((needed.at(-1)?.place ?? 0) >= cells.length) {
    problems.push({ line, column: null, message: `列が${cells.length}個あります。見出しと同じ${columns.length}個にしてください。` });
    return { ...row, line } as ListRow<Column>;
  }
  for (const { column, place } of used) {
    const { heading, schema, mayBeEmpty } = kind.columns[column];
    const cell = cells[place] ?? "";
    if (mayBeEmpty && (!hasVisible(cell) || saysNothing(cell))) continue;
    const parsed = schema.safeParse(mayBeEmpty ? asNamed(withoutGuard(cell)) : withoutGuard(cell));
    if (parsed.success) row[column] = parsed.data;
    else problems.push({ line, column: heading, message: parsed.error.issues[0]?.message ?? "読み取れません。" });
  }
  return { ...row, line } as ListRow<Column>;
}

/**
 * How many columns the list has: up to the last that has a heading or, under the header, content. Spreadsheets write empty ones
 * behind it. `line` is the first on which that column has something.
 */
function widthOf(head: CsvRecord, body: readonly CsvRecord[]): { readonly width: number; readonly line: number } {
  let [width, line] = [0, head.line];
  for (const record of [head, ...body]) {
    let end = Math.min(record.cells.length, head.cells.length);
    while (end > width && !hasVisible(record.cells[end - 1])) end -= 1;
    if (end > width) [width, line] = [end, record.line];
  }
  return { width, line };
}

/**
 * Reads a list (CSV with the headings of its kind in any order). In: the bytes of the file, UTF-8 or Shift_JIS, and whether
 * columns with other headings may be ignored. Out: its rows with every problem of theirs; or why there are no rows to read.
 * A cell that looks like a formula is plain data, without the apostrophe that the portal writes before it.
 */
export function readListFile<Column extends string>(
  kind: ListKind<Column>,
  bytes: Uint8Array,
  ignores: boolean,
): Result<ReadList<ListRow<Column>>, Refusal<"invalid_input" | "too_large">> {
  const { name, rows: what, counter, most = LIST_ROWS } = kind;
  if (bytes.byteLength > LIST_BYTES) return refused(refusal("too_large", sentence`${name}は 5 MB までです。分けて取り込んでください。`));
  const text = textOf(kind, bytes);
  if (!text.ok) return text;
  const headings = headingsOf(kind);
  const csv = readRecords(text.value, headings);
  if (!csv.ok) return refused(listRefusal(name, [{ line: csv.refusal.line, column: null, message: faultText(csv.refusal) }]));
  const [head] = csv.value;
  const body = csv.value.slice(1);
  if (!head || body.length === 0) {
    return refused(fileRefusal(`${what}の行がありません。1行目に見出し（${headings.join("、")}）、2行目から${what}を書いてください。`));
  }
  if (body.length > most) {
    return refused(
      refusal("too_large", sentence`${name}は${most.toLocaleString("ja-JP")}${counter}までです（いま${body.length}${counter}）。分けて取り込んでください。`),
    );
  }
  const { width, line: widest } = widthOf(head, body);
  if (width > LIST_COLUMNS) {
    const message = `列が${width}個あります。${LIST_COLUMNS}個までにして、使わない列を消してください。`;
    return refused(listRefusal(name, [{ line: widest, column: null, message }]));
  }
  const below = headingsBelow(kind, { ...head, cells: head.cells.slice(0, width) }, body);
  if (below !== null) {
    const message = `見出し（${headings.join("、")}）は${below}行目にあるようです。その上の行（表題など）を消してください。`;
    return refused(listRefusal(name, [{ line: head.line, column: null, message }]));
  }
  const filled = new Set(body.flatMap(({ cells }) => [...cells.slice(0, width).entries()].flatMap(([place, cell]) => (hasVisible(cell) ? [place] : []))));
  const { columns, unknown, whole, problems: headProblems } = readHeader(kind, { ...head, cells: head.cells.slice(0, width) }, filled, ignores);
  if (headProblems.length > 0) return refused(listRefusal(name, headProblems, whole ? unknown : []));
  const problems: LineProblem[] = [];
  const rows = body.map((record) => {
    if (record.cells.slice(columns.length).some(hasVisible)) {
      problems.push({ line: record.line, column: null, message: `列が${record.cells.length}個あります。見出しと同じ${columns.length}個にしてください。` });
    }
    return readRow(kind, columns, record, problems);
  });
  return granted({ rows, problems, ignored: unknown });
}

/** As `readListFile`, with the rows that are whole, as `whole` makes them of their cells; null for one that lacks a needed cell. */
export function readWholeRows<Column extends string, Row>(
  kind: ListKind<Column>,
  whole: (row: ListRow<Column>) => Row | null,
  bytes: Uint8Array,
  ignores: boolean,
): Result<ReadList<Row>, Refusal<"invalid_input" | "too_large">> {
  const read = readListFile(kind, bytes, ignores);
  return read.ok ? granted({ ...read.value, rows: read.value.rows.map(whole).filter((row) => row !== null) }) : read;
}

/** Rows that repeat what may be there once, whatever other problems they have. */
export function repetitions<Column extends string>(kind: ListKind<Column>, rows: readonly ListRow<Column>[], column: Column, key: (value: string) => string) {
  const first = new Map<string, number>();
  return rows.flatMap((row): LineProblem[] => {
    const value = row[column];
    if (value === undefined) return [];
    const before = first.get(key(value));
    if (before === undefined) first.set(key(value), row.line);
    return before === undefined ? [] : [{ line: row.line, column: kind.columns[column].heading, message: `${before}行目と同じです。` }];
  });
}
