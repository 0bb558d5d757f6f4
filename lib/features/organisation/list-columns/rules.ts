import { identityFold } from "@/lib/domain/shared/text-fold";
import type { LineProblem } from "@/lib/features/organisation/list-file/csv";

/** What a row of a list takes from its own, and what it gives it instead. */
export interface Exchange {
  readonly line: number;
  readonly loses: readonly string[];
  readonly gains: readonly string[];
}

/** A value that a row changes, unless only its spelling is another. */
export function exchangeOf(line: number, before: string, after: string): Exchange {
  const [loses, gains] = [identityFold(before), identityFold(after)];
  return loses === gains ? { line, loses: [], gains: [] } : { line, loses: [loses], gains: [gains] };
}

/** The rows that get what others lose, and lose something too: as when a column was sorted without the others. */
export function takenOver<Row extends Exchange>(rows: readonly Row[]): Row[] {
  const lost = new Set(rows.flatMap(({ loses }) => loses));
  return rows.filter(({ loses, gains }) => loses.length > 0 && gains.some((gain) => lost.has(gain)));
}

const SHOWN_LINES = 10;

/**
 * One doubt for the rows of a column whose values were exchanged (`takenOver`); it stands at the first. In: the heading, the rows,
 * and what may have been sorted, by default the column of the heading. Out: nothing for less than two rows.
 */
export function doubtOfOrder(column: string, rows: readonly { readonly line: number }[], sorted = column): LineProblem[] {
  const lines = rows.map(({ line }) => line).toSorted((one, other) => one - other);
  const [first] = lines;
  if (first === undefined || lines.length < 2) return [];
  const shown = lines.slice(0, SHOWN_LINES).map((line) => `${line}行目`);
  const places = [...shown, ...(lines.length > SHOWN_LINES ? [`ほか${lines.length - SHOWN_LINES}行`] : [])].join("、");
  return [
    {
      line: first,
      column,
      message: `${column}が${lines.length}行で入れ替わります（${places}）。${sorted}の列だけが並べ替えられたか、ずれたのかもしれません。`,
    },
  ];
}

/** As `doubtOfOrder`, of values that many rows share: nothing unless there are three rows, and more than a third of `all`. */
export const doubtOfMost = (column: string, rows: readonly { readonly line: number }[], all: number, sorted = column): LineProblem[] =>
  rows.length >= 3 && rows.length * 3 > all ? doubtOfOrder(column, rows, sorted) : [];
