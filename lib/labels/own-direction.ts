/** Blocks of letters that are written from right to left, by Unicode's defaults of their class (R and AL). */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A user's text as a part of a sentence of the portal's: each of its lines is isolated (U+2068 to U+2069) where it has letters
 * written from right to left. Otherwise a sentence that begins with it would run from right to left, numbers after it would stand
 * before it, and an arrow between two such names would point the wrong way. Not for what people copy from a cell of a file.
 */
export const inSentence = (text: string): string => (RIGHT_TO_LEFT.test(text) ? text.replaceAll(/[^\n]+/gu, "\u2068$&\u2069") : text);

/** A sentence of the portal's: everything that is put into it stands there by `inSentence`. */
export const sentence = (words: TemplateStringsArray, ...parts: readonly (string | number)[]): string =>
  words.reduce((text, word, at) => text + inSentence(String(parts[at - 1])) + word);

/** 「石川 葵、佐藤 花、森田 健二 ほか2人」: names as a part of a sentence, all of them or the first. */
export const namesText = (names: readonly string[], most = names.length): string =>
  names.slice(0, most).map(inSentence).join("、") + (names.length > most ? ` ほか${names.length - most}人` : "");
