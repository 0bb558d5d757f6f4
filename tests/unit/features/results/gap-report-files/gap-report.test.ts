import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { GapFacts } from "@/lib/domain/gap/facts";
import { gapReport } from "@/lib/domain/gap/report";
import { NO_WORDING } from "@/lib/domain/guideline/sector";
import { graspOf } from "@/lib/domain/scoring/count";
import { scoreCycle } from "@/lib/domain/scoring/score";
import type { Tally } from "@/lib/domain/scoring/tally";
import { gapReportCsv } from "@/lib/features/results/gap-report-files/csv";
import { gapReportJson } from "@/lib/features/results/gap-report-files/json";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";
import { makeGapFacts } from "@/tests/factories/gap-facts";
import { makeSheetCount, makeTally } from "@/tests/factories/tally";

const edition = makeEdition({
  items: [
    makeItem({ id: "m1", section: "t-1:1" }),
    makeItem({ id: "m2", phase: "do", section: "t-1:2" }),
    makeItem({ id: "m3", phase: "check_act", section: "t-1:3" }),
  ],
  sections: [makeSection({ id: "t-1:1" }), makeSection({ id: "t-1:2", phase: "do" }), makeSection({ id: "t-1:3", phase: "check_act" })],
});
const scoresOf = (counted: number, ...tallies: Tally[]) => scoreCycle(edition, tallies, [makeSheetCount({ handedOut: 10, counted })]);
const titles = new Map(edition.items.map(({ id, heading }) => [id, { code: id, heading }]));
const names = new Map([
  ["d1", "警備部"],
  ["p1", "佐藤 真理"],
]);

const reportOf = (facts: Partial<GapFacts> & Pick<GapFacts, "scores">) => gapReport(makeGapFacts({ edition, ...facts }));
const rowsOf = (facts: Partial<GapFacts> & Pick<GapFacts, "scores">): string[][] =>
  parse(gapReportCsv(reportOf(facts), names, titles, NO_WORDING), { bom: true, relax_column_count: true, skip_empty_lines: false });
/** 実施率 of 対策項目 by phase, now and before, and 到達率 as well. */
const ratesOf = (rows: string[][]): Record<string, string[]> =>
  Object.fromEntries(
    rows
      .filter(([name, tier]) => tier === "対策項目" && ["Plan 計画", "Do 実行", "Check・Act 評価・改善", "全体"].includes(name ?? ""))
      .map(([name = "", , , , ...rates]) => [name, rates.slice(0, 4)]),
  );

describe("the gap report as files", () => {
  it("distinguish no duty, not grasped and not asked, now and before", () => {
    const previous = scoresOf(8, makeTally({ item: "m1", implemented: 1 }));
    const scores = scoresOf(8, makeTally({ item: "m1", notApplicable: 2 }), makeTally({ item: "m2", asked: 1 }));
    const rows = rowsOf({ scores, previous });
    expect(ratesOf(rows)).toEqual({
      "Plan 計画": ["責務なし", "100.0", "責務なし", "100.0"],
      "Do 実行": ["未把握", "対象外", "未把握", "対象外"],
      "Check・Act 評価・改善": ["対象外", "対象外", "対象外", "対象外"],
      全体: ["責務なし", "100.0", "責務なし", "100.0"],
    });
    expect(rows).toContainEqual(["前回の把握率（%）", "80.0", "提出", "8", "配布", "10"]);
  });

  it("show not grasped if no sheet was handed in, and not no duty", () => {
    const rows = rowsOf({ scores: scoresOf(0, makeTally({ item: "m1", asked: 0 })) });
    expect(ratesOf(rows)["全体"]).toEqual(["未把握", "", "未把握", ""]);
    expect(rows).toContainEqual(["把握率（%）", "0.0", "提出", "0", "配布", "10"]);
  });

  it("name the revision of the cycle, whatever is published now", () => {
    expect(gapReportJson(reportOf({ scores: scoresOf(1) }), names).cover.edition.revision).toBe(3);
    expect(rowsOf({ scores: scoresOf(1) }).find(([name]) => name === "ガイドライン")?.[1]).toContain("3");
  });

  it("name departments and people like the printed report", () => {
    const found = gapReportJson(
      reportOf({
        scores: scoresOf(1),
        departments: [{ id: "d1", name: "警備部", grasp: graspOf(10, 1) }],
        people: [{ id: "p1", name: "佐藤 真理", appointments: [{ role: "auditor" }, { role: "systemAdministrator", systemId: "s1" }] }],
      }),
      names,
    ).rules.flatMap((rule) => rule.found.map(({ subject }) => subject));
    expect(found).toContainEqual({ kind: "department", department: "d1", name: "警備部" });
    expect(found).toContainEqual({ kind: "person", person: "p1", name: "佐藤 真理" });
  });
});
