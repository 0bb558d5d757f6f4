import { createElement } from "react";
import { expect, it } from "vitest";
import { DecisionBar } from "@/components/review/decision-bar";
import type { ReviewSheetView } from "@/lib/features/sheets/review/view";
import { renderedPage } from "@/tests/support/rendered-page";

const bar = (given: Partial<ReviewSheetView>): string => {
  const view = { sheetId: "s", answered: 3, measures: 3, remarksText: "所見 0件", returnsFor: 0, next: null, mayRemark: true, shortcuts: false, ...given };
  return renderedPage(createElement(DecisionBar, { view } as never));
};
/** The words of the buttons, by their rank. */
const buttons = (html: string) =>
  [...html.matchAll(/<(?:button|a)\b[^>]*data-rank="([^"]+)"[^>]*>(.*?)<\/(?:button|a)>/gu)].map(([, rank, words]) => [
    rank,
    words?.replaceAll(/<[^>]*>/gu, ""),
  ]);

const handedIn = { possible: true, accepts: true } as const;
const accepted = { possible: true, accepts: false } as const;

it("M11 accepting is the first choice where no remark asks for a return, whatever was worked off", () => {
  const html = bar({ decision: handedIn, remarksText: "所見 0件（ほかに対応済み1件）" });
  expect(buttons(html)).toEqual([
    ["primary", "受理する"],
    ["secondary", "差戻しに進む"],
  ]);
  expect(html).toContain("所見 0件（ほかに対応済み1件）");
  expect(buttons(bar({ decision: accepted }))).toEqual([["secondary", "差戻しに進む"]]);
});

it("M11 returning is the first choice for the remarks that ask for it, and names their number", () => {
  expect(buttons(bar({ decision: handedIn, returnsFor: 2 }))).toEqual([
    ["secondary", "受理する"],
    ["primary", "所見2件で差し戻す"],
  ]);
  expect(buttons(bar({ decision: accepted, returnsFor: 1 }))).toEqual([["primary", "所見1件で差し戻す"]]);
});
