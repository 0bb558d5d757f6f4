import { describe, expect, it } from "vitest";
import type { PlaceWithGap } from "@/lib/domain/gap/facts";
import { filteredGaps, gapsByChoice, gapsByPlace, NO_DEPARTMENT } from "@/lib/domain/gap/filter";
import { gapReport } from "@/lib/domain/gap/report";
import { scoreCycle } from "@/lib/domain/scoring/score";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";
import { makeGapFacts, makePlaceWithGap } from "@/tests/factories/gap-facts";
import { makeSheetCount, makeTally } from "@/tests/factories/tally";

const row = (printed: string, section: string, document: string) => ({
  ...{ printed, section, citedFrom: "統一基準", documents: [document], continuation: false },
  lines: { from: 1, to: 1 },
});
const edition = makeEdition({
  items: [makeItem({ id: "m1", section: "t-1:1" }), makeItem({ id: "m2", section: "t-1:2" }), makeItem({ id: "m3", phase: "do", section: "t-1:3" })],
  sections: [makeSection({ id: "t-1:1" }), makeSection({ id: "t-1:2" }), makeSection({ id: "t-1:3", phase: "do" })],
  references: [row("1", "t-1:1", "6.2.2"), row("2", "t-1:2", "6.2.2"), row("3", "t-1:2", "2.3.1"), row("4", "t-1:3", "2.3.1")],
});
const place = (item: string, given: Partial<PlaceWithGap> = {}): PlaceWithGap =>
  makePlaceWithGap({ item, department: { id: "d1", name: "警備保安部" }, system: { id: "s1", name: "入退管理" }, sheet: "sheet-1", ...given });
const handlers = place("m1", { role: "handler", system: null, partial: 4, notImplemented: 5, sheet: null });
const operator = place("m2", { role: "ciso", department: null, system: null, partial: 1, notImplemented: 0, sheet: "sheet-2" });
const report = gapReport(
  makeGapFacts({
    edition,
    scores: scoreCycle(
      edition,
      [
        makeTally({ item: "m1", partial: 5, notImplemented: 6 }),
        makeTally({ item: "m2", implemented: 1, partial: 1 }),
        makeTally({ item: "m3", implemented: 2, partial: 1 }),
      ],
      [makeSheetCount({ handedOut: 20, counted: 20 })],
    ),
    places: [place("m1", { partial: 1, notImplemented: 0 }), handlers, operator, place("m3", { partial: 1, notImplemented: 0 })],
    remarks: [
      { item: "m1", role: "systemAdministrator", department: "警備保安部", system: "入退管理", text: "来年度に更新する。" },
      { item: "m1", role: "handler", department: "警備保安部", system: null, text: "手順を知らなかった。" },
    ],
  }),
);
const idsOf = (filter: Parameters<typeof filteredGaps>[1]) => filteredGaps(report.gaps, filter).map(({ id, places }) => [id, places.map(({ role }) => role)]);

describe("who has a gap", () => {
  it("M11 each gap names its places, those with 未実施 first", () => {
    expect(idsOf({})).toEqual([
      ["m1", ["handler", "systemAdministrator"]],
      ["m2", ["ciso"]],
      ["m3", ["systemAdministrator"]],
    ]);
  });

  it("M11 a filter leaves the gaps of a department, role, rule and phase, each with the places it is about", () => {
    expect(idsOf({ department: "d1" })).toEqual([
      ["m1", ["handler", "systemAdministrator"]],
      ["m3", ["systemAdministrator"]],
    ]);
    expect(idsOf({ department: NO_DEPARTMENT })).toEqual([["m2", ["ciso"]]]);
    expect(idsOf({ role: "handler" })).toEqual([["m1", ["handler"]]]);
    expect(idsOf({ rule: "notImplemented" })).toEqual([["m1", ["handler"]]]);
    expect(idsOf({ rule: "notImplemented", role: "ciso" })).toEqual([]);
    expect(idsOf({ phase: "do" })).toEqual([["m3", ["systemAdministrator"]]]);
    expect(idsOf({ phase: "do", department: "d2" })).toEqual([]);
  });

  it("M11 each choice of the filter has the number of gaps that it would leave, beside the other choices", () => {
    for (const chosen of [{}, { role: "systemAdministrator" }, { phase: "plan" }, { department: "d1", rule: "partial" }] as const) {
      for (const part of ["department", "role", "rule", "phase"] as const) {
        for (const [choice, count] of gapsByChoice(report.gaps, chosen, part)) {
          expect(count).toBe(filteredGaps(report.gaps, { ...chosen, [part]: choice }).length);
        }
      }
    }
    expect(gapsByChoice(report.gaps, {}, "role")).toEqual(
      new Map([
        ["handler", 1],
        ["systemAdministrator", 2],
        ["ciso", 1],
      ]),
    );
  });

  it("M11 the flat list has a row for each item and place, with the remarks of that place alone", () => {
    expect(gapsByPlace(report.gaps).map(({ gap, place: { role }, remarks }) => [gap.id, role, remarks])).toEqual([
      ["m1", "handler", ["手順を知らなかった。"]],
      ["m1", "systemAdministrator", ["来年度に更新する。"]],
      ["m2", "ciso", []],
      ["m3", "systemAdministrator", []],
    ]);
  });

  it("M11 each reference stands in the annex once, and gaps cite it by its number", () => {
    expect(report.references.map(({ number, documents }) => [number, ...documents])).toEqual([
      [1, "6.2.2"],
      [2, "2.3.1"],
    ]);
    expect(report.gaps.map(({ cites }) => cites)).toEqual([[1], [1, 2], [2]]);
  });
});
