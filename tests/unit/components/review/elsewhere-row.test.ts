import { createElement } from "react";
import { expect, it } from "vitest";
import { ReviewItem } from "@/components/review/review-item";
import { renderedPage } from "@/tests/support/rendered-page";

const examples = [
  { id: "k:1:1-e1", anchor: "item-k:1:1-e1", text: "例の一", status: "implemented" },
  { id: "k:1:1-e2", anchor: "item-k:1:1-e2", text: "例の二", status: "partial" },
];
const shared = { itemId: "k:1:1", anchor: "item-k:1:1", code: "1①", heading: "題", examples };
const answer = { status: "partial", copied: null, reason: null, remark: null, evidence: null };
const measure = {
  ...{ ...shared, ...answer, counted: "partial", lacksReason: false, own: [], others: [], forMinistry: false, tickRests: false },
  ...{ answeredText: null, previous: null, remarks: [], uncounted: 0 },
};
const row = (item: object): string =>
  renderedPage(
    createElement(
      "table",
      null,
      createElement("tbody", null, createElement(ReviewItem, { sheetId: "s", kind: "measures", item, mayRemark: true, mayTick: true } as never)),
    ),
  );

it.each([
  ["a measure of the sheet", measure],
  ["a measure that others answer", { ...shared, answeredBy: ["CISO"], paragraphs: [] }],
])("M11 what links name is on the review, with the answer to each example: %s", (_what, item) => {
  const html = row(item);
  for (const anchor of ["item-k:1:1", "item-k:1:1-e1", "item-k:1:1-e2"]) expect(html.match(new RegExp(`id="${anchor}"`, "gu"))).toHaveLength(1);
  expect(html.replaceAll(/<[^>]*>/gu, "")).toMatch(/例の一.*例の二/u);
});

it("M11 a measure that others answer is none to have seen, to remark on or to move to by key", () => {
  const html = row({ ...shared, answeredBy: ["CISO", "情報セキュリティ責任者"], paragraphs: [] });
  expect(html).toContain("ほかの担当が回答する項目です（CISO・情報セキュリティ責任者）");
  for (const part of ["data-item", "review-item", "<form", "<textarea"]) expect(html).not.toContain(part);
  expect(row(measure)).toContain('data-item="k:1:1"');
});
