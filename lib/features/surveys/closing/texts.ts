import { daysBetween } from "@/lib/domain/shared/day";
import { calendarDate, dayWithWeekday } from "@/lib/labels/japanese-date";

/** The situation when a survey is closed: called, submitted and missing operators, and the days left. */
export interface SurveyClosingNumbers {
  readonly called: number;
  readonly submitted: number;
  readonly missing: number;
  /** Days from today to the last day; 0 on the day itself and afterwards. */
  readonly daysEarly: number;
  readonly closesOn: string;
  /** The last day has not passed. */
  readonly early: boolean;
}

/** The numbers before closing, from the numbers of called and submitted operators. */
export function closingNumbersOf(
  { called, submitted, closesOn }: Pick<SurveyClosingNumbers, "called" | "submitted" | "closesOn">,
  now: Date,
): SurveyClosingNumbers {
  const days = daysBetween(calendarDate(now), closesOn);
  return { called, submitted, missing: called - submitted, daysEarly: Math.max(0, days), early: days >= 0, closesOn };
}

/** 「12者のうち4者が提出し、8者はまだです。締切（2027年1月29日（金））の61日前です」 */
export function closingText({ called, submitted, missing, daysEarly, early, closesOn }: SurveyClosingNumbers): string {
  const last = `締切（${dayWithWeekday(closesOn)}）`;
  const when = !early ? `${last}は過ぎています` : daysEarly === 0 ? `${last}は今日です` : `${last}の${daysEarly}日前です`;
  return `${called}者のうち${submitted}者が提出し、${missing === 0 ? "提出していない事業者はありません" : `${missing}者はまだです`}。${when}`;
}
