import { granted, type Result, refused } from "@/lib/domain/shared/result";

/*
 * What a text of a user may hold (docs/design.md 10, ADR 0045), by properties of Unicode. Everything visible stays to the
 * byte; what cannot be seen stays only where it changes what is seen.
 */

/** `surrogate`: half a character, which cannot be stored. The others concern texts of one line. */
export type TextFault = "surrogate" | "control" | "lineBreak";

const LONE_SURROGATE = /\p{Cs}/u;
/** CR LF, CR, NEL, form feed, the line and paragraph separators, and the vertical tab that slides use. */
const LINE_ENDS = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/gu;
/** Tabs and line ends that an input of one line keeps when something is pasted, two cells of a table for example, so that nobody sees them. */
const PASTED_GAPS = /[\t\u000b\u000c\u0085\u2028\u2029]+/gu;
const LINE_BREAK = /[\n\r]/u;
/** Controls, code points that are no characters, and the anchors of interlinear annotation. */
const CONTROL = /[\p{Cc}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/u;
const DROPPED_CONTROLS = /(?![\n\t])[\p{Cc}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/gu;

/** ZWJ, variation selectors and tags: default-ignorables that stay in some places. */
const SELECTORS = "\\u200d\\ufe00-\\ufe02\\ufe0e\\ufe0f\\u{e0100}-\\u{e01ef}\\u180b-\\u180d\\u180f\\u{e0020}-\\u{e007f}";
const IGNORABLE = /* @__PURE__ */ new RegExp(`(?![${SELECTORS}])\\p{Default_Ignorable_Code_Point}`, "gu");

const STYLE = "[\\ufe0e\\ufe0f]";
const EMOJI = `\\p{Extended_Pictographic}${STYLE}?(?:\\p{Emoji_Modifier}${STYLE}?)?`;
/** The places where a selector stays. Planes 2 and 3 hold ideographs alone, also those that this Unicode does not know yet. */
const PLACES = [
  "\\u{1f3f4}[\\u{e0020}-\\u{e007e}]+\\u{e007f}",
  `${EMOJI}(?:\\u200d${EMOJI})*`,
  `\\p{Emoji}${STYLE}`,
  "[\\p{Ideographic}\\u{20000}-\\u{3fffd}][\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]",
  "\\p{Script=Mongolian}[\\u180b-\\u180d\\u180f]",
];
const PLACED_OR_NOT = /* @__PURE__ */ new RegExp(`(${/* @__PURE__ */ PLACES.join("|")})|[${SELECTORS}]`, "gu");

const KANA_AND_MARK = /[\u3041-\u30ff][\u3099\u309a]/gu;
const OUTER_SPACE = /^\p{White_Space}+|\p{White_Space}+$/gu;

/** Kana with the sound marks that macOS writes separately. Not NFC as a whole, which replaces letters of names (神 U+FA19). */
const composed = (text: string): string => text.replace(KANA_AND_MARK, (pair) => pair.normalize("NFC"));

const tidied = (text: string): string =>
  composed(text.replace(IGNORABLE, "").replace(PLACED_OR_NOT, (_whole, placed: string | undefined) => placed ?? "")).replace(OUTER_SPACE, "");

/** A text of several lines as it is kept: line ends become line feeds, other controls but the tab are dropped. */
export function cleanLines(text: string): Result<string, TextFault> {
  if (LONE_SURROGATE.test(text)) return refused("surrogate");
  return granted(tidied(text.replace(LINE_ENDS, "\n").replace(DROPPED_CONTROLS, "")));
}

/** A text of one line as it is kept: tabs and unseen line ends are a space. Refused: a line break or another control within the text. */
export function cleanLine(text: string): Result<string, TextFault> {
  if (LONE_SURROGATE.test(text)) return refused("surrogate");
  const kept = tidied(text.replace(PASTED_GAPS, " "));
  if (LINE_BREAK.test(kept)) return refused("lineBreak");
  return CONTROL.test(kept) ? refused("control") : granted(kept);
}

/** A text that only this screen or another text is compared with: as `cleanLines`, and what cannot be stored is left out. */
export const cleanAnyway = (text: string): string => {
  const kept = cleanLines(text.replace(/\p{Cs}/gu, ""));
  return kept.ok ? kept.value : "";
};

/** A mail address as it is kept and found again; in it width and case mean nothing. */
export const addressForm = (text: string): string => {
  const kept = cleanLine(text);
  return kept.ok ? kept.value.normalize("NFKC").toLowerCase() : text;
};

/**
 * What nobody sees, as the inside of a class: white space, default-ignorables (U+3164, U+115F), controls. The properties do not
 * tell of the others: the braille pattern without dots, the blanks of hieroglyphs, the filler of Khitan, the null notehead, the
 * place of an object that was not pasted with its text, and what joins hieroglyphs and annotations. The fold leaves out the same.
 */
export const UNSEEN =
  "\\p{White_Space}\\p{Default_Ignorable_Code_Point}\\p{Cc}\\p{Noncharacter_Code_Point}\\u2800\\u{13430}-\\u{1343f}\\u{13441}\\u{13442}\\u{16fe4}\\u{1d159}\\ufff9-\\ufffc";

/** Anything else but marks, which are seen only on what they stand on; also code points without a meaning here (外字, later Unicode). */
const VISIBLE = /* @__PURE__ */ new RegExp(`[^\\p{M}\\p{Cs}${UNSEEN}]`, "u");

/** Whether there is anything to see. */
export const hasVisible = (text: string | null | undefined): boolean => VISIBLE.test(text ?? "");

/** The words of a search, as they are compared: nothing if there is nothing to see. */
export const searchedWords = (text: string): string => (hasVisible(text) ? cleanAnyway(text) : "");

/** 外字 (private use), which look different or not at all elsewhere, and the signs that stand for something lost. */
const DOUBTFUL = /[\p{Co}\ufffc\ufffd]/gu;

/** The characters of a text that its writer should look at, each once. They are kept. */
export const doubtfulCharacters = (text: string): string[] => [...new Set(text.match(DOUBTFUL))];
