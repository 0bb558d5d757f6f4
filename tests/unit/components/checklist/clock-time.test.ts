import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clockTime } from "@/components/checklist/use-answer-queue";

/* The browser's time zone differs from Japan's. */
const ZONE = process.env["TZ"];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  process.env["TZ"] = "America/Los_Angeles";
});
afterEach(() => {
  vi.useRealTimers();
  if (ZONE === undefined) delete process.env["TZ"];
  else process.env["TZ"] = ZONE;
});

describe("M5 the time of an answer", () => {
  it.each([
    ["2026-11-18T14:32:00+09:00", "2026-11-18T18:00:00+09:00", "14:32"],
    ["2026-11-18T00:00:00+09:00", "2026-11-18T23:59:59+09:00", "00:00"],
    ["2026-11-18T23:59:00+09:00", "2026-11-19T00:00:00+09:00", "11月18日 23:59"],
    ["2026-11-18T08:59:00+09:00", "2026-11-18T09:01:00+09:00", "08:59"], // another day in UTC
    ["2028-02-29T09:05:00+09:00", "2028-03-01T09:05:00+09:00", "2月29日 09:05"],
    ["2026-11-20T09:05:00+09:00", "2026-11-19T09:05:00+09:00", "11月20日 09:05"], // from a clock that is fast
  ])("M5 %s, seen at %s, is %s: with its day unless that is today in Japan", (moment, now, expected) => {
    vi.setSystemTime(new Date(now));
    expect(clockTime(moment)).toBe(expected);
    expect(clockTime(new Date(moment).getTime())).toBe(expected);
  });

  it.each(["", "yesterday", Number.NaN, Number.POSITIVE_INFINITY])("M5 an invalid time (%s) is left out without an error", (moment) => {
    expect(clockTime(moment)).toBe("");
  });
});
