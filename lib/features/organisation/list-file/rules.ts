import { isLikeFormula } from "@/lib/documents/csv";
import { doubtfulCharacters } from "@/lib/domain/shared/text";
import type { LineProblem } from "@/lib/features/organisation/list-file/csv";
import { standsForText } from "@/lib/features/organisation/list-words/rules";
import { sentence } from "@/lib/labels/own-direction";

/** What a spreadsheet writes where a formula could not be worked out. */
const FORMULA_ERROR =
  /^(?:#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|ERROR!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|PYTHON!|GETTING_DATA)|(?:ERR|エラー):[0-9]{3})$/iu;

/** What a spreadsheet shows, and some write, where a column is too narrow. */
const TOO_NARROW = /^#{2,}$/u;

/**
 * Finds what may be unintended in a text of a list: 外字 and lost characters, the error of a formula, the ### of a narrow column,
 * and words that stand for a text. Nothing in null.
 */
export function doubtsOfText(line: number, column: string, text: string | null): LineProblem[] {
  if (text === null) return [];
  const found = doubtfulCharacters(text);
  const plain = text.normalize("NFKC");
  const add = (message: string): LineProblem => ({ line, column, message });
  return [
    ...(found.length > 0 ? [add(`外字か壊れた文字（${found.join("")}）があります。ほかの画面や印刷では、違う字に見えることがあります。`)] : []),
    ...(standsForText(plain) ? [add(sentence`「${text}」は、「なし」「同上」のような語か、表計算ソフトなどの値かもしれません。`)] : []),
    ...(FORMULA_ERROR.test(plain) ? [add(`「${text}」は、表計算ソフトの式の誤りかもしれません。`)] : []),
    ...(TOO_NARROW.test(plain) ? [add(`「${text}」は、表計算ソフトの列の幅が足りずに書き出されたものかもしれません。`)] : []),
  ];
}

/** Of a name that would be kept: a spreadsheet may run it as a formula. */
export const doubtsOfFormula = (line: number, column: string, text: string): LineProblem[] =>
  isLikeFormula(text) ? [{ line, column, message: sentence`「${text}」は式のように見えますが、書かれた字のまま取り込みます。` }] : [];
