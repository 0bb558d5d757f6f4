import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ReportArticle } from "@/components/gap-report/gap-report";
import { RunningFoot } from "@/components/gap-report/running-foot";
import type { GapFacts } from "@/lib/domain/gap/facts";
import { gapReport } from "@/lib/domain/gap/report";
import { scoreCycle } from "@/lib/domain/scoring/score";
import { coverOf, HANDLING } from "@/lib/features/results/gap-report/texts";
import type { GapReportView } from "@/lib/features/results/gap-report/view";
import { rulesOf } from "@/tests/architecture/stylesheets";
import { makeEdition } from "@/tests/factories/edition";
import { makeGapFacts } from "@/tests/factories/gap-facts";
import { makeSheetCount } from "@/tests/factories/tally";
import { textOf } from "@/tests/support/repository";

const edition = makeEdition({});
const scores = scoreCycle(edition, [], [makeSheetCount({ handedOut: 10, counted: 7 })]);
const facts = makeGapFacts({ edition, scores });
const factsWith = (cover: Partial<GapFacts["cover"]>): GapFacts => ({ ...facts, cover: { ...facts.cover, ...cover } });
const coverWith = (cover: Partial<GapFacts["cover"]>, filterText: string | null = null) => coverOf(gapReport(factsWith(cover)), filterText);
const said = (cover: GapReportView["cover"], term: string): string | undefined => cover.find((one) => one.term === term)?.description;

const CHAPTERS = ["summary", "numbers", "rules", "sections", "gaps", "definitions", "references"];

function html(over: Partial<GapReportView> = {}): string {
  const view: Partial<GapReportView> = {
    ...{ status: "shown", kind: "measures", backHref: "/operator", cycleTitle: "2026年度 上期", handling: HANDLING, nonce: "n", draft: true, createdText: "" },
    ...{ csvHref: "", placesCsvHref: "", jsonHref: "", cover: coverWith({}), contents: CHAPTERS.map((id) => ({ href: `#${id}`, label: `章 ${id}` })) },
    ...{
      filter: { action: "", fields: [], text: null, clearHref: "" } as never,
      summary: "",
      numbers: [],
      tiersNote: null,
      rateWord: "実施率",
      lackingWord: "",
    },
    ...{ rules: [], sections: [], gapsNote: "", phases: [], annex: { title: "参照", entries: [{ number: 1, text: "3.1" }] }, definitions: [] },
  };
  return renderToStaticMarkup(createElement(ReportArticle, { ...view, ...over } as GapReportView));
}

const coverIn = (page: string): string => /<section class="document-cover">([\s\S]*?)<\/section>/.exec(page)?.[1] ?? "";

describe("M11 the cover of the report", () => {
  it("M11 says whose report it is, over what, for whom, whether it is approved and when it was made", () => {
    const cover = coverWith({});
    expect(cover.every(({ description }) => description.trim() !== "")).toBe(true);
    expect([said(cover, "事業者"), said(cover, "点検の回"), said(cover, "取扱い"), said(cover, "承認")]).toEqual([
      ...["試験空港", "2026年度", HANDLING, "未承認（案）"],
    ]);
    expect(said(cover, "範囲")).toMatch(/1部署.*10枚を配布、7枚を提出/);
    expect(said(cover, "作成")).toMatch(/14:40$/);
    const approved = coverWith({ approval: { at: "2026-12-20T01:00:00Z", by: "佐藤 真理", represented: null } });
    expect(said(approved, "承認")).toMatch(/12月20日.*佐藤 真理$/);
    const byDeputy = coverWith({ approval: { at: "2026-12-20T01:00:00Z", by: "佐藤 真理", represented: "ciso//" } });
    expect(said(byDeputy, "承認")).toMatch(/12月20日.*佐藤 真理（代行：最高情報セキュリティ責任者（CISO））$/);
  });

  it("M11 says what the report is narrowed to, and only then", () => {
    expect(said(coverWith({}, "部署：警備部"), "絞込み")).toBe("部署：警備部");
    expect(said(coverWith({}), "絞込み")).toBeUndefined();
  });

  it("M11 comes first in the document, with its title, its state and everything that it says", () => {
    const page = html();
    expect(page).toMatch(/<article class="document"><section class="document-cover">/);
    expect(page.match(/<h1/g)).toHaveLength(1);
    const cover = coverIn(page);
    for (const text of ["要改善事項報告書", "2026年度 上期", HANDLING, "案（未承認）", ...coverWith({}).flatMap((one) => [one.term, one.description])])
      expect(cover.replaceAll(/<[^>]*>/g, "")).toContain(text);
    expect(coverIn(html({ draft: false }))).toContain("承認済み");
  });

  it("M11 leads to each chapter of the report, in order, and to nothing else", () => {
    const page = html();
    const leads = [...coverIn(page).matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    const chapters = [...page.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id);
    expect([leads, chapters]).toEqual([CHAPTERS, CHAPTERS]);
  });

  it("M11 is a sheet by itself on paper, filled to its foot, which says neither page nor title", () => {
    const rules = rulesOf(textOf("components/document/print.css")).filter(({ selector }) => selector === ".document-cover");
    expect(rules.flatMap(({ declarations, within }) => (within.includes("@media print") ? declarations : []))).toEqual(
      expect.arrayContaining(["break-after: page", "min-height: 235mm"]),
    );
    expect(textOf("components/ui/adaptation.css")).toMatch(/@page report:first \{\s*@bottom-right \{\s*content: none;/);
    const foot = renderToStaticMarkup(createElement(RunningFoot, { title: "2026年度 上期", handling: HANDLING, nonce: "n" }));
    expect(foot).toContain("@page report:first { @bottom-left { content: none } }");
  });
});
