import { describe, expect, it } from "vitest";
import type { Phase } from "@/lib/domain/guideline/edition";
import { editionIndex } from "@/lib/features/guidelines/editions/queries";
import { itemsView } from "@/lib/features/surveys/items/view";
import { surveyItemsHref } from "@/lib/features/surveys/record/view";
import type { WholeResults } from "@/lib/features/surveys/results-reading/queries";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";

const PLACES: readonly (readonly [string, string, Phase])[] = [
  ["t-1:a", "t-1:1.1", "plan"],
  ["t-1:b", "t-1:1.2", "plan"],
  ["t-1:c", "t-1:2", "do"],
];
const edition = makeEdition({
  items: PLACES.map(([id, section, phase]) => makeItem({ id, section, phase })),
  sections: [
    makeSection({ id: "t-1:1" }),
    ...["t-1:1.1", "t-1:1.2"].map((id) => makeSection({ id, parent: "t-1:1" })),
    makeSection({ id: "t-1:2", phase: "do" }),
  ],
});
const whole = {
  results: {
    survey: { id: "s1", title: "調査", editionId: "t-1", fiscalYear: 2026, state: "closed", closesOn: "2026-12-18", opensOn: "2026-10-01" },
    index: editionIndex(edition),
    scores: {
      kind: "measures",
      called: 3,
      submitted: 2,
      items: PLACES.map(([id, section, phase]) => ({
        ...{ id, section, phase, tier: "required", operatorsAsked: 2, operators: 0, attainedOperators: 0, attainedOperatorRate: null },
        ratio: { status: "notGrasped" },
      })),
    },
  },
  earlier: [],
} as unknown as WholeResults;

const shown = (query: object) => itemsView(whole, { tier: "required", ...query });
const ids = (query: object) => shown(query).items.map(({ id }) => id);

describe("M11 the results of a survey's items", () => {
  it("M11 are those of a section with the sections below it, or of a phase", () => {
    expect(ids({})).toEqual(["t-1:a", "t-1:b", "t-1:c"]);
    expect(ids({ section: "1" })).toEqual(["t-1:a", "t-1:b"]);
    expect(ids({ section: "1.2" })).toEqual(["t-1:b"]);
    expect(ids({ phase: "do" })).toEqual(["t-1:c"]);
    expect(shown({ section: "1.2" }).place).toMatchObject({ name: "1.2　heading of t-1:1.2" });
    expect(shown({}).place).toBeNull();
  });

  it("M11 are all where the section is not in the edition", () => {
    for (const section of ["9", "", "__proto__", "t-1:1"]) {
      expect(ids({ section })).toHaveLength(3);
      expect(shown({ section }).place).toBeNull();
    }
  });

  it("M11 keep the place in every link, and lead back to all", () => {
    const view = shown({ section: "1", order: "lowest" });
    expect(view.orders.map(({ href }) => new URL(href, "http://p").searchParams.get("section"))).toEqual(["1", "1"]);
    expect(view.place?.allHref).toBe("/ministry/surveys/s1/items?tier=required&order=lowest");
    expect(surveyItemsHref("s1", { tier: "reference", section: "t-1:1.2", page: 3 })).toBe(
      "/ministry/surveys/s1/items?tier=reference&order=printed&section=1.2&page=3",
    );
  });
});
