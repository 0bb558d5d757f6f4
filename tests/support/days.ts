import { fiscalYearOf } from "@/lib/domain/shared/day";
import { calendarDate } from "@/lib/labels/japanese-date";

const DAY = 86_400_000;

/** The calendar day in Japan this many days after today (before it, if negative), YYYY-MM-DD: no test may depend on the day it runs. */
export const dayFromNow = (days: number): string => calendarDate(new Date(Date.now() + days * DAY));

/** Today in Japan, YYYY-MM-DD. */
export const today = (): string => dayFromNow(0);

export const thisFiscalYear = (): number => fiscalYearOf(today());

/**
 * Gives the processes that this file's tests start from now on the machine's clock, even on a set day. For tests of
 * PostgreSQL's own limits: in a signal handler, where PostgreSQL checks its limits, `faketime` shows the real time, so that
 * on a set day no limit would ever pass.
 */
export function startWithMachinesClock(): void {
  for (const name of ["LD_PRELOAD", "FAKETIME", "FAKETIME_SHARED"]) Reflect.deleteProperty(process.env, name);
}
