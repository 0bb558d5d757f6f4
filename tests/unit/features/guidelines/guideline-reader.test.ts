import { describe, expect, it } from "vitest";
import { loadEditions } from "@/lib/content/load";
import { NO_WORDING } from "@/lib/domain/guideline/sector";
import { searchWords } from "@/lib/domain/shared/text-fold";
import { editionIndex } from "@/lib/features/guidelines/editions/queries";
import { highlight, searchEdition } from "@/lib/features/guidelines/search/rules";
import { sectionView } from "@/lib/features/guidelines/section/view";
import { linker } from "@/lib/features/guidelines/text/parts";
import { treeView } from "@/lib/features/guidelines/text/view";

const loaded = loadEditions("content");
if (!loaded.ok) throw new Error("the content does not load");
const edition = (id: string) => loaded.value.find((one) => one.id === id) ?? loaded.value[0]!;
const kuko = edition("kuko-2");
const index = editionIndex(kuko);

describe("search", () => {
  it("M9 matches full and half width, any case and broken lines, for every word", () => {
    const ids = (query: string) => searchEdition(kuko, query).map(({ id }) => id);
    expect(ids("ｓｑｌ インジェクション")).toEqual(ids("SQL ｲﾝｼﾞｪｸｼｮﾝ"));
    expect(ids("SQL インジェクション")).toContain("kuko-2:g-5.3-1");
    expect(ids("IoT機器")).toContain("kuko-2:def-4");
    expect(ids("")).toEqual([]);
    expect(ids("サーバ").length).toBeGreaterThan(20);
    for (const same of ["サーバー", "ｻｰﾊﾞｰ", "サ−バ", "サーバ\u200b"]) expect(ids(same)).toEqual(ids("サーバ"));
    for (const nothing of ["\u3164", "\u200b　"]) expect(ids(nothing)).toEqual([]);
    expect(ids("ここには書かれていない言葉")).toEqual([]);
  });

  it("marks the matches in the original characters", () => {
    const marks = (text: string, query: string) =>
      highlight(text, searchWords(query))
        .filter(({ marked }) => marked)
        .map(({ text: part }) => part);
    expect(marks("ﾊﾞｯｸｱｯﾌﾟと Ｉ Ｔ", "バックアップ it")).toEqual(["ﾊﾞｯｸｱｯﾌﾟ", "Ｉ Ｔ"]);
    expect(marks("サーバー室とサーバールームとサーバ", "サーバー")).toEqual(["サーバ", "サーバ", "サーバ"]);
    expect(
      highlight("変わらない文", ["文"])
        .map(({ text }) => text)
        .join(""),
    ).toBe("変わらない文");
  });
});

describe("reader", () => {
  it("shows a repeated lead once, with every example under its printed heading", () => {
    const groups = sectionView(index, "3.1.2.6-2-a", NO_WORDING)?.measures[0]?.groups ?? [];
    expect(groups.map(({ group }) => group?.slice(0, 3))).toEqual(["(1)", "(2)", "(3)", "(4)", "(5)"]);
    expect(groups.filter(({ lead }) => lead !== null)).toHaveLength(1);
  });

  it("shows every item of both editions on the page of its section", () => {
    for (const one of loaded.value) {
      const of = editionIndex(one);
      const count = (examples: readonly { readonly children: readonly unknown[] }[]): number =>
        examples.reduce((sum, example) => sum + 1 + count(example.children as typeof examples), 0);
      const shown = one.sections.flatMap(({ id }) => sectionView(of, id.slice(one.id.length + 1), NO_WORDING)?.measures ?? []);
      const examples = shown.flatMap(({ groups }) => groups).reduce((sum, group) => sum + count(group.examples), 0);
      expect(shown.length + examples).toBe(one.items.length);
    }
  });

  it("turns in-text references into links, and shows each section in the tree once", () => {
    const [link] = linker(kuko)("kuko-2:3.1.2.1:2", "HSE(5.4(5)参照)を含む").filter(({ href }) => href !== null);
    expect(link?.href).toBe("/guidelines/kuko-2/glossary#g-5.4-5");
    interface Node {
      readonly id: string;
      readonly children: readonly Node[];
    }
    const ids = (nodes: readonly Node[]): string[] => nodes.flatMap((node) => [node.id, ...ids(node.children)]);
    for (const one of loaded.value) {
      expect(
        treeView(one)
          .groups.flatMap(({ nodes }) => ids(nodes))
          .sort(),
      ).toEqual(one.sections.map(({ id }) => id).sort());
    }
  });
});
