import { type DayFault, earlier, lastDayOfYearFrom, later, outside, yearsAfter } from "@/lib/domain/shared/day";

/** The period that a cycle's figures describe, and the due date of its sheets. */
export interface Schedule {
  readonly from: string;
  readonly to: string;
  readonly dueOn: string;
}
export type ScheduleField = "period.from" | "period.to" | "dueOn";
type Fault = DayFault<ScheduleField>;

/** A period lasts a year at most, ended no more than a year ago, and begins no more than a year from now. */
function periodFaults({ from, to }: Schedule, today: string): Fault[] {
  const begins = outside<ScheduleField>("period.from", from, yearsAfter(today, -2), yearsAfter(today, 1));
  if (begins.length > 0) return begins;
  return outside("period.to", to, later(from, yearsAfter(today, -1)), lastDayOfYearFrom(from));
}

/** The due date is in the period or in the year after it, not before today and not more than a year ahead. */
function dueFaults({ from, to, dueOn }: Schedule, today: string): Fault[] {
  const earliest = later(today, from);
  return outside("dueOn", dueOn, earliest, later(earliest, earlier(yearsAfter(today, 1), yearsAfter(to, 1))));
}

/** Faults of an unchanged due date after the period was changed. */
const keptDueFaults = ({ from, to, dueOn }: Schedule): Fault[] => outside("dueOn", dueOn, from, later(from, yearsAfter(to, 1)));

/**
 * Unacceptable days of a schedule (planning, changing, handing out), each with the accepted range. In: the schedule, today in
 * Japan, and for a change the schedule before it: an unchanged day is compared only with the changed days, not with today.
 * Empty if all days are acceptable.
 */
export function scheduleFaults(schedule: Schedule, today: string, before?: Schedule): Fault[] {
  const periodStays = before !== undefined && before.from === schedule.from && before.to === schedule.to;
  const dueStays = before?.dueOn === schedule.dueOn;
  if (periodStays && dueStays) return [];
  const period = periodStays ? [] : periodFaults(schedule, today);
  if (period.length > 0) return period;
  return dueStays ? keptDueFaults(schedule) : dueFaults(schedule, today);
}
