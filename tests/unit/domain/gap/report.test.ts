import { describe, expect, it } from "vitest";
import type { GapFacts } from "@/lib/domain/gap/facts";
import { type GapReport, gapReport } from "@/lib/domain/gap/report";
import { GAP_RULE_CODES, GAP_RULES, type GapRuleCode } from "@/lib/domain/gap/rules";
import { graspOf } from "@/lib/domain/scoring/count";
import { scoreCycle } from "@/lib/domain/scoring/score";
import type { Tally } from "@/lib/domain/scoring/tally";
import { makeEdition, makeExample, makeItem, makeSection } from "@/tests/factories/edition";
import { makeGapFacts } from "@/tests/factories/gap-facts";
import { makeSheetCount, makeTally } from "@/tests/factories/tally";

const edition = makeEdition({
  items: [
    makeItem({ id: "act", phase: "check_act", section: "t-1:3" }),
    makeItem({ id: "m1", section: "t-1:1-1", actors: ["取扱者"] }),
    makeExample({ id: "m1:e1", illustrates: "m1" }),
    makeExample({ id: "m1:e2", illustrates: "m1" }),
    makeExample({ id: "m1:e3", illustrates: "m1" }),
    makeItem({ id: "m2" }),
    makeItem({ id: "m3", phase: "do", section: "t-1:2" }),
    makeItem({ id: "advice", tier: "reference" }),
  ],
  sections: [
    makeSection({ id: "t-1:1" }),
    makeSection({ id: "t-1:1-1", parent: "t-1:1" }),
    makeSection({ id: "t-1:2", phase: "do" }),
    makeSection({ id: "t-1:3", phase: "check_act" }),
  ],
  references: [
    { printed: "1", section: "t-1:1", citedFrom: "策定指針: II.1", documents: ["JIS Q 27002:2014 5.1"], continuation: false, lines: { from: 1, to: 1 } },
  ],
});
const scoresOf = (...tallies: Tally[]) => scoreCycle(edition, tallies, [makeSheetCount({ handedOut: 10, counted: 8 })]);
const facts = (overrides: Partial<GapFacts> = {}): GapFacts => makeGapFacts({ edition, scores: scoresOf(), ...overrides });
const found = (code: GapRuleCode, overrides: Partial<GapFacts>) =>
  GAP_RULES[code].evaluate(facts(overrides)).found.map(({ subject, detail }) => [Object.values(subject).at(1), detail]);

describe("gap rules", () => {
  it("has exactly one rule for each code", () => expect(Object.keys(GAP_RULES)).toEqual([...GAP_RULE_CODES]));

  it("finds not implemented, and partial only where no answer is not implemented", () => {
    const scores = scoresOf(
      makeTally({ item: "m1", partial: 1, notImplemented: 2 }),
      makeTally({ item: "m2", partial: 3 }),
      makeTally({ item: "m3", asked: 1 }),
    );
    expect(GAP_RULES.notImplemented.evaluate(facts({ scores }))).toEqual({
      found: [{ subject: { kind: "item", item: "m1" }, count: 2, tier: "required", detail: null }],
      notEvaluated: [{ reason: "notGrasped", count: 1, tier: "required" }],
    });
    expect(GAP_RULES.partial.evaluate(facts({ scores })).found).toEqual([{ subject: { kind: "item", item: "m2" }, count: 3, tier: "required", detail: null }]);
  });

  it("never adds up the tiers", () => {
    const scores = scoresOf(
      makeTally({ item: "m1", notImplemented: 1 }),
      makeTally({ item: "m1:e1", notImplemented: 1 }),
      makeTally({ item: "advice", notImplemented: 1 }),
      makeTally({ item: "m2", asked: 1 }),
    );
    const { found: of, notEvaluated } = GAP_RULES.notImplemented.evaluate(facts({ scores }));
    expect(of.map(({ subject, tier }) => [Object.values(subject).at(1), tier])).toEqual([
      ["m1", "required"],
      ["m1:e1", "reference"],
      ["advice", "reference"],
    ]);
    expect(notEvaluated).toEqual([{ reason: "notGrasped", count: 1, tier: "required" }]);
    expect(GAP_RULES.regressed.evaluate(facts({ scores })).notEvaluated).toEqual([
      { reason: "noPreviousCycle", count: 1, tier: "required" },
      { reason: "noPreviousCycle", count: 2, tier: "reference" },
    ]);
    expect(GAP_RULES.lowGrasp.tiers).toEqual([]);
    expect(gapReport(facts({ scores })).sections.map(({ code, tier, gaps, tiers }) => [code, tier, gaps, tiers[tier].items])).toEqual([
      ["1", "required", 1, 2],
      ["1", "reference", 2, 2],
      ["1-1", "required", 1, 1],
    ]);
  });

  it.each([
    [3, []],
    [2, []],
    [1, [["m1", null]]],
  ])("regressed from 2 of 4 to %i of 4: %o", (implemented, expected) => {
    const previous = scoresOf(makeTally({ item: "m1", implemented: 2, partial: 2 }));
    const scores = scoresOf(makeTally({ item: "m1", implemented, partial: 4 - implemented }), makeTally({ item: "m2", implemented: 1 }));
    expect(found("regressed", { scores, previous })).toEqual(expected);
    expect(GAP_RULES.regressed.evaluate(facts({ scores, previous })).notEvaluated).toEqual([{ reason: "noPreviousRatio", count: 1, tier: "required" }]);
    expect(GAP_RULES.regressed.evaluate(facts({ scores })).notEvaluated).toEqual([{ reason: "noPreviousCycle", count: 2, tier: "required" }]);
  });

  it.each([
    [null, "empty"],
    [" 　", "empty"],
    ["な し", "empty"],
    ["－", "empty"],
    ["機器ない", "short"],
    ["機器がない", null],
    ["機器がないため", null],
  ])("該当なし with the reason %j: %s", (reason, detail) => {
    expect(found("unusableReason", { notApplicable: [{ item: "m1", scope: "handler//", sheet: "s1", named: true, reason }] })).toEqual(
      detail === null ? [] : [["m1", detail]],
    );
  });

  it.each([
    [9, 0],
    [10, 10],
    [11, 11],
  ])("the same reason for %i items of one sheet: %i found", (items, expected) => {
    const on = (sheet: string) =>
      Array.from({ length: items }, (_, index) => ({ item: `i${index}`, scope: "handler//", sheet, named: false, reason: "該当する機器がない" }));
    expect(found("unusableReason", { notApplicable: on("s1") })).toHaveLength(expected);
    const twoSheets = [...on("s1").slice(0, 9), ...on("s2").slice(0, 9)];
    expect(found("unusableReason", { notApplicable: twoSheets })).toEqual([]);
  });

  it.each([
    [79, true],
    [80, false],
    [81, false],
  ])("a department with %i of 100 sheets: %s", (handedIn, low) => {
    const department = (id: string, handedOut: number) => ({ id, name: id, grasp: graspOf(handedOut, handedOut && handedIn) });
    const departments = [department("d1", 100), department("d2", 0)];
    expect(found("lowGrasp", { departments })).toEqual(low ? [["d1", null]] : []);
    expect(GAP_RULES.lowGrasp.evaluate(facts({ departments })).notEvaluated).toEqual([{ reason: "noSheets", count: 1, tier: null }]);
  });

  it("finds implemented without evidence, or reports that it could not be evaluated", () => {
    const scores = scoresOf(makeTally({ item: "m1", implemented: 4 }));
    expect(
      found("implementedWithoutEvidence", {
        scores,
        evidence: [
          { item: "m1", implemented: 4, withoutEvidence: 3 },
          { item: "m2", implemented: 1, withoutEvidence: 0 },
        ],
      }),
    ).toEqual([["m1", null]]);
    expect(GAP_RULES.implementedWithoutEvidence.evaluate(facts({ scores, evidence: null }))).toEqual({
      found: [],
      notEvaluated: [{ reason: "evidenceNotAsked", count: 4, tier: "required" }],
    });
  });

  it("finds required measures on no sheet, apart from those left out", () => {
    const scores = scoresOf(makeTally({ item: "m1", implemented: 1 }), makeTally({ item: "act", asked: 0 }));
    const leftOut = [{ item: "m2", reason: "対象の業務がない" }];
    expect(found("requiredNotAsked", { scores, leftOut })).toEqual([["m3", null]]);
    expect(found("leftOut", { scores, leftOut })).toEqual([["m2", "対象の業務がない"]]);
    const inTwoPlaces = [...leftOut, { item: "m2", reason: "更新工事中" }];
    expect(found("leftOut", { scores, leftOut: inTwoPlaces })).toEqual([["m2", "対象の業務がない／更新工事中"]]);
  });

  it("finds duties in one person that must be separated", () => {
    const people = [
      { id: "p1", name: "", appointments: [{ role: "auditor" }, { role: "ciso" }] as const },
      { id: "p2", name: "", appointments: [{ role: "handler" }, { role: "auditor" }] as const },
    ];
    expect(found("separatedRolesHeld", { people })).toEqual([["p1", "auditorAndAudited:auditor+ciso"]]);
  });
});

describe("gapReport", () => {
  const remark = { item: "m1", role: "handler", department: "警備", system: null, text: "手順がない" } as const;
  const report: GapReport = gapReport(
    facts({
      scores: scoresOf(
        makeTally({ item: "act", notImplemented: 1 }),
        makeTally({ item: "m1", implemented: 3, partial: 1, notApplicable: 1 }),
        makeTally({ item: "m1:e1", implemented: 1 }),
        makeTally({ item: "m1:e2", partial: 1 }),
        makeTally({ item: "m1:e3", asked: 1 }),
        makeTally({ item: "m2", implemented: 2 }),
        makeTally({ item: "m3", notImplemented: 1 }),
        makeTally({ item: "advice", notApplicable: 1 }),
      ),
      previous: scoresOf(makeTally({ item: "m1", implemented: 4 })),
      remarks: [remark],
    }),
  );

  it("lists gaps in PDCA order, without unanswered, fully implemented or inapplicable items", () => {
    expect(report.gaps.map(({ id, tier }) => [id, tier])).toEqual([
      ["m1", "required"],
      ["m1:e2", "reference"],
      ["m3", "required"],
      ["act", "required"],
    ]);
  });

  it("lists for a gap its actors, the counts, the remarks and the examples that would close it", () => {
    expect(report.gaps[0]).toMatchObject({
      text: "text of m1",
      actors: ["取扱者"],
      section: { id: "t-1:1-1", code: "1-1" },
      ...{ asked: 5, duty: 4, implemented: 3, partial: 1, notApplicable: 1, unanswered: 0 },
      rules: ["partial", "regressed"],
      remarks: [remark],
      previousRatio: { status: "scored", ratio: { n: 1n, d: 1n } },
      references: [{ citedFrom: "策定指針: II.1", documents: ["JIS Q 27002:2014 5.1"] }],
    });
    expect(report.gaps[0]?.closedBy.map(({ id, ratio: { status } }) => [id, status])).toEqual([
      ["m1:e2", "scored"],
      ["m1:e3", "notGrasped"],
    ]);
  });

  it("lists every rule, even without findings, and the figures with those of the last cycle", () => {
    expect(report.rules.map(({ code }) => code)).toEqual([...GAP_RULE_CODES]);
    expect(report.rules.find(({ code }) => code === "leftOut")).toEqual({ code: "leftOut", unit: "item", found: [], notEvaluated: [] });
    expect(report.tiers.previous?.required.items).toBe(1);
    expect(gapReport(facts()).tiers.previous).toBeNull();
    expect(report.sections.map(({ code, tier, gaps, withNotImplemented }) => [code, tier, gaps, withNotImplemented])).toEqual([
      ["1", "required", 1, 0],
      ["1", "reference", 1, 0],
      ["1-1", "required", 1, 0],
      ["2", "required", 1, 1],
      ["3", "required", 1, 1],
    ]);
  });
});
