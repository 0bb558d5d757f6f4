import { describe, expect, it } from "vitest";
import { copyContent } from "./content-copy";
import { CROSSWALK, findingsOf, KUKO, SHISHIN, seeRefused, type WrongEdit } from "./wrong-edits";

const POLICY = `${KUKO}/sections/10-plan-policy.yaml`;
const LINKS = `${KUKO}/links.yaml`;
const REFERENCES = `${KUKO}/references.yaml`;
const FOOTNOTES = `${SHISHIN}/footnotes.yaml`;

const CODES: readonly WrongEdit[] = [
  {
    name: "that is not the one above with the printed number",
    file: POLICY,
    before: "code: 3.1.2.3(2)",
    after: "code: 3.1.2.3(3)",
    field: /^sections\[\d+\]\.code$/,
    message: /「3\.1\.2\.3\(2\)」です/,
  },
  {
    name: "whose printed number does not continue that of the section above",
    file: POLICY,
    before: 'id: "3.1.2.3"\n    code: "3.1.2.3"\n    printedCode: "3.1.2.3"',
    after: 'id: "3.1.2.3"\n    code: "3.1.9.3"\n    printedCode: "3.1.9.3"',
    linesBelow: 1,
    field: /^sections\[\d+\]\.code$/,
    message: /「3\.1\.2\.…」/,
  },
  {
    name: "of the 指針",
    file: `${SHISHIN}/sections/10-items.yaml`,
    before: "code: Ⅱ.6(1)イ\n",
    after: "code: Ⅱ.6(1)ウ\n",
    field: /^sections\[3\]\.code$/,
    message: /「Ⅱ\.6\(1\)イ」です/,
  },
];

const ROWS: readonly WrongEdit[] = [
  {
    name: "under another section than printed",
    file: REFERENCES,
    before: "section: 3.1.2.3-1\n",
    after: "section: 3.1.2.3-2\n",
    field: /^rows\[\d+\]\.section$/,
    message: /印刷された番号の節は「3\.1\.2\.3-1」です/,
  },
  {
    name: "that continues a row, but is marked as a new one",
    file: REFERENCES,
    before: "    continuation: true\n",
    after: "",
    linesBelow: -7,
    field: /^rows\[2\]\.continuation$/,
    message: /対策項目の欄が空いているので true/,
  },
  {
    name: "that is a new row, but is marked as a continuation",
    file: REFERENCES,
    before: 'section: "3.1"\n',
    after: 'section: "3.1"\n    continuation: true\n',
    linesBelow: 1,
    field: /^rows\[0\]\.continuation$/,
    message: /対策項目の欄に印刷されているので false/,
  },
];

const NOTES: readonly WrongEdit[] = [
  {
    name: "with another mark than printed",
    file: FOOTNOTES,
    before: "mark: 6\n",
    after: "mark: 16\n",
    field: /^footnotes\[5\]\.mark$/,
    message: /原文の 146 行は、脚注 16 の上付き数字で始まっていません/,
  },
  {
    name: "with the mark of another",
    file: FOOTNOTES,
    before: "mark: 7\n",
    after: "mark: 6\n",
    field: /^footnotes\[6\]\.mark$/,
    message: /「6」が重なっています/,
  },
  {
    name: "whose mark is elsewhere",
    file: FOOTNOTES,
    before: 'markLine: "127"',
    after: 'markLine: "131"',
    field: /^footnotes\[5\]\.markLine$/,
    message: /原文の 131 行に、脚注 6 の上付き数字がありません/,
  },
  {
    name: "marked by nothing but itself",
    file: FOOTNOTES,
    before: 'markLine: "127"',
    after: 'markLine: "146"',
    field: /^footnotes\[5\]\.markLine$/,
    message: /脚注の文そのものの行/,
  },
];

const LINKED: readonly WrongEdit[] = [
  {
    name: "written twice",
    file: LINKS,
    before: "links:\n",
    after: "links:\n  - { from: kuko-2:3.1.2.1:2, text: HSE(5.4(5)参照), target: glossary:g-5.4-5 }\n",
    linesBelow: 2,
    field: /^links\[1\]\.text$/,
    message: /同じ文字列のリンクが二度書かれています/,
  },
  {
    name: "to the page of a list that the edition does not have",
    file: `${SHISHIN}/links.yaml`,
    before: "links: []",
    after: "links:\n  - { from: shishin-3:2-1, text: 重要インフラ, target: role }",
    linesBelow: 1,
    field: /^links\[0\]\.target$/,
    message: /参照先「role」がありません/,
  },
];

const CROSSWALKS: readonly WrongEdit[] = [
  {
    name: "that forgets a section with measures",
    file: CROSSWALK,
    before: "  - section: 3.1.1\n",
    after: "  - section: 3.1.2\n",
    linesBelow: -1,
    field: /^beyond$/,
    message: /節「3\.1\.1」の対策項目は、指針のどの項目にも対応せず、beyond にもありません/,
  },
  {
    name: "that gives a reason for a section without measures",
    file: CROSSWALK,
    before: "  - section: 3.1.1\n",
    after: "  - section: 3.1.2\n",
    field: /^beyond\[0\]\.section$/,
    message: /節「3\.1\.2」には対策項目がありません/,
  },
  {
    name: "that lists a mapped section as beyond",
    file: CROSSWALK,
    before: "sections: [ 3.1.4.2 ]",
    after: "sections: [ 3.1.4.2, 3.1.1 ]",
    linesBelow: -1000,
    field: /^beyond\[0\]\.section$/,
    message: /節「3\.1\.1」は、指針の項目に対応しているので、beyond に書けません/,
  },
];

describe.each([
  ["a section's number", CODES],
  ["a row of chapter 4", ROWS],
  ["a footnote", NOTES],
  ["a link", LINKED],
] as const)("%s that contradicts the print is refused", (_, edits) => {
  it.each(edits)("$name", seeRefused);
});

describe("a crosswalk is refused", () => {
  it.each(CROSSWALKS)("$name", ({ file, before, after, field, message }) => {
    const copy = copyContent();
    copy.edit(file, before, after);
    expect(findingsOf(copy.root)).toContainEqual({
      file: `content/${file}`,
      line: expect.any(Number),
      field: expect.stringMatching(field),
      message: expect.stringMatching(message),
    });
  });
});
