import { byLine, type LineProblem } from "@/lib/features/organisation/list-file/csv";
import type { Gift } from "@/lib/features/organisation/list-roles/rules";

export const ROW_KINDS = ["added", "renamed", "changed", "unchanged"] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** A value of a row: what it was if the list changes it, and what it is then. */
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

export const inOrder = (problems: readonly LineProblem[]): LineProblem[] => problems.toSorted(byLine);

/** A value that stays, or changes from `before`. */
export const cell = (column: string, before: string | null, after: string): PlannedCell => ({ column, before: before === after ? null : before, after });

export const countOf = ({ rows }: Pick<ListPlan, "rows">, kind: RowKind): number => rows.filter((row) => row.kind === kind).length;

/** The rows to show, by line: all of them, or else as many changes as fit. */
export function shownRows(rows: readonly PlannedRow[], most: number): PlannedRow[] {
  const shown = rows.length <= most ? rows : rows.filter(({ kind }) => kind !== "unchanged").slice(0, most);
  return shown.toSorted(byLine);
}
