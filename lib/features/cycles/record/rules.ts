import type { Target } from "@/lib/domain/access/permission";
import { type Schedule, type ScheduleField, scheduleFaults } from "@/lib/domain/checking/schedule";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { dayRefusal } from "@/lib/labels/day-faults";
import { calendarDate } from "@/lib/labels/japanese-date";

const LABELS = { "period.from": "期間の始まり", "period.to": "期間の終わり", dueOn: "回答の期限" } as const satisfies Record<ScheduleField, string>;

export const scheduleOf = ({ periodFrom: from, periodTo: to, dueOn }: Pick<CycleRecord, "periodFrom" | "periodTo" | "dueOn">): Schedule => ({
  from,
  to,
  dueOn,
});

/** The refusal of unacceptable days; `before`: the schedule before a change. */
export const scheduleRefusal = (schedule: Schedule, now: Date, before?: Schedule): Refusal<"invalid_input"> | null =>
  dayRefusal(scheduleFaults(schedule, calendarDate(now), before), LABELS);

/** Why a plan can no longer be handed out: its days were acceptable once and have passed. */
export const overtakenPlan = (cycle: CycleRecord, now: Date): Refusal<"invalid_input"> | null =>
  dayRefusal(scheduleFaults(scheduleOf(cycle), calendarDate(now)), LABELS, "計画の日付が過ぎているため、点検票を配れません。", "計画を開いて直してください。");

/** The cycle as the rule of its approval sees it. */
export const approvalTarget = ({ operatorId, plannedBy }: CycleRecord): Target => ({ operatorId, involvedIds: plannedBy });
