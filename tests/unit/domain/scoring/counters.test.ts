import { describe, expect, it } from "vitest";
import { evidenceOf, placesWithGaps } from "@/lib/domain/gap/places";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { countersOfRoles, type PlaceCounters, sheetCountsOver, talliesOf } from "@/lib/domain/scoring/counters";
import { makeSheetCount } from "@/tests/factories/tally";

const ITEMS: Partial<Record<AnsweringRole, string[]>> = { handler: ["m1", "m1:e1"], systemAdministrator: ["m2", "m1", "m3"] };
const zeros = (role: AnsweringRole): number[] => (ITEMS[role] ?? []).map(() => 0);
const at = (role: AnsweringRole, given: Partial<PlaceCounters> = {}): PlaceCounters => ({
  ...{ role, items: ITEMS[role] ?? [], asked: zeros(role), implemented: zeros(role), partial: zeros(role) },
  ...{ notImplemented: zeros(role), notApplicable: zeros(role), unevidenced: zeros(role) },
  ...given,
});
const places = [
  at("systemAdministrator", { asked: [1, 1, 1], implemented: [0, 1, 1], partial: [1, 0, 0], unevidenced: [0, 1, 0] }),
  at("handler", { asked: [30, 30], implemented: [20, 0], notImplemented: [9, 0], notApplicable: [1, 0], unevidenced: [20, 0] }),
  at("systemAdministrator", { asked: [1, 1, 1], implemented: [1, 0, 0], notImplemented: [0, 1, 0], notApplicable: [0, 0, 1] }),
];

describe("counters of places", () => {
  it("M11 are summed by role and item, whatever the number of places", () => {
    const tallies = talliesOf(countersOfRoles(places));
    const systems = { role: "systemAdministrator", department: null, system: null, asked: 2 };
    expect(tallies.filter(({ role }) => role === "systemAdministrator")).toEqual([
      { ...systems, item: "m2", implemented: 1, partial: 1, notImplemented: 0, notApplicable: 0 },
      { ...systems, item: "m1", implemented: 1, partial: 0, notImplemented: 1, notApplicable: 0 },
      { ...systems, item: "m3", implemented: 1, partial: 0, notImplemented: 0, notApplicable: 1 },
    ]);
    expect(tallies.find(({ role, item }) => role === "handler" && item === "m1")).toEqual({
      ...{ role: "handler", department: null, system: null, item: "m1" },
      ...{ asked: 30, implemented: 20, partial: 0, notImplemented: 9, notApplicable: 1 },
    });
  });

  it("M11 of no place are none, and of a place without answers zeros", () => {
    expect(talliesOf(countersOfRoles([]))).toEqual([]);
    expect(talliesOf(countersOfRoles([at("handler")])).map(({ item, asked }) => [item, asked])).toEqual([
      ["m1", 0],
      ["m1:e1", 0],
    ]);
  });

  it("M11 say which 実施 have no evidence, of measures alone, over all roles, in printed order", () => {
    expect(evidenceOf(countersOfRoles(places), ["m1", "m2", "m3", "m4"])).toEqual([
      { item: "m1", implemented: 21, withoutEvidence: 21 },
      { item: "m2", implemented: 1, withoutEvidence: 0 },
      { item: "m3", implemented: 1, withoutEvidence: 0 },
    ]);
  });

  it("M11 say who has a gap: one entry for each item and place with 一部実施 or 未実施", () => {
    const [first, staff, second] = places.map((place, index) => ({
      ...{ ...place, scope: `scope ${String(index)}`, department: null, system: null, sheet: `sheet ${String(index)}` },
    }));
    const found = placesWithGaps(
      [first, staff, second].flatMap((place) => place ?? []),
      new Set(["m1", "m3"]),
    );
    expect(found).toEqual([
      {
        ...{ item: "m1", role: "handler", implemented: 20, partial: 0, notImplemented: 9, notApplicable: 1 },
        department: null,
        system: null,
        ...{ scope: "scope 1", unevidenced: 20, sheet: "sheet 1" },
      },
      {
        ...{ item: "m1", role: "systemAdministrator", implemented: 0, partial: 0, notImplemented: 1, notApplicable: 0 },
        department: null,
        system: null,
        ...{ scope: "scope 2", unevidenced: 0, sheet: "sheet 2" },
      },
    ]);
  });
});

describe("sheets of places", () => {
  const sheets = [
    makeSheetCount({ role: "handler", department: "d1", handedOut: 10, counted: 4 }),
    makeSheetCount({ role: "systemAdministrator", department: "d1", system: "s1", handedOut: 1, counted: 1 }),
    makeSheetCount({ role: "handler", department: "d2", handedOut: 5, counted: 0 }),
  ];

  it.each([
    [
      { department: false, system: false },
      [
        ["handler", null, null, 15, 4],
        ["systemAdministrator", null, null, 1, 1],
      ],
    ],
    [
      { department: true, system: false },
      [
        ["handler", "d1", null, 10, 4],
        ["systemAdministrator", "d1", null, 1, 1],
        ["handler", "d2", null, 5, 0],
      ],
    ],
    [
      { department: false, system: true },
      [
        ["handler", null, null, 15, 4],
        ["systemAdministrator", null, "s1", 1, 1],
      ],
    ],
  ])("M11 are summed by what is kept apart: %o", (apart, expected) => {
    expect(sheetCountsOver(sheets, apart).map((one) => [one.role, one.department, one.system, one.handedOut, one.counted])).toEqual(expected);
  });
});
