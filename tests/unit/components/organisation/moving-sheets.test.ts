import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Moving } from "@/components/organisation/moving";
import { StaffListChanges } from "@/components/organisation/staff-list-changes";
import { movingText, movingView } from "@/lib/features/organisation/people/texts";
import type { ImportOutcome } from "@/lib/features/organisation/record/schema";
import type { MovingView } from "@/lib/features/organisation/record/view";

const OUTCOME: ImportOutcome = {
  ...{ applied: false, added: 0, changed: 2, unchanged: 0, passwordsEnd: 0, linksEnd: 0, movedSheets: 0, hash: "" },
  ...{ ignoredColumns: [], doubts: [], moreDoubts: 0, newDepartments: [], rows: [] },
};
const shown = (outcome: Partial<ImportOutcome>): string => {
  const html = renderToStaticMarkup(createElement(StaffListChanges, { outcome: { ...OUTCOME, ...outcome } }));
  return html.replace(/<[^>]*>/gu, "");
};

describe("M6 M10 sheets that move are said with their number", () => {
  it.each([
    [false, 1, "点検票1枚が、人とともに新しい部署に移ります。"],
    [false, 24, "点検票24枚が、人とともに新しい部署に移ります。"],
    [true, 24, "点検票24枚が、人とともに新しい部署に移りました。"],
  ])("M10 by a staff list (applied: %s, %i)", (applied, movedSheets, words) => {
    expect(shown({ applied, movedSheets })).toContain(words);
  });

  it.each([false, true])("M10 a staff list that moves none says nothing of them (applied: %s)", (applied) => {
    expect(shown({ applied })).not.toContain("点検票");
  });

  it.each(["取扱者", "システム管理者"] as const)("M6 in the form of a person or a critical system, also when there are none: %s", (kind) => {
    expect([1, 12].map((sheets) => movingText(sheets, kind))).toEqual([
      expect.stringContaining(`${kind}の点検票（いま1枚）も新しい部署に移ります`),
      expect.stringContaining(`${kind}の点検票（いま12枚）も`),
    ]);
    expect(movingText(1, kind)).toContain("移る枚数を送るときに確かめます");
    expect(movingText(0, kind)).toBe("いま、部署とともに移る点検票はありません。");
  });

  it("M6 the form that says the number sends it to be confirmed; a reader is told nothing", () => {
    const form = (moving: MovingView | null) => renderToStaticMarkup(createElement(Moving, { moving, then: "役割のある人の異動は「引継ぎ」で決めます。" }));
    expect(form(movingView(12, "取扱者"))).toMatch(/点検票（いま12枚）も.*<input type="hidden" name="confirmedSheets" value="12"/u);
    expect(form(null)).toBe('<p class="aside-text">役割のある人の異動は「引継ぎ」で決めます。</p>');
  });
});
