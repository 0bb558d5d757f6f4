import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ChecklistProvider } from "@/components/checklist/checklist-context";
import Remark from "@/components/checklist/remark-response";

const settings = { sheetId: "s", accountId: "a", kind: "measures", action: "/checks/s/answer", path: "/checks/s/3.1", shortcuts: false };
const READING = "読むだけの所見";

const shown = (readOnly: boolean, withdrawn: boolean, earlierReplies = false): string => {
  const remark = { id: "r", text: "所見", byName: "高橋", dateText: "", saidText: "", done: false, reply: "", withdrawn, about: "i:e1", earlierReplies };
  const element = createElement(Remark, { itemId: "i", remark, children: READING });
  return renderToStaticMarkup(
    createElement(ChecklistProvider, { settings: { ...settings, readOnly }, cards: [], itemRemarks: [], children: element } as never),
  );
};

it.each([
  [false, false, "answered"],
  [false, true, "read"],
  [true, false, "read"],
  [true, true, "read"],
] as const)("M8 a remark on a sheet that is only read (%s), withdrawn (%s), is %s", (readOnly, withdrawn, way) => {
  const html = shown(readOnly, withdrawn);
  expect([html.includes("<form"), html.includes(READING)]).toEqual([way === "answered", way === "read"]);
});

it.each([
  [false, false],
  [true, false],
  [false, true],
] as const)("M8 a remark leads to the replies before the last one, where there are any: only read (%s), withdrawn (%s)", (readOnly, withdrawn) => {
  const link = 'href="/checks/s/history/i%3Ae1"';
  expect(shown(readOnly, withdrawn, true)).toContain(link);
  expect(shown(readOnly, withdrawn, false)).not.toContain(link);
});
