import { describe, expect, it } from "vitest";
import { contentCheck } from "@/lib/cli/content";
import type { Finding } from "@/lib/content/finding";
import { loadContent } from "@/lib/content/load";
import { loadSectors } from "@/lib/content/sectors";
import { CONTENT_ROOT, copyContent } from "./content-copy";

function findingsOf(root: string): readonly Finding[] {
  const loaded = loadContent(root);
  if (loaded.ok) throw new Error("the content was loaded");
  return loaded.refusal;
}

const KUKO = "sectors/kuko.yaml";
const KOKU = "sectors/koku.yaml";
const BINDING = "editions: [kuko-2, shishin-3]";

describe("C4 sectors", () => {
  it("C4 sectors are the four in the preface of the guideline, and the check lists them", () => {
    const loaded = loadContent(CONTENT_ROOT);
    const sectors = loaded.ok ? loaded.value.sectors : [];
    expect(sectors.map(({ id, name, ministry, editions }) => ({ id, name, ministry, editions }))).toEqual([
      { id: "butsuryu", name: "物流", ministry: "国土交通省", editions: ["shishin-3"] },
      { id: "koku", name: "航空", ministry: "国土交通省", editions: ["shishin-3"] },
      { id: "kuko", name: "空港", ministry: "国土交通省", editions: ["kuko-2", "shishin-3"] },
      { id: "tetsudo", name: "鉄道", ministry: "国土交通省", editions: ["shishin-3"] },
    ]);
    expect(loadSectors(CONTENT_ROOT)).toEqual(sectors);
    const kinds = sectors.map(({ id, systems }) => [id, systems.kinds.map((kind) => `${kind.id} ${kind.name}`)]);
    expect(kinds).toEqual([
      ["butsuryu", ["other その他"]],
      ["koku", ["other その他"]],
      ["kuko", ["surveillance 警戒警備・監視", "flightInformation フライトインフォメーション", "baggageHandling バゲージハンドリング", "other その他"]],
      ["tetsudo", ["other その他"]],
    ]);
    const { ok, lines } = contentCheck(CONTENT_ROOT);
    expect(ok).toBe(true);
    expect(lines.at(-1)).toBe("分野: butsuryu 物流、koku 航空、kuko 空港、tetsudo 鉄道");
  });

  it.each([
    { name: "an id that is no id", file: KOKU, before: "id: koku", after: "id: 航空", field: "id", message: /英小文字/ },
    { name: "an id that its file does not have", file: KOKU, before: "id: koku", after: "id: tetsudo", field: "id", message: /ファイルの名前と同じ/ },
    { name: "an empty name", file: KOKU, before: "name: 航空", after: 'name: ""', field: "name", message: /100 文字まで/ },
    { name: "a name twice", file: "sectors/tetsudo.yaml", before: "name: 鉄道", after: "name: 航空", field: "name", message: /「航空」が重なっています/ },
    { name: "no edition", file: KUKO, before: BINDING, after: "editions: []", field: "editions", message: /1つ以上/ },
    {
      name: "an edition that is not here",
      file: KOKU,
      before: "editions: [shishin-3]",
      after: "editions: [shishin-3, koku-9]",
      field: "editions[1]",
      message: /版「koku-9」はありません/,
    },
    { name: "an edition twice", file: KUKO, before: BINDING, after: "editions: [kuko-2, kuko-2]", field: "editions[1]", message: /「kuko-2」が重なっています/ },
    { name: "an unknown field", file: KOKU, before: "name: 航空", after: "name: 航空\ncolour: 青", below: 1, field: "colour", message: /知らない項目名です/ },
    {
      name: "no ministry",
      file: KOKU,
      before: "ministry: 国土交通省\n",
      after: "",
      at: 3,
      field: "ministry",
      message: /必要な項目がありません/,
    },
    {
      name: "a kind whose id is no id",
      file: KOKU,
      before: "id: other",
      after: "id: other-1",
      field: "systems.kinds[0].id",
      message: /英字だけ/,
    },
    {
      name: "a kind twice",
      file: KUKO,
      before: "id: flightInformation",
      after: "id: surveillance",
      field: "systems.kinds[1].id",
      message: /「surveillance」が重なっています/,
    },
    {
      name: "a kind that is not printed where it says",
      file: KUKO,
      before: 'name: 警戒警備・監視, lines: "309"',
      after: 'name: 警戒警備・監視, lines: "313"',
      field: "systems.kinds[0].name",
      message: /原文の 313 行に、「警戒警備・監視」が見つかりません/,
    },
    {
      name: "a printed kind of no edition",
      file: KOKU,
      before: "name: その他 }",
      after: 'name: その他, lines: "309" }',
      field: "systems.kinds[0].lines",
      message: /printedIn に書いて/,
    },
    {
      name: "kinds printed in an edition that does not bind it",
      file: KUKO,
      before: "printedIn: kuko-2",
      after: "printedIn: kuko-9",
      field: "systems.printedIn",
      message: /この分野を拘束しません/,
    },
    {
      name: "another name for a kind of another sector",
      file: KUKO,
      before: "{ id: other, name: その他 }",
      after: "{ id: other, name: ほか }",
      field: "systems.kinds[3].name",
      message: /種類「other」は、ほかの分野で「その他」です/,
    },
    {
      name: "words for an edition that does not bind it",
      file: KUKO,
      before: "  kuko-2:\n",
      after: "  kuko-9:\n",
      field: "wording.kuko-9",
      message: /この分野を拘束しません/,
    },
    { name: "words that nothing shows", file: KUKO, before: "    roles:", after: "    role:", field: "wording.kuko-2.role", message: /知らない項目名です/ },
  ])("C4 sectors with $name are refused with file, line and field", ({ file, before, after, field, message, below = 0, at }: SectorEdit) => {
    const { root, edit } = copyContent();
    const line = at ?? edit(file, before, after) + below;
    if (at !== undefined) edit(file, before, after);
    expect(findingsOf(root)).toEqual([{ file: `content/${file}`, line, field, message: expect.stringMatching(message) as unknown }]);
    expect(contentCheck(root)).toMatchObject({
      ok: false,
      lines: [expect.stringContaining(`content/${file}:${line}: ${field}: `), "誤りが1件あります。"],
    });
  });

  it("C4 sectors may define the wording of an edition only once", () => {
    const { root, append, edit } = copyContent();
    edit(KOKU, "editions: [shishin-3]", "editions: [shishin-3, kuko-2]");
    append(KOKU, "wording:\n  kuko-2:\n    references: 4章");
    expect(findingsOf(root)).toMatchObject([
      { file: `content/${KUKO}`, field: "wording.kuko-2", message: "版「kuko-2」の言い方は、ほかの分野のファイルにあります" },
    ]);
  });

  it("C4 the files of sectors must exist", () => {
    const { root, remove } = copyContent();
    remove("sectors");
    expect(findingsOf(root)).toEqual([{ file: "content/sectors", line: 1, field: "", message: "分野のファイルがありません" }]);
  });
});

interface SectorEdit {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly field: string;
  readonly message: RegExp;
  /** Number of lines from `before` to the finding. */
  readonly below?: number;
  /** The line of the finding, if it is not that of `before`. */
  readonly at?: number;
}
