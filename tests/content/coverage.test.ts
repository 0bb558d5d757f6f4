import { describe, expect, it } from "vitest";
import { readContentFiles } from "@/lib/content/content-files";
import { coverageOf } from "@/lib/content/coverage";
import { CONTENT_ROOT, loadEdition, sourceLines } from "./loaded-content";

const { files } = readContentFiles(CONTENT_ROOT);
const filesOf = (id: string) => {
  const found = files.editions.find(({ guideline }) => guideline.value.id === id);
  if (found === undefined) throw new Error(`${id} is not in the content`);
  return found;
};
const usesOf = (id: string) => coverageOf(filesOf(id)).markers.map(({ marker, count }) => [marker, count]);
const stripped = (text: string) => text.replace(/[\s⁰¹²³⁴-⁹]/gu, "");

describe.each(["kuko-2", "shishin-3"])("%s and its source", (id) => {
  it("F2 every text of an item is in the source at its lines, apart from recorded corrections", () => {
    const edition = loadEdition(id);
    const source = sourceLines(edition).map(stripped);
    for (const { line, found, corrected } of edition.corrections) {
      expect(source[line - 1]).toContain(stripped(found));
      if (corrected !== null) source[line - 1] = source[line - 1]?.replace(stripped(found), stripped(corrected)) ?? "";
    }
    for (const item of edition.items) {
      const printed = source.slice(item.lines.from - 1, item.lines.to).join("");
      for (const { text } of item.paragraphs) expect(printed, item.id).toContain(stripped(text));
      expect(printed, item.id).toContain(stripped(item.heading));
    }
  });

  it("F2 every character of the covered lines is in an entry or in a recorded marker", () => {
    const coverage = coverageOf(filesOf(id));
    expect(coverage.uncovered).toEqual([]);
    expect(coverage.inEntries + coverage.inMarkers).toBe(coverage.characters);
    expect(coverage.inMarkers / coverage.characters).toBeLessThan(0.05);
  });

  it("F2 every recorded marker is used", () => {
    expect(usesOf(id).filter(([, count]) => count === 0)).toEqual([]);
  });
});

describe("the covered lines and the markers", () => {
  it("F2 cover chapter 3 and 指針 Ⅱ.6 completely", () => {
    const covers = (id: string, from: number, to: number) =>
      filesOf(id)
        .guideline.value.coverage.flat()
        .some((range) => range.from <= from && to <= range.to);
    const kuko = sourceLines(loadEdition("kuko-2"));
    const shishin = sourceLines(loadEdition("shishin-3"));
    const chapter = [kuko.lastIndexOf("3. 推奨される対策項目") + 1, kuko.lastIndexOf("4. 参考文献")] as const;
    const items = [shishin.lastIndexOf("6. 対策項目") + 1, shishin.lastIndexOf("III フォローアップ")] as const;
    expect(chapter).toEqual([321, 2483]);
    expect(items).toEqual([174, 341]);
    expect([covers("kuko-2", ...chapter), covers("shishin-3", ...items)]).toEqual([true, true]);
  });

  it("F2 kuko-2 leaves only these marks outside its entries", () => {
    expect(usesOf("kuko-2")).toEqual([
      ["【主旨・目的】", 68],
      ["【対策の指針】", 14],
      ["【対策項目】", 67],
      ["【具体例】", 61],
      ["[<＜][①-⑳](?:[、・][①-⑳])*に関する具体例[>＞]", 29],
      ["- ・", 366],
      ["- －", 71],
      ["-", 31],
      ["・", 1],
      ["－", 2],
      ["1.1.5 「安全ガイドライン」における用語の定義", 1],
      ["本「安全ガイドライン」において使用する用語の定義は、次の各項に定めるところによる。", 1],
      ["1.1.6 責任者・組織等の役割", 1],
      ["各重要インフラ事業者等内における責任者・組織等の役割を以下のとおり定義する。", 1],
      ["なお、該当する責任者・組織等そのものが存在しない場合、同様の役割を担っている役割・組織等に読み替えること。", 1],
      ["4. 参考文献", 1],
      ["対策項目 引用元 具体例等の参照先", 1],
      ["5. 専門用語集", 1],
      ["本「安全ガイドライン」における専門用語を以下に掲載する。", 1],
      ["・(?=「)", 107],
      ["-$", 118],
    ]);
  });

  it("F2 shishin-3 leaves only these marks outside its entries", () => {
    expect(usesOf("shishin-3")).toEqual([
      ["【要検討事項】", 22],
      ["【参考事項】", 2],
      ["- ・", 13],
      ["- ", 5],
    ]);
  });
});
