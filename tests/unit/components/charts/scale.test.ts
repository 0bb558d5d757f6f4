import { describe, expect, it } from "vitest";
import { columns, linear, points } from "@/components/charts/scale";

describe("scales of charts", () => {
  it("lead from the first place to the last in proportion", () => {
    expect([0, 25, 100].map(linear(100, 190, 22))).toEqual([190, 148, 22]);
    expect([0, 3, 6].map(linear(6, 0, 140))).toEqual([0, 70, 140]);
  });

  it("put points at even distances, and a single one in the middle", () => {
    expect([0, 1, 2].map(points(3, 12, 97))).toEqual([12, 54.5, 97]);
    expect([0].map(points(1, 12, 97))).toEqual([54.5]);
  });

  it("put columns side by side with a fifth between them and half of that at both ends", () => {
    const four = columns(4, 100);
    expect(four.width).toBeCloseTo(20, 10);
    expect([0, 1, 3].map((index) => Number(four.at(index).toFixed(10)))).toEqual([2.5, 27.5, 77.5]);
    expect(columns(1, 100).at(0) * 2 + columns(1, 100).width).toBeCloseTo(100, 10);
  });
});
