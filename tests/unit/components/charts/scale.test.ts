import { describe, expect, it } from "vitest";
import { columns, linear, points } from "@/components/charts/scale";

describe("scales of charts", () => {
  it("map values proportionally between two positions", () => {
    expect([0, 25, 100].map(linear(100, 190, 22))).toEqual([190, 148, 22]);
    expect([0, 3, 6].map(linear(6, 0, 140))).toEqual([0, 70, 140]);
  });

  it("space points evenly, and centre a single one", () => {
    expect([0, 1, 2].map(points(3, 12, 97))).toEqual([12, 54.5, 97]);
    expect([0].map(points(1, 12, 97))).toEqual([54.5]);
  });

  it("leave a fifth between columns and half of that at both ends", () => {
    const four = columns(4, 100);
    expect(four.width).toBeCloseTo(20, 10);
    expect([0, 1, 3].map((index) => Number(four.at(index).toFixed(10)))).toEqual([2.5, 27.5, 77.5]);
    expect(columns(1, 100).at(0) * 2 + columns(1, 100).width).toBeCloseTo(100, 10);
  });
});
