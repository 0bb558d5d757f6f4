import { createElement, isValidElement, type ReactElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { SubmittedRemarks } from "@/components/cycles/submission-content";
import { DefinitionList, FigureList } from "@/components/ui/definition-list";

const keysIn = (list: ReactElement): (string | null)[] =>
  (list.props as { readonly children: readonly ReactNode[] }).children.flatMap((child) => (isValidElement(child) ? [child.key] : []));

const ONE_TERM = [
  { term: "3.1.1(1) 体制", description: "総務部の備考" },
  { term: "3.1.1(1) 体制", description: "運用部の備考" },
  { term: "3.1.1(1) 体制-term", description: "別の項目" },
];

describe("a list of terms", () => {
  it.each([
    ["terms", DefinitionList({ entries: ONE_TERM })],
    ["figures", FigureList({ kind: "figure", entries: ONE_TERM })],
    ["dates", FigureList({ kind: "date", entries: ONE_TERM })],
  ])("M11 tells entries of the same term apart: %s", (_kind, list) => {
    const keys = keysIn(list);
    expect(keys.length).toBeGreaterThanOrEqual(ONE_TERM.length);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("M11 shows the remarks of a submission as they were written, of several departments on one item too", () => {
    const remarks = ["一行目\n二行目", "別の部署の備考"].map((text, at) => ({ key: String(at), item: "3.1.1(1) 体制", text }));
    const html = renderToStaticMarkup(createElement(SubmittedRemarks, { remarks }));
    expect(html).toMatch(/<dd><bdi>一行目\n二行目<\/bdi>/u);
    expect(html.match(/<dt>/gu)).toHaveLength(2);
  });
});
