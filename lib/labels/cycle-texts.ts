import type { SheetFilter } from "@/lib/domain/checking/state";
import type { Edition } from "@/lib/domain/guideline/edition";
import { dayText } from "@/lib/labels/japanese-date";

export const OPERATOR_HREF = "/operator";
export const TASKS_HREF = "/tasks";
export const CYCLES_HREF = "/operator/cycles";
export const NEW_CYCLE_HREF = `${CYCLES_HREF}/new` as const;

type Leaf = "plan" | "hand-out" | "review" | "cancel" | "progress" | "withdraw" | "scores" | "gap-report" | "items" | "submit";

/** The address of a cycle, or of one of its pages. */
export const cycleHref = (cycleId: string, leaf?: Leaf): string => `${CYCLES_HREF}/${cycleId}${leaf === undefined ? "" : `/${leaf}`}`;

/** The list of the cycle's sheets in this state. */
export const sheetsInState = (cycleId: string, state: SheetFilter): string => `${cycleHref(cycleId, "progress")}?state=${state}#sheets`;

/** A note with the number of 具体例 in the edition; null if it has none. */
export function examplesNoteOf({ title, items }: Pick<Edition, "title" | "items">): string | null {
  const examples = items.filter(({ kind }) => kind === "example").length;
  return examples === 0 ? null : `${title}の具体例は${examples}件です。`;
}

/** 「2026年10月1日〜2026年12月18日」 */
export const periodText = (from: string, to: string): string => `${dayText(from)}〜${dayText(to)}`;
