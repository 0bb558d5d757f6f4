import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

/** Words that people at an airport did not understand, and what the portal says instead. */
const NOT_UNDERSTOOD = {
  統括: "やること、ダッシュボード",
  この回の画面: "点検の回",
  数える項目: "対策項目",
  指紋: "照合の値",
  ハッシュ: "照合の値",
  採点の版: "計算のしかたの版",
  合うほうに入ります: "",
} as const;

const isComment = (line: string): boolean => /^\s*(?:\/\/|\/?\*)/.test(line);
const shown = sourceFiles().filter((file) => !file.startsWith("lib/demo/"));
const linesWith = (word: string): string[] =>
  shown.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, at) => (line.includes(word) && !isComment(line) ? [`${file}:${String(at + 1)} ${line.trim()}`] : [])),
  );

/** Files whose texts programmers alone read (the API, its document, its refusals, the commands), and those of the page that says what a token is. */
const FOR_PROGRAMMERS = /commands\.ts$|dispatch\.ts$|api-tags\.ts$|^lib\/cli\/|^(?:components\/account|lib\/features\/accounts)\//;
const EXPLAINED = /プログラム/;

describe("M11 the words of the portal are those of the people who use it", () => {
  it.each(Object.keys(NOT_UNDERSTOOD))("M11 %s is nowhere", (word) => {
    expect(shown.length).toBeGreaterThan(300);
    expect(linesWith(word)).toEqual([]);
  });

  it("M11 a sentence that says トークン says what it is, or stands on a page that does", () => {
    const named = linesWith("トークン").filter((line) => !FOR_PROGRAMMERS.test(line.split(":")[0] ?? "") && /トークン.*。/.test(line));
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((line) => !EXPLAINED.test(line))).toEqual([]);
  });

  it("M11 the texts name everybody who may read an announced link (docs/design.md 6)", () => {
    const told = linesWith("24時間後から")
      .concat(linesWith("に知らせています。"), linesWith("に知らせ、リンクは"))
      .filter((line) => line.startsWith("components/") && line.includes("知らせ"));
    expect(new Set(told.map((line) => line.split(":")[0])).size).toBe(2);
    expect(told.filter((line) => !line.includes("事務局・経営層・CISO・監査実施者"))).toEqual([]);
  });
});
