import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { loadContent } from "@/lib/content/load";
import { filesIn } from "./sources";

/** Code that may name editions and sectors, and why. */
const MAY_NAME: Readonly<Record<string, string>> = {
  "lib/demo/": "the fictional data is of airports",
  "lib/server/environment/known-secrets.ts": "words that secrets are guessed from",
};

/** The names, strings and patterns of the code. Comments are left out, because they may give an example or name the source of a rule. */
function saidIn(name: string, source: string): string[] {
  const said: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node) || ts.isJsxText(node) || ts.isIdentifier(node)) {
      said.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, name.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS));
  return said;
}

const loaded = loadContent("content");
const { sectors, editions } = loaded.ok ? loaded.value : { sectors: [], editions: [] };
const words = [
  ...editions.flatMap(({ id, guideline }) => [id, guideline]),
  ...sectors.flatMap(({ id, name, systems }) => [id, name, ...systems.kinds.filter((kind) => kind.id !== "other").flatMap((kind) => [kind.id, kind.name])]),
  ...["airport", "空港", "旅客", "手荷物", "railway", "aviation", "logistics"],
];

const CONTENT_WORD = new RegExp(`(?<![a-z])(?:${[...new Set(words)].join("|")})(?![a-z])`, "i");
/** A clause of a guideline: 3.1.4.1(2), Ⅱ.6, 4章. Addresses and versions have other characters around them and do not match. */
const CLAUSE = /(?<![\d.])[1-5]\.\d\.\d+(?:\.\d+)?(?:\(|（|[\s　]*[ぁ-んァ-ヶ一-龠、。）]|$)|[ⅠⅡⅢ]\.\d|\d章/;

/** Splits camel case: `isKuko`. */
const apart = (text: string): string => text.replace(/([a-z])([A-Z])/g, "$1 $2");
const named = (text: string): boolean => CONTENT_WORD.test(text) || CONTENT_WORD.test(apart(text)) || (CLAUSE.test(text) && !/^\d+\.\d+\.\d+$/.test(text));

describe("C4 editions and sectors are data", () => {
  it("C4 the code is compared with the words of the content", () => {
    expect(words).toEqual(expect.arrayContaining(["kuko-2", "shishin-3", "tetsudo", "航空", "surveillance", "バゲージハンドリング"]));
  });

  it.each([
    ["an edition", 'const POLICY = "shishin-3";'],
    ["an item of one", "const first = `kuko-2:${section}:1`;"],
    ["a sector", 'if (sector === "koku") return;'],
    ["a sector in a name", "const isKuko = true;"],
    ["a kind of system", 'const KINDS = ["surveillance", "other"];'],
    ["an airport", "export const View = () => <p>空港の点検</p>;"],
    ["a clause", 'const text = "兼ねられません（安全ガイドライン 3.1.4.1(2)）。";'],
    ["a chapter", 'const title = "参照（4章）";'],
  ])("C4 code that names %s is detected", (_what, source) => {
    expect(saidIn("sample.tsx", source).some(named)).toBe(true);
  });

  it.each([
    ["a comment", "/** `kuko-2:3.1.2.1:1`, as 3.1.4.1(2) asks. */ const id = 1;"],
    ["an address", 'const host = "127.0.0.1";'],
    ["a version", 'const openapi = "3.1.0";'],
    ["a word that holds one", 'const word = "kokuban";'],
  ])("C4 %s is accepted", (_what, source) => {
    expect(saidIn("sample.tsx", source).filter(named)).toEqual([]);
  });

  it("C4 no code but the demo names an edition, a sector, a kind of system, an airport or a clause", () => {
    const files = ["lib", "app", "components", "scripts"].flatMap(filesIn);
    expect(files.length).toBeGreaterThan(500);
    const found = [...files, ...readdirSync(".").filter((name) => /\.(?:ts|mjs|js)$/.test(name))]
      .filter((name) => !Object.keys(MAY_NAME).some((place) => name.startsWith(place)))
      .flatMap((name) =>
        saidIn(name, readFileSync(name, "utf8"))
          .filter(named)
          .map((text) => `${name}: ${text.slice(0, 80)}`),
      );
    expect(found).toEqual([]);
  });
});
