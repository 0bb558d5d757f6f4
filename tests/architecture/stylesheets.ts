import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { compile } from "tailwindcss";
import ts from "typescript";

/** A rule of a style sheet: what it applies to, what it says, and within which conditions. */
export interface StyleRule {
  readonly selector: string;
  readonly declarations: readonly string[];
  /** `@media (…)` and the like, outermost first. */
  readonly within: readonly string[];
}

/** The rules of a style sheet, in order. */
export function rulesOf(css: string): StyleRule[] {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, "");
  const rules: StyleRule[] = [];
  const read = (from: number, within: readonly string[]): number => {
    let start = from;
    let declarations: string[] = [];
    for (let at = from; at < text.length; at += 1) {
      if (text[at] === ";") {
        declarations = [...declarations, text.slice(start, at).trim()];
        start = at + 1;
      } else if (text[at] === "{") {
        at = read(at + 1, [...within, text.slice(start, at).trim()]);
        start = at + 1;
      } else if (text[at] === "}") {
        const selector = within.at(-1) ?? "";
        if (!selector.startsWith("@") && declarations.length > 0) rules.push({ selector, declarations, within: within.slice(0, -1) });
        return at;
      }
    }
    return text.length;
  };
  read(0, []);
  return rules;
}

/** The classes that a selector names. */
export const classesIn = (selector: string): string[] => [...selector.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = ""]) => name);

/** Words of the text, without those that an expression continues. */
const words = (text: string, opened: boolean, goesOn: boolean): string[] =>
  text
    .split(/\s+/)
    .filter((word, index, all) => word !== "" && !(opened && index === 0 && !/^\s/.test(text)) && !(goesOn && index === all.length - 1 && !/\s$/.test(text)));

function classesBelow(node: ts.Node): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return words(node.text, false, false);
  if (ts.isTemplateExpression(node)) {
    const { head, templateSpans } = node;
    return [
      ...words(head.text, false, true),
      ...templateSpans.flatMap(({ expression, literal }) => [...classesBelow(expression), ...words(literal.text, true, ts.isTemplateMiddle(literal))]),
    ];
  }
  // What is compared is no class.
  if (ts.isBinaryExpression(node) && node.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken) return [];
  const found: string[] = [];
  ts.forEachChild(node, (child) => void found.push(...classesBelow(child)));
  return found;
}

/** The classes that a component gives to its elements: `className="…"`, and what `className` is where nobody says. */
export function classesGivenIn(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const named = (ts.isJsxAttribute(node) || ts.isBindingElement(node)) && node.name.getText() === "className";
    if (named && node.initializer) found.push(...classesBelow(node.initializer));
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true));
  return found;
}

const GLOBALS = path.join("app", "globals.css");

/** All classes that the built style sheet can have: our own, and those of `candidates` that Tailwind knows. */
export async function classesOfTheBuild(candidates: readonly string[]): Promise<ReadonlySet<string>> {
  const { resolve } = createRequire(path.resolve(GLOBALS));
  const compiler = await compile(readFileSync(GLOBALS, "utf8"), {
    base: path.resolve("app"),
    loadStylesheet: async (id, base) => {
      const file = id.startsWith(".") ? path.resolve(base, id) : resolve(id);
      return { path: file, base: path.dirname(file), content: readFileSync(file, "utf8") };
    },
  });
  const built = compiler.build([...candidates]);
  return new Set([...built.matchAll(/\.((?:\\.|[\w-])+)/g)].map(([, name = ""]) => name.replaceAll("\\", "")));
}
