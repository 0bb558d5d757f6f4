import { describe, expect, it } from "vitest";
import type { Crosswalk, Edition, Item } from "@/lib/domain/guideline/edition";
import { editionIndex } from "@/lib/features/guidelines/editions/queries";
import { crosswalkOf, referencesOf } from "@/lib/features/results/item-page/parts";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";

const SECTIONS = [
  makeSection({ id: "t-1:3", code: "3", heading: "実行" }),
  makeSection({ id: "t-1:3.1", code: "3.1", heading: "体制", parent: "t-1:3" }),
  makeSection({ id: "t-1:3.1.1", code: "3.1.1", heading: "責任者", parent: "t-1:3.1" }),
  makeSection({ id: "t-1:4", code: "4", heading: "評価" }),
];
const ITEMS = [
  makeItem({ id: "t-1:3.1.1:1", section: "t-1:3.1.1" }),
  makeItem({ id: "t-1:3.1:1", section: "t-1:3.1" }),
  makeItem({ id: "t-1:4:1", section: "t-1:4" }),
];

const itemOf = ({ items }: Edition, id: string): Item => items.find((item) => item.id === id) ?? expect.unreachable();

describe("M11 the item page says what the guideline refers to", () => {
  const reference = (section: string, citedFrom: string, documents: string[]) => ({
    section,
    citedFrom,
    documents,
    printed: "",
    lines: { from: 1, to: 1 },
    continuation: false,
  });
  const edition = makeEdition({
    sections: SECTIONS,
    items: ITEMS,
    references: [
      reference("t-1:3", "策定指針 一", ["遠い規格"]),
      reference("t-1:3.1", "策定指針 二", ["規格A", "規格B"]),
      reference("t-1:3.1", "", ["規格C"]),
      reference("t-1:3.1", "", ["規格C"]),
    ],
  });
  const of = (id: string) => referencesOf(editionIndex(edition), itemOf(edition, id));

  it("M11 the references are those of its section, or of the nearest above that has any, each once", () => {
    expect(of("t-1:3.1:1")).toEqual(["策定指針 二、規格A、規格B", "規格C"]);
    expect(of("t-1:3.1.1:1")).toEqual(["策定指針 二、規格A、規格B", "規格C"]);
    expect(of("t-1:4:1")).toEqual([]);
  });
});

describe("M11 the item page leads to the items of the other guideline, both ways", () => {
  const crosswalk: Crosswalk = {
    ...{ from: "p-1", to: "t-1", beyond: [] },
    entries: [
      { item: "p-1:1:1", coverage: "covered", sections: ["t-1:3.1"], reason: "同じ" },
      { item: "p-1:1:2", coverage: "partial", sections: ["t-1:4"], reason: "一部" },
    ],
  };
  const guideline = makeEdition({ sections: SECTIONS, items: ITEMS, crosswalks: [crosswalk] });
  const policy = makeEdition({
    ...{ id: "p-1", title: "指針", editionLabel: "第3版", crosswalks: [crosswalk] },
    items: [
      makeItem({ id: "p-1:1:1", section: "p-1:1", code: "ア", heading: "組織" }),
      makeItem({ id: "p-1:1:2", section: "p-1:1", code: "イ", heading: "監査" }),
    ],
  });
  const editions = new Map([guideline, policy].map((edition) => [edition.id, edition]));
  const of = (edition: Edition, id: string) =>
    crosswalkOf(editionIndex(edition), itemOf(edition, id), editions).map(({ label, note }) => `${label}（${note}）`);

  it("M11 an item leads to what covers its section or the section above", () => {
    expect(of(guideline, "t-1:3.1.1:1")).toEqual(["指針 第3版 ア 組織（対応。本ポータルの編集）"]);
    expect(of(guideline, "t-1:4:1")).toEqual(["指針 第3版 イ 監査（一部対応。本ポータルの編集）"]);
  });

  it("M11 an item of the 指針 leads to the sections that cover it", () => {
    expect(of(policy, "p-1:1:1")).toEqual(["試験のためのガイドライン 3.1 体制（対応。本ポータルの編集）"]);
    expect(of(policy, "p-1:1:2")).toEqual(["試験のためのガイドライン 4 評価（一部対応。本ポータルの編集）"]);
  });
});
