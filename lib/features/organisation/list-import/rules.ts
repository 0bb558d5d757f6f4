import { byLine, LIST_ROWS, type LineProblem } from "@/lib/features/organisation/list-file/csv";
import type { Gift } from "@/lib/features/organisation/list-roles/rules";

export const ROW_KINDS = ["added", "renamed", "changed", "unchanged"] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** A value of a row: `after` the import and, if the import changes it, `before`. */
export interface PlannedCell {
  readonly column: string;
  readonly before: string | null;
  readonly after: string;
}

/** What a list does with one of its rows. */
export interface PlannedRow {
  readonly line: number;
  readonly kind: RowKind;
  readonly cells: readonly PlannedCell[];
}

/** What a list does. What it does not name stays as it is. */
export interface ListPlan {
  readonly rows: readonly PlannedRow[];
  readonly gifts: readonly Gift[];
  /** Why nothing of it is done; by line. */
  readonly problems: readonly LineProblem[];
  /** What is done, but may not be meant; by line. */
  readonly doubts: readonly LineProblem[];
  /** The number of registered ones that the list does not name. */
  readonly notListed: number;
}

/** The number of doubts shown at most: one for each row of the longest list. */
export const SHOWN_DOUBTS = LIST_ROWS;

export const inOrder = (problems: readonly LineProblem[]): LineProblem[] => problems.toSorted(byLine);

/** A value that stays, or changes from `before`. */
export const cell = (column: string, before: string | null, after: string): PlannedCell => ({ column, before: before === after ? null : before, after });

export const countOf = ({ rows }: Pick<ListPlan, "rows">, kind: RowKind): number => rows.filter((row) => row.kind === kind).length;

/** What is left out last: rows with doubts, then changes, then plain additions. Rows that change nothing are left out first. */
const RANKS = { changed: 1, renamed: 1, added: 2, unchanged: 3 } as const satisfies Record<RowKind, number>;

/** The rows to show, by line: all of them, or else as many as fit, the dubious ones before the others. */
export function shownRows<Row extends Pick<PlannedRow, "line" | "kind">>(
  rows: readonly Row[],
  doubts: readonly { readonly line: number }[],
  most: number,
): Row[] {
  if (rows.length <= most) return rows.toSorted(byLine);
  const dubious = new Set(doubts.map(({ line }) => line));
  const rank = ({ line, kind }: Row): number => (dubious.has(line) ? 0 : RANKS[kind]);
  const telling = rows.filter((row) => rank(row) < RANKS.unchanged);
  return telling
    .toSorted((one, other) => rank(one) - rank(other) || byLine(one, other))
    .slice(0, most)
    .toSorted(byLine);
}
