import { choose } from "@/lib/demo/days/chance";
import { nineOClock, WorkingTime } from "@/lib/demo/days/working-time";
import { daysAfter } from "@/lib/domain/shared/day";

/** A half-yearly cycle over the airport guideline. */
export interface Period {
  readonly title: string;
  readonly fiscalYear: number;
  readonly from: string;
  readonly to: string;
  readonly openedOn: string;
  readonly dueOn: string;
}

/** The days of the demo, all relative to the day of loading. */
export interface DemoCalendar {
  /** The day of loading; every event of the demo is earlier. */
  readonly today: string;
  /** Fiscal year of that day. */
  readonly fiscalYear: number;
  readonly work: WorkingTime;
  /** The last minute of work before the day. */
  readonly lastWork: Date;
  /** Four half-years; the last one is running and contains the day. */
  readonly periods: readonly [Period, Period, Period, Period];
}

/** The index of the running period, and of the one before it. */
export const RUNNING = 3;
export const LAST_FINISHED = 2;

const LAST_MINUTE = 520;
/** The day of loading is always in the middle of the running cycle: handed out nearly three weeks ago, due in four. In working days. */
const OPENED_BEFORE = 14;
const DUE_AFTER = 19;
/** The least time behind and ahead: with less, either there would be few answers, or nothing left to answer. */
const BEHIND = 11;
const AHEAD_IN_DAYS = 14;
/** The usual days of handing out and due dates of earlier cycles, if they are working days. */
const USUAL = { first: { openedOn: "05-11", dueOn: "06-19" }, second: { openedOn: "11-04", dueOn: "12-12" } } as const;

/** Half-years since the year 0: the first half of a fiscal year begins in April. */
const halfYearOf = (day: string): number => {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return year * 2 + Math.floor((month - 4) / 6);
};

function periodOf(halfYear: number, work: WorkingTime): Period {
  const fiscalYear = Math.floor(halfYear / 2);
  const [year, next] = [String(fiscalYear), String(fiscalYear + 1)];
  const half = halfYear % 2 === 0 ? "first" : "second";
  const usual = (day: string): string => work.day(`${year}-${day}`, 0);
  return {
    ...{ title: `${year}年度${half === "first" ? "上" : "下"}期 自己点検`, fiscalYear },
    ...(half === "first" ? { from: `${year}-04-01`, to: `${year}-09-30` } : { from: `${year}-10-01`, to: `${next}-03-31` }),
    ...{ openedOn: usual(USUAL[half].openedOn), dueOn: usual(USUAL[half].dueOn) },
  };
}

/**
 * The running cycle is handed out and due within its half-year, except in its first and last two weeks, when nothing could be
 * answered yet or nothing would be left to answer (ADR 0022).
 */
function runningPeriod(today: string, work: WorkingTime): Period {
  const period = periodOf(halfYearOf(today), work);
  const [first, last] = [work.day(period.from, 0), work.day(daysAfter(period.to, 1), -1)];
  const [opened, due] = [work.day(today, -OPENED_BEFORE), work.day(today, DUE_AFTER)];
  return {
    ...period,
    openedOn: opened < first && first <= work.day(today, -BEHIND) ? first : opened,
    dueOn: due > last && last >= daysAfter(today, AHEAD_IN_DAYS) ? last : due,
  };
}

/** The demo's calendar for a day in Japan, YYYY-MM-DD. The same day gives the same calendar. */
export function demoCalendar(today: string): DemoCalendar {
  const work = new WorkingTime(daysAfter(today, -1000), daysAfter(today, 300));
  const current = halfYearOf(today);
  const running = runningPeriod(today, work);
  return {
    ...{ today, work, fiscalYear: running.fiscalYear, lastWork: nineOClock(work.day(today, -1), LAST_MINUTE) },
    periods: [periodOf(current - 3, work), periodOf(current - 2, work), periodOf(current - 1, work), running],
  };
}

/** A working minute of a day, the same for the same key. */
export const workingMinute = (key: string): number => choose(`${key}/hour`, [5, 20, 45, 70, 95, 130, 160, 260, 300, 330, 365, 400, 430]);
