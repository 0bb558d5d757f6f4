import { describe, expect, it } from "vitest";
import { daysAfter, daysBetween, yearsAfter } from "@/lib/domain/shared/day";
import { calendarDate } from "@/lib/labels/japanese-date";

describe("M2 calendar days", () => {
  it.each([
    ["2028-02-29", 1, "2029-02-28"],
    ["2028-02-29", -1, "2027-02-28"],
    ["2028-02-29", 4, "2032-02-29"],
    ["2027-02-28", 1, "2028-02-28"],
    ["2026-03-31", 1, "2027-03-31"],
  ] as const)("%s and %i years is %s", (day, years, expected) => expect(yearsAfter(day, years)).toBe(expected));

  it.each([
    ["2026-11-29", "2026-12-18", 19],
    ["2026-12-18", "2026-11-29", -19],
    ["2028-02-28", "2028-03-01", 2],
    ["2026-11-29", "2026-11-29", 0],
  ] as const)("from %s to %s it is %i days", (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
    expect(daysAfter(from, days)).toBe(to);
  });

  it("it is tomorrow in Japan from 15:00 UTC, whatever the machine's time zone", () => {
    expect(calendarDate(new Date("2026-11-29T14:59:59Z"))).toBe("2026-11-29");
    expect(calendarDate(new Date("2026-11-29T15:00:00Z"))).toBe("2026-11-30");
  });
});
