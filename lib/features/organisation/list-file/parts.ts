import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { hasVisible } from "@/lib/domain/shared/text";

/** A record of a CSV, with the line of the file on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What makes the text no CSV, with its line: the one where the quote was opened. */
export interface CsvFault {
  readonly line: number;
  readonly kind: "openQuote" | "strayQuote";
}

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

/** The cell that begins here; the kind of fault if there is none. */
function readCell(text: string, at: number): Read | CsvFault["kind"] {
  if (text.charCodeAt(at) !== QUOTE) {
    const next = endOfPlain(text, at);
    return text.charCodeAt(next) === QUOTE ? "strayQuote" : { cell: text.slice(at, next), next, lines: 0 };
  }
  const quoted = quotedAt(text, at);
  if (quoted === null) return "openQuote";
  const next = at + quoted.length;
  // A quote that was never closed ends at the first quote of another row, and text follows it.
  if (lengthOfEnd(text, next) === null) return /[\r\n]/.test(quoted) ? "openQuote" : "strayQuote";
  return { cell: quoted.slice(1, -1).replaceAll('""', '"'), next, lines: countLines(quoted) };
}

/**
 * Reads a CSV. Lines are counted as an editor counts them: CR LF, CR and LF each end one, in any mixture, within quotes too.
 * Out: its records that have something to see; or where it cannot be read.
 */
export function readCsv(text: string): Result<readonly CsvRecord[], CsvFault> {
  const records: CsvRecord[] = [];
  let [at, line] = [0, 1];
  while (at < text.length) {
    const cells: string[] = [];
    const first = line;
    for (;;) {
      const read = readCell(text, at);
      if (typeof read === "string") return refused({ line, kind: read });
      cells.push(read.cell);
      line += read.lines;
      const isLast = text.charCodeAt(read.next) !== COMMA;
      at = read.next + (lengthOfEnd(text, read.next) ?? 0);
      if (isLast) break;
    }
    line += 1;
    // A file may have millions of empty lines.
    if (cells.some(hasVisible)) records.push({ line: first, cells });
  }
  return granted(records);
}
