import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ChecklistProvider } from "@/components/checklist/checklist-context";
import { SheetBar } from "@/components/checklist/sheet-bar";

const sheet = {
  ...{ id: "s", title: "点検票", editionLabel: "第2版", kind: "measures", state: "inProgress", readOnly: false, dueText: null, overdue: false },
  ...{ measures: { answered: 8, total: 8 }, examples: { answered: 1, total: 31 }, handInHref: "/checks/s/hand-in" },
};

it.each([
  [true, false],
  [false, true],
])("M11 a phone shows the number of examples where the round asks them (%s)", (examplesAsked, hidden) => {
  const bar = createElement(SheetBar, { sheet, examplesAsked } as never);
  const html = renderToStaticMarkup(
    createElement(ChecklistProvider, { settings: { sheetId: "s", accountId: "a", path: "/p" }, cards: [], itemRemarks: [], children: bar } as never),
  );
  expect(/<span class="wide-only">　具体例/u.test(html)).toBe(hidden);
  expect(html).toContain("1／31件");
});
