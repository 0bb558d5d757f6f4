import { describe, expect, it } from "vitest";
import { ownBeginnings } from "@/lib/labels/own-beginnings";

describe("own beginnings", () => {
  it("M11 leaves out what the texts share at their beginning", () => {
    expect(
      ownBeginnings([
        "システム管理者は、端末で利用を認めるソフトウェアを定め、一覧にすること。",
        "システム管理者は、端末の盗難、不正な持ち出し、第三者による操作を防ぐこと。",
        "システム管理者は、USB メモリを用いる場合は、支給されたものを利用すること。",
      ]),
    ).toEqual(["…端末で利用を認めるソフトウェアを定め…", "…端末の盗難、不正な持ち出し、第三者による操作を…", "…USB メモリを用いる場合は、支給されたものを…"]);
  });

  it("M11 keeps a short text whole, and who acts where only one text names it", () => {
    expect(
      ownBeginnings(["取扱者は、書面を破ること", "取扱者は、書面を焼くこと", "経営層は、監査の結果等から、目標未達や進捗遅延を確かめて改善を指示する。"]),
    ).toEqual(["取扱者は、書面を破ること", "取扱者は、書面を焼くこと", "経営層は、監査の結果等から、目標未達や進捗遅延を…"]);
  });

  it.each([
    ["a shared clause that is longer than the room", ["ア".repeat(60), `${"ア".repeat(60)}イ`, `${"ア".repeat(59)}ウ`]],
    ["a text that another one continues", ["取扱者は、届け出ること", "取扱者は、届け出ることとし、責任者は、これを認めるかどうかを速やかに決めること"]],
    [
      "equal ends behind different beginnings",
      [
        "システム管理者は、自己点検の手順をあらかじめ定めて知らせること",
        "取扱者は、自己点検の手順をあらかじめ定めて知らせること",
        "システム管理者は、名簿を備えること",
        "取扱者は、名簿を持つこと",
      ],
    ],
    [
      "a difference late in a phrase of one script",
      ["情報セキュリティ関係規程策定手続確認担当者一覧甲", "情報セキュリティ関係規程策定手続確認担当者一覧乙"].map((text) => `${text}の${"写し".repeat(20)}`),
    ],
    ["a difference in a later paragraph", ["次のとおりとする。\n一　鍵を掛ける。", "次のとおりとする。\n二　鍵を預ける。"]],
    ["characters of two code units", ["𠮷".repeat(30), `${"𠮷".repeat(30)}𠮟`, "𠮟".repeat(30)]],
  ])("M11 tells texts apart by %s", (_name, texts) => {
    const shown = ownBeginnings(texts);
    expect(new Set(shown.map((words) => words.replace(/^…/u, ""))).size).toBe(texts.length);
    for (const words of shown) expect(words).toMatch(/^…?[^\n]+…?$/u);
    for (const words of shown) expect(words).not.toMatch(/\p{Surrogate}/u);
  });

  it("M11 gives equal texts equal words, and needs no sibling", () => {
    expect(ownBeginnings(["作業責任者の明確化", "手続の明確化", "作業責任者の明確化"])).toEqual(["作業責任者の明確化", "手続の明確化", "作業責任者の明確化"]);
    expect(ownBeginnings(["点検"])).toEqual(["点検"]);
    expect(ownBeginnings([])).toEqual([]);
    expect(ownBeginnings([""])).toEqual([""]);
  });
});
