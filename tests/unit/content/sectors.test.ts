import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contentCheck } from "@/lib/cli/content";
import type { Finding } from "@/lib/content/finding";
import { loadContent } from "@/lib/content/load";
import { CONTENT_ROOT, copyContent } from "./content-copy";

function findingsOf(root: string): readonly Finding[] {
  const loaded = loadContent(root);
  if (loaded.ok) throw new Error("the content was loaded");
  return loaded.refusal;
}

const FILE = "content/sectors.yaml";

describe("sectors", () => {
  it("are the four of the guideline's preface, and the check names them", () => {
    const loaded = loadContent(CONTENT_ROOT);
    expect(loaded.ok && loaded.value.sectors).toEqual([
      { id: "tetsudo", name: "鉄道", ministry: "国土交通省", editions: ["shishin-3"] },
      { id: "koku", name: "航空", ministry: "国土交通省", editions: ["shishin-3"] },
      { id: "kuko", name: "空港", ministry: "国土交通省", editions: ["kuko-2", "shishin-3"] },
      { id: "butsuryu", name: "物流", ministry: "国土交通省", editions: ["shishin-3"] },
    ]);
    const { ok, lines } = contentCheck(CONTENT_ROOT);
    expect(ok).toBe(true);
    expect(lines.at(-1)).toBe("分野: tetsudo 鉄道、koku 航空、kuko 空港、butsuryu 物流");
  });

  it.each([
    { name: "an id that is no id", before: "id: koku", after: "id: 航空", field: "sectors[1].id", message: /英小文字/ },
    { name: "an id twice", before: "id: koku", after: "id: tetsudo", field: "sectors[1].id", message: /「tetsudo」が重なっています/ },
    { name: "a name twice", before: "name: 航空", after: "name: 鉄道", field: "sectors[1].name", message: /「鉄道」が重なっています/ },
    { name: "an empty name", before: "name: 航空", after: 'name: ""', field: "sectors[1].name", message: /100 文字まで/ },
    { name: "no ministry", before: "name: 航空, ministry: 国土交通省,", after: "name: 航空,", field: "sectors[1].ministry", message: /必要な項目がありません/ },
    {
      name: "an edition that is not here",
      before: "editions: [kuko-2, shishin-3]",
      after: "editions: [kuko-9, shishin-3]",
      field: "sectors[2].editions[0]",
      message: /版「kuko-9」はありません/,
    },
    {
      name: "an edition twice",
      before: "editions: [kuko-2, shishin-3]",
      after: "editions: [kuko-2, kuko-2]",
      field: "sectors[2].editions[1]",
      message: /「kuko-2」が重なっています/,
    },
    { name: "no edition", before: "editions: [kuko-2, shishin-3]", after: "editions: []", field: "sectors[2].editions", message: /1つ以上/ },
    { name: "an unknown field", before: "name: 航空", after: "name: 航空, colour: 青", field: "sectors[1].colour", message: /知らない項目名です/ },
  ])("with $name are refused with file, line and field", ({ before, after, field, message }) => {
    const { root, edit } = copyContent();
    const line = edit("sectors.yaml", before, after);
    expect(findingsOf(root)).toEqual([{ file: FILE, line, field, message: expect.stringMatching(message) as unknown }]);
    expect(contentCheck(root)).toMatchObject({ ok: false, lines: [expect.stringContaining(`${FILE}:${line}: ${field}: `), "誤りが1件あります。"] });
  });

  it("must be there", () => {
    const { root } = copyContent();
    rmSync(join(root, "sectors.yaml"));
    expect(findingsOf(root)).toEqual([{ file: FILE, line: 1, field: "", message: "ファイルがありません" }]);
  });
});
