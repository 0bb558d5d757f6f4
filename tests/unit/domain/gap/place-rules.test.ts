import { describe, expect, it } from "vitest";
import type { PlaceWithGap } from "@/lib/domain/gap/facts";
import { filteredGaps, type GapFilter, gapsByChoice, gapsByPlace } from "@/lib/domain/gap/filter";
import { gapReport } from "@/lib/domain/gap/report";
import { GAP_RULE_CODES, GAP_RULES, type GapRuleCode } from "@/lib/domain/gap/rules";
import { graspOf } from "@/lib/domain/scoring/count";
import { scoreCycle } from "@/lib/domain/scoring/score";
import { makeEdition, makeExample, makeItem, makeSection } from "@/tests/factories/edition";
import { makeGapFacts, makePlaceWithGap } from "@/tests/factories/gap-facts";
import { makeSheetCount, makeTally } from "@/tests/factories/tally";

const edition = makeEdition({
  items: [makeItem({ id: "both" }), makeExample({ id: "both:e1", illustrates: "both" }), makeItem({ id: "some" }), makeItem({ id: "fine" })],
  sections: [makeSection({ id: "t-1:1" })],
});
const scoresOf = (...tallies: Parameters<typeof makeTally>[0][]) => scoreCycle(edition, tallies.map(makeTally), [makeSheetCount({ handedOut: 9, counted: 9 })]);

const SECURITY = { id: "d1", name: "警備保安部" };
const FLIGHT = { id: "d2", name: "運航情報部" };
const [lacking, partly, staff]: readonly Partial<PlaceWithGap>[] = [
  { scope: "a", role: "systemAdministrator", department: SECURITY, notImplemented: 1 },
  { scope: "b", role: "systemAdministrator", department: FLIGHT, notImplemented: 0, partial: 1 },
  { scope: "c", role: "handler", department: FLIGHT, notImplemented: 2, partial: 3, notApplicable: 1, unevidenced: 4 },
];
const report = gapReport(
  makeGapFacts({
    edition,
    scores: scoresOf(
      { item: "both", implemented: 4, partial: 4, notImplemented: 3, notApplicable: 1 },
      { item: "both:e1", implemented: 1, partial: 1 },
      { item: "some", implemented: 1, partial: 1, notApplicable: 1 },
    ),
    previous: scoresOf({ item: "both", implemented: 9 }),
    places: [
      makePlaceWithGap({ item: "both", ...lacking }),
      makePlaceWithGap({ item: "both", ...partly }),
      makePlaceWithGap({ item: "both", ...staff }),
      makePlaceWithGap({ item: "both:e1", ...partly, unevidenced: 1 }),
      makePlaceWithGap({ item: "some", ...partly }),
    ],
    departments: [
      { ...SECURITY, grasp: graspOf(10, 10) },
      { ...FLIGHT, grasp: graspOf(10, 1) },
    ],
    evidence: [
      { item: "both", implemented: 4, withoutEvidence: 4 },
      { item: "some", implemented: 1, withoutEvidence: 1 },
    ],
    notApplicable: [
      { item: "both", scope: "c", sheet: "s3", named: false, reason: "なし" },
      { item: "some", scope: "a", sheet: "s1", named: false, reason: "なし" },
    ],
    leftOut: [{ item: "both", reason: "対象の部署がない", role: "ciso" }],
  }),
);
const rowsOf = (filter: GapFilter = {}) =>
  gapsByPlace(filteredGaps(report.gaps, filter)).map(({ gap, place }) => `${gap.id} ${place.role} ${place.department?.id ?? ""}`);
const idsOf = (filter: GapFilter) => filteredGaps(report.gaps, filter).map(({ id }) => id);

describe("what a rule finds stands beside the places that have it", () => {
  it("M11 each rule says whether it is about answers of a place or about the whole item", () => {
    const ofPlaces = GAP_RULE_CODES.filter((code) => GAP_RULES[code].at !== null);
    expect(ofPlaces).toEqual(["notImplemented", "partial", "unusableReason", "lowGrasp", "implementedWithoutEvidence"]);
  });

  it("M11 a place has the rules of its own answers and department, and those of the whole item", () => {
    const found = new Map(
      report.gaps.flatMap(({ id, places }) => places.map(({ role, department, rules }) => [`${id} ${role} ${department?.id ?? ""}`, rules] as const)),
    );
    const ofBoth: readonly GapRuleCode[] = ["regressed", "leftOut"];
    expect(Object.fromEntries(found)).toEqual({
      "both systemAdministrator d1": ["notImplemented", ...ofBoth],
      "both systemAdministrator d2": ["partial", "regressed", "lowGrasp", "leftOut"],
      "both handler d2": ["notImplemented", "regressed", "unusableReason", "lowGrasp", "implementedWithoutEvidence", "leftOut"],
      "both:e1 systemAdministrator d2": ["partial", "lowGrasp"],
      "some systemAdministrator d2": ["partial", "lowGrasp"],
    });
  });

  it.each<[GapFilter, string[]]>([
    [{ rule: "notImplemented" }, ["both systemAdministrator d1", "both handler d2"]],
    [{ rule: "notImplemented", role: "systemAdministrator" }, ["both systemAdministrator d1"]],
    [{ rule: "notImplemented", department: "d2" }, ["both handler d2"]],
    [{ rule: "partial" }, ["both systemAdministrator d2", "some systemAdministrator d2", "both:e1 systemAdministrator d2"]],
    [{ rule: "partial", role: "systemAdministrator" }, ["both systemAdministrator d2", "some systemAdministrator d2", "both:e1 systemAdministrator d2"]],
    [{ rule: "partial", department: "d1" }, []],
    [{ rule: "unusableReason", role: "handler" }, ["both handler d2"]],
    [{ rule: "unusableReason", role: "systemAdministrator" }, []],
    [{ rule: "lowGrasp", role: "handler" }, ["both handler d2"]],
    [{ rule: "lowGrasp", department: "d1" }, []],
    [{ rule: "implementedWithoutEvidence", role: "systemAdministrator" }, []],
    [{ rule: "regressed", department: "d1" }, ["both systemAdministrator d1"]],
  ])("M11 the filter %j leaves the places that have it", (filter, expected) => {
    expect(rowsOf(filter).toSorted()).toEqual(expected.toSorted());
    for (const { gap, place } of gapsByPlace(filteredGaps(report.gaps, filter))) {
      expect(filter.rule === undefined || place.rules.includes(filter.rule), gap.id).toBe(true);
    }
  });

  it("M11 a further choice never adds a row, and each choice has the number of gaps that it leaves", () => {
    const choices: readonly GapFilter[] = [{}, { role: "systemAdministrator" }, { role: "handler" }, { department: "d1" }, { department: "d2" }];
    for (const chosen of choices) {
      for (const rule of GAP_RULE_CODES) {
        expect(rowsOf(chosen)).toEqual(expect.arrayContaining(rowsOf({ ...chosen, rule })));
        expect(rowsOf({ rule })).toEqual(expect.arrayContaining(rowsOf({ ...chosen, rule })));
        expect(gapsByChoice(report.gaps, chosen, "rule").get(rule) ?? 0).toBe(idsOf({ ...chosen, rule }).length);
        for (const [role, count] of gapsByChoice(report.gaps, { ...chosen, rule }, "role")) {
          expect(idsOf({ ...chosen, rule, role: role as NonNullable<GapFilter["role"]> })).toHaveLength(count);
        }
      }
    }
  });

  it("M11 an item whose finding is at a place without 未実施 and 一部実施 stays, with no place, unless a place is chosen", () => {
    const some = filteredGaps(report.gaps, { rule: "unusableReason" }).find(({ id }) => id === "some");
    expect(some?.places).toEqual([]);
    expect(idsOf({ rule: "unusableReason", department: "d2" })).toEqual(["both"]);
  });
});
