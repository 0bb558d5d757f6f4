/** Calendar days as `YYYY-MM-DD`. They compare as texts and do not depend on a time zone; the present day in Japan comes in as an argument. */

/** A day in milliseconds. No day in Japan is longer or shorter. */
export const DAY = 86_400_000;

const instant = (day: string): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Days from one day to another; negative if the other is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((instant(to) - instant(from)) / DAY);

export const daysAfter = (day: string, days: number): string => dayOf(instant(day) + days * DAY);

/** The same day of another year; 29 February becomes the 28th in other years. */
export function yearsAfter(day: string, years: number): string {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, "0");
  const same = `${year}${day.slice(4)}`;
  return dayOf(instant(same)) === same ? same : `${year}-02-28`;
}

/** The last day of the year that begins on the day: the day before the same day of the next year, or 28 February if the next year has no such day. */
export function lastDayOfYearFrom(day: string): string {
  const next = yearsAfter(day, 1);
  return next.slice(4) === day.slice(4) ? daysAfter(next, -1) : next;
}

/** The fiscal year of the day: April to March. */
export const fiscalYearOf = (day: string): number => Number(day.slice(0, 4)) - (day.slice(5) < "04-01" ? 1 : 0);

export const earlier = (one: string, other: string): string => (one < other ? one : other);
export const later = (one: string, other: string): string => (one > other ? one : other);

/** A day outside the accepted range of its field, with the first and last accepted day. */
export interface DayFault<Field extends string> {
  readonly field: Field;
  readonly value: string;
  readonly earliest: string;
  readonly latest: string;
}

/** The fault of a day outside the range; empty if it is inside. */
export const outside = <Field extends string>(field: Field, value: string, earliest: string, latest: string): DayFault<Field>[] =>
  value < earliest || value > latest ? [{ field, value, earliest, latest }] : [];
