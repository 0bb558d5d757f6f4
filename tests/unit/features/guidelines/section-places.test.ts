import { describe, expect, it } from "vitest";
import { loadEditions } from "@/lib/content/load";
import type { Edition } from "@/lib/domain/guideline/edition";
import { NO_WORDING } from "@/lib/domain/guideline/sector";
import { editionIndex } from "@/lib/features/guidelines/editions/queries";
import { sectionView } from "@/lib/features/guidelines/section/view";
import { linker } from "@/lib/features/guidelines/text/parts";

const loaded = loadEditions("content");
if (!loaded.ok) throw new Error("the content does not load");
const edition = (id: string): Edition => {
  const found = loaded.value.find((one) => one.id === id);
  if (!found) throw new Error(`${id} is not in the content`);
  return found;
};
const kuko = edition("kuko-2");
const shishin = edition("shishin-3");
const view = (of: Edition, local: string) => {
  const shown = sectionView(editionIndex(of), local, NO_WORDING);
  if (!shown) throw new Error(`${local} is no section`);
  return shown;
};

describe("the page of a section", () => {
  it("shows a footnote on the page of its mark, and each on one page at most", () => {
    const shown = shishin.sections.flatMap(({ id }) => {
      const local = id.slice(shishin.id.length + 1);
      return view(shishin, local).footnotes.map(({ mark }) => [mark, local]);
    });
    expect(shown).toEqual([
      ["*6", "2-1"],
      ["*7", "2-1"],
      ["*8", "2-1"],
      ["*9", "2-1"],
      ["*10", "2-2"],
      ["*11", "2-6-1-a"],
      ["*12", "2-6-1-e"],
    ]);
  });

  it("shows the corrections of its own lines; those of chapters 4 and 5 appear on no section's page", () => {
    expect(view(kuko, "3.3.2").corrections).toEqual([]);
    const shown = kuko.sections.flatMap(({ id }) => view(kuko, id.slice(kuko.id.length + 1)).corrections);
    const inChapterThree = kuko.corrections.filter(({ line }) => line >= 321 && line <= 2483);
    expect(shown).toHaveLength(inChapterThree.length);
  });

  it("says whose reading it is that examples printed for two measures belong to one", () => {
    for (const [local, line] of [
      ["3.1.4.1-1", 1093],
      ["3.1.4.3-1", 1225],
      ["3.1.5.1-1-d", 1490],
    ] as const) {
      expect(view(kuko, local).corrections).toContainEqual(
        expect.objectContaining({ line: `${line}行`, corrected: null, reason: expect.stringContaining("このポータルの読み方") }),
      );
    }
  });

  it("shows a printed a), b) before the example", () => {
    const [example] = view(kuko, "3.1.5.2-3-b").measures[0]?.groups[0]?.examples ?? [];
    expect(example?.children.map(({ code }) => code)).toEqual([..."abcdefghijklm"].map((letter) => `${letter})`));
    expect(example?.children[0]?.paragraphs[0]?.segments[0]?.text).toBe("SQL インジェクション脆弱性");
  });

  it("links examples to the glossary, and 1.1.6 to the page of all roles", () => {
    const hrefs = (id: string, text: string) => linker(kuko)(id, text).flatMap(({ href }) => href ?? []);
    const texts = new Map(kuko.items.map(({ id, text }) => [id, text]));
    const terms = (measure: string, from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, offset) => hrefs(`${measure}:e${from + offset}`, texts.get(`${measure}:e${from + offset}`) ?? ""));
    expect(terms("kuko-2:3.1.5.1-2-c:2", 1, 4)).toEqual([1, 2, 3, 4].map((term) => [`/guidelines/kuko-2/glossary#g-5.1-${term}`]));
    expect(terms("kuko-2:3.1.5.1-2-e:1", 1, 1)).toEqual([["/guidelines/kuko-2/glossary#g-5.2"]]);
    expect(hrefs("kuko-2:3.1.4.1-1", "「1.1.6 責任者・組織等の役割」を参照のこと")).toEqual(["/guidelines/kuko-2/roles"]);
  });
});
