import type { SheetFilter } from "@/lib/features/cycles/schema";
import { startOfDay, dateText } from "@/lib/features/japanese-date";

export const OPERATOR_HREF = "/operator";
export const CYCLES_HREF = "/operator/cycles";

type Leaf = "plan" | "hand-out" | "progress" | "scores" | "gap-report" | "submit";

/** Where a cycle, or one of its pages, is. */
export const cycleHref = (cycleId: string, leaf?: Leaf): string => `${CYCLES_HREF}/${cycleId}${leaf === undefined ? "" : `/${leaf}`}`;

/** The cycle's sheets in this state. */
export const sheetsInState = (cycleId: string, state: SheetFilter): string => `${cycleHref(cycleId, "progress")}?state=${state}#sheets`;

/** 「2026年10月1日〜2026年12月18日」 */
export const periodText = (from: string, to: string): string => `${dateText(startOfDay(from))}〜${dateText(startOfDay(to))}`;
