import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

/*
 * `handedIn` is one state of a sheet. What counts (`handedIn` or `accepted`) is `counted` inside and `handedIn` in the API, which
 * keeps its names: a name that means both is a number that leaves out the accepted sheets, or a right that covers too much.
 */
const MEANS_COUNTED = [
  /\bAS "handedIn"/,
  /\bhandedIn\??:\s*(?:readonly )?(?:number|boolean|z\.(?:boolean|number|int))\b/,
  /\bisCounted\([^\n]*"handedIn"/,
  /\bhandedIn\??:[^\n,;]*\b(?:isCounted|counted|counts)\b/i,
  /\bhandedIn: (?:counted|confirmed)/,
  /\b(?:may|withdraw|confirmed|counts?)\w*HandedIn\b/,
];

/** Where what counts is called `handedIn`: the API, its files, and numbers by state. */
const ALLOWED: Readonly<Record<string, string>> = {
  "components/cycles/withdrawing-many.tsx": "a field of the API's input, as a form sends it",
  "lib/cli/score.ts": "reads a file of answers",
  "lib/domain/checking/counted-json.ts": "numbers for the API",
  "lib/domain/scoring/answers-file.ts": "a file of answers",
  "lib/domain/scoring/scores-json.ts": "figures for the API",
  "lib/features/cycles/record/schema.ts": "numbers by state: `handedIn` is the state",
  "lib/features/results/answers-export/queries.ts": "writes a file of answers",
  "lib/features/results/figures/schema.ts": "figures and files in the API",
  "lib/features/sheets/record/schema.ts": "a field of the API's input",
  "lib/features/sheets/withdrawing/actions.ts": "fields of that input, as a form confirms them",
  "lib/features/sheets/withdrawing/commands.ts": "reads that input, and says in a refusal which sheets count",
};

const meansCounted = (text: string): boolean => MEANS_COUNTED.some((form) => form.test(text));

it("C2 what counts is called `handedIn` in the API alone", () => {
  const found = sourceFiles().filter((file) => meansCounted(readFileSync(file, "utf8")));
  expect(found.filter((file) => !(file in ALLOWED))).toEqual([]);
  expect(Object.keys(ALLOWED).filter((file) => !found.includes(file))).toEqual([]);
});

it.each([
  'count(*) FILTER (WHERE s.counts)::int AS "handedIn"',
  "readonly handedIn: number;",
  "handedIn: sheets.filter(({ state }) => isCounted(state)).length",
  'if (isCounted(state) && !may) return { id, why: "handedIn" };',
  'decide(actor, "sheet.withdrawHandedIn", target)',
  "readonly mayHandedIn: boolean;",
])("C2 %s calls what counts `handedIn`", (text) => {
  expect(meansCounted(text)).toBe(true);
});

it.each(['state === "handedIn"', "const { handedIn } = counts;", "handedInAt: now"])("C2 %s does not", (text) => {
  expect(meansCounted(text)).toBe(false);
});
