import { UNSEEN } from "@/lib/domain/shared/text";
import { saysNothing } from "@/lib/features/organisation/list-words/rules";
import { asWritten } from "@/lib/features/organisation/staff-file/rules";

/** Somebody as a cell names them: by a mail address, with a name beside it or without; or by one text, which is a staff number. */
export type Mention =
  | { readonly kind: "address"; readonly email: string; readonly name: string | null }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "unreadable"; readonly text: string };

/** A number with the commas of an amount, which are also those between people: 1,002. */
export interface Amount {
  readonly written: string;
  readonly number: string;
  readonly parts: readonly string[];
}

const OPEN = "<＜﹤〈(（\\[［【〔";
const CLOSE = ">＞﹥〉)）\\]］】〕";
const AT = "@＠";
/** What may stand between two people beside white space, and also within a name or a number. */
const SOFT = "・･／/|｜＆&";
const COLON = ":：";
const STOP = "。｡.．";

/** What stands between the people of a line, whatever they are named by; a comma may also be one of an amount. */
const APART = /[、､;；]/u;
const COMMA = /[,，]/u;
const APART_OR_COMMA = /[、､;；,，]/u;
/** What neither a name nor a number can have where a mail address may follow. */
const MARKS = /[<＜﹤>＞﹥@＠]/u;
const IN_ADDRESS = `[^\\s${AT}${OPEN}${CLOSE}${SOFT}${COLON}。｡]`;
const ADDRESS = `${IN_ADDRESS}+[${AT}]${IN_ADDRESS}*(?![${STOP}])${IN_ADDRESS}`;
const NAME = `[^${AT}<＜﹤>＞﹥]*?`;
/** 「aoi@example.jp（石川 葵）」, 「石川 葵 <aoi@example.jp>」, or 「石川 葵：aoi@example.jp」 and the address alone. */
const FORMS = [
  `[${OPEN}]?\\s*(?<first>${ADDRESS})\\s*[${CLOSE}]?\\s*[${OPEN}](?<behind>[^${AT}${OPEN}${CLOSE}]+)[${CLOSE}]`,
  `(?<before>${NAME})[${OPEN}]\\s*(?<bracketed>${ADDRESS})\\s*[${CLOSE}]`,
  `(?:(?<beside>${NAME})[\\s${COLON}])?(?<bare>${ADDRESS})`,
];
const ADDRESSED = new RegExp(`(?:${FORMS.join("|")})[\\s${SOFT}${STOP}]*`, "uy");
/** 「mailto:」 and 「メール：」 before an address. */
const LABEL = new RegExp(`(?<![\\p{L}\\p{Nd}])(?:mailto|e-?mail|メール(?:アドレス)?)\\s*[${COLON}]\\s*(?=${IN_ADDRESS}+[${AT}])`, "giu");

/** What a name in a cell cannot have within it. */
const NOT_IN_NAMES = /[、､,，;；\n<＜﹤>＞﹥@＠]/gu;

/** The people of a text without separators; unreadable as a whole if something is left over, so that nobody is passed over. */
function mentionsIn(text: string): Mention[] {
  if (!MARKS.test(text)) return [{ kind: "number", text }];
  const plain = text.replace(LABEL, "");
  const found: Mention[] = [];
  ADDRESSED.lastIndex = 0;
  while (ADDRESSED.lastIndex < plain.length) {
    const { before, bracketed, first, behind, beside, bare } = ADDRESSED.exec(plain)?.groups ?? {};
    const email = bracketed ?? first ?? bare;
    if (email === undefined) return [{ kind: "unreadable", text }];
    found.push({ kind: "address", email, name: (before ?? behind ?? beside ?? "").trim() || null });
  }
  return found;
}

/** What a text of a cell says, without the stop of a sentence. */
const said = (text: string): string => text.trim().replace(/(?<![。｡])[。｡]+$/u, "");

/**
 * The people whom a cell names, by its lines: separated by 、 or ; or a comma, and after a mail address also by ・, ／ or a space.
 * Lines and parts that name nobody are left out.
 */
export const linesIn = (cell: string): Mention[][] =>
  cell
    .split("\n")
    .map((line) =>
      line
        .split(APART_OR_COMMA)
        .map(said)
        .filter((part) => part !== "" && !saysNothing(part))
        .flatMap(mentionsIn),
    )
    .filter(({ length }) => length > 0);

/** As many groups of digits as a staff number has, written as an amount. */
const GROUPS = [4, 3, 2];

/** What may be numbers of several people in a cell, or one that was written as an amount; the longest first. */
export function amountsIn(cell: string): Amount[] {
  if (!/\p{Nd}[,，]\p{Nd}{3}/u.test(cell)) return [];
  return cell
    .split("\n")
    .flatMap((line) => line.split(APART))
    .flatMap((chunk) => {
      const parts = said(chunk).split(COMMA);
      return GROUPS.flatMap((count) =>
        parts.flatMap((_first, from): Amount[] => {
          const own = parts.slice(from, from + count);
          const written = own.join(",");
          const number = asWritten(written);
          return own.length === count && /^[0-9]+$/u.test(number) ? [{ written, number, parts: own }] : [];
        }),
      );
    });
}

const BETWEEN_NAMES = new RegExp(`[${SOFT}]`, "u");
const BETWEEN_NUMBERS = new RegExp(`[${SOFT}${UNSEEN}]+`, "u");

const partsOf = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** The parts of a text that may be the names of several people. */
export const namesWithin = (text: string): string[] => partsOf(text, BETWEEN_NAMES);

/** The parts of a text that may be the numbers of several people: also between what the fold of one number leaves out. */
export const numbersWithin = (text: string): string[] => partsOf(text, BETWEEN_NUMBERS);

/** A name as a cell can hold it beside a mail address. */
export const nameInCell = (name: string): string => name.replaceAll(NOT_IN_NAMES, " ");

/** Somebody as a list names them, for export: found again by `linesIn`, since a mail address has none of the marks. */
export const nameWithAddress = ({ name, email }: { readonly name: string; readonly email: string }): string => `${nameInCell(name)} <${email}>`;
