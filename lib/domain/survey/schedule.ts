import { type DayFault, fiscalYearOf, later, outside, yearsAfter } from "@/lib/domain/shared/day";

/** From when and until when a survey takes submissions, as it is announced. */
export interface SurveySchedule {
  readonly opensOn: string;
  readonly closesOn: string;
}
export type SurveyScheduleField = keyof SurveySchedule;
type Fault = DayFault<SurveyScheduleField>;

/** The first and the last fiscal year of which a survey on these days can ask: the one before its first day is over, the one of its last day has begun. */
export const fiscalYearsOf = ({ opensOn, closesOn }: SurveySchedule): { readonly earliest: number; readonly latest: number } => ({
  earliest: fiscalYearOf(opensOn) - 1,
  latest: fiscalYearOf(closesOn),
});

/**
 * Which days of a survey make no sense (planning, changing, opening), each with what would be taken: it opens within a year
 * of today, and closes on that day or later, not before today and within a year of both. In: the days, today in Japan, and
 * what they were before where they are changed; a day that stays is not held against today.
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
