import { describe, expect, it } from "vitest";
import { loadEditions } from "@/lib/content/load";
import { grouped } from "@/lib/domain/shared/grouped";
import { itemLabel, itemTitle, itemTitles } from "@/lib/labels/item-title";
import { makeEdition, makeExample, makeItem, makeSection } from "@/tests/factories/edition";

const loaded = loadEditions("content");
if (!loaded.ok) throw new Error("the content does not load");
const published = loaded.value;
const titlesOf = (id: string) => ({ titles: itemTitles(published.find((edition) => edition.id === id) ?? makeEdition()) });

describe("item title", () => {
  it("has the printed number once, even if the item's own repeats the section's", () => {
    expect(itemLabel(titlesOf("shishin-3"), "shishin-3:2-6-1-a:1")).toBe("Ⅱ.6(1)ア(ア) 組織・体制及び人的資源の確保");
    for (const { titles } of published.map(({ id }) => titlesOf(id))) {
      for (const { code } of titles.values()) expect(code).not.toMatch(/(Ⅱ\.|\d\.\d).*(Ⅱ\.|\d\.\d\.\d\.\d\(.*\d\.\d)/);
    }
  });

  it("M11 uses the section's heading if the item has none, and tells equal titles apart by their number and first words", () => {
    const edition = makeEdition({
      sections: [makeSection({ id: "t-1:1", code: "1.1", heading: "サーバ装置" })],
      items: [
        makeItem({ id: "t-1:1:1", code: "", text: "サーバ装置の電源を切る。" }),
        makeItem({ id: "t-1:1:2", code: "", text: "サーバ装置の管理者は、𠮷野家のような字の入った名簿を備えて毎年見直す。" }),
        makeItem({ id: "t-1:1:3", code: "①", heading: "点検" }),
        makeExample({ id: "t-1:1:1:e1", illustrates: "t-1:1:1", code: "", text: "予備の電源を使わない。" }),
        makeExample({ id: "t-1:1:1:e2", illustrates: "t-1:1:1", code: "", text: "最高情報セキュリティ責任者は、切る前に利用者の全員に電子メールで知らせる。" }),
      ],
    });
    const index = { titles: itemTitles(edition) };
    expect(edition.items.map(({ id }) => itemLabel(index, id))).toEqual([
      "1.1 サーバ装置 1／2（本文：サーバ装置の電源を切る。）",
      "1.1 サーバ装置 2／2（本文：サーバ装置の管理者は、𠮷野家のような字の入った…）",
      "1.1① 点検",
      "1.1 サーバ装置 1／2　具体例1／2（本文：予備の電源を使わない。）",
      "1.1 サーバ装置 1／2　具体例2／2（本文：…切る前に利用者の全員に電子メールで知らせる。）",
    ]);
  });

  it("M11 gives the items of equal titles, and the examples of a measure, words of their text that differ wherever the texts do", () => {
    let compared = 0;
    for (const { id, items } of published) {
      const index = titlesOf(id);
      const told = items.flatMap((item) => {
        const [, group, words] = /^(.*?)[0-9]+／[0-9]+（本文：(.*)）$/su.exec(itemLabel(index, item.id)) ?? [];
        return group === undefined || words === undefined ? [] : [{ group, words: words.replace(/^…/u, ""), text: item.text }];
      });
      expect(told.length).toBeGreaterThanOrEqual(items.filter(({ kind }) => kind === "example").length);
      for (const equal of grouped(told, ({ group }) => group).values()) {
        expect(new Set(equal.map(({ words }) => words)).size).toBe(new Set(equal.map(({ text }) => text)).size);
        compared += equal.length;
      }
    }
    expect(compared).toBeGreaterThan(480);
  });

  it("M11 never shows only who acts: the words go on behind 「…は、」", () => {
    for (const { id, items } of published) {
      const index = titlesOf(id);
      for (const item of items) expect(itemLabel(index, item.id)).not.toMatch(/（本文：[^、]*(者|者等|層)は…）$/u);
    }
  });

  it("is unique in every published edition", () => {
    for (const { id, items } of published) {
      const index = titlesOf(id);
      expect(new Set(items.map((item) => itemLabel(index, item.id))).size).toBe(items.length);
    }
  });

  it("is the id for an unknown item", () => {
    expect(itemTitle({ titles: new Map() }, "kuko-2:9:9")).toEqual({ code: "kuko-2:9:9", heading: "" });
  });
});
