import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

/** Words that docs/style.md (9) asks to avoid, each a whole word. "Look" is avoided as a noun alone; a deputy stands in for somebody. */
const AVOIDED = [
  /\b(?:whoever|whomever|whosoever|what is told)\b/i,
  /\b(?:deeds?|standing(?! in\b)|anew)\b/i,
  /\b(?:an?|the|every|each|any|one|no|first|second|other|refused|audited|its|their|of|by|per|than) looks?\b|\blooks,? (?:and|or|of|are|leave)\b/i,
];

const CODE = /\.(?:tsx?|mjs|css|prisma)$/;
/** A comment of any number of lines, or what follows slashes that are no part of an address. */
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/\/?(?=\s).*$/gm;
/** The first text of a test or of a group of tests, also after a table. */
const TITLE = /(?:\b(?:describe|it|test|suite|walk)(?:\.\w+)*\(|\)\()\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1/g;
/** What a page or a comment quotes: code, addresses, and the words of others. */
const QUOTED = /```[\s\S]*?```|`[^`\n]*`|\]\([^)\s]*\)|^> .*$/gm;
/** Words joined to others are names: `look-log`. */
const NAME = /\w*(?:[-./]\w+)+/g;

/** The English of a file: its comments and the titles of its tests; of a page, everything. */
function englishIn(file: string, text: string): string[] {
  const parts = file.endsWith(".md") ? [text] : [...text.matchAll(COMMENT)].map(([comment]) => comment.replaceAll(/^\s*\*/gm, ""));
  const titles = /\.(?:test|spec)\.ts$/.test(file) ? [...text.matchAll(TITLE)].map(([, , title = ""]) => title) : [];
  return [...parts, ...titles].map((part) => part.replace(QUOTED, "…").replace(NAME, "…").replaceAll(/\s+/g, " "));
}

/** The avoided words of a text, each with what stands around it. */
const avoidedIn = (text: string): string[] =>
  AVOIDED.flatMap((word) => {
    const found = word.exec(text);
    return found ? [text.slice(Math.max(0, found.index - 30), found.index + 50)] : [];
  });

const inFolder = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.replaceAll("\\", "/")))
    .filter((file) => ending.test(file));

const THIS = "tests/architecture/english.test.ts";
/** Names the words. */
const STYLE = "docs/style.md";

/** A name of the code with one of the words in it. */
const NAMED = /(?:(?<![A-Za-z])(?:standing|deeds?)|Standing|Deeds?)(?![a-z])/;
/** Functions of landed migrations, and a schema of the API's document: others rely on these names. */
const KEPT_NAMES = /\bportal_(?:operator_)?standing\b|(?<=["/])StandingAnswer(?=[".])/g;

const withoutComments = (text: string): string => text.replace(COMMENT, "");

describe("C3 English is plain", () => {
  it("C3 no name in the code, the tests or the scripts has such a word in it", () => {
    const named = ["app", "components", "lib", "scripts", "tests", "prisma/schema"]
      .flatMap((folder) => inFolder(folder, CODE))
      .filter((file) => file !== THIS && NAMED.test(withoutComments(readFileSync(file, "utf8")).replace(KEPT_NAMES, "")));
    expect(named).toEqual([]);
  });

  it.each(["const standing = 1;", "interface StandingItem {", "readStanding(row)", "<Standing />", 'kind: "standing"', "data-standing={true}", "undoDeed()"])(
    "C3 %j has one",
    (text) => {
      expect(text).toMatch(NAMED);
    },
  );

  it.each(["confirmedOutstanding", "outstanding", "understandingOf"])("C3 %j has none", (text) => {
    expect(text).not.toMatch(NAMED);
  });

  it("C3 no comment, title or English page uses a word that docs/style.md avoids", () => {
    const files = [
      ...["app", "components", "lib", "scripts", "tests", "prisma/schema"].flatMap((folder) => inFolder(folder, CODE)),
      ...inFolder("docs", /\.md$/),
    ].filter((file) => file !== THIS && file !== STYLE);
    expect(files.length).toBeGreaterThan(1000);
    expect(files.flatMap((file) => englishIn(file, readFileSync(file, "utf8")).flatMap((text) => avoidedIn(text).map((found) => `${file}: ${found}`)))).toEqual(
      [],
    );
  });

  it.each([
    ["ts", "/** Standing remarks\n * of a sheet. */"],
    ["ts", "const a = 1; // a reader, whoever it is"],
    ["ts", "/** Actions,\n * looks and refusals. */"],
    ["css", "/* The page is drawn anew. */"],
    ["prisma", "  /// Why it is confirmed anew."],
    ["test.ts", 'it("every look leaves a trace", () => {'],
    ["test.ts", "  ] as const)(`a refused look of %s`, () => {"],
    ["spec.ts", "test(\n  'a deed is undone', async () => {"],
    ["md", "What was told before.\n\nA table of deeds."],
  ])("C3 in a file of %s, %j uses one", (ending, text) => {
    expect(englishIn(`a.${ending}`, text).flatMap(avoidedIn)).not.toEqual([]);
  });

  it.each([
    ["ts", "/** What looks at `standing`, and what must not look like a button, standing in for one. */"],
    ["ts", "export const standing = 1;"],
    ["ts", 'const address = "https://a.example/look and deed";'],
    ["ts", "/** A row of lib/standing/deed.ts, on the page /operator/look-log. */"],
    ["md", "> The table of deeds\n\nSee [the log](/operator/look-log)."],
  ])("C3 in a file of %s, %j uses none", (ending, text) => {
    expect(englishIn(`a.${ending}`, text).flatMap(avoidedIn)).toEqual([]);
  });
});
