import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { TrendLines, type TrendSeries } from "@/components/charts/trend-lines";

const PERIODS = ["2025", "2026"].map((year) => ({ name: `${year}年度`, axis: [year] }));
const drawn = (values: TrendSeries["values"]): string =>
  renderToStaticMarkup(createElement(TrendLines, { name: "率の推移", periodWord: "点検の回", periods: PERIODS, series: [{ name: "実施率", values }] }));

describe("lines of a trend", () => {
  it("say that there is nothing to draw instead of showing an empty frame", () => {
    const markup = drawn([{ kind: "notGrasped" }, { kind: "noDuty" }]);
    expect(markup).not.toContain("<svg");
    expect(markup).toContain("まだどの点検の回にもありません");
    expect(markup).toContain("責務なし");
  });

  it("are drawn from the first value on, with the last at the right", () => {
    const markup = drawn([{ kind: "notGrasped" }, { kind: "value", text: "77.7", percent: 77.7, zero: false }]);
    expect(markup).toContain("<svg");
    expect(markup).toContain("実施率 77.7</text>");
    expect(markup).not.toContain("まだどの");
  });
});
