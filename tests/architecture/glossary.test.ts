import { describe, expect, it } from "vitest";
import * as checking from "@/lib/domain/checking/state";
import { GAP_RULE_CODES } from "@/lib/domain/gap/rules";
import * as guideline from "@/lib/domain/guideline/edition";
import { REFUSAL_CODES } from "@/lib/domain/shared/refusal";
import { filesIn, textOf } from "@/tests/support/repository";

const GLOSSARY = "docs/glossary.md";

/** Words in backticks of the second column, in the tables whose second column is called `code`. */
function codeWords(page: string): string[] {
  const words: string[] = [];
  let isCode = false;
  for (const line of page.split("\n")) {
    if (!line.startsWith("|")) isCode = false;
    const [, , second = ""] = line.split("|").map((cell) => cell.trim());
    if (second === "code") isCode = true;
    else if (isCode) words.push(...[...second.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word));
  }
  return [...new Set(words)];
}

/** The entries of a module's lists: each exported array of ASCII strings. */
const choicesIn = (module: object): string[] =>
  Object.values(module).flatMap((value: unknown) =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === "string" && /^\w+$/.test(one)) : [],
  );

const words = codeWords(textOf(GLOSSARY));

describe("the glossary", () => {
  it("names only words that the code or the schema uses", () => {
    const sources = [...filesIn("lib", /\.(?:ts|mjs)$/), ...filesIn("prisma/schema", /\.prisma$/)].map(textOf).join("\n");
    const used = new Set(sources.match(/\w+/g));
    expect(words.length).toBeGreaterThan(100);
    expect(words.filter((word) => !used.has(word))).toEqual([]);
  });

  it("C3 reserves words for planned parts that no type and no model has yet", () => {
    const planned = (textOf(GLOSSARY).split("\n## Planned\n")[1] ?? "").match(/\b[A-Z]\w+\b/g) ?? [];
    const sources = [...filesIn("lib/domain", /\.ts$/), ...filesIn("prisma/schema", /\.prisma$/)].map(textOf).join("\n");
    const named = new Set([...sources.matchAll(/^(?:export (?:interface|type|class)|model|enum) (\w+)/gm)].map(([, name = ""]) => name));
    expect(planned).toContain("YearPlan");
    expect(named).toContain("Cycle");
    expect(planned.filter((word) => named.has(word))).toEqual([]);
  });

  it.each([
    ["state and choice of a self-check", choicesIn(checking)],
    ["role, tier, phase and kind of a guideline", choicesIn(guideline)],
    ["rule of the gap report", [...GAP_RULE_CODES]],
    ["refusal", [...REFUSAL_CODES]],
  ])("lists every %s", (_what, choices) => {
    expect(choices.length).toBeGreaterThan(5);
    expect(choices.filter((choice) => !words.includes(choice))).toEqual([]);
  });
});
