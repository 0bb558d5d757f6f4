import { describe, expect, it } from "vitest";
import { contentCheck } from "@/lib/cli/content";
import { copyContent } from "./content-copy";
import { CROSSWALK, findingsOf, KUKO, seeRefused, type WrongEdit } from "./wrong-edits";

const POLICY = `${KUKO}/sections/10-plan-policy.yaml`;

const WRONG_EDITS: readonly WrongEdit[] = [
  {
    name: "an actor that the readings table does not know",
    file: POLICY,
    before: "actors: [最高情報セキュリティ責任者]",
    after: "actors: [最高情報責任者]",
    field: /^sections\[\d+\]\.measures\[0\]\.paragraphs\[0\]\.actors\[0\]$/,
    message: /主体「最高情報責任者」が roles\.yaml の読替え表にありません/,
  },
  {
    name: "an actor that is not printed there",
    file: POLICY,
    before: "actors: [最高情報セキュリティ責任者]",
    after: "actors: [システム管理者]",
    field: /^sections\[\d+\]\.measures\[0\]\.paragraphs\[0\]\.actors\[0\]$/,
    message: /主体「システム管理者」は、この文の主語として印刷されていません/,
  },
  {
    name: "two sections of one id",
    file: POLICY,
    before: 'id: "3.1.1"',
    after: 'id: "3.1"',
    field: /^sections\[2\]\.id$/,
    message: /「3\.1」が重なっています/,
  },
  {
    name: "two examples of one id",
    file: POLICY,
    before: "id: e2\n",
    after: "id: e1\n",
    field: /\.examples\[1\]\.id$/,
    message: /:e1」が重なっています/,
  },
  {
    name: "a section below one that does not exist",
    file: POLICY,
    before: 'parent: "3.1.2"',
    after: 'parent: "3.9.9"',
    field: /^sections\[\d+\]\.parent$/,
    message: /上の節「3\.9\.9」がありません/,
  },
  {
    name: "a link to a term that does not exist",
    file: `${KUKO}/links.yaml`,
    before: "target: glossary:g-5.4-5",
    after: "target: glossary:g-9.9",
    field: /^links\[0\]\.target$/,
    message: /参照先「glossary:g-9\.9」がありません/,
  },
  {
    name: "a link whose words are not in the text",
    file: `${KUKO}/links.yaml`,
    before: "text: HSE(5.4(5)参照)",
    after: "text: HSE(5.4(6)参照)",
    field: /^links\[0\]\.text$/,
    message: /この文字列がありません/,
  },
  {
    name: "a reference row of a section that does not exist",
    file: `${KUKO}/references.yaml`,
    before: 'section: "3.1"',
    after: 'section: "3.4"',
    field: /^rows\[0\]\.section$/,
    message: /節「3\.4」がありません/,
  },
  {
    name: "a crosswalk to a section that does not exist",
    file: CROSSWALK,
    before: "sections: [ 3.1.4.1,",
    after: "sections: [ 3.1.4.9,",
    field: /^entries\[0\]\.sections\[0\]$/,
    message: /節「3\.1\.4\.9」がありません/,
  },
  {
    name: "a crosswalk from an item that does not exist",
    file: CROSSWALK,
    before: "item: shishin-3:2-6-1-a:1",
    after: "item: shishin-3:2-6-1-a:9",
    field: /^entries\[0\]\.item$/,
    message: /項目「shishin-3:2-6-1-a:9」がない/,
  },
  {
    name: "a text that is not in the source",
    file: POLICY,
    before: "text: 情報セキュリティ委員会は、情報セキュリティ関係規程への重大な違反事項",
    after: "text: 情報セキュリティ委員会は、情報セキュリティ関係規程への軽微な違反事項",
    field: /^sections\[\d+\]\.measures\[0\]\.paragraphs\[0\]\.text$/,
    message: /原文の 422 行に、この文が見つかりません。「….*規程への」までは在り、続く「軽微な違反/,
  },
  {
    name: "a text at the wrong line",
    file: POLICY,
    before: 'lines: "422"',
    after: 'lines: "420"',
    linesBelow: 2,
    field: /^sections\[\d+\]\.measures\[0\]\.paragraphs\[0\]\.text$/,
    message: /原文の 420 行に、この文が見つかりません/,
  },
  {
    name: "a heading that is not printed so",
    file: POLICY,
    before: "heading: 違反と例外措置",
    after: "heading: 例外措置",
    field: /^sections\[\d+\]\.heading$/,
    message: /原文の 412 行に、この文が見つかりません/,
  },
  {
    name: "an unknown key",
    file: POLICY,
    before: "    situation: 方針\n",
    after: "    situation: 方針\n    観点: 方針\n",
    linesBelow: 1,
    field: /^sections\[\d+\]\.観点$/,
    message: /知らない項目名です/,
  },
  {
    name: "an unknown tier",
    file: POLICY,
    before: "tier: required",
    after: "tier: must",
    field: /^sections\[2\]\.measures\[0\]\.tier$/,
    message: /次のどれかを書いてください: "required"、"reference"/,
  },
  {
    name: "a missing field",
    file: POLICY,
    before: "    heading: 「方針」の観点\n",
    after: "",
    linesBelow: -3,
    field: /^sections\[\d+\]\.heading$/,
    message: /必要な項目がありません/,
  },
  {
    name: "lines that are no lines",
    file: POLICY,
    before: 'lines: "422"',
    after: "lines: 422から",
    field: /\.paragraphs\[0\]\.lines$/,
    message: /原文の行を「12」/,
  },
  {
    name: "a source other than the recorded one",
    file: `${KUKO}/guideline.yaml`,
    before: "sha256: 83b59e1b",
    after: "sha256: 00000000",
    field: /^source\.sha256$/,
    message: /SHA-256 と違います/,
  },
  {
    name: "the wrong phase",
    file: POLICY,
    before: "phase: plan\n    phaseEditorial: false",
    after: "phase: do\n    phaseEditorial: false",
    field: /^sections\[1\]\.phase$/,
    message: /見出しに印刷された観点は plan です/,
  },
  {
    name: "a correction of what is not there",
    file: `${KUKO}/corrections.yaml`,
    before: "found: 障害発生 of 早期検知",
    after: "found: 障害発生 on 早期検知",
    field: /^corrections\[0\]\.found$/,
    message: /原文の 57 行に、この字が見つかりません/,
  },
];

describe("wrong edits of the content are refused, with file, line and field", () => {
  it.each(WRONG_EDITS)("$name", seeRefused);

  it("a measure without an actor that does not say who answers it", () => {
    const copy = copyContent();
    copy.edit(POLICY, "        answeredBy: [ciso]\n", "");
    expect(findingsOf(copy.root)).toEqual([
      {
        file: `content/${POLICY}`,
        line: expect.any(Number),
        field: "sections[2].measures[0]",
        message: "主体も answeredBy もないので、誰も回答しません。どちらかを書いてください",
      },
    ]);
  });

  it("a role set by hand although an actor is printed", () => {
    const copy = copyContent();
    const line = copy.edit(
      POLICY,
      'headingLines: "420"\n        tier: required\n',
      'headingLines: "420"\n        tier: required\n        answeredBy: [ciso]\n',
    );
    expect(findingsOf(copy.root)).toEqual([expect.objectContaining({ line: line + 2, field: expect.stringMatching(/measures\[0\]\.answeredBy$/) })]);
  });

  it("a file with an unknown name, a missing file and one that is no YAML", () => {
    const copy = copyContent();
    copy.write(`${KUKO}/glosary.yaml`, "glossary: []\n");
    copy.remove("guidelines/shishin/3/roles.yaml");
    const line = copy.append(`${KUKO}/markers.yaml`, '  - { text: "');
    expect(findingsOf(copy.root)).toEqual(
      expect.arrayContaining([
        { file: `content/${KUKO}/glosary.yaml`, line: 1, field: "", message: "知らないファイル名です" },
        { file: "content/guidelines/shishin/3/roles.yaml", line: 1, field: "", message: "ファイルがありません" },
        expect.objectContaining({ file: `content/${KUKO}/markers.yaml`, message: expect.stringMatching(/^YAML として/) }),
      ]),
    );
    expect(line).toBeGreaterThan(1);
  });

  it("every finding is a line of the check, and the check fails", () => {
    const copy = copyContent();
    const line = copy.edit(POLICY, "tier: required", "tier: must");
    const { ok, lines } = contentCheck(copy.root);
    expect(ok).toBe(false);
    expect(lines[0]).toMatch(new RegExp(`^content/${POLICY}:${line}: sections\\[2\\]\\.measures\\[0\\]\\.tier: 次のどれか`));
    expect(lines.at(-1)).toBe("誤りが1件あります。");
  });
});
