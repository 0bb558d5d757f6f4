import { describe, expect, it } from "vitest";
import { filteredGaps, gapsByChoice, gapsByPlace, NO_DEPARTMENT } from "@/lib/domain/gap/filter";
import { reportWithPlaces } from "@/tests/factories/gap-report";

const report = reportWithPlaces();
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
        const counts = gapsByChoice(report.gaps, chosen, part);
        for (const choice of gapsByChoice(report.gaps, {}, part).keys()) {
          expect([part, choice, counts.get(choice) ?? 0]).toEqual([part, choice, filteredGaps(report.gaps, { ...chosen, [part]: choice }).length]);
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
