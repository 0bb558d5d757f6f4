import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";
import { APPOINTMENT_ROLES } from "@/lib/domain/checking/state";
import { sourceFiles } from "@/tests/architecture/sources";

const ROLES: ReadonlySet<string> = new Set(APPOINTMENT_ROLES);
const isRole = (node: ts.Node): boolean => ts.isStringLiteral(node) && ROLES.has(node.text);

const COMPARING: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/** Whether a node compares roles: a comparison, a case, a lookup in a list or set, or a list: `role === "ciso"`, `["ciso", "auditor"]`. */
function tests(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return COMPARING.has(node.operatorToken.kind) && (isRole(node.left) || isRole(node.right));
  if (ts.isCaseClause(node)) return isRole(node.expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.some(isRole);
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /^(?:includes|has|indexOf)$/.test(node.expression.name.text) &&
    node.arguments.some(isRole)
  );
}

function roleTestsIn(file: string): boolean {
  const text = readFileSync(file, "utf8");
  if (![...ROLES].some((role) => text.includes(`"${role}"`))) return false;
  const visit = (node: ts.Node): boolean => tests(node) || ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  return visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
}

/** Places where roles do not decide who may do what. */
const BESIDE: Readonly<Record<string, string>> = {
  "lib/domain/checking/state.ts": "the list of roles",
  "lib/domain/guideline/edition.ts": "the list of roles that answer",
  "lib/domain/checking/hand-out.ts": "which sheets a role gets (docs/design.md 3)",
  "lib/features/admin/record/schema.ts": "which roles an operator's first account may have, a form",
  "lib/features/organisation/record/schema.ts": "which roles an operator's people may be given, a form",
  "lib/labels/link-maker.ts": "words for who made a link",
  "lib/server/scope/scope.ts": "the office of an account gives its scope",
};

it("C1 only the permission registry tests for a role by its name", () => {
  const files = sourceFiles().filter((file) => !/^lib\/(?:domain\/access|demo)\//.test(file) && roleTestsIn(file));
  expect(files.filter((file) => !(file in BESIDE))).toEqual([]);
  expect(Object.keys(BESIDE).filter((file) => !files.includes(file))).toEqual([]);
});

it("C1 a test of a role is detected in each of its forms", () => {
  const seen = ['role === "ciso"', '"ciso" !== role', 'switch (role) { case "ciso": }', 'new Set(["ciso"])', 'roles.includes("ciso")', 'roles.has("ciso")'];
  const visit = (node: ts.Node): boolean => tests(node) || ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  expect(seen.filter((text) => !visit(ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true)))).toEqual([]);
  expect(visit(ts.createSourceFile("x.ts", 'const words = { ciso: "CISO" }; give("ciso")', ts.ScriptTarget.Latest, true))).toBe(false);
});

/** Places where the kind of a scope, which follows from an office, does not decide who may do what. */
const OF_SCOPE: Readonly<Record<string, string>> = {
  "lib/features/admin/operators/record.ts": "the database shows an operator's lock to the platform alone; the rule refuses all others",
  "lib/features/surveys/access-log/rows.ts": "what a ministry reads of an operator is in that operator's access log",
  "lib/features/surveys/sector-scores/queries.ts": "makes figures ready in the ministry's transactions, before the use case decides",
};

it("C1 no feature tests for an office by the kind of its scope", () => {
  const files = sourceFiles().filter((file) => file.startsWith("lib/features/") && /\bscope\.kind\b/.test(readFileSync(file, "utf8")));
  expect(files.filter((file) => !(file in OF_SCOPE))).toEqual([]);
  expect(Object.keys(OF_SCOPE).filter((file) => !files.includes(file))).toEqual([]);
});
