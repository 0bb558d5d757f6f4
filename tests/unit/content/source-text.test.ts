import { describe, expect, it } from "vitest";
import { compact, longestMatchOf, occurrencesOf, readSourceText } from "@/lib/content/source-text";

const lines = (...ranges: [number, number][]) => ranges.map(([from, to]) => ({ from, to }));
const read = (source: string) => readSourceText(source, []).text;

describe("the source text without ignored characters", () => {
  it("ignores white space of every kind and superscript footnote numbers, nothing else", () => {
    expect(compact(" PDCA サイクル\u3000¹¹を\tⅡ①「1」 ²³\n")).toBe("PDCAサイクルをⅡ①「1」");
  });

  it("finds a text across line and page breaks, only as one unbroken piece", () => {
    const source = read("前の文。\n情報シス\n\nテムを守る。\n次の文。");
    expect(occurrencesOf(source, lines([2, 4]), "情報システムを 守る。")).toEqual([
      [
        { line: 2, from: 0, to: 4 },
        { line: 4, from: 0, to: 6 },
      ],
    ]);
    expect(occurrencesOf(source, lines([2, 4]), "情報を守る。")).toEqual([]);
    expect(occurrencesOf(source, lines([1, 1]), "情報システムを守る。")).toEqual([]);
  });

  it("skips the lines between two ranges, such as a footnote inside a sentence", () => {
    const source = read("遵守が必\n⁵ 脚注の文\n要である。");
    expect(occurrencesOf(source, lines([1, 1], [3, 3]), "遵守が必要である。")).toHaveLength(1);
    expect(occurrencesOf(source, lines([1, 3]), "遵守が必要である。")).toHaveLength(0);
  });

  it("finds every place of a text", () => {
    expect(occurrencesOf(read("「あ」と「あ」"), lines([1, 1]), "「あ」")).toEqual([[{ line: 1, from: 0, to: 3 }], [{ line: 1, from: 4, to: 7 }]]);
  });

  it("returns how far a wrong text matches", () => {
    expect(longestMatchOf(read("情報システムを守る。"), lines([1, 1]), "情報システムは守る")).toBe("情報システム");
    expect(longestMatchOf(read("情報"), lines([1, 1]), "安全")).toBe("");
  });
});

describe("corrections", () => {
  const reason = "抽出の誤り";

  it("replace the found text in their line only; a note changes nothing", () => {
    const { text, problems } = readSourceText("通通信回線\n通通信回線", [
      { line: 1, kind: "correction", found: "通 通信", corrected: "通信", reason },
      { line: 2, kind: "note", found: "通通信", reason },
    ]);
    expect(problems.size).toBe(0);
    expect([text.line(1), text.line(2), text.line(3)]).toEqual(["通信回線", "通通信回線", ""]);
  });

  it("may remove characters", () => {
    const { text } = readSourceText("<ul>文書", [{ line: 1, kind: "correction", found: "<ul>", corrected: "", reason }]);
    expect(text.line(1)).toBe("文書");
  });

  it("are reported if the line does not contain the text, or contains it twice", () => {
    const { text, problems } = readSourceText("手續と手續", [
      { line: 1, kind: "correction", found: "手續", corrected: "手続", reason },
      { line: 1, kind: "correction", found: "手順", corrected: "手続", reason },
      { line: 1, kind: "note", found: "手順", reason },
      { line: 9, kind: "note", found: "手續", reason },
      { line: 1, kind: "note", found: "手續", reason },
    ]);
    expect([...problems]).toEqual([
      [0, "ambiguous"],
      [1, "notFound"],
      [2, "notFound"],
      [3, "notFound"],
    ]);
    expect(text.line(1)).toBe("手續と手續");
  });
});
