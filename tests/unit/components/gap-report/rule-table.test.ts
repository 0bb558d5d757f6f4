import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { RuleGroup } from "@/components/gap-report/gap-tables";

const row = {
  code: "notImplemented",
  anchor: "a",
  name: "未実施がある項目",
  method: "責務のある回答に「未実施」が1つ以上ある",
  found: 2,
  foundText: "2項目",
} as const;

it("M11 the numbers of a rule stand beside its name, before its long method, so that a phone shows them", () => {
  const group = { label: "対策項目", rows: [{ ...row, notEvaluated: 0, notEvaluatedWhy: "" }], findings: [] };
  const html = renderToStaticMarkup(createElement(RuleGroup, { group } as unknown as Parameters<typeof RuleGroup>[0]));
  const order = [...html.matchAll(/<th scope="col"[^>]*>([^<]*)</g)].map(([, heading]) => heading);
  expect(order).toEqual(["規則", "見つかった", "判定できず", "判定の方法"]);
  expect(html.indexOf("2項目")).toBeLessThan(html.indexOf(row.method));
});
