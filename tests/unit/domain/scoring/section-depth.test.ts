import { describe, expect, it } from "vitest";
import { groupingSections, sectionDepths } from "@/lib/domain/scoring/section-depth";

const sections = [
  { id: "3", parent: null },
  { id: "3.1", parent: "3" },
  { id: "3.1.1", parent: "3.1" },
  { id: "3.1.1(1)", parent: "3.1.1" },
  { id: "3.1.2", parent: "3.1" },
  { id: "4", parent: null },
];

describe("the depth of sections", () => {
  it("is 0 at the top and one more for each section above", () => {
    expect(Object.fromEntries(sectionDepths({ sections }))).toEqual({ "3": 0, "3.1": 1, "3.1.1": 2, "3.1.1(1)": 3, "3.1.2": 2, "4": 0 });
  });

  it("says which sections group a phase, in printed order", () => {
    expect(groupingSections({ sections }).map(({ id }) => id)).toEqual(["3.1.1", "3.1.2"]);
  });
});
