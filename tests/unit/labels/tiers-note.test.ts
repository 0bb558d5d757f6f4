import { expect, it } from "vitest";
import { tiersNote } from "@/lib/labels/tiers-note";
import { loadEdition } from "@/tests/content/loaded-content";
import { makeEdition, makeItem } from "@/tests/factories/edition";

it("M11 says how many measures count as such and how many only recommend, and nothing about a 指針", () => {
  expect(tiersNote(loadEdition("kuko-2"))).toContain(
    "対策項目は169件で、そのうち「望ましい」「期待される」とだけ書かれた6件は、具体例とともに数えます（対策項目の数値は163件）。",
  );
  expect(tiersNote(loadEdition("shishin-3"))).toBeNull();
  expect(tiersNote(makeEdition({ items: [makeItem({ id: "t-1:1:1" })] }))).not.toContain("望ましい");
});
