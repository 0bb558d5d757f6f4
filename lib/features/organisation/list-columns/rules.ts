import { identityFold } from "@/lib/domain/shared/text-fold";
import type { LineProblem } from "@/lib/features/organisation/list-file/csv";

/** A value that a list changes. */
export interface ChangedValue {
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

const SHOWN_LINES = 10;

/** The changes that give a row what the list takes from another one, as when a column was sorted without the others. */
export function takenOver<Change extends ChangedValue>(changes: readonly Change[]): Change[] {
  const real = changes
    .map((change) => ({ change, before: identityFold(change.before), after: identityFold(change.after) }))
    .filter((one) => one.before !== one.after);
  const given = new Set(real.map(({ before }) => before));
  return real.filter(({ after }) => given.has(after)).map(({ change }) => change);
}

/** Whether so many of the rows take over what others had that nobody may have meant it: three, and more than a third of all. */
export const areMost = (taken: readonly unknown[], rows: number): boolean => taken.length >= 3 && taken.length * 3 > rows;

/**
 * One doubt for all rows whose values of a column go round among them; it stands at the first. In: the heading, the rows, and what
 * may have been sorted, by default the column of the heading. Out: nothing for less than two rows.
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
