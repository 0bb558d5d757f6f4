import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

/**
 * A variable of a module exists once for each bundle of the build, and in the tests it outlives the database that it knows of.
 * What the process keeps is therefore kept by `ofProcess`; what belongs to an object, such as an edition, in a `WeakMap`.
 */

/** Runs in browsers: a page has one of each of its modules. (Scripts, `.mjs`, are processes of their own.) */
const OF_BROWSERS = new Set(["lib/features/sheets/queue/browser.ts"]);

const KEEPERS = new Set(["Map", "Set", "Memo", "Array"]);

/** Methods of an array, a map, a set or a memo that change it (`of` of a memo). */
const CHANGING = new Set(["set", "add", "delete", "clear", "push", "unshift", "splice", "pop", "shift", "of"]);

const isTopLevel = (declaration: ts.VariableDeclaration): boolean => ts.isSourceFile(declaration.parent.parent.parent);

/** Names of a file's top-level variables, with what they begin as. */
function topLevel(file: ts.SourceFile): Map<string, ts.VariableDeclaration> {
  const found = new Map<string, ts.VariableDeclaration>();
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const declaration of statement.declarationList.declarations) {
      if (ts.isIdentifier(declaration.name) && isTopLevel(declaration)) found.set(declaration.name.text, declaration);
    }
  }
  return found;
}

const nameOf = (node: ts.Expression): string | null => (ts.isIdentifier(node) ? node.text : null);

/** Names of the file's variables that some line assigns, or something in them; and those with a method called that changes them. */
function changedNames(file: ts.SourceFile): { readonly assigned: Set<string>; readonly called: Set<string> } {
  const [assigned, called] = [new Set<string>(), new Set<string>()];
  const assign = (place: ts.Expression): void => {
    const name = nameOf(ts.isPropertyAccessExpression(place) || ts.isElementAccessExpression(place) ? place.expression : place);
    if (name !== null) assigned.add(name);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && node.operatorToken.kind <= ts.SyntaxKind.LastAssignment) {
      assign(node.left);
    }
    if (ts.isPostfixUnaryExpression(node)) assign(node.operand);
    if (ts.isPrefixUnaryExpression(node) && [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator)) assign(node.operand);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && CHANGING.has(node.expression.name.text)) {
      const name = nameOf(node.expression.expression);
      if (name !== null) called.add(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { assigned, called };
}

/** Whether a variable begins as a collection. What a function gave is none: its name says what it keeps. */
const isCollection = ({ initializer }: ts.VariableDeclaration): boolean =>
  initializer !== undefined && (ts.isNewExpression(initializer) ? KEEPERS.has(nameOf(initializer.expression) ?? "") : ts.isArrayLiteralExpression(initializer));

const canBeAssigned = ({ initializer, parent }: ts.VariableDeclaration): boolean =>
  (parent.flags & ts.NodeFlags.Const) === 0 || (initializer !== undefined && ts.isObjectLiteralExpression(initializer));

function keptIn(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const { assigned, called } = changedNames(file);
  const keeps = ([name, declaration]: [string, ts.VariableDeclaration]): boolean =>
    (canBeAssigned(declaration) && assigned.has(name)) || (isCollection(declaration) && (assigned.has(name) || called.has(name)));
  return [...topLevel(file)].filter(keeps).map(([name]) => `${path}: ${name}`);
}

it.each<[string, boolean]>([
  ["const kept: { one?: string } = {}; export const one = () => (kept.one ??= make());", true],
  ["const kept: { one?: string } = {}; export const one = () => { kept.one = make(); };", true],
  ["let last = 0; export const next = () => ++last;", true],
  ["const state = { count: 0 }; export const next = () => { state.count++; };", true],
  ["const known = new Map<string, string>(); export const learn = (one: string) => known.set(one, one);", true],
  ["const known = new Memo<string, string>(); export const one = (key: string) => known.of(key, make);", true],
  ["const seen: string[] = []; export const see = (one: string) => seen.push(one);", true],
  ["const known = ofProcess('known', () => new Map<string, string>()); export const learn = (one: string) => known().set(one, one);", false],
  ["const WORDS = new Map([['a', 'b']]); export const word = (one: string) => WORDS.get(one);", false],
  ["export function words() { const all: string[] = []; all.push('a'); return all; }", false],
])("C6 a variable of a module that keeps something is recognised (%#)", (source, keeps) => {
  expect(keptIn("a.ts", source).length).toBe(keeps ? 1 : 0);
});

it("C6 no module of the server keeps something in a variable of its own", () => {
  const files = sourceFiles().filter((file) => /^lib\/(?:server|features|content)\/.*\.tsx?$/.test(file) && !OF_BROWSERS.has(file));
  expect(files.flatMap((file) => keptIn(file, readFileSync(file, "utf8")))).toEqual([]);
});
