import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, compare, mean, ratio, subtract, sum, toNumber } from "@/lib/domain/shared/rational";

const rational = fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 1, max: 9999 })).map(([n, d]) => ratio(n, d));

describe("rational", () => {
  it("keeps lowest terms and a positive denominator", () => {
    expect(ratio(6, -4)).toEqual({ n: -3n, d: 2n });
    expect(ratio(0, 7)).toEqual({ n: 0n, d: 1n });
    expect(() => ratio(1, 0)).toThrow(RangeError);
  });

  it("has no mean of an empty list", () => {
    expect(mean([])).toBeNull();
    expect(mean([ratio(1, 2), ratio(3, 4), ratio(1, 1)])).toEqual(ratio(3, 4));
  });

  it("adds and compares exactly", () => {
    fc.assert(
      fc.property(rational, rational, (a, b) => {
        expect(subtract(add(a, b), b)).toEqual(a);
        expect(compare(a, b)).toBe(-compare(b, a) + 0);
        expect(sum([a, b, a])).toEqual(add(add(a, a), b));
      }),
    );
  });

  it("becomes the nearest number, even if its terms exceed a double", () => {
    expect(toNumber(ratio(1, 3))).toBe(1 / 3);
    expect(toNumber(ratio(10n ** 400n, 3n * 10n ** 400n + 1n))).toBeCloseTo(1 / 3, 15);
    expect(toNumber(ratio(-(10n ** 400n + 1n), 4n * 10n ** 400n))).toBe(-0.25);
    expect(toNumber(ratio(2n ** 60n + 1n, 2n ** 61n))).toBe(0.5);
  });
});
