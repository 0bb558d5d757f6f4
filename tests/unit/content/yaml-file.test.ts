import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readYamlFile } from "@/lib/content/yaml-file";

const schema = z.strictObject({
  terms: z.array(z.strictObject({ code: z.string(), text: z.string(), old: z.boolean().optional() })),
});
const read = (text: string) => readYamlFile("content/terms.yaml", text, schema);
const refusalOf = (text: string) => {
  const result = read(text);
  if (result.ok) throw new Error("the file was read");
  return result.refusal;
};

describe("a YAML file of the content", () => {
  it("keeps numbers as written, quoted or not", () => {
    const result = read('terms:\n  - { code: 5.10, text: "012", old: true }\n');
    expect(result.ok && result.value.value).toEqual({ terms: [{ code: "5.10", text: "012", old: true }] });
  });

  it("reports each error at its own line and field", () => {
    expect(refusalOf("terms:\n  - code: a\n    text: b\n  - code: a\n    txt: b\n    old: いいえ\n")).toEqual([
      { file: "content/terms.yaml", line: 4, field: "terms[1].text", message: "必要な項目がありません" },
      { file: "content/terms.yaml", line: 6, field: "terms[1].old", message: "true か false の値を書いてください" },
      { file: "content/terms.yaml", line: 5, field: "terms[1].txt", message: "知らない項目名です" },
    ]);
  });

  it("finds the line of a later finding by its path, in a block text by its key", () => {
    const result = read("# 前書き\nterms:\n  - code: a\n    text: |\n      一行目\n      二行目\n");
    if (!result.ok) throw new Error("the file was not read");
    expect(result.value.findingAt(["terms", 0, "text"], "違います")).toEqual({
      file: "content/terms.yaml",
      line: 4,
      field: "terms[0].text",
      message: "違います",
    });
  });

  it.each([
    ["a key written twice", "terms: []\nterms: []\n", 2, "同じ項目名が二度書かれています"],
    ["an open quote", 'terms:\n  - { code: "a, text: b }\n', 3, "記号（引用符や「:」、「,」など）が足りません"],
  ])("refuses %s", (_, text, line, message) => {
    expect(refusalOf(text)[0]).toEqual({
      file: "content/terms.yaml",
      line,
      field: "",
      message: `YAML として読めません。${message}`,
    });
  });

  it("refuses an empty file", () => {
    expect(refusalOf("")).toEqual([{ file: "content/terms.yaml", line: 1, field: "", message: "項目の組を書いてください" }]);
  });
});
