import { daysBetween } from "@/lib/domain/shared/day";

const ZONE = "Asia/Tokyo";

/** Created once, because creating a formatter takes longer than using it a hundred times. */
const PARTS = new Intl.DateTimeFormat("ja-JP", {
  timeZone: ZONE,
  year: "numeric",
  month: "numeric",
  day: "numeric",
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const CALENDAR = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE });

const parts = (at: Date) => {
  const found = PARTS.formatToParts(at);
  const part = (type: string): string => found.find((one) => one.type === type)?.value ?? "";
  return { year: part("year"), month: part("month"), day: part("day"), weekday: part("weekday"), time: `${part("hour")}:${part("minute")}` };
};

/** Calendar date in Japan, YYYY-MM-DD. */
export const calendarDate = (at: Date): string => CALENDAR.format(at);

/** 「2026年12月4日」 */
export const dateText = (at: Date): string => {
  const { year, month, day } = parts(at);
  return `${year}年${month}月${day}日`;
};

/** 「2026年12月4日（金）」 */
export const dateWithWeekday = (at: Date): string => `${dateText(at)}（${parts(at).weekday}）`;

/** 「2026年12月4日 14:32」 */
export const dateTimeText = (at: Date): string => `${dateText(at)} ${parts(at).time}`;

/** 「11月18日 14:32」, on the same day too: rows of today stand among others, where a time alone reads as a number. */
export const dayTimeText = (at: Date): string => {
  const { month, day, time } = parts(at);
  return `${month}月${day}日 ${time}`;
};

/** 「14:32」 on the same day, else 「11月18日 14:32」: of one state that has just come about. */
export const timeText = (at: Date, now: Date): string => (calendarDate(at) === calendarDate(now) ? parts(at).time : dayTimeText(at));

/** A calendar date of the database as the start of that day in Japan. */
export const startOfDay = (date: string): Date => new Date(`${date}T00:00:00+09:00`);

/** `dateText` of a calendar date. */
export const dayText = (day: string): string => dateText(startOfDay(day));

/** `dateWithWeekday` of a calendar date. */
export const dayWithWeekday = (day: string): string => dateWithWeekday(startOfDay(day));

/** 「2026年12月4日（金）・あと14日」「…・今日まで」「…・7日超過」, and whether the day has passed. `due` is a calendar date. */
export function dueText(due: string, now: Date): { text: string; overdue: boolean } {
  const days = daysBetween(calendarDate(now), due);
  const left = days > 0 ? `あと${days}日` : days === 0 ? "今日まで" : `${-days}日超過`;
  return { text: `${dayWithWeekday(due)}・${left}`, overdue: days < 0 };
}
