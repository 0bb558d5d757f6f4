import { describe, expect, it } from "vitest";
import { differenceText, percentText } from "@/lib/domain/scoring/display";
import { ratio } from "@/lib/domain/shared/rational";

describe("percentText", () => {
  it.each([
    [3, 4, "75.0"],
    [1, 3, "33.3"],
    [2, 3, "66.7"],
    [7865, 10000, "78.7"],
    [78649, 100000, "78.6"],
    [1, 1, "100.0"],
    [0, 5, "0.0"],
  ])("%i of %i is %s", (n, d, text) => expect(percentText(ratio(n, d))).toBe(text));

  it.each([
    [9994, 10000, "99.9"],
    [9995, 10000, "99.9"],
    [999999, 1000000, "99.9"],
    [1, 1000000, "0.1"],
    [4, 10000, "0.1"],
    [14, 10000, "0.1"],
    [15, 10000, "0.2"],
  ])("shows 100.0 and 0.0 only when exact: %i of %i is %s", (n, d, text) => expect(percentText(ratio(n, d))).toBe(text));
});

describe("differenceText", () => {
  it.each([
    [ratio(75, 100), ratio(688, 1000), "＋6.2"],
    [ratio(628, 1000), ratio(645, 1000), "－1.7"],
    [ratio(1, 3), ratio(1, 3), "±0.0"],
    [ratio(10004, 20000), ratio(1, 2), "±0.0"],
    [ratio(10010, 20000), ratio(1, 2), "＋0.1"],
    [ratio(1, 2), ratio(10010, 20000), "－0.1"],
    [ratio(1, 1), ratio(0, 1), "＋100.0"],
  ])("%o %o is %s", (a, b, text) => expect(differenceText(a, b)).toBe(text));

  it("is computed from the exact shares, not from the rounded texts", () => {
    expect([percentText(ratio(1, 3)), percentText(ratio(2, 3))]).toEqual(["33.3", "66.7"]);
    expect(differenceText(ratio(2, 3), ratio(1, 3))).toBe("＋33.3");
  });
});
