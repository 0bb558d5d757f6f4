import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Carriers = ReadonlyMap<string, readonly string[]>;

/** A title begins with the ids of the acceptance points that its test covers. */
const TITLE = /\(\s*["'`]((?:[CFM]\d+ )+)/g;
/** Bench files have no titles; their first comment begins with the id. */
const BENCH = /\/\*\* ([CFM]\d+):/g;

const sourcesOfTests = (): string[] =>
  readdirSync("tests", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `tests/${name.replaceAll("\\", "/")}`)
    .sort();

function carriersInTests(): Carriers {
  const found = new Map<string, string[]>();
  for (const file of sourcesOfTests()) {
    const text = readFileSync(file, "utf8");
    const ids = [...text.matchAll(file.startsWith("tests/bench/") ? BENCH : TITLE)].flatMap(([, words = ""]) => words.trim().split(" "));
    for (const id of new Set(ids)) found.set(id, [...(found.get(id) ?? []), file]);
  }
  return found;
}

function carriersInPage(): Carriers {
  const chapters = readFileSync("docs/acceptance.md", "utf8").split(/^## /m).slice(1);
  return new Map(chapters.map((chapter) => [chapter.split("\n")[0] ?? "", [...chapter.matchAll(/^- `([^`]+)`$/gm)].map(([, file = ""]) => file).sort()]));
}

describe("C3 acceptance points", () => {
  it("C3 acceptance points are the twelve of the first version, the twelve of its first year of use and the six of its structure, in order", () => {
    const points = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${String(index + 1)}`);
    expect([...carriersInPage().keys()]).toEqual([...points("F", 12), ...points("M", 12), ...points("C", 6)]);
  });

  it("C3 acceptance points are each covered by a test, and by exactly the tests that docs/acceptance.md names", () => {
    const byId = (carriers: Carriers) => Object.fromEntries([...carriers].sort(([one], [other]) => one.localeCompare(other, "en", { numeric: true })));
    expect(byId(carriersInTests())).toEqual(byId(carriersInPage()));
  });
});
