import { isWorkday } from "@/lib/demo/days/workdays";
import { daysAfter } from "@/lib/domain/shared/day";

const MINUTE = 60_000;
const JAPAN = 9 * 60 * MINUTE;
/** Minutes from 9:00 to 17:40; the last one is the last working minute. */
const DAY_LENGTH = 520;

/** An instant some minutes after 9:00 in Japan on a day. */
export const nineOClock = (day: string, minutes = 0): Date => new Date(Date.parse(`${day}T09:00:00+09:00`) + minutes * MINUTE);

export const plusMinutes = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE);

export const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/** The day in Japan, YYYY-MM-DD. */
export const dayOf = (instant: Date): string => new Date(instant.getTime() + JAPAN).toISOString().slice(0, 10);

/** From the beginning of work to the end of the day. */
const REST_OF_DAY = 15 * 60;

/** Index of the first number that is not less than the wanted one, in an ascending list. */
function placeOf(wanted: number, among: readonly number[]): number {
  let [low, high] = [0, among.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((among[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Calculates in working days and working minutes of Japan, between two days. */
export class WorkingTime {
  /** 9:00 of every working day. */
  readonly #mornings: readonly number[];

  constructor(from: string, to: string) {
    const days: string[] = [];
    for (let day = from; day <= to; day = daysAfter(day, 1)) if (isWorkday(day)) days.push(day);
    this.#mornings = days.map((day) => nineOClock(day).getTime());
  }

  #morning(index: number): number {
    const morning = this.#mornings[index];
    if (morning === undefined) throw new Error("the demo's calendar does not reach that far");
    return morning;
  }

  /** The working day this many after the day (before it, if negative). With 0, the day itself, or the next working day. */
  day(day: string, count: number): string {
    const wanted = nineOClock(day).getTime();
    const index = placeOf(wanted, this.#mornings);
    return dayOf(new Date(this.#morning(count > 0 && this.#mornings[index] !== wanted ? index + count - 1 : index + count)));
  }

  /** Number of working days from the first instant to the second. */
  daysBetween(from: Date, until: Date): number {
    return Math.floor(this.#minutesAt(until) / DAY_LENGTH) - Math.floor(this.#minutesAt(from) / DAY_LENGTH);
  }

  /** Working minutes since the first day. Nights, weekends and holidays count as the first minute of the next working day. */
  #minutesAt(instant: Date): number {
    const index = placeOf(instant.getTime() + 1, this.#mornings) - 1;
    const minutes = (instant.getTime() - this.#morning(index)) / MINUTE;
    return minutes < REST_OF_DAY ? index * DAY_LENGTH + Math.min(minutes, DAY_LENGTH - 1) : (index + 1) * DAY_LENGTH;
  }

  #instantAt(minutes: number): Date {
    const index = Math.floor(minutes / DAY_LENGTH);
    return new Date(Math.floor(this.#morning(index) + (minutes - index * DAY_LENGTH) * MINUTE));
  }

  /** The instant this many working minutes later (earlier, if negative). */
  plus(instant: Date, minutes: number): Date {
    return this.#instantAt(this.#minutesAt(instant) + minutes);
  }

  /** The same minute, this many working days later. */
  plusDays(instant: Date, days: number): Date {
    return this.plus(instant, days * DAY_LENGTH);
  }

  /** The instant at a share of the working time between two others. */
  between(from: Date, until: Date, share: number): Date {
    const begin = this.#minutesAt(from);
    return this.#instantAt(begin + (this.#minutesAt(until) - begin) * share);
  }
}
