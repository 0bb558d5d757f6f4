import { isLikeFormula } from "@/lib/documents/csv";
import { doubtfulCharacters } from "@/lib/domain/shared/text";
import type { LineProblem } from "@/lib/features/organisation/list-file/csv";
import { sentence } from "@/lib/labels/own-direction";

/** What a spreadsheet writes where a formula could not be worked out. */
const FORMULA_ERROR = /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|PYTHON!|GETTING_DATA)$/iu;

/** What a spreadsheet shows, and some write, where a column is too narrow. */
const TOO_NARROW = /^[#＃]{2,}$/u;

/** What people and programs write where there is nothing to write, or the same as above. */
const NO_VALUE = /^(?:true|false|null|nil|none|undefined|nan|n\/a|なし|無し|無|空欄|同上|同じ|〃|々|未定|未登録|未設定|不明|[\p{Dash}ー]+|\?+)$/u;

/**
 * Finds what may be unintended in a text of a list: 外字 and lost characters, the error of a formula, the ### of a narrow column,
 * and words that stand for a text. Nothing in null.
 */
export function doubtsOfText(line: number, column: string, text: string | null): LineProblem[] {
  if (text === null) return [];
  const found = doubtfulCharacters(text);
  const add = (message: string): LineProblem => ({ line, column, message });
  return [
    ...(found.length > 0 ? [add(`外字か壊れた文字（${found.join("")}）があります。ほかの画面や印刷では、違う字に見えることがあります。`)] : []),
    ...(NO_VALUE.test(text.normalize("NFKC").toLowerCase())
      ? [add(sentence`「${text}」は、「なし」「同上」のような語か、表計算ソフトなどの値かもしれません。`)]
      : []),
    ...(FORMULA_ERROR.test(text) ? [add(`「${text}」は、表計算ソフトの式の誤りかもしれません。`)] : []),
    ...(TOO_NARROW.test(text) ? [add(`「${text}」は、表計算ソフトの列の幅が足りずに書き出されたものかもしれません。`)] : []),
  ];
}

/** Of a name that would be kept: a spreadsheet may run it as a formula. */
export const doubtsOfFormula = (line: number, column: string, text: string): LineProblem[] =>
  isLikeFormula(text) ? [{ line, column, message: sentence`「${text}」は式のように見えますが、書かれた字のまま取り込みます。` }] : [];
