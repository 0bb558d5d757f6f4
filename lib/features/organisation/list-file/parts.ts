import { granted, type Result, refused } from "@/lib/domain/shared/result";

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

/** A cell and the place behind it. */
interface Read {
  readonly cell: string;
  readonly next: number;
}

const countLines = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

/** Unquoted text up to a comma or the end of the line. */
const PLAIN = /[^",\r\n]*/y;
const QUOTED = /"(?:[^"]|"")*"/y;
const AFTER_CELL = /,|\r\n|\r|\n|$/y;

const matchAt = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
};

/** The cell that begins here; the kind of fault if there is none. */
function readCell(text: string, at: number): Read | CsvFault["kind"] {
  if (text[at] !== '"') {
    const cell = matchAt(PLAIN, text, at) ?? "";
    return text[at + cell.length] === '"' ? "strayQuote" : { cell, next: at + cell.length };
  }
  const quoted = matchAt(QUOTED, text, at);
  if (quoted === null) return "openQuote";
  const next = at + quoted.length;
  // A quote that was never closed ends at the first quote of another row, and text follows it.
  if (matchAt(AFTER_CELL, text, next) === null) return /[\r\n]/.test(quoted) ? "openQuote" : "strayQuote";
  return { cell: quoted.slice(1, -1).replaceAll('""', '"'), next };
}

/**
 * Reads a CSV. Lines are counted as an editor counts them: CR LF, CR and LF each end one, in any mixture, within quotes too.
 * Out: its records, also those without content; or where it cannot be read.
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
      line += countLines(text.slice(at, read.next));
      const end = matchAt(AFTER_CELL, text, read.next) ?? "";
      at = read.next + end.length;
      if (end === ",") continue;
      line += countLines(end);
      break;
    }
    records.push({ line: first, cells });
  }
  return granted(records);
}
