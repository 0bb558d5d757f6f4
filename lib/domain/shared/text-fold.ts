import { UNSEEN } from "@/lib/domain/shared/text";

/*
 * When two texts are the same (docs/design.md 10, ADR 0045). The database folds with the same rule (`portal_fold` and
 * `portal_search_fold`, migrations `text_folds`, `nothing_to_see` and `radicals`); a test compares both over every code point.
 */

const UNSEEN_ONES = new RegExp(`[${UNSEEN}]`, "gu");

/** By way of upper case, so that ß and ẞ are ss; the sigma at the end of a word is the other sigma. */
const inOneCase = (text: string): string => text.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");

/** The same sign has two code points in Japanese character sets; JIS and Windows convert to different ones. */
const WAVE = /\u301c/gu;
const PARALLEL = /\u2016/gu;
/** Long vowels, hyphens, minus signs and the rules that are typed for them; not waves and not the double hyphen. */
const DASH = /(?![\u2053\u301c\u3030\u30a0])[\p{Dash}\u30fc\u2500\u2501]/gu;

/** The radicals that NFKC leaves as they are; copies from PDF files and from macOS have them in the place of ideographs. */
const RADICAL = /[\u2e80-\u2ef3]/gu;
/** The ideograph of each, in their order: EquivalentUnifiedIdeograph of the Unicode Character Database, 17.0. Three have none. */
const IDEOGRAPHS = [
  ..."⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵⺚旡日月歺⺟民氵氺灬爫爫丬",
  ..."牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶",
  ..."辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀⻳",
];
const ideographOf = (radical: string): string => IDEOGRAPHS[(radical.codePointAt(0) ?? 0) - 0x2e80] ?? radical;

/**
 * The form in which names, numbers and addresses are compared: NFKC, with ideographs for radicals, without case, spaces and what
 * is not seen, with one long vowel and hyphen. Empty if there is nothing to compare.
 */
export function identityFold(text: string): string {
  const seen = inOneCase(text.replace(UNSEEN_ONES, "").normalize("NFKD")).normalize("NFKC");
  // Signs such as ¨ have become a space and a mark.
  const folded = seen.replace(UNSEEN_ONES, "").normalize("NFKC");
  return folded.replace(RADICAL, ideographOf).replace(WAVE, "~").replace(PARALLEL, "\u2225").replace(DASH, "-");
}

/** The long vowel at the end of a word of kana: サーバー and サーバ. */
const FINAL_LONG_VOWEL = /(?<=[ぁ-ゖァ-ヺ])-+(?![-ァ-ヺ]|\u3099|\u309a)/gu;

/** The identity fold without the long vowels that end words. Both sides of every search are folded so. */
export const searchFold = (text: string): string => identityFold(text).replace(FINAL_LONG_VOWEL, "");

/** The words of a query, folded, each once; every one has to be found. */
export const searchWords = (query: string): string[] => [
  ...new Set(
    query
      .split(/[\p{White_Space}\u2800]+/u)
      .map(searchFold)
      .filter(Boolean),
  ),
];

/** Where an identity fold has a long vowel that the search ignores. */
export const finalLongVowels = (folded: string): ReadonlySet<number> =>
  new Set([...folded.matchAll(FINAL_LONG_VOWEL)].flatMap(({ 0: vowels, index }) => Array.from(vowels, (_one, step) => index + step)));

/** How many code units two texts share at their beginning, and at their end. */
function sharedUnits(one: string, other: string): number {
  const shortest = Math.min(one.length, other.length);
  let [start, end] = [0, 0];
  while (start < shortest && one[start] === other[start]) start += 1;
  while (end < shortest && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return start + end;
}

/** Whether one character more, less or different makes one text of the other. Equal ones are not close. */
export function isOneApart(one: string, other: string): boolean {
  // A character has two code units at most, so most pairs of a long list are decided here.
  if (sharedUnits(one, other) < Math.max(one.length, other.length) - 2) return false;
  const [shorter, longer] = [[...one], [...other]].sort((left, right) => left.length - right.length) as [string[], string[]];
  if (longer.length - shorter.length > 1) return false;
  const start = longer.findIndex((character, place) => character !== shorter[place]);
  if (start === -1) return false;
  const rest = longer.slice(start + 1).join("");
  return rest === shorter.slice(start).join("") || (longer.length === shorter.length && rest === shorter.slice(start + 1).join(""));
}
