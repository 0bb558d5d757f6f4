import { choose } from "@/lib/demo/chance";

/** The demo stands on 21 November 2026, a Saturday: the last minutes of work were on the day before. */
export const LAST_WORK = new Date("2026-11-20T17:40:00+09:00");

/** Half-yearly cycles over the airport guideline; the last one is running. */
export const PERIODS = [
  { title: "2025年度上期 自己点検", from: "2025-04-01", to: "2025-09-30", openedOn: "2025-05-12", dueOn: "2025-06-20" },
  { title: "2025年度下期 自己点検", from: "2025-10-01", to: "2026-03-31", openedOn: "2025-11-04", dueOn: "2025-12-12" },
  { title: "2026年度上期 自己点検", from: "2026-04-01", to: "2026-09-30", openedOn: "2026-05-11", dueOn: "2026-06-19" },
  { title: "2026年度下期 自己点検", from: "2026-10-01", to: "2027-03-31", openedOn: "2026-11-02", dueOn: "2026-12-18" },
] as const;
export type Period = (typeof PERIODS)[number];
export const RUNNING = 3;

const DAY = 86_400_000;
const MINUTE = 60_000;

/** An instant at nine o'clock in Japan of a day, some days and minutes later. */
export const nineOClock = (day: string, daysLater = 0, minutes = 0): Date =>
  new Date(Date.parse(`${day}T09:00:00+09:00`) + daysLater * DAY + minutes * MINUTE);

export const plusMinutes = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE);

const isWeekend = (instant: Date): boolean => [0, 6].includes(plusMinutes(instant, 9 * 60).getUTCDay());

/** The same hour of the next working day, where the instant lies on a weekend. */
export function onWorkday(instant: Date): Date {
  return isWeekend(instant) ? onWorkday(new Date(instant.getTime() + DAY)) : instant;
}

export const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/** Some working minute of a day, the same for the same key. */
export const workingMinute = (key: string): number => choose(`${key}/hour`, [5, 20, 45, 70, 95, 130, 160, 260, 300, 330, 365, 400, 430]);
