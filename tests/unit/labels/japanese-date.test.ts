import { describe, expect, it } from "vitest";
import { dateTimeText, dayTimeText, timeText } from "@/lib/labels/japanese-date";

const at = (text: string): Date => new Date(`${text}+09:00`);

describe("moments as text", () => {
  it.each([
    ["2026-11-30T07:37", "11月30日 07:37"],
    ["2026-11-29T23:59", "11月29日 23:59"],
    ["2026-01-01T00:00", "1月1日 00:00"],
    ["2025-12-31T12:05", "12月31日 12:05"],
  ])("M11 a moment of a list has its day, today as well: %s is %s", (moment, text) => {
    expect(dayTimeText(at(moment))).toBe(text);
  });

  it("M11 the same moment reads the same in any zone of the machine", () => {
    expect(dayTimeText(new Date("2026-11-29T22:37:00Z"))).toBe("11月30日 07:37");
    expect(dateTimeText(new Date("2026-11-29T22:37:00Z"))).toBe("2026年11月30日 07:37");
  });

  it.each([
    ["2026-11-30T00:00", "00:00"],
    ["2026-11-30T23:59", "23:59"],
    ["2026-11-29T23:59", "11月29日 23:59"],
  ])("a single state of %s is shown on 2026-11-30 as %s", (moment, text) => {
    expect(timeText(at(moment), at("2026-11-30T12:00"))).toBe(text);
  });
});
