import { describe, expect, it } from "vitest";
import { type Schedule, scheduleFaults } from "@/lib/domain/checking/schedule";
import { daysAfter, later } from "@/lib/domain/shared/day";

const TODAY = "2026-11-29";
const make = (overrides: Partial<Schedule> = {}): Schedule => ({ from: "2026-10-01", to: "2027-03-31", dueOn: "2026-12-18", ...overrides });
const faulty = (schedule: Schedule, before?: Schedule) => scheduleFaults(schedule, TODAY, before).map(({ field }) => field);

describe("M2 the days of a planned cycle", () => {
  it.each([
    { name: "due yesterday", days: { dueOn: "2026-11-28" }, faults: ["dueOn"] },
    { name: "due today", days: { dueOn: "2026-11-29" }, faults: [] },
    { name: "due a year ahead", days: { dueOn: "2027-11-29" }, faults: [] },
    { name: "due a day more than a year ahead", days: { dueOn: "2027-11-30" }, faults: ["dueOn"] },
    { name: "due in the year that was meant, and ten later", days: { dueOn: "2036-12-18" }, faults: ["dueOn"] },
    { name: "due in another century", days: { dueOn: "2199-12-31" }, faults: ["dueOn"] },
    { name: "a half-year that is over, checked now", days: { from: "2026-04-01", to: "2026-09-30" }, faults: [] },
    { name: "a period that ended a year ago", days: { from: "2025-06-01", to: "2025-11-29", dueOn: "2026-11-29" }, faults: [] },
    { name: "a period that ended a day more than a year ago", days: { from: "2025-06-01", to: "2025-11-28", dueOn: "2026-11-29" }, faults: ["period.to"] },
    { name: "due a year after the period's end", days: { from: "2026-01-01", to: "2026-03-31", dueOn: "2027-03-31" }, faults: [] },
    { name: "due a day more than a year after the period's end", days: { from: "2026-01-01", to: "2026-03-31", dueOn: "2027-04-01" }, faults: ["dueOn"] },
    { name: "due on the first day of a period to come", days: { from: "2027-04-01", to: "2027-09-30", dueOn: "2027-04-01" }, faults: [] },
    { name: "due a day before the period begins", days: { from: "2027-04-01", to: "2027-09-30", dueOn: "2027-03-31" }, faults: ["dueOn"] },
    { name: "a period of one day", days: { from: "2026-12-01", to: "2026-12-01" }, faults: [] },
    { name: "a period that ends a day before it begins", days: { from: "2026-12-02", to: "2026-12-01" }, faults: ["period.to"] },
    { name: "a period of a year", days: { from: "2026-04-01", to: "2027-03-31" }, faults: [] },
    { name: "a period of a year and a day", days: { from: "2026-04-01", to: "2027-04-01" }, faults: ["period.to"] },
    { name: "a period that begins a year ahead", days: { from: "2027-11-29", to: "2028-03-31", dueOn: "2027-11-29" }, faults: [] },
    { name: "a period that begins a day more than a year ahead", days: { from: "2027-11-30", to: "2028-03-31", dueOn: "2027-11-30" }, faults: ["period.from"] },
    { name: "a period that began in another century", days: { from: "2000-01-01", to: "2026-12-31" }, faults: ["period.from"] },
  ])("$name: $faults", ({ days, faults }) => {
    expect(faulty(make(days))).toEqual(faults);
  });

  it.each([
    { from: "2028-02-29", last: "2029-02-28" },
    { from: "2028-02-28", last: "2029-02-27" },
    { from: "2027-03-01", last: "2028-02-29" },
    { from: "2028-03-01", last: "2029-02-28" },
    { from: "2027-02-28", last: "2028-02-27" },
    { from: "2028-01-01", last: "2028-12-31" },
  ])("a year from $from ends on $last, and one day more is too long", ({ from, last }) => {
    const today = later(from, "2028-01-15");
    const toEnd = (to: string) => scheduleFaults({ from, to, dueOn: today }, today);
    expect(toEnd(last)).toEqual([]);
    expect(toEnd(daysAfter(last, 1))).toMatchObject([{ field: "period.to", latest: last }]);
  });

  it("returns the accepted range", () => {
    expect(scheduleFaults(make({ dueOn: "2026-11-28" }), TODAY)).toEqual([
      { field: "dueOn", value: "2026-11-28", earliest: "2026-11-29", latest: "2027-11-29" },
    ]);
    expect(scheduleFaults(make({ to: "2199-12-31" }), TODAY)).toEqual([
      { field: "period.to", value: "2199-12-31", earliest: "2026-10-01", latest: "2027-09-30" },
    ]);
  });

  it.each(["2028-02-29", "2027-02-28", "2028-03-31", "2027-04-01"])("there is always an acceptable day (today %s)", (today) => {
    for (const schedule of [make({ from: "2000-01-01" }), make({ to: "2000-01-01" }), make({ dueOn: "2000-01-01", from: today, to: today })]) {
      for (const { earliest, latest } of scheduleFaults(schedule, today)) expect(earliest <= latest).toBe(true);
    }
  });
});

describe("M2 the days of a changed cycle", () => {
  const late = make({ dueOn: "2026-11-20" });
  it.each([
    { name: "nothing, though the due date has passed", after: late, faults: [] },
    { name: "the due date to another past day", after: make({ dueOn: "2026-11-21" }), faults: ["dueOn"] },
    { name: "the due date to today", after: make({ dueOn: TODAY }), faults: [] },
    { name: "the period, which still holds the due date that has passed", after: make({ from: "2026-11-01", dueOn: late.dueOn }), faults: [] },
    { name: "the period to one that begins after the due date", after: make({ from: "2026-11-21", dueOn: late.dueOn }), faults: ["dueOn"] },
  ])("$name: $faults", ({ after, faults }) => {
    expect(faulty(after, late)).toEqual(faults);
  });

  it("a period long ago does not prevent a new due date", () => {
    const before = make({ from: "2024-04-01", to: "2026-04-30", dueOn: "2026-05-01" });
    expect(faulty({ ...before, dueOn: "2026-12-18" }, before)).toEqual([]);
  });
});
