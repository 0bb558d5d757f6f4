import type { GapFacts, PlaceWithGap } from "@/lib/domain/gap/facts";

/** Facts of a gap report without findings. */
export const makeGapFacts = (given: Pick<GapFacts, "edition" | "scores"> & Partial<GapFacts>): GapFacts => ({
  cover: {
    operator: { id: "o1", name: "試験空港" },
    cycle: { id: "c1", title: "2026年度", state: "reviewing" },
    period: { from: "2026-10-01", to: "2026-12-18" },
    revision: 3,
    scope: { departments: 1, systems: 0, allMeasures: true },
    approval: null,
    createdAt: "2026-11-20T05:40:00Z",
  },
  previous: null,
  departments: [],
  notApplicable: [],
  evidence: [],
  remarks: [],
  places: [],
  people: [],
  leftOut: [],
  thresholds: { lowGraspPercent: 80, shortReason: 5, emptyReasons: ["なし", "-"], repeatedReason: 10 },
  ...given,
});

/** A place with one 未実施. */
export const makePlaceWithGap = (given: Partial<PlaceWithGap> & Pick<PlaceWithGap, "item">): PlaceWithGap => ({
  ...{ role: "systemAdministrator", department: null, system: null, implemented: 0, partial: 0, notImplemented: 1, notApplicable: 0 },
  ...{ scope: "systemAdministrator//", unevidenced: 0, sheet: null },
  ...given,
});
