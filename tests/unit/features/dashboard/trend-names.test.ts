import { describe, expect, it } from "vitest";
import { trendNames } from "@/lib/features/dashboard/trend/parts";

const round = (periodFrom: string, periodTo: string, title = "点検") => ({ periodFrom, periodTo, title });
const named = (...rounds: ReturnType<typeof round>[]) => trendNames(rounds).map(({ name }) => name);

describe("M11 the rounds of the trend have names of their own", () => {
  it("M11 half-years and years are called so as long as no other round is", () => {
    expect(named(round("2025-04-01", "2025-09-30"), round("2025-10-01", "2026-03-31"), round("2026-04-01", "2027-03-31"))).toEqual([
      "2025年度上期",
      "2025年度下期",
      "2026年度",
    ]);
    expect(named(round("2026-01-01", "2026-03-31"), round("2026-04-01", "2026-06-30"))).toEqual(["2025年度下期", "2026年度上期"]);
  });

  it("M11 quarters and months of one half-year are called by their months, the others as before", () => {
    const rounds = [
      round("2025-10-01", "2026-03-31"),
      ...[round("2026-04-01", "2026-06-30"), round("2026-07-01", "2026-09-30"), round("2026-10-01", "2026-10-31"), round("2026-12-01", "2027-02-28")],
    ];
    expect(trendNames(rounds)).toEqual([
      { name: "2025年度下期", axis: ["2025", "下期"] },
      { name: "2026年度4〜6月", axis: ["2026", "4〜6月"] },
      { name: "2026年度7〜9月", axis: ["2026", "7〜9月"] },
      { name: "2026年度10月", axis: ["2026", "10月"] },
      { name: "2026年度12〜2月", axis: ["2026", "12〜2月"] },
    ]);
  });

  it("M11 rounds of the same months are called by their titles", () => {
    expect(named(round("2026-04-01", "2027-03-31", "年次"), round("2026-04-01", "2027-03-31", "やり直し"), round("2026-10-01", "2026-10-31"))).toEqual([
      "年次",
      "やり直し",
      "2026年度下期",
    ]);
    expect(named(round("2026-10-01", "2026-10-15", "前半"), round("2026-10-16", "2026-10-31", "後半"), round("2026-11-01", "2026-11-30"))).toEqual([
      "前半",
      "後半",
      "2026年度11月",
    ]);
  });
});
