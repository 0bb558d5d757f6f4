import { expect, it } from "vitest";
import type { Item, Section } from "@/lib/domain/guideline/edition";
import { editionIndex } from "@/lib/features/guidelines/editions/queries";
import { asksTheSame } from "@/lib/features/sheets/previous/rules";
import { makeEdition, makeExample, makeItem, makeSection } from "@/tests/factories/edition";

const MEASURE = makeItem({ id: "t-1:1:1", text: "手順を定める。", heading: "手順" });
const UNTITLED = makeItem({ id: "t-1:1:2", text: "点検する。" });
const EXAMPLE = makeExample({ id: "t-1:1:1:e1", illustrates: MEASURE.id, text: "連絡先", lead: "手順には次を含めることが望ましい。", group: "平常時" });
const BELOW = makeExample({ id: "t-1:1:1:e1.1", illustrates: MEASURE.id, parent: EXAMPLE.id, text: "夜間の連絡先" });
const SECTION = makeSection({ id: "t-1:1", heading: "体制" });

/** A revision with these changes; a place of another item moves with a new one before it, which changes no words. */
const revision = (changes: Readonly<Record<string, Partial<Item>>> = {}, section: Partial<Section> = {}) =>
  editionIndex(
    makeEdition({
      items: [makeItem({ id: "t-1:1:0" }), MEASURE, EXAMPLE, BELOW, UNTITLED].map((item) => ({ ...item, ...changes[item.id] })),
      sections: [{ ...SECTION, ...section }],
    }),
  );
const copied = [MEASURE, EXAMPLE, BELOW, UNTITLED].map(({ id }) => id);
/** The items whose answers can no longer be copied. */
const lost = (then: ReturnType<typeof revision>) => copied.filter((id) => !asksTheSame(revision(), then, id));

it("M8 an answer is copied only where every word around the item is the same: its text, its heading, the sentence and the group of an example", () => {
  expect(lost(revision())).toEqual([]);
  expect(lost(revision({ [MEASURE.id]: { text: "手順書を定める。" } }))).toEqual([MEASURE.id]);
  expect(lost(revision({ [MEASURE.id]: { heading: "手順書" } }))).toEqual([MEASURE.id]);
  expect(lost(revision({ [EXAMPLE.id]: { lead: "手順には次を含めないことが望ましい。" } }))).toEqual([EXAMPLE.id]);
  expect(lost(revision({ [EXAMPLE.id]: { lead: null } }))).toEqual([EXAMPLE.id]);
  expect(lost(revision({ [EXAMPLE.id]: { group: "障害時" } }))).toEqual([EXAMPLE.id]);
});

it("M8 a sub-bullet is read with the example above it, and a measure without a heading under that of its section", () => {
  expect(lost(revision({ [EXAMPLE.id]: { text: "連絡網" } }))).toEqual([EXAMPLE.id, BELOW.id]);
  expect(lost(revision({}, { heading: "組織" }))).toEqual([UNTITLED.id]);
});

it("M8 what no reader sees makes no difference, and an item that is in one revision alone is never copied", () => {
  expect(lost(revision({ [MEASURE.id]: { order: 9, lines: { from: 8, to: 9 } }, [EXAMPLE.id]: { actors: ["重要インフラ事業者等"] } }))).toEqual([]);
  expect(lost(revision({ [EXAMPLE.id]: { id: "t-1:1:1:e9" } }))).toEqual([EXAMPLE.id, BELOW.id]);
  expect(asksTheSame(null, revision(), MEASURE.id)).toBe(false);
  expect(asksTheSame(revision(), null, MEASURE.id)).toBe(false);
});
