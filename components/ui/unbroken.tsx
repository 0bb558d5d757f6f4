import { Fragment, type ReactNode } from "react";

/**
 * A date with its weekday and time, what is left of it, a part of several (2／6), and the two parts of a name: after no other
 * kanji or digit, which would be the end of a longer word, as in 2026年度下期 自己点検.
 */
const UNIT =
  /((?:\d{4}年)?\d{1,2}月\d{1,2}日(?:（[月火水木金土日]）)?(?: \d{1,2}:\d{2})?|あと\d+日|\d+日超過|\d+／\d+|(?<![\d\p{sc=Han}\p{sc=Kana}々ー])(?!の)[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}々ー]{1,6} [\p{sc=Han}\p{sc=Hira}\p{sc=Kana}々ー]{1,6})/u;

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
