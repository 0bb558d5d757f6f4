import { readFileSync } from "node:fs";
import { createElement, Fragment } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { unbroken } from "@/components/ui/unbroken";
import { Signature } from "@/components/ui/whole";
import { filesIn } from "@/tests/architecture/sources";

/** The units of the text, in order. */
const unitsOf = (text: string): string[] =>
  [...renderToStaticMarkup(createElement(Fragment, null, unbroken(text))).matchAll(/<span class="whitespace-nowrap">([^<]*)<\/span>/g)].map(
    ([, unit]) => unit ?? "",
  );

describe("M11 a text without divided units", () => {
  it.each([
    ["期限 2026年12月4日（金）・あと14日", ["2026年12月4日（金）", "あと14日"]],
    ["12月4日 14:32、7日超過", ["12月4日 14:32", "7日超過"]],
    ["上田 智子、木村 洋一", ["上田 智子", "木村 洋一"]],
    ["2026年10月1日〜2027年3月31日", ["2026年10月1日", "2027年3月31日"]],
    ["3.1.5.1(1) 権限の管理", []],
    ["リスクアセスメント及びリスク対応 2／6（本文：なお、…）", ["2／6"]],
    // The title of a round is no name, and breaks where it is long.
    ["点検の回「2026年度下期 自己点検」", []],
    ["2026年度 浸透状況調査の結果", []],
    ["点検票（森田 健二）", ["森田 健二"]],
    ["未送信の回答はありません。", []],
    ["石川　葵", ["石川　葵"]],
    ["石川　葵　2026年12月4日 14:32", ["石川　葵", "2026年12月4日 14:32"]],
    ["所見　石川 葵　2026年12月4日", ["石川 葵", "2026年12月4日"]],
    ["所見　石川　葵　2026年12月4日", ["石川　葵", "2026年12月4日"]],
    ["齋藤\u{E0100} 翔", ["齋藤\u{E0100} 翔"]],
    ["確認：辻\u{E0101}　葛\u{E0100}葉", ["辻\u{E0101}　葛\u{E0100}葉"]],
    ["確認：John Smith、Åsa O’Brien", ["John Smith", "Åsa O’Brien"]],
    ["点検票（ジョン・スミス）", ["ジョン・スミス"]],
    // More than two words of katakana, and words that are longer than a line of a phone: they break.
    ["サーバー・ネットワーク・端末", []],
    ["アイデンティティ・マネジメント", []],
    ["Wolfeschlegelsteinhausen Bergerdorff", []],
    ["the answer of a CISO", []],
  ])("M11 keeps them whole: %s", (text, units) => {
    expect(unitsOf(text)).toEqual(units);
  });

  it("M11 keeps every character, also beside elements", () => {
    const content = ["確認：", createElement("b", { key: "b" }, "佐藤 真理"), "、2026年12月4日（金）まで"];
    expect(renderToStaticMarkup(createElement(Fragment, null, unbroken(content))).replaceAll(/<[^>]*>/g, "")).toBe("確認：佐藤 真理、2026年12月4日（金）まで");
  });

  it.each(["石川 葵", "石川　葵", "石川葵", "齋藤\u{E0100} 翔", "John Smith", "ジョン・スミス", "石川葵（佐藤 花の代行）"])(
    "M11 who and when are one unit each: %s",
    (name) => {
      const wholes = (text: string) =>
        renderToStaticMarkup(createElement(Signature, { text }))
          .split('<span class="inline-block max-w-full">')
          .slice(1)
          .map((one) => one.replaceAll(/<[^>]*>/g, ""));
      expect(wholes(`${name}　12月4日 14:32`)).toEqual([`${name}　`, "12月4日 14:32"]);
      expect(wholes("石川葵")).toEqual(["石川葵"]);
    },
  );

  it("M11 what tells who answered or remarked shows it as units", () => {
    const sources = filesIn("components").filter((file) => file.endsWith(".tsx") && !file.startsWith("components/ui/"));
    // What is only read aloud has no lines.
    const shown = sources.map((file) => ({ file, source: readFileSync(file, "utf8").replaceAll(/<span className="sr-only">.*?<\/span>/gsu, "") }));
    const plain = shown.filter(({ source }) => /<(UserText|bdi)>\{(?:\w+\.)*(?:byText|answeredText|withdrawnText)\}<\/\1>/u.test(source));
    expect(plain.map(({ file }) => file)).toEqual([]);
    expect(shown.filter(({ source }) => source.includes("<Signature ")).length).toBeGreaterThan(3);
  });
});
