import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

const DAYS = "lib/domain/shared/day.ts";
const DATES = "lib/labels/japanese-date.ts";

/** A day in seconds or milliseconds, as a number or a product. */
const LENGTH = /\b86_?400(?:_?000)?\b|\b24 \* (?:60|3_?600)\b|\b(?:60|3_?600) \* 24\b/;
/** A calendar date written by way of the moment at which it begins. */
const TEXT = /\bdate(?:Text|WithWeekday)\(\s*startOfDay\(/;

const otherThan = (home: string, pattern: RegExp): string[] => sourceFiles().filter((file) => file !== home && pattern.test(readFileSync(file, "utf8")));

describe("C2 days have one place", () => {
  it("C2 no other file says how long a day is", () => {
    expect(readFileSync(DAYS, "utf8")).toMatch(LENGTH);
    expect(otherThan(DAYS, LENGTH)).toEqual([]);
  });

  it("C2 no other file writes a calendar date by way of its first moment", () => {
    expect(readFileSync(DATES, "utf8")).toMatch(TEXT);
    expect(otherThan(DATES, TEXT)).toEqual([]);
  });
});
