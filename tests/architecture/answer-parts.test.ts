import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

/*
 * What an answer says stands once, in `lib/domain/checking/answer-content.ts`: a text that is added there is then checked, saved,
 * compared, copied and shown everywhere. A file that names all three texts would leave it out.
 */

/** Files that name the three texts because they treat each differently. */
const NAMED: Readonly<Record<string, string>> = {
  "components/answer-history/answer-history.tsx": "the lines of the evidence are shown one by one",
  "components/checklist/answer-reading.tsx": "the lines of the evidence are shown one by one",
  "components/checklist/answer-form.tsx": "says which texts a copied answer has, of which 該当なし alone has a reason",
  "components/checklist/conflict-panel.tsx": "the reason of another answer than 該当なし is hidden, and the words stand in the script of the checklist",
  "components/shell/held-answers.tsx": "the words stand in a script, for the answers that were not sent",
  "lib/domain/checking/answer-content.ts": "the list itself",
  "lib/domain/checking/answer.ts": "each has a limit of its own",
  "lib/features/results/item-answers/queries.ts": "columns of a row that a part of the statement has under these names",
  "lib/features/results/item-page/parts.ts": "the reason and the remark make the notes, the evidence a column of its own",
  "lib/features/sheets/notices/texts.ts": "each limit stands in its own place of a sentence",
  "lib/labels/answer-text-words.ts": "the words for them",
  "lib/demo/answers.ts": "each is made up in its own way",
};

/** Whether the three texts are named within a few lines, in their order. */
const namesAll = (text: string): boolean => /\breason\b(?:[^\n]*\n){0,3}?[^\n]*\bremark\b(?:[^\n]*\n){0,3}?[^\n]*\bevidence\b/.test(withoutComments(text));

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");

it("C2 the texts of an answer are named one by one only where each is treated differently", () => {
  const found = sourceFiles().filter((file) => namesAll(readFileSync(file, "utf8")));
  expect(found.filter((file) => !(file in NAMED))).toEqual([]);
  expect(Object.keys(NAMED).filter((file) => !found.includes(file))).toEqual([]);
});

it.each([
  "SELECT a.status, a.reason, a.remark, a.evidence",
  "{ status: null, reason: own('reason'), remark: own('remark'), evidence: own('evidence') }",
  'const WORDS = [\n  ["reason", "理由"],\n  ["remark", "備考"],\n  ["evidence", "根拠"],\n];',
  "reason: text(1),\n\nremark: text(2),\nevidence: text(3),",
])("C2 a list of the texts is found: %j", (text) => {
  expect(namesAll(text)).toBe(true);
});

it.each([
  "...eachText(() => null)",
  "[status, remark, evidence]",
  "reason.\n\n\n\n\nremark\n\n\n\n\nevidence",
  "/* reason, remark, evidence */",
  "// reason, remark, evidence",
])("C2 no list of the texts is found: %j", (text) => {
  expect(namesAll(text)).toBe(false);
});
