import "server-only";
import { sharesMeasures } from "@/lib/domain/checking/cycle";
import { type CycleState, OPENED_CYCLE_STATES } from "@/lib/domain/checking/state";
import { daysBetween } from "@/lib/domain/shared/day";
import { refusal } from "@/lib/domain/shared/refusal";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { periodText } from "@/lib/labels/cycle-texts";
import { calendarDate, dayWithWeekday } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { CYCLE_STATE_WORDS } from "@/lib/labels/state-words";
import type { Transaction } from "@/lib/server/database/client";

/** A cycle that asks the same people the same again: of the same edition, with an overlapping period and common measures. */
export interface EqualCycle {
  readonly id: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly state: CycleState;
}

type Compared = Pick<CycleRecord, "editionId" | "periodFrom" | "periodTo" | "selectedItems"> & { readonly id: string | null };

/** Beside a planned cycle, planned ones count too; beside one whose sheets are out, only such. Cancelled ones never do. */
const COUNTED = { planning: ["planned", ...OPENED_CYCLE_STATES], handingOut: OPENED_CYCLE_STATES } as const satisfies Record<string, readonly CycleState[]>;

/** The cycles that equal this one, newest first. */
export async function equalCycles(transaction: Transaction, cycle: Compared, before: keyof typeof COUNTED): Promise<EqualCycle[]> {
  const rows = await transaction.$queryRaw<(EqualCycle & { selectedItems: string[] | null })[]>`
    SELECT id, title, period_from::text AS "from", period_to::text AS "to", state, selected_items AS "selectedItems" FROM cycle
    WHERE operator_id = portal_operator() AND state = ANY(${[...COUNTED[before]]}::text[]) AND id IS DISTINCT FROM ${cycle.id}::uuid
      AND edition_id = ${cycle.editionId} AND period_from <= ${cycle.periodTo}::date AND period_to >= ${cycle.periodFrom}::date
    ORDER BY period_from DESC, created_at DESC, id`;
  return rows.filter(({ selectedItems }) => sharesMeasures(selectedItems, cycle.selectedItems)).map(({ selectedItems: _selected, ...one }) => one);
}

/** The most cycles that a text names. */
const NAMED = 3;

/** 「同じ版で、期間の重なる回が1回あります：「2026年度 自己点検」（…、回答中）。…」; empty if there is none. */
export function equalText(equal: readonly EqualCycle[]): string {
  if (equal.length === 0) return "";
  const rounds = equal.slice(0, NAMED).map(({ title, from, to, state }) => sentence`「${title}」（${periodText(from, to)}、${CYCLE_STATE_WORDS[state]}）`);
  const more = equal.length > NAMED ? "など" : "";
  return `同じ版で、期間の重なる回が${equal.length}回あります：${rounds.join("、")}${more}。同じ人に、同じ項目の点検票が重ねて配られます。`;
}

const asked = (equal: readonly EqualCycle[]) => ({ equalCycles: equal.length, cycles: equal });

/** What leads to the double, and what may be done instead. */
const ANYWAY = {
  plan: "続きなら、その回を開いてください。別の回として計画するときは、",
  change: "それでも変えるときは、",
  restore: "重ねて点検しないときは、元に戻さないでください。それでも元に戻すときは、",
} as const;

/** The confirmation to ask for before a cycle comes to equal others: planned, changed or restored. */
export function doublingConfirmation(equal: readonly EqualCycle[], by: keyof typeof ANYWAY) {
  const detail = `${equalText(equal)}${ANYWAY[by]}回の数（${equal.length}）を確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", detail, { current: asked(equal) });
}

/** The cycles that this one would equal as it is changed, and does not equal yet. */
export async function newlyEqual(transaction: Transaction, before: Compared, after: Compared, counted: keyof typeof COUNTED): Promise<EqualCycle[]> {
  const equal = await equalCycles(transaction, after, counted);
  if (equal.length === 0) return equal;
  const already = new Set((await equalCycles(transaction, before, counted)).map(({ id }) => id));
  return equal.filter(({ id }) => !already.has(id));
}

/** Days until the cycle's period begins; 0 once it has. */
export const daysBeforePeriod = ({ periodFrom }: Pick<CycleRecord, "periodFrom">, now: Date): number => Math.max(0, daysBetween(calendarDate(now), periodFrom));

/** 「期間の始まり（2027年4月1日（木））の12日前です。…」; empty once it has begun. */
export const beforePeriodText = (days: number, { periodFrom }: Pick<CycleRecord, "periodFrom">): string =>
  days === 0 ? "" : `期間の始まり（${dayWithWeekday(periodFrom)}）の${days}日前です。配ると、その前から回答できます。`;

function earlyConfirmation({ periodFrom }: Pick<CycleRecord, "periodFrom">, equal: readonly EqualCycle[], daysEarly: number, text: string) {
  const detail = `${equalText(equal)}${text}回の数（${equal.length}）と日数（${daysEarly}）を確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", detail, { current: { ...asked(equal), daysEarly, periodFrom } });
}

/**
 * The confirmation to ask for before a cycle whose sheets are out comes to equal others, or to begin in the future; `daysEarly`: until
 * its new beginning.
 */
export function changingConfirmation(cycle: Pick<CycleRecord, "periodFrom">, equal: readonly EqualCycle[], daysEarly: number) {
  if (daysEarly === 0) return doublingConfirmation(equal, "change");
  const early = `期間の始まりを、これから（${dayWithWeekday(cycle.periodFrom)}、${daysEarly}日後）にします。配った点検票は、その前も回答できます。`;
  return earlyConfirmation(cycle, equal, daysEarly, `${early}${ANYWAY.change}`);
}

/** The confirmation to ask for before sheets are handed out beside those of equal cycles, or before the period begins. */
export function handingOutConfirmation(cycle: Pick<CycleRecord, "periodFrom">, equal: readonly EqualCycle[], daysEarly: number) {
  return earlyConfirmation(cycle, equal, daysEarly, `${beforePeriodText(daysEarly, cycle)}それでも配るときは、`);
}
