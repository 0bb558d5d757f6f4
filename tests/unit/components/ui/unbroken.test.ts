import { createElement, Fragment } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { unbroken } from "@/components/ui/unbroken";

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
  ])("M11 keeps them whole: %s", (text, units) => {
    expect(unitsOf(text)).toEqual(units);
  });

  it("M11 keeps every character, also beside elements", () => {
    const content = ["確認：", createElement("b", { key: "b" }, "佐藤 真理"), "、2026年12月4日（金）まで"];
    expect(renderToStaticMarkup(createElement(Fragment, null, unbroken(content))).replaceAll(/<[^>]*>/g, "")).toBe("確認：佐藤 真理、2026年12月4日（金）まで");
  });
});
