import { type DayFault, daysAfter, fiscalYearOf, later, outside, yearsAfter } from "@/lib/domain/shared/day";

/** The announced days on which a survey opens and closes. */
export interface SurveySchedule {
  readonly opensOn: string;
  readonly closesOn: string;
}
export type SurveyScheduleField = keyof SurveySchedule;
type Fault = DayFault<SurveyScheduleField>;

/** The first and last fiscal year that a survey on these days can ask about: the year before its first day is over, the year of its last day has begun. */
export const fiscalYearsOf = ({ opensOn, closesOn }: SurveySchedule): { readonly earliest: number; readonly latest: number } => ({
  earliest: fiscalYearOf(opensOn) - 1,
  latest: fiscalYearOf(closesOn),
});

/** Days before its last one in which a survey closes soon: less than it takes to answer, review and approve again (docs/design.md 3). */
const SOON_DAYS = 14;

/** Whether a survey whose last day is `last` closes soon, or has. In: days in Japan. */
export const closesSoon = (last: string, today: string): boolean => last <= daysAfter(today, SOON_DAYS);

/**
 * Unacceptable days of a survey (planning, changing, opening), each with the accepted range: it opens within a year of today,
 * and closes on that day or later, not before today and within a year of both. In: the days, today in Japan, and for a change
 * the days before it; an unchanged day is not compared with today.
 */
export function surveyScheduleFaults(schedule: SurveySchedule, today: string, before?: SurveySchedule): Fault[] {
  const { opensOn, closesOn } = schedule;
  const opensStays = before?.opensOn === opensOn;
  const closesStays = before?.closesOn === closesOn;
  if (opensStays && closesStays) return [];
  const opens = opensStays ? [] : outside<SurveyScheduleField>("opensOn", opensOn, yearsAfter(today, -1), yearsAfter(today, 1));
  if (opens.length > 0) return opens;
  const earliest = closesStays ? opensOn : later(opensOn, today);
  return outside("closesOn", closesOn, earliest, yearsAfter(later(opensOn, today), 1));
}
