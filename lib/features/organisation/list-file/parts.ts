import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { hasVisible } from "@/lib/domain/shared/text";
import { identityFold } from "@/lib/domain/shared/text-fold";
import { LOST } from "@/lib/features/organisation/list-text/parts";

/** A record of a CSV, with the line of the file on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * What makes the text no CSV, with its line: the one where the quote was opened. `eitherQuote`: a quote of this line, around several
 * lines, or the one of line `other`, later in the same record. `separator`: another sign than the comma separates the cells.
 */
export type CsvFault =
  | { readonly line: number; readonly kind: "separator"; readonly separator: string }
  | { readonly line: number; readonly kind: "openQuote" | "strayQuote" }
  | { readonly line: number; readonly kind: "eitherQuote"; readonly other: number };

/** A cell, the place behind it, and the line ends within it. */
interface Read {
  readonly cell: string;
  readonly next: number;
  readonly lines: number;
}

const countLines = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

const QUOTED = /"(?:[^"]|"")*"/y;
const COMMA = 0x2c;
const CR = 0x0d;
const LF = 0x0a;
const QUOTE = 0x22;
const EQUALS = 0x3d;
const MARK = 0xfeff;

/** What spreadsheets read on the first line as the sign between the cells, and do not show. */
const SEPARATOR_LINE = /^\ufeff?"?sep=(.)"?,*(?:\r\n|\r|\n|$)/iu;

/** `="00123"`: how exports keep spreadsheets from making a number of a text, with its quotes doubled. */
const KEPT_TEXT = /^="(?:[^"]|"")*"$/u;

/** Signs that programs and people write between cells in place of commas. */
const OTHER_SEPARATORS = [";", "\t", "|", "，", "、", "；", "｜"];
/** As much of the first line as is searched for them: a file may have millions of cells. */
const SEARCHED_FOR_SIGNS = 5_000;
/** What stands around a heading: quotes, the sign of a formula, blanks, and the commas of empty cells at the end. */
const AROUND_HEADING = /^[\s="]+|[\s",]+$/gu;

/**
 * Finds the sign that separates the headings in place of commas, in the first line that has something. It is looked for before
 * quotes are read, since one that is followed by no comma is a fault. Null if commas separate them, or none is a heading.
 */
function otherSeparator(text: string, headings: readonly string[]): CsvFault | null {
  const begin = text.search(/[^\s,"]/u);
  const [head = ""] = text.slice(begin, begin + SEARCHED_FOR_SIGNS).split(/[\r\n]/u, 1);
  const signs = OTHER_SEPARATORS.filter((sign) => head.includes(sign));
  if (signs.length === 0) return null;
  const known = new Set(headings.map(identityFold));
  const namesOne = (cells: readonly string[]): boolean => cells.some((cell) => known.has(identityFold(cell.replace(AROUND_HEADING, ""))));
  const separator = namesOne(head.split(",")) ? undefined : signs.find((sign) => namesOne(head.split(sign)));
  return separator === undefined ? null : { line: countLines(text.slice(0, begin)) + 1, kind: "separator", separator };
}

/** As `readCsv`, of a text whose first line has these headings; refused as well if another sign separates them. */
export function readRecords(text: string, headings: readonly string[]): Result<readonly CsvRecord[], CsvFault> {
  const other = otherSeparator(text, headings);
  return other ? refused(other) : readCsv(text);
}

const unquoted = (quoted: string): string => quoted.slice(1, -1).replaceAll('""', '"');

const withoutFormula = (cell: string): string => (KEPT_TEXT.test(cell) ? unquoted(cell.slice(1)) : cell);

function quotedAt(text: string, at: number): string | null {
  QUOTED.lastIndex = at;
  return QUOTED.exec(text)?.[0] ?? null;
}

/** Where the unquoted text that begins here ends. Read by character: a file may have millions of cells. */
function endOfPlain(text: string, at: number): number {
  for (let end = at; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === COMMA || code === CR || code === LF || code === QUOTE) return end;
  }
  return text.length;
}

/** The length of what ends a cell: a comma, the end of a line, or nothing at the end of the text; null if the cell goes on. */
function lengthOfEnd(text: string, at: number): number | null {
  if (at >= text.length) return 0;
  const code = text.charCodeAt(at);
  if (code === CR) return text.charCodeAt(at + 1) === LF ? 2 : 1;
  return code === COMMA || code === LF ? 1 : null;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x3000;

function afterBlanks(text: string, at: number): number {
  let end = at;
  while (isBlank(text.charCodeAt(end))) end += 1;
  return end;
}

/** Where the cell begins: behind byte order marks that files were joined with, and behind blanks if a quote follows them. */
function beginOfCell(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === MARK) at += 1;
  const behind = afterBlanks(text, at);
  const quote = text.charCodeAt(behind) === EQUALS ? behind + 1 : behind;
  return text.charCodeAt(quote) === QUOTE ? behind : at;
}

/** The cell that begins here; the kind of fault if there is none. */
function readCell(text: string, from: number): Read | "openQuote" | "strayQuote" {
  const at = beginOfCell(text, from);
  if (text.charCodeAt(at) === EQUALS && text.charCodeAt(at + 1) === QUOTE) return readQuoted(text, at + 1);
  if (text.charCodeAt(at) === QUOTE) {
    const read = readQuoted(text, at);
    return typeof read === "string" ? read : { ...read, cell: withoutFormula(read.cell) };
  }
  const next = endOfPlain(text, at);
  return text.charCodeAt(next) === QUOTE ? "strayQuote" : { cell: text.slice(at, next), next, lines: 0 };
}

function readQuoted(text: string, at: number): Read | "openQuote" | "strayQuote" {
  const quoted = quotedAt(text, at);
  if (quoted === null) return "openQuote";
  const next = afterBlanks(text, at + quoted.length);
  // A quote that was never closed ends at the first quote of another row, and text follows it.
  if (lengthOfEnd(text, next) === null) return /[\r\n]/.test(quoted) ? "openQuote" : "strayQuote";
  return { cell: unquoted(quoted), next, lines: countLines(quoted) };
}

/**
 * Reads a CSV. Lines are counted as an editor counts them: CR LF, CR and LF each end one, in any mixture, within quotes too.
 * Out: its records that have something to see; or where it cannot be read.
 */
export function readCsv(text: string): Result<readonly CsvRecord[], CsvFault> {
  const records: CsvRecord[] = [];
  const [first = "", separator = ","] = SEPARATOR_LINE.exec(text) ?? [];
  if (separator !== ",") return refused({ line: 1, kind: "separator", separator });
  let [at, line] = [first.length, first === "" ? 1 : 2];
  while (at < text.length) {
    const cells: string[] = [];
    const begun = line;
    /** Where the first cell of several lines begins. */
    let spanning: number | null = null;
    for (;;) {
      const read = readCell(text, at);
      if (read === "strayQuote" && spanning !== null) return refused({ line: spanning, kind: "eitherQuote", other: line });
      if (typeof read === "string") return refused({ line, kind: read });
      cells.push(read.cell);
      if (read.lines > 0) spanning ??= line;
      line += read.lines;
      const isLast = text.charCodeAt(read.next) !== COMMA;
      at = read.next + (lengthOfEnd(text, read.next) ?? 0);
      if (isLast) break;
    }
    line += 1;
    // A file may have millions of empty lines.
    if (cells.some(hasVisible)) records.push({ line: begun, cells });
  }
  return granted(records);
}

/** A place of a file that could not be decoded, with the heading of its column, null if there is none that could be read. */
export interface LostPlace {
  readonly line: number;
  readonly column: string | null;
}

/** The cells of a decoded text that have something lost, once each; of a text that is no CSV, the line of the first. */
export function lostPlaces(text: string): LostPlace[] {
  const csv = readCsv(text);
  if (!csv.ok) return [{ line: countLines(text.slice(0, text.indexOf(LOST))) + 1, column: null }];
  const [head] = csv.value;
  return csv.value.flatMap((record) => {
    let line = record.line;
    return record.cells.flatMap((cell, place): LostPlace[] => {
      const begun = line;
      line += countLines(cell);
      const at = cell.indexOf(LOST);
      const heading = record === head ? "" : (head?.cells[place] ?? "").trim();
      return at === -1 ? [] : [{ line: begun + countLines(cell.slice(0, at)), column: heading === "" || heading.includes(LOST) ? null : heading }];
    });
  });
}
