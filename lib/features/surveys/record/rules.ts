import { invalidField, type Refusal } from "@/lib/domain/shared/refusal";
import { fiscalYearsOf, type SurveySchedule, type SurveyScheduleField, surveyScheduleFaults } from "@/lib/domain/survey/schedule";
import { dayRefusal } from "@/lib/labels/day-faults";
import { calendarDate, dayText } from "@/lib/labels/japanese-date";

const LABELS = { opensOn: "受付を始める日", closesOn: "締切" } as const satisfies Record<SurveyScheduleField, string>;

/** The refusal of unacceptable days; `before`: the schedule before a change. */
export const surveyDaysRefusal = (schedule: SurveySchedule, now: Date, before?: SurveySchedule): Refusal<"invalid_input"> | null =>
  dayRefusal(surveyScheduleFaults(schedule, calendarDate(now), before), LABELS);

/** Why a survey on these days cannot ask about the fiscal year; `field` names the field to correct. Null if it can. */
export function fiscalYearRefusal(
  fiscalYear: number,
  schedule: SurveySchedule,
  field: "fiscalYear" | "closesOn" = "fiscalYear",
): Refusal<"invalid_input"> | null {
  const { earliest, latest } = fiscalYearsOf(schedule);
  if (fiscalYear >= earliest && fiscalYear <= latest) return null;
  const days = `${dayText(schedule.opensOn)}から${dayText(schedule.closesOn)}まで`;
  const message =
    field === "fiscalYear"
      ? `年度（${fiscalYear}年度）は、受付の期間（${days}）に合う、${earliest}年度から${latest}年度までにしてください。`
      : `受付の期間（${days}）が、この調査の年度（${fiscalYear}年度）に合いません。その年度か、その次の年度の日にしてください。`;
  return invalidField(field, message);
}

/** Why a planned survey can no longer be opened: its days were acceptable once and have passed. */
export const overtakenSurvey = ({ opensOn, closesOn }: SurveySchedule, now: Date): Refusal<"invalid_input"> | null =>
  dayRefusal(
    surveyScheduleFaults({ opensOn, closesOn }, calendarDate(now)),
    LABELS,
    "計画の日付が過ぎているため、受付を始められません。",
    "調査を直してください。",
  );
