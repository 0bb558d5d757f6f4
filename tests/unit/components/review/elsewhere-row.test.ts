import { createElement } from "react";
import { expect, it } from "vitest";
import { ReviewItem } from "@/components/review/review-item";
import { renderedPage } from "@/tests/support/rendered-page";

const examples = [
  { id: "k:1:1-e1", anchor: "item-k:1:1-e1", text: "例の一", status: "implemented", remarks: [] },
  { id: "k:1:1-e2", anchor: "item-k:1:1-e2", text: "例の二", status: "partial", remarks: [] },
];
const shared = { itemId: "k:1:1", anchor: "item-k:1:1", code: "1①", heading: "題", examples };
const answer = { status: "partial", copied: null, reason: null, remark: null, evidence: null };
const measure = {
  ...{ ...shared, ...answer, counted: "partial", lacksReason: false, own: [], others: [], forMinistry: false, tickRests: false },
  ...{ answeredText: null, previous: null, remarks: [], uncounted: 0 },
};
const row = (item: object, mayRemark = true, gone = false): string =>
  renderedPage(
    createElement(
      "table",
      null,
      createElement("tbody", null, createElement(ReviewItem, { sheetId: "s", kind: "measures", item, mayRemark, mayTick: true, gone } as never)),
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

const remark = {
  ...{ id: "r", open: true, text: "記録を見せてください。", byText: "高橋 直樹　11月19日 10:00", withdrawnText: null },
  response: { done: false, reply: "台帳に付けました。", byText: "佐藤 真理　11月20日 9:00" },
};
const unanswered = { id: "k:1:1-e3", anchor: "item-k:1:1-e3", text: "例の三", status: null, remarks: [remark] };

it.each([
  ["a measure of the sheet", measure],
  ["a measure that others answer", { ...shared, answeredBy: ["CISO"], paragraphs: [] }],
])("M11 a remark on a 具体例 stands below it with the reply, unfolded, and its reviewer withdraws it there: %s", (_what, item) => {
  const remarked = { ...item, examples: [...examples, unanswered] };
  const html = row(remarked);
  const words = html.replaceAll(/<[^>]*>/gu, "");
  expect(words).toContain("回答のある具体例 2件・所見のある具体例 1件");
  expect(words).toMatch(/例の二.*例の三.*記録を見せてください。.*返事：台帳に付けました。/u);
  expect(html).toMatch(/<details[^>]* open=""[^>]*><summary>回答のある具体例 2件/u);
  expect(html).toContain("1① 題の具体例「例の三」の所見（高橋 直樹　11月19日 10:00）の取下げ");
  expect(row(remarked, false)).not.toContain("の取下げ");
  expect(row({ ...item, examples: [unanswered] }).replaceAll(/<[^>]*>/gu, "")).toContain("所見のある具体例 1件");
  expect(row(item)).not.toMatch(/<details[^>]* open=""[^>]*><summary>回答のある具体例/u);
});

it("M11 a measure with an open remark on a 具体例 is marked like one with a remark of its own", () => {
  const marked = (given: object): boolean => row({ ...measure, ...given }).includes("data-remarked");
  expect(marked({ examples: [unanswered] })).toBe(true);
  expect(marked({ remarks: [remark] })).toBe(true);
  expect(marked({ examples: [{ ...unanswered, remarks: [{ ...remark, open: false }] }] })).toBe(false);
  expect(marked({})).toBe(false);
});

it("M8 every version of a reply is found from the review, also of a measure that nobody has answered", () => {
  const links = (given: object): number => row({ ...measure, status: null, examples: [], ...given }).match(/href="\/checks\/s\/history\//gu)?.length ?? 0;
  expect(links({})).toBe(0);
  expect(links({ remarks: [remark] })).toBe(1);
  expect(links({ answeredText: "佐藤 真理　11月19日 10:00" })).toBe(1);
  expect(links({ remarks: [remark], answeredText: "佐藤 真理　11月19日 10:00" })).toBe(1);
  expect(links({ examples: [unanswered] })).toBe(1);
});

it("M11 a measure that others answer is none to have seen, to remark on or to move to by key", () => {
  const html = row({ ...shared, answeredBy: ["CISO", "情報セキュリティ責任者"], paragraphs: [] });
  expect(html).toContain("ほかの担当が回答する項目です（CISO・情報セキュリティ責任者）");
  for (const part of ["data-item", "review-item", "<form", "<textarea"]) expect(html).not.toContain(part);
  expect(row(measure)).toContain('data-item="k:1:1"');
});

const withdrawn = { ...unanswered, remarks: [{ ...remark, open: false, withdrawnText: "高橋 直樹　11月20日 9:00" }] };

it.each([
  ["a measure of the sheet", measure],
  ["a measure that others answer", { ...shared, answeredBy: ["CISO"], paragraphs: [] }],
])("M8 a row that its filter shows no longer is hidden on a page that is opened, with what it holds: %s", (_what, item) => {
  const held = { ...item, examples: [withdrawn] };
  const hidden = (gone: boolean): boolean => /<tr[^>]* hidden=""[^>]* ?id="item-k:1:1"|<tr[^>]*id="item-k:1:1"[^>]* hidden=""/u.test(row(held, true, gone));
  expect([hidden(true), hidden(false)]).toEqual([true, false]);
  expect(row(held, true, true), "what was withdrawn just now stays unfolded").toMatch(/<details[^>]* open=""[^>]*><summary>所見のある具体例 1件/u);
});
