import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/domain/checking/actor";
import { filteredGaps, type GapFilter, gapsByPlace, isFiltered } from "@/lib/domain/gap/filter";
import { type GapReport, gapReport } from "@/lib/domain/gap/report";
import { GAP_RULE_CODES, type GapRuleCode } from "@/lib/domain/gap/rules";
import { type GuidelineKind, TIERS } from "@/lib/domain/guideline/edition";
import { NO_WORDING } from "@/lib/domain/guideline/sector";
import { graspOf } from "@/lib/domain/scoring/count";
import { scoreCycle } from "@/lib/domain/scoring/score";
import { gapEntry } from "@/lib/features/results/gap-entries/parts";
import { filterView } from "@/lib/features/results/gap-filter/parts";
import { gapPlacesCsv } from "@/lib/features/results/gap-places/csv";
import { ruleRows } from "@/lib/features/results/gap-report/parts";
import { makeEdition, makeExample, makeItem, makeSection } from "@/tests/factories/edition";
import { makeGapFacts, makePlaceWithGap } from "@/tests/factories/gap-facts";
import { makeSheetCount, makeTally } from "@/tests/factories/tally";

const SECURITY = { id: "d1", name: "警備保安部" };
const FLIGHT = { id: "d2", name: "運航情報部" };
const ACTOR: Actor = { personId: "p1", operatorId: "o1", sector: null, appointments: [{ role: "ciso" }] };

/** `both` has 未実施 in one department and 一部実施 in another, whose 把握率 is low; `fine` is no gap, but its answers are found by rules. */
function reportOf(kind: GuidelineKind): GapReport {
  const items = [
    ...[makeItem({ id: "both" }), makeExample({ id: "both:e1", illustrates: "both" }), makeItem({ id: "some" })],
    ...[makeItem({ id: "fine" }), makeItem({ id: "nobody" }), makeItem({ id: "out" })],
  ];
  const edition = makeEdition({ kind, items, sections: [makeSection({ id: "t-1:1" })] });
  const scoresOf = (...tallies: Parameters<typeof makeTally>[0][]) =>
    scoreCycle(edition, tallies.map(makeTally), [makeSheetCount({ handedOut: 9, counted: 9 })]);
  const partly = { scope: "b", department: FLIGHT, notImplemented: 0, partial: 1 };
  return gapReport(
    makeGapFacts({
      edition,
      scores: scoresOf(
        { item: "both", implemented: 4, partial: 1, notImplemented: 1, notApplicable: 1 },
        { item: "both:e1", implemented: 1, partial: 1 },
        { item: "some", implemented: 1, partial: 1, notApplicable: 1 },
        { item: "fine", implemented: 3, notApplicable: 1 },
      ),
      previous: scoresOf({ item: "both", implemented: 9 }, { item: "some", implemented: 1, partial: 2 }),
      places: [
        makePlaceWithGap({ item: "both", scope: "a", department: SECURITY, unevidenced: 1 }),
        makePlaceWithGap({ item: "both", ...partly }),
        makePlaceWithGap({ item: "both:e1", ...partly }),
        makePlaceWithGap({ item: "some", ...partly }),
      ],
      departments: [
        { ...SECURITY, grasp: graspOf(10, 10) },
        { ...FLIGHT, grasp: graspOf(10, 1) },
      ],
      evidence: ["both", "fine"].map((item) => ({ item, implemented: 3, withoutEvidence: 1 })),
      notApplicable: [
        ...["s3", "s4"].map((sheet) => ({ item: "both", scope: "b", sheet, named: false, reason: "なし" })),
        ...["some", "fine"].map((item) => ({ item, scope: "a", sheet: "s1", named: false, reason: "なし" })),
      ],
      leftOut: ["both", "out"].map((item) => ({ item, reason: "対象の部署がない", role: "ciso" as const })),
    }),
  );
}

/** The numbers of the table by their words, over both tiers: 「未実施がある項目」 → 「2件」. */
function inTable({ rules }: GapReport, kind: GuidelineKind): ReadonlyMap<string, string> {
  const found = new Map<string, { readonly anchor: string; readonly count: number; readonly unit: string }[]>();
  for (const { name, anchor, found: count, foundText } of TIERS.flatMap((tier) => ruleRows(rules, tier, kind))) {
    const before = found.get(name) ?? [];
    if (before.every((row) => row.anchor !== anchor)) found.set(name, [...before, { anchor, count, unit: foundText.replace(/^\d+/u, "") }]);
  }
  return new Map([...found].map(([name, rows]) => [name, `${rows.reduce((sum, { count }) => sum + count, 0)}${rows[0]?.unit ?? ""}`]));
}

/** The choices of 目立つこと: code, words and number. */
const choicesOf = (report: GapReport, filter: GapFilter = {}) =>
  (filterView(report, filter).fields.find(({ name }) => name === "rule")?.options ?? []).flatMap(({ value, label }) => {
    const [, word = "", count = ""] = /^(.*)（(\d+件)）$/u.exec(label) ?? [];
    return value === "" ? [] : [{ rule: value as GapRuleCode, word, count }];
  });

describe.each(["measures", "policy"] as const)("the words of the rules about %s", (kind) => {
  const report = reportOf(kind);

  it("M11 a word has one number in the table and in the filter, over all rules", () => {
    const table = inTable(report, kind);
    const choices = choicesOf(report);
    expect(choices.map(({ rule }) => rule)).toEqual(GAP_RULE_CODES.filter((code) => !["requiredNotAsked", "separatedRolesHeld"].includes(code)));
    for (const { word, count } of choices) expect([word, table.get(word) ?? count]).toEqual([word, count]);
    expect(choices.filter(({ word }) => table.has(word)).map(({ rule }) => rule)).toEqual(["notImplemented", "regressed"]);
    expect(new Set(choices.map(({ word }) => word)).size).toBe(choices.length);
  });

  it("M11 each item behind a choice says its words, and the flat table says them beside exactly the places that it keeps", () => {
    const tableOf = (filter: GapFilter): string[][] =>
      parse(
        gapPlacesCsv(gapsByPlace(filteredGaps(report.gaps, filter)), { cycleId: "c1", actor: ACTOR, kind, titles: new Map(), origin: "" }).replace(
          "\uFEFF",
          "",
        ),
      );
    const [heading = [], ...all] = tableOf({});
    const outstanding = heading.indexOf("目立つこと");
    for (const filter of [{}, { department: "d1" }, { department: "d2" }] as const) {
      for (const { rule, word } of choicesOf(report, filter)) {
        const shown = filteredGaps(report.gaps, { ...filter, rule });
        for (const gap of shown) {
          const { rules } = gapEntry(gap, { cycleId: "c1", kind, narrowed: true, asked: rule, actor: ACTOR }, new Map(), NO_WORDING);
          expect([gap.id, word, rules]).toEqual([gap.id, word, expect.arrayContaining([word])]);
          expect(new Set(rules).size).toBe(rules.length);
        }
        if (isFiltered(filter)) continue;
        expect([rule, all.filter((cells) => cells[outstanding]?.split("、").includes(word))]).toEqual([rule, tableOf({ rule }).slice(1)]);
      }
    }
  });

  it("M11 an item without a choice says what the table says of it, and no more", () => {
    const table = inTable(report, kind);
    for (const gap of report.gaps) {
      const { rules } = gapEntry(gap, { cycleId: "c1", kind, narrowed: false, asked: undefined, actor: ACTOR }, new Map(), NO_WORDING);
      expect(rules).toHaveLength(gap.rules.length);
      for (const word of rules) expect(table.has(word)).toBe(true);
    }
  });
});
