import { describe, expect, it } from "vitest";
import { areOrdered, formatLineRange, LINE_RANGES_PATTERN, parseLineRanges, spanOf } from "@/lib/content/line-ranges";

describe("line ranges of the source", () => {
  it.each([
    ["12", [{ from: 12, to: 12 }], { from: 12, to: 12 }],
    ["12-15", [{ from: 12, to: 15 }], { from: 12, to: 15 }],
    [
      "12-15,18-19",
      [
        { from: 12, to: 15 },
        { from: 18, to: 19 },
      ],
      { from: 12, to: 19 },
    ],
  ])("%s is parsed with its gaps and spans from first to last", (text, ranges, span) => {
    expect(text).toMatch(LINE_RANGES_PATTERN);
    expect(parseLineRanges(text)).toEqual(ranges);
    expect(spanOf(ranges)).toEqual(span);
  });

  it.each(["0", "12-", "12,", "12–15", "a", "12 - 15", ""])("%j is no line range", (text) => {
    expect(text).not.toMatch(LINE_RANGES_PATTERN);
  });

  it.each([
    ["15-12", false],
    ["12-15,15", false],
    ["12-15,16", true],
    ["18,12", false],
  ])("%s is in order: %s", (text, ordered) => {
    expect(areOrdered(parseLineRanges(text))).toBe(ordered);
  });

  it("are written in the form in which they are read", () => {
    expect(formatLineRange({ from: 416, to: 416 })).toBe("416");
    expect(formatLineRange({ from: 416, to: 420 })).toBe("416-420");
  });
});
