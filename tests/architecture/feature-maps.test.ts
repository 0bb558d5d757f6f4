import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { textOf } from "@/tests/support/repository";

/** The tables of docs/architecture.md that lead through a noun of many folders: "(below `lib/features/<noun>`)" and a table. */
const MAPS = new Map(
  [...textOf("docs/architecture.md").matchAll(/\(below `(lib\/features\/[a-z-]+)`\)[^\n]*\n\n((?:\|.*\n)+)/g)].map(([, noun = "", table = ""]) => [
    noun,
    table,
  ]),
);

const foldersOf = (noun: string): string[] =>
  readdirSync(noun, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** The folders in the last column of a table. */
const namedIn = (table: string): string[] =>
  table
    .split("\n")
    .flatMap((row) => [...(row.split(" | ").at(-1) ?? "").matchAll(/`([a-z-]+)`/g)].map(([, name = ""]) => name))
    .sort();

/** The section of docs/architecture.md with this heading. */
const section = (heading: string): string => textOf("docs/architecture.md").split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";

describe("C3 the map of the database", () => {
  it("C3 names each file once", () => {
    const [map = ""] = /\| what \| where \|\n(?:\|.*\n)+/.exec(section("The database")) ?? [];
    const named = [...map.matchAll(/`([a-z-]+\.(?:ts|mjs))`/g)].map(([, name = ""]) => name).sort();
    expect(named).toEqual(readdirSync("lib/server/database").sort());
  });

  it("C3 names limits that stand where it says", () => {
    const limits = [...section("The database").matchAll(/^\| .* \| ((?:`\w+`(?:, )?)+) in `([^`]+)` \|$/gm)];
    const [, rows = ""] = /\| limit \| where \|\n.*\n((?:\|.*\n)+)/.exec(section("The database")) ?? [];
    expect(limits.map(([row]) => row)).toEqual(rows.trimEnd().split("\n"));
    const missing = limits.flatMap(([, names = "", file = ""]) =>
      [...names.matchAll(/`(\w+)`/g)].flatMap(([, name = ""]) =>
        new RegExp(`^(?:export )?(?:const|function) ${name}\\b`, "m").test(textOf(file)) ? [] : [`${file} ${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });
});

describe("C2 the maps of nouns with many folders", () => {
  it("C2 there is one for each noun of five folders or more, and for no other", () => {
    const large = foldersOf("lib/features")
      .map((noun) => `lib/features/${noun}`)
      .filter((noun) => foldersOf(noun).length >= 5);
    expect(large).toContain("lib/features/sheets");
    expect([...MAPS.keys()].sort()).toEqual(large);
  });

  it.each([...MAPS])("C2 that of %s names each folder once", (noun, table) => {
    expect(namedIn(table)).toEqual(foldersOf(noun));
  });
});
