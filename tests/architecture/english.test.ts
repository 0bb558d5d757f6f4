import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { filesIn } from "./sources";

/** Words that docs/style.md (9) asks to avoid in comments, titles of tests and documents, where they have no other meaning. */
const AVOIDED = /\b(?:whoever|whomever|whosoever|what is told)\b/i;

const THIS = "tests/architecture/english.test.ts";
/** Names the words. */
const STYLE = "docs/style.md";

const inFolder = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.replaceAll("\\", "/")))
    .filter((file) => ending.test(file));

describe("English is plain", () => {
  it("no comment, title or English page uses a word that docs/style.md avoids", () => {
    const files = [
      ...["app", "components", "lib", "scripts", "tests"].flatMap((folder) => [...filesIn(folder), ...inFolder(folder, /\.css$/)]),
      ...inFolder("prisma/schema", /\.prisma$/),
      ...inFolder("docs", /\.md$/),
    ].filter((file) => file !== THIS && file !== STYLE);
    expect(files.length).toBeGreaterThan(1000);
    const found = files.flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line, index) => (AVOIDED.test(line) ? [`${file}:${index + 1} ${line.trim().slice(0, 100)}`] : [])),
    );
    expect(found).toEqual([]);
  });
});
