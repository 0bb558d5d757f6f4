import { Fragment, type ReactNode } from "react";

/** A letter of a Japanese name; a kanji may have a selector of its form (齋藤󠄀). */
const LETTER = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}々ー]\p{VS}?`;
const FIRST = String.raw`(?<![\d\p{sc=Han}\p{sc=Kana}\p{VS}々ー])(?!の)(?:${LETTER}){1,6}`;
const LATIN = String.raw`\p{Lu}[\p{sc=Latn}\p{M}'’.-]{0,10}`;

/**
 * A date with its weekday and time, what is left of it, a part of several (2／6), and the two parts of a name: after no other
 * kanji or digit, which would be the end of a longer word, as in 2026年度下期 自己点検. An ideographic space also stands between
 * the parts of a line, as in 所見　石川 葵, whose name has its own space. No unit is too long for a line of a phone.
 */
const UNITS = [
  String.raw`(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:（[月火水木金土日]）)?(?: \d{1,2}:\d{2})?`,
  String.raw`あと\d+日|\d+日超過|\d+／\d+`,
  String.raw`${FIRST} (?:${LETTER}){1,6}`,
  String.raw`${FIRST}　(?!(?:${LETTER})+[ 　]${LETTER})(?:${LETTER}){1,6}`,
  String.raw`(?<![\p{sc=Kana}ー・])[\p{sc=Kana}ー]{1,6}・[\p{sc=Kana}ー]{1,6}(?![\p{sc=Kana}ー・])`,
  String.raw`(?<![\d\p{sc=Latn}])${LATIN} ${LATIN}(?!\p{sc=Latn})`,
];
const UNIT = new RegExp(`(${UNITS.join("|")})`, "u");

/** The same content, with no date and no name in its text divided by a line break. */
export function unbroken(content: ReactNode): ReactNode {
  if (Array.isArray(content)) return content.map((one: ReactNode, at) => <Fragment key={at}>{unbroken(one)}</Fragment>);
  if (typeof content !== "string" || !UNIT.test(content)) return content;
  return content.split(UNIT).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <span key={at} className="whitespace-nowrap">
        {part}
      </span>
    ),
  );
}
