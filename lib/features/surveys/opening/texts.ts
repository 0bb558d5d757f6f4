import { daysBetween } from "@/lib/domain/shared/day";
import { calendarDate, dayWithWeekday } from "@/lib/labels/japanese-date";

/** The situation when a survey is opened: the called operators, and the distance of its days from today. */
export interface SurveyOpeningNumbers {
  readonly called: number;
  readonly opensOn: string;
  readonly closesOn: string;
  /** Days from today to the first day; negative once it has passed. */
  readonly daysToFirst: number;
  /** Days from today to the last day; negative once it has passed. */
  readonly daysToLast: number;
}

export function openingNumbersOf(
  { called, opensOn, closesOn }: Pick<SurveyOpeningNumbers, "called" | "opensOn" | "closesOn">,
  now: Date,
): SurveyOpeningNumbers {
  const today = calendarDate(now);
  return { called, opensOn, closesOn, daysToFirst: daysBetween(today, opensOn), daysToLast: daysBetween(today, closesOn) };
}

/** 「受付を始める日（2026年12月1日（火））の2日前で、締切（2027年1月29日（金））まで61日です」 */
export function openingDatesText({ opensOn, closesOn, daysToFirst, daysToLast }: SurveyOpeningNumbers): string {
  const first = `受付を始める日（${dayWithWeekday(opensOn)}）`;
  const passed = daysToFirst === 0 ? `${first}の当日で` : `${first}から${-daysToFirst}日過ぎていて`;
  const left = daysToLast > 0 ? `まで${daysToLast}日です` : daysToLast === 0 ? "は今日です" : `から${-daysToLast}日過ぎています`;
  return `${daysToFirst > 0 ? `${first}の${daysToFirst}日前で` : passed}、締切（${dayWithWeekday(closesOn)}）${left}`;
}
