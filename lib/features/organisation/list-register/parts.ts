import { identityFold } from "@/lib/domain/shared/text-fold";

/** Somebody as a cell names them: by a mail address, with a name beside it or without; or by one text, which is a staff number. */
export type Mention =
  | { readonly kind: "address"; readonly email: string; readonly name: string | null }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "unreadable"; readonly text: string };

const OPEN = "<＜﹤(（";
const CLOSE = ">＞﹥)）";
const AT = "@＠";
/** What may stand between two people beside white space, and also within a name or a number. */
const SOFT = "・･／/|｜＆&";

/** What stands between the people of a cell, whatever they are named by. */
const BETWEEN = /[、､,，;；\n]/u;
/** What neither a name nor a number can have where a mail address may follow. */
const MARKS = /[<＜﹤>＞﹥@＠]/u;
const ADDRESS = `([^\\s${AT}${OPEN}${CLOSE}${SOFT}]+[${AT}][^\\s${AT}${OPEN}${CLOSE}${SOFT}]+)`;
const NAME = `[^${AT}<＜﹤>＞﹥]*?`;
/** 「髙﨑 一郎 <ichiro@example.jp>」, 「髙﨑 一郎（ichiro@example.jp）」, 「髙﨑 一郎 ichiro@example.jp」 or the address alone. */
const ADDRESSED = new RegExp(`(?:(${NAME})[${OPEN}]\\s*${ADDRESS}\\s*[${CLOSE}]|(?:(${NAME})\\s)?${ADDRESS})[\\s${SOFT}]*`, "uy");

/** What a name in a cell cannot have within it. */
const NOT_IN_NAMES = /[、､,，;；\n<＜﹤>＞﹥@＠]/gu;

/** What a cell says that names nobody. */
const NOBODY: ReadonlySet<string> = new Set(["-", "なし", "無し", "(なし)"].map(identityFold));

/** The people of a text without separators; unreadable as a whole if something is left over, so that nobody is passed over. */
function mentionsIn(text: string): Mention[] {
  if (!MARKS.test(text)) return [{ kind: "number", text }];
  const found: Mention[] = [];
  ADDRESSED.lastIndex = 0;
  while (ADDRESSED.lastIndex < text.length) {
    const match = ADDRESSED.exec(text);
    if (match === null) return [{ kind: "unreadable", text }];
    const [, before, bracketed, beside, bare] = match;
    found.push({ kind: "address", email: bracketed ?? bare ?? "", name: (before ?? beside ?? "").trim() || null });
  }
  return found;
}

/** The people whom a cell names: separated by 、 or ; or line breaks, and after a mail address also by ・, ／ or a space. */
export const peopleIn = (cell: string): Mention[] =>
  cell
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => part !== "" && !NOBODY.has(identityFold(part)))
    .flatMap(mentionsIn);

const SEVERAL = new RegExp(`[${SOFT}]|(?<=\\p{Nd})\\s+(?=\\p{Nd})`, "u");

/** The parts of a text that may be the names or the numbers of several people. */
export const namesWithin = (text: string): string[] =>
  text
    .split(SEVERAL)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** A name as a cell can hold it beside a mail address. */
export const nameInCell = (name: string): string => name.replaceAll(NOT_IN_NAMES, " ");

/** Somebody as a list names them, for export: found again by `peopleIn`, since a mail address has none of the marks. */
export const nameWithAddress = ({ name, email }: { readonly name: string; readonly email: string }): string => `${nameInCell(name)} <${email}>`;
