import { identityFold } from "@/lib/domain/shared/text-fold";

const BRACKETED = /^[([{<「『【〔〈《](.+)[)\]}>」』】〕〉》]$/u;
const STOPS = /[。.]+$/u;

const withoutFrame = (text: string): string => text.replace(STOPS, "").replace(BRACKETED, "$1").replace(STOPS, "");

/** A word of a list for comparing: the identity fold without brackets around it and a full stop behind it. */
export const bareWord = (text: string): string => withoutFrame(identityFold(text));

const LONGEST_WORD = 12;
const NOTHING = /^(?:-+|(?:特に|該当者?)?(?:なし|無し)|無|空欄|空白)$/u;

/** Whether a cell that may be empty says in a word or a sign that it is. 「同上」 and 「未定」 do not: they stand for something. */
export const saysNothing = (text: string): boolean => text.length <= LONGEST_WORD && NOTHING.test(bareWord(text));

const withoutApostrophes = (text: string): string => text.replace(/^'+/u, "");

/** A name as the portal writes it into a cell that may be empty: one that would say so gets an apostrophe, which `asNamed` takes off. */
export const named = (name: string): string => (saysNothing(withoutApostrophes(name)) ? `'${name}` : name);

/** A name as it was before `named`. */
export const asNamed = (cell: string): string => (cell.startsWith("'") && saysNothing(withoutApostrophes(cell)) ? cell.slice(1) : cell);

/** What people and programs write where there is nothing to write, where it is not known yet, or where it is the same as above. */
const NO_VALUE = new RegExp(
  [
    NOTHING.source,
    "^(?:true|false|null|nil|none|undefined|nan|n/a|n\\.a)$",
    "^(?:同上|(?:以下)?同じ|未定|未登録|未設定|未入力|未記入|不明)$",
    "^(?:[\\p{Dash}ー~]+|\\?+|[〃々\"'\u2032\u2033\u201c\u201d\u301d-\u301f]+)$",
  ].join("|"),
  "u",
);

/** Whether a text in NFKC may be a word or a sign that stands for another text, or for none. */
export const standsForText = (plain: string): boolean => NO_VALUE.test(withoutFrame(plain.toLowerCase()));
