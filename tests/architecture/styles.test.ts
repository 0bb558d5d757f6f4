import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { classesGivenIn, classesIn, classesOfTheBuild, rulesOf } from "@/tests/architecture/stylesheets";
import { filesIn } from "@/tests/support/repository";

/** Colours with a meaning, and the only place that names those of the design system. */
const ROLES = "components/ui/roles.css";
/** Classes that a component puts together from a part that it is given. */
const PUT_TOGETHER = {
  "components/ui/definition-list.tsx": ["date-list", "figure-list"],
  "components/charts/stacked-answers.tsx": ["plot-implemented", "plot-partial", "plot-not-implemented", "plot-not-applicable", "plot-unanswered"],
} as const;
/** So many declarations on one element, none of them a drawing or a colour without a utility, are said better by utilities. */
const FEW = 3;
const MOST_LINES = 300;

/** Variables that utilities name: those of the theme (`text-small`), and what its colours stand for (`text-ink-soft`). */
const THEME = [...readFileSync("app/globals.css", "utf8").matchAll(/@theme[^{]*\{([^}]*)\}/g)].map(([, block = ""]) => block).join("\n");
const OF_UTILITIES = new Set([...THEME.matchAll(/(--[\w-]+): (?:var\((--[\w-]+)\))?/g)].flatMap(([, name, stood]) => [name, stood]));
const isPlain = (declaration: string): boolean =>
  !declaration.includes("url(") && [...declaration.matchAll(/var\((--[\w-]+)/g)].every(([, name]) => OF_UTILITIES.has(name));

const sheets = filesIn("components", /\.css$/);
const rules = sheets.flatMap((file) => rulesOf(readFileSync(file, "utf8")).map((rule) => ({ file, ...rule })));
const defined = new Set(rules.flatMap(({ selector }) => classesIn(selector)));
const components = ["app", "components"].flatMap((folder) => filesIn(folder, /\.tsx$/));
const given = [...components.flatMap(classesGivenIn), ...Object.values(PUT_TOGETHER).flat()];

/** Names a colour other than by its role: of the design system, or by its numbers. Black shadows mean nothing. */
const COLOUR = /var\(--color-|#[0-9a-f]{3,8}\b|\brgba?\((?!0 0 0 )/i;
const PALETTE = /-(?:key|gray|blue|cyan|green|lime|yellow|orange|red|magenta|purple)-\d{2,4}(?:\/\d+)?$/;

describe("our own style sheets", () => {
  it("every class of a style sheet is given by a component", () => {
    const used = new Set(given);
    expect([...defined].filter((name) => !used.has(name))).toEqual([]);
  });

  it("every class that a component gives is one of ours or a utility", async () => {
    const known = await classesOfTheBuild(given);
    expect([...new Set(given)].filter((name) => !known.has(name))).toEqual([]);
    expect(known.has("no-such-class")).toBe(false);
  });

  it("a class is more than a few declarations on one element, which utilities say", () => {
    const small = rules.filter(({ declarations, within }) => within.length === 0 && declarations.length <= FEW && declarations.every(isPlain));
    const alone = [...defined].filter((name) => {
      const [rule, ...others] = rules.filter(({ selector }) => classesIn(selector).includes(name));
      return others.length === 0 && rule?.selector === `.${name}` && small.includes(rule) && given.filter((one) => one === name).length === 1;
    });
    expect(alone).toEqual([]);
  });

  it("colours have their meaning in one place", () => {
    const elsewhere = rules.filter(({ file, declarations }) => file !== ROLES && declarations.some((declaration) => COLOUR.test(declaration)));
    expect(elsewhere.map(({ file, selector }) => `${file}: ${selector}`)).toEqual([]);
    expect(given.filter((name) => PALETTE.test(name))).toEqual([]);
    expect(components.filter((file) => /\b(?:fill|stroke)="#/.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  it("M9 a user's text keeps the lines that were written wherever it is shown, each of its own direction", () => {
    const [own, ...others] = rules.filter(({ selector }) => /\bbdi\b/.test(selector));
    expect(others).toEqual([]);
    expect(own).toMatchObject({ selector: "bdi", within: [] });
    expect(own?.declarations.toSorted()).toEqual(["unicode-bidi: plaintext", "white-space-collapse: preserve"]);
    expect(components.filter((file) => /<(?:bdi|UserText)\s[^>]*(?:className|dir|style)=/.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  it("no style sheet has more than 300 lines: it is split by idea", () => {
    const lines = sheets.map((file) => [file, readFileSync(file, "utf8").trimEnd().split("\n").length] as const);
    expect(lines.filter(([, number]) => number > MOST_LINES)).toEqual([]);
  });

  it("classes that are put together stay in the list only while they are", () => {
    const texts = Object.entries(PUT_TOGETHER).map(([file]) => readFileSync(file, "utf8"));
    expect(texts.filter((text) => !/className=\{(?:`[^`]*\$\{|fill\})/.test(text))).toEqual([]);
  });
});

describe("the readers of style sheets", () => {
  it("a rule keeps its selector, declarations and conditions", () => {
    expect(rulesOf("/* .x {} */ .a,\n.b:has(> .c) { top: 0; left: 0; } @media print { .d { top: 1px; } @page { margin: 1px; } }")).toEqual([
      { selector: ".a,\n.b:has(> .c)", declarations: ["top: 0", "left: 0"], within: [] },
      { selector: ".d", declarations: ["top: 1px"], within: ["@media print"] },
    ]);
    expect(classesIn(".a,\n.b:has(> .c)[data-x='1.5'] .d-e")).toEqual(["a", "b", "c", "d-e"]);
  });
});
