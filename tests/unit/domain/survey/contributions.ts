import type { PublishedContribution } from "@/lib/domain/survey/suppression";

/** [done, duty] of an operator on an item; null: 該当なし. */
export type Cell = readonly [number, number] | null;

export const contribution = (operatorKey: string, cells: Readonly<Record<string, Cell>>, submission = "1"): PublishedContribution => ({
  ...{ operatorKey, submission, handedOut: 1, counted: 1 },
  items: Object.entries(cells).map(([item, cell]) => {
    const [implemented, duty] = cell ?? [0, 0];
    return { item, asked: Math.max(duty, 1), implemented, partial: 0, notImplemented: duty - implemented, notApplicable: cell === null ? 1 : 0 };
  }),
});

export const everyone = (cells: Readonly<Record<string, Cell>>, keys = ["A", "B", "C", "D"]): readonly PublishedContribution[] =>
  keys.map((key) => contribution(key, cells));
