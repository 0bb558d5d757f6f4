import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { textOf } from "@/tests/support/repository";

/** The tables of docs/architecture.md that lead through a noun of many folders: "(below `lib/features/<noun>`):" and a table. */
const MAPS = new Map(
  [...textOf("docs/architecture.md").matchAll(/\(below `(lib\/features\/[a-z]+)`\):\n\n((?:\|.*\n)+)/g)].map(([, noun = "", table = ""]) => [noun, table]),
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

describe("C2 the maps of nouns with many folders", () => {
  it("C2 there is one for each noun whose folders cannot be told apart by name", () => {
    expect([...MAPS.keys()].sort()).toEqual(["handover", "organisation", "results", "surveys"].map((noun) => `lib/features/${noun}`));
  });

  it.each([...MAPS])("C2 that of %s names each folder once", (noun, table) => {
    expect(namedIn(table)).toEqual(foldersOf(noun));
  });
});
