import { type DayFault, earlier, lastDayOfYearFrom, later, outside, yearsAfter } from "@/lib/domain/shared/day";

/** When a cycle's figures are of, and by when its sheets are answered. */
export interface Schedule {
  readonly from: string;
  readonly to: string;
  readonly dueOn: string;
}
export type ScheduleField = "period.from" | "period.to" | "dueOn";
type Fault = DayFault<ScheduleField>;

/** A period lasts a year at most. One that has ended can still be checked, for a year; one that is to come is planned a year ahead. */
function periodFaults({ from, to }: Schedule, today: string): Fault[] {
  const begins = outside<ScheduleField>("period.from", from, yearsAfter(today, -2), yearsAfter(today, 1));
  if (begins.length > 0) return begins;
  return outside("period.to", to, later(from, yearsAfter(today, -1)), lastDayOfYearFrom(from));
}

/** The due date lies in the period or in the year after it, not before today and not more than a year ahead. */
function dueFaults({ from, to, dueOn }: Schedule, today: string): Fault[] {
  const earliest = later(today, from);
  return outside("dueOn", dueOn, earliest, later(earliest, earlier(yearsAfter(today, 1), yearsAfter(to, 1))));
}

/** What of a due date that stays does not fit a period that was changed. */
const keptDueFaults = ({ from, to, dueOn }: Schedule): Fault[] => outside("dueOn", dueOn, from, later(from, yearsAfter(to, 1)));

/**
 * Which days of a schedule make no sense (planning, changing, handing out), each with what would be taken. In: the schedule,
 * today in Japan, and what it was before where it is changed: a day that stays is not held against today, only against the
 * days that changed. Empty where all is well.
 */
export function scheduleFaults(schedule: Schedule, today: string, before?: Schedule): Fault[] {
  const periodStays = before !== undefined && before.from === schedule.from && before.to === schedule.to;
  const dueStays = before?.dueOn === schedule.dueOn;
  if (periodStays && dueStays) return [];
  const period = periodStays ? [] : periodFaults(schedule, today);
  if (period.length > 0) return period;
  return dueStays ? keptDueFaults(schedule) : dueFaults(schedule, today);
}
