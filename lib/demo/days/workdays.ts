import { daysAfter } from "@/lib/domain/shared/day";

const HOLIDAYS = ["01-01", "02-11", "02-23", "04-29", "05-03", "05-04", "05-05", "08-11", "11-03", "11-23"];
/** Holidays on the second or third Monday of a month. */
const MONDAYS: Readonly<Record<string, number>> = { "01": 2, "07": 3, "09": 3, "10": 2 };
/** Offices are closed from 29 December to 3 January. */
const CLOSED = ["12-29", "12-30", "12-31", "01-02", "01-03"];

const weekday = (day: string): number => new Date(day).getUTCDay();

/** The days of the month of the equinoxes, by the usual approximation; right from 1980 to 2099. */
function isEquinox(year: number, month: string, date: number): boolean {
  const first = { "03": 20.8431, "09": 23.2488 }[month];
  return first !== undefined && date === Math.floor(first + 0.242194 * (year - 1980)) - Math.floor((year - 1980) / 4);
}

function isNamedHoliday(day: string): boolean {
  const month = day.slice(5, 7);
  const date = Number(day.slice(8));
  const onMonday = weekday(day) === 1 && Math.ceil(date / 7) === MONDAYS[month];
  return HOLIDAYS.includes(day.slice(5)) || onMonday || isEquinox(Number(day.slice(0, 4)), month, date);
}

/** The day after a holiday on a Sunday, or the only working day between two holidays. */
function isSubstitute(day: string): boolean {
  const before = daysAfter(day, -1);
  if (isNamedHoliday(before) && isNamedHoliday(daysAfter(day, 1))) return true;
  for (let holiday = before; isNamedHoliday(holiday); holiday = daysAfter(holiday, -1)) if (weekday(holiday) === 0) return true;
  return false;
}

/** Whether offices in Japan work on the day: no weekend, no holiday, not around the turn of the year. */
export const isWorkday = (day: string): boolean =>
  ![0, 6].includes(weekday(day)) && !CLOSED.includes(day.slice(5)) && !isNamedHoliday(day) && !isSubstitute(day);
