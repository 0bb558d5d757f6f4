import "server-only";
import { OUTSTANDING_SHEET_STATES } from "@/lib/domain/checking/state";
import { daysBetween } from "@/lib/domain/shared/day";
import { refusal } from "@/lib/domain/shared/refusal";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { calendarDate, dayWithWeekday } from "@/lib/labels/japanese-date";
import type { Transaction } from "@/lib/server/database/client";

/** The situation when answering is closed: outstanding sheets by state, and the days left. */
export interface ClosingNumbers {
  readonly outstanding: number;
  readonly notStarted: number;
  readonly inProgress: number;
  readonly returned: number;
  /** Unanswered measures on the outstanding sheets. */
  readonly unanswered: number;
  /** Whether the cycle asks examples too, which are not in that number: counting them reads every answer of a large cycle. */
  readonly examplesAsked: boolean;
  /** Days from today to the due date; 0 on the day itself and afterwards. */
  readonly daysEarly: number;
  /** The due date has not passed. */
  readonly early: boolean;
  readonly dueOn: string;
}

interface Row {
  readonly state: (typeof OUTSTANDING_SHEET_STATES)[number];
  readonly sheets: number;
  readonly unanswered: number;
}

/** Counted under the cycle's lock, so that the confirmed number is the number that is left out. */
export async function closingNumbers(transaction: Transaction, { operatorId, id, dueOn, exampleMode }: CycleRecord, now: Date): Promise<ClosingNumbers> {
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT state, count(*)::int AS sheets, sum(measures - answered)::int AS unanswered FROM sheet
    WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${id}::uuid AND state = ANY(${[...OUTSTANDING_SHEET_STATES]}::text[]) GROUP BY state`;
  const sheets = (state: Row["state"]): number => rows.find((row) => row.state === state)?.sheets ?? 0;
  const days = daysBetween(calendarDate(now), dueOn);
  return {
    outstanding: rows.reduce((sum, row) => sum + row.sheets, 0),
    ...{ notStarted: sheets("notStarted"), inProgress: sheets("inProgress"), returned: sheets("returned") },
    unanswered: rows.reduce((sum, row) => sum + row.unanswered, 0),
    examplesAsked: exampleMode === "asked",
    ...{ daysEarly: Math.max(0, days), early: days >= 0, dueOn },
  };
}

/** 「期限（2026年12月18日（金））の19日前です」 */
export function earlyText({ early, daysEarly, dueOn }: ClosingNumbers): string {
  const due = `期限（${dayWithWeekday(dueOn)}）`;
  if (!early) return `${due}は過ぎています`;
  return daysEarly === 0 ? `${due}は今日です` : `${due}の${daysEarly}日前です`;
}

/** 「まだ提出されていない点検票が35枚あります（未着手20枚、回答中14枚、差戻し1枚。未回答1204件）」 */
export function outstandingText({ outstanding, notStarted, inProgress, returned, unanswered, examplesAsked }: ClosingNumbers): string {
  if (outstanding === 0) return "提出されていない点検票はありません";
  return `まだ提出されていない点検票が${outstanding}枚あります（未着手${notStarted}枚、回答中${inProgress}枚、差戻し${returned}枚。未回答${unanswered}件${examplesAsked ? "、具体例を除く" : ""}）`;
}

/** The confirmation to ask for before closing answering, with the present numbers. */
export function closingConfirmation(numbers: ClosingNumbers) {
  const { early: _early, examplesAsked: _examplesAsked, ...current } = numbers;
  const detail = `${outstandingText(numbers)}。${earlyText(numbers)}。締め切ると、差し戻した点検票のほかは回答できなくなります。枚数（${numbers.outstanding}）を確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", detail, { current });
}
