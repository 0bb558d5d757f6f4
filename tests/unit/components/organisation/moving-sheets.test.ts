import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { StaffListChanges } from "@/components/organisation/staff-list-changes";
import { movingText } from "@/lib/features/organisation/people/texts";
import type { ImportOutcome } from "@/lib/features/organisation/record/schema";

const OUTCOME: ImportOutcome = {
  ...{ applied: false, added: 0, changed: 2, unchanged: 0, passwordsEnd: 0, movedSheets: 0, hash: "" },
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

  it("M6 in the form of a person, also when there are none", () => {
    expect([1, 12].map(movingText)).toEqual([expect.stringContaining("点検票1枚も新しい部署に移ります"), expect.stringContaining("点検票12枚も")]);
    expect(movingText(0)).toBe("いま、部署とともに移る点検票はありません。");
  });
});
