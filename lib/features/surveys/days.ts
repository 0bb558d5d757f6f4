import { type SurveySchedule, surveyScheduleFaults, type SurveyScheduleField } from "@/lib/domain/survey/schedule";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { dayRefusal } from "@/lib/features/day-faults";
import { calendarDate } from "@/lib/features/japanese-date";

const LABELS = { opensOn: "受付を始める日", closesOn: "締切" } as const satisfies Record<SurveyScheduleField, string>;

/** Why the days are not taken; `before` where they are changed. */
export const surveyDaysRefusal = (schedule: SurveySchedule, now: Date, before?: SurveySchedule): Refusal | null =>
  dayRefusal(surveyScheduleFaults(schedule, calendarDate(now), before), LABELS);

/** Why a planned survey cannot be opened any more: its days were right once, and time went by. */
export const overtakenSurvey = ({ opensOn, closesOn }: SurveySchedule, now: Date): Refusal | null =>
  dayRefusal(surveyScheduleFaults({ opensOn, closesOn }, calendarDate(now)), LABELS, "計画の日付が過ぎているため、受付を始められません。", "調査を直してください。");
