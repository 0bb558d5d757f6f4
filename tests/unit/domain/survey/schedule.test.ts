import { describe, expect, it } from "vitest";
import { fiscalYearOf } from "@/lib/domain/shared/day";
import { closesSoon, fiscalYearsOf } from "@/lib/domain/survey/schedule";

describe("M2 the fiscal year of a survey", () => {
  it.each([
    ["2026-03-31", 2025],
    ["2026-04-01", 2026],
    ["2026-12-31", 2026],
    ["2027-01-01", 2026],
    ["2027-03-31", 2026],
    ["2027-04-01", 2027],
    ["2028-02-29", 2027],
  ] as const)("%s lies in the fiscal year %i", (day, year) => expect(fiscalYearOf(day)).toBe(year));

  it.each([
    { opensOn: "2026-11-01", closesOn: "2027-01-29", earliest: 2025, latest: 2026 },
    { opensOn: "2026-04-01", closesOn: "2026-06-30", earliest: 2025, latest: 2026 },
    { opensOn: "2026-03-31", closesOn: "2026-03-31", earliest: 2024, latest: 2025 },
    { opensOn: "2026-03-31", closesOn: "2026-04-01", earliest: 2024, latest: 2026 },
    { opensOn: "2027-03-01", closesOn: "2027-05-31", earliest: 2025, latest: 2027 },
  ])("from $opensOn to $closesOn: $earliest to $latest", ({ earliest, latest, ...days }) => {
    expect(fiscalYearsOf(days)).toEqual({ earliest, latest });
  });
});

describe("M2 a survey closes soon", () => {
  it.each([
    ["2026-12-16", false],
    ["2026-12-15", true],
    ["2026-12-14", true],
    ["2026-12-01", true],
    ["2026-11-30", true],
  ])("fourteen days before its last day, and no earlier: asked on 2026-12-01, %s: %s", (last, soon) => expect(closesSoon(last, "2026-12-01")).toBe(soon));
});
