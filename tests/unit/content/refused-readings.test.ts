import { describe, expect, it } from "vitest";
import { copyContent } from "./content-copy";
import { findingsOf, KUKO, SHISHIN, seeRefused, type WrongEdit } from "./wrong-edits";

const POLICY = `${KUKO}/sections/10-plan-policy.yaml`;
const INFORMATION = `${KUKO}/sections/11-plan-information.yaml`;
const REQUIREMENTS = `${KUKO}/sections/13-plan-requirements.yaml`;
const IMPLEMENTATION = `${KUKO}/sections/14-plan-implementation.yaml`;
const CHECK_ACT = `${KUKO}/sections/30-check-act.yaml`;
const ITEMS = `${SHISHIN}/sections/10-items.yaml`;
const ROLES = `${KUKO}/roles.yaml`;

const TIERS: readonly WrongEdit[] = [
  {
    name: "要検討事項 as reference",
    file: ITEMS,
    before: "        tier: required\n",
    after: "        tier: reference\n",
    field: /^sections\[2\]\.measures\[0\]\.tier$/,
    message: /【要検討事項】と印刷されているので required/,
  },
  {
    name: "参考事項 as required",
    file: ITEMS,
    before: "        tier: reference\n",
    after: "        tier: required\n",
    field: /^sections\[2\]\.measures\[1\]\.tier$/,
    message: /【参考事項】と印刷されているので reference/,
  },
  {
    name: "an item of the 指針 whose heading lines do not hold the mark",
    file: ITEMS,
    before: 'headingLines: "326-328"',
    after: 'headingLines: "326"',
    linesBelow: 1,
    field: /^sections\[10\]\.measures\[0\]\.tier$/,
    message: /印刷されていません/,
  },
  {
    name: "a measure that obliges as reference",
    file: POLICY,
    before: 'headingLines: "420"\n        tier: required',
    after: 'headingLines: "420"\n        tier: reference',
    linesBelow: 1,
    field: /\.measures\[0\]\.tier$/,
    message: /義務を課す文が在るので required/,
  },
  {
    name: "a measure that only recommends as required",
    file: IMPLEMENTATION,
    before: 'headingLines: "2004"\n        tier: reference',
    after: 'headingLines: "2004"\n        tier: required',
    linesBelow: 1,
    field: /\.measures\[0\]\.tier$/,
    message: /「望ましい」「期待される」などとだけ書かれているので reference/,
  },
];

const ACTORS: readonly WrongEdit[] = [
  {
    name: "that is elsewhere in the section, not in this sentence",
    file: REQUIREMENTS,
    before: 'lines: "1446"\n            actors: [取扱者]',
    after: 'lines: "1446"\n            actors: [システム管理者]',
    linesBelow: 1,
    field: /\.measures\[1\]\.paragraphs\[0\]\.actors\[0\]$/,
    message: /主体「システム管理者」は、この文の主語として印刷されていません/,
  },
  {
    name: "left out where the sentence begins with it",
    file: POLICY,
    before: "actors: [情報セキュリティ委員会, 情報セキュリティ責任者]",
    after: "actors: [情報セキュリティ委員会]",
    field: /\.measures\[1\]\.paragraphs\[0\]\.actors$/,
    message: /「情報セキュリティ責任者は」と書かれているので、主体に「情報セキュリティ責任者」が要ります/,
  },
  {
    name: "in another order than printed",
    file: POLICY,
    before: "actors: [情報セキュリティ委員会, 情報セキュリティ責任者]",
    after: "actors: [情報セキュリティ責任者, 情報セキュリティ委員会]",
    field: /\.measures\[1\]\.paragraphs\[0\]\.actors$/,
    message: /印刷された順に/,
  },
  {
    name: "carried over without a sentence before",
    file: REQUIREMENTS,
    before: 'lines: "1435"\n            actors: [システム管理者]',
    after: 'lines: "1435"\n            actors: [取扱者]',
    linesBelow: 1,
    field: /\.measures\[0\]\.paragraphs\[1\]\.actors\[0\]$/,
    message: /主体「取扱者」は、この文にも、引き継ぐ前の文にも印刷されていません/,
  },
  {
    name: "not carried over within a measure",
    file: REQUIREMENTS,
    before: 'lines: "1435"\n            actors: [システム管理者]',
    after: 'lines: "1435"\n            actors: []',
    linesBelow: 1,
    field: /\.measures\[0\]\.paragraphs\[1\]\.actors$/,
    message: /前の文の主体「システム管理者」を引き継いで/,
  },
  {
    name: "carried over into a measure that does not continue the one before",
    file: POLICY,
    before: 'answeredBy: [ciso]\n        paragraphs:\n          - lines: "374"\n            actors: []',
    after: 'paragraphs:\n          - lines: "374"\n            actors: [経営層]',
    linesBelow: 2,
    field: /\.measures\[2\]\.paragraphs\[0\]\.actors\[0\]$/,
    message: /主体「経営層」は、この文にも、引き継ぐ前の文にも印刷されていません/,
  },
  {
    name: "of an example that is in its text, but not the subject",
    file: REQUIREMENTS,
    before: 'lines: "1414"\n                actors: [取扱者]',
    after: 'lines: "1414"\n                actors: [システム管理者]',
    linesBelow: 1,
    field: /\.examples\[3\]\.actors\[0\]$/,
    message: /主体「システム管理者」は、この文の主語として印刷されていません/,
  },
];

const READINGS: readonly WrongEdit[] = [
  {
    name: "of a role's own name as another role",
    file: ROLES,
    before: "{ actor: 経営層, answeredBy: executive",
    after: "{ actor: 経営層, answeredBy: handler",
    field: /^readings\[8\]\.answeredBy$/,
    message: /「経営層」は役割の名前なので、executive と読みます/,
  },
  {
    name: "as a role that its reason does not name",
    file: ROLES,
    before: "{ actor: 重要インフラ事業者等, answeredBy: ciso",
    after: "{ actor: 重要インフラ事業者等, answeredBy: securityManager",
    field: /^readings\[6\]\.reason$/,
    message: /どの役割に、なぜ読み替えるか.*情報セキュリティ責任者/,
  },
];

const ORDER: readonly WrongEdit[] = [
  {
    name: "examples exchanged",
    file: POLICY,
    before:
      'id: e6\n                lines: "406"\n                actors: []\n                text: セキュリティ人材の職能要件の管理及び教育・研修担当\n              - id: e7\n                lines: "407"\n                actors: []\n                text: 情報システム（ネットワークを含む）の運用担当',
    after:
      'id: e6\n                lines: "407"\n                actors: []\n                text: 情報システム（ネットワークを含む）の運用担当\n              - id: e7\n                lines: "406"\n                actors: []\n                text: セキュリティ人材の職能要件の管理及び教育・研修担当',
    linesBelow: 5,
    field: /\.examples\[6\]\.lines$/,
    message: /原文の 406 行は、前に書かれた項目の 407 行より前です/,
  },
  {
    name: "ids that do not ascend",
    file: POLICY,
    before:
      'id: e6\n                lines: "406"\n                actors: []\n                text: セキュリティ人材の職能要件の管理及び教育・研修担当\n              - id: e7',
    after:
      'id: e7\n                lines: "406"\n                actors: []\n                text: セキュリティ人材の職能要件の管理及び教育・研修担当\n              - id: e6',
    linesBelow: 4,
    field: /\.examples\[6\]\.id$/,
    message: /id は前の「e7」より大きい番号/,
  },
  {
    name: "sub-bullets whose lines do not ascend",
    file: IMPLEMENTATION,
    before: "- id: e1.2\n",
    after: "- id: e1.14\n",
    linesBelow: 5,
    field: /\.children\[2\]\.id$/,
    message: /id は前の「e1\.14」より大きい番号/,
  },
  {
    name: "measures exchanged",
    file: CHECK_ACT,
    before: '- id: "2"\n        code: ""\n        heading: ""\n        tier: required\n        paragraphs:\n          - lines: "2391"',
    after: '- id: "9"\n        code: ""\n        heading: ""\n        tier: required\n        paragraphs:\n          - lines: "2391"',
    linesBelow: 8,
    field: /\.measures\[2\]\.id$/,
    message: /id は前の「9」より大きい番号/,
  },
  {
    name: "the same text twice",
    file: POLICY,
    before: '              - id: e7\n                lines: "442"\n                actors: []\n                text: 例外措置の適用を申請する理由\n',
    after:
      '              - id: e7\n                lines: "442"\n                actors: []\n                text: 例外措置の適用を申請する理由\n              - id: e8\n                lines: "442"\n                actors: []\n                text: 例外措置の適用を申請する理由\n',
    linesBelow: 7,
    field: /\.examples\[7\]\.text$/,
    message: /ほかの項目に入っています/,
  },
  {
    name: "a part of a text as another entry",
    file: INFORMATION,
    before: '              - id: e2\n                lines: "752"\n',
    after:
      '              - id: e4\n                lines: "751"\n                actors: []\n                text: 速やかに情報を消去すること\n              - id: e2\n                lines: "752"\n',
    linesBelow: 3,
    field: /\.examples\[1\]\.text$/,
    message: /ほかの項目に入っています/,
  },
];

describe.each([
  ["a tier", TIERS],
  ["an actor", ACTORS],
  ["a reading", READINGS],
  ["an entry's place", ORDER],
] as const)("%s that contradicts the print is refused", (_, edits) => {
  it.each(edits)("$name", seeRefused);
});

describe("an example with a printed mark", () => {
  it("must begin its text with its code", () => {
    const copy = copyContent();
    const line = copy.edit(IMPLEMENTATION, "code: a)\n", "code: b)\n");
    expect(findingsOf(copy.root)).toContainEqual({
      file: `content/${IMPLEMENTATION}`,
      line: line + 1,
      field: expect.stringMatching(/\.children\[0\]\.text$/),
      message: expect.stringMatching(/原文の 1902 行に、この文が見つかりません/),
    });
  });
});
