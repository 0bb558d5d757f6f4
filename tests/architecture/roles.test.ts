import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";
import { ACTIONS, type Action } from "@/lib/domain/access/permission";
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
  "lib/domain/checking/posts.ts": "the list of posts, what each is for, and which of them read or decide about others",
  "lib/domain/checking/hand-out.ts": "which sheets a role gets (docs/design.md 3)",
  "lib/features/admin/record/schema.ts": "which roles an operator's first account may have, a form",
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

/** The actions that no text names: as a use case or its rule (`may`), or as what a page asks the registry. */
const unasked = (actions: readonly string[], texts: readonly string[]): string[] => {
  const named = new Set(texts.flatMap((text) => [...text.matchAll(/"([a-zA-Z]+\.[a-zA-Z]+)"/g)].map(([, name = ""]) => name)));
  return actions.filter((action) => !named.has(action));
};

it("C1 each action of the permission registry decides something", () => {
  const asking = sourceFiles().filter((file) => !/^lib\/(?:domain\/access|labels|demo)\//.test(file));
  expect(
    unasked(
      ACTIONS,
      asking.map((file) => readFileSync(file, "utf8")),
    ),
  ).toEqual([]);
});

it("C1 an action that only a longer name or a sentence has is found to decide nothing", () => {
  const actions: readonly Action[] = ["sheet.read", "sheet.accept", "cycle.plan"];
  expect(unasked(actions, ['name: "sheet.readAll",', "// as sheet.accept", 'mayAtOwn(actor, "cycle.plan")'])).toEqual(["sheet.read", "sheet.accept"]);
});

/** Whether a statement names a role, in a text with or without parts. Prisma's statements have no other quoted names of roles. */
const IN_STATEMENT = new RegExp(`'(?:${APPOINTMENT_ROLES.join("|")})'`);
const namesRole = (node: ts.Node): boolean =>
  (ts.isTemplateLiteralToken(node) || ts.isStringLiteral(node)) && /\b(?:SELECT|WHERE|role)\b/.test(node.text) && IN_STATEMENT.test(node.text)
    ? true
    : ts.forEachChild(node, (child) => namesRole(child) || undefined) === true;

/** Statements that name a role where it does not decide who may do what. */
const IN_STATEMENTS: Readonly<Record<string, string>> = {
  "lib/cli/account.ts": "words for the place of an account",
  "lib/features/cycle-pages/progress/queries.ts": "the order of a list",
  "lib/features/handover/open/queries.ts": "sheets about a person's own conduct, beside those of posts",
  "lib/features/staffing/counts/queries.ts": "people without a sheet, and posts without a holder",
  "lib/features/tasks/preparation/queries.ts": "posts without a holder",
  "lib/launch/first-administrator.ts": "makes the first account",
};

it("C1 no statement tests for a role by its name", () => {
  const files = sourceFiles().filter((file) => {
    const text = readFileSync(file, "utf8");
    return !file.startsWith("lib/demo/") && IN_STATEMENT.test(text) && namesRole(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  });
  expect(files.filter((file) => !(file in IN_STATEMENTS))).toEqual([]);
  expect(Object.keys(IN_STATEMENTS).filter((file) => !files.includes(file))).toEqual([]);
});

it.each([
  "sql`SELECT 1 FROM appointment WHERE role = 'ciso'`",
  "sql`SELECT ${column} FROM appointment m WHERE m.role IN ('ciso', 'executive') AND ${condition}`",
  "const condition = `s.role <> 'handler'`",
  "client.query(\"SELECT 1 FROM account WHERE role = 'platformAdministrator'\")",
])("C1 a role is detected in %s", (text) => {
  expect(namesRole(ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true))).toBe(true);
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

/** Refusals for what no rule about roles decides. */
const REFUSED_BY_HAND: Readonly<Record<string, string>> = {
  "lib/features/accounts/tokens/commands.ts": "a token makes none that outlives it, for any role",
  "lib/labels/permission-words.ts": "words the refusals of the registry",
  "lib/server/scope/rights.ts": "rights that were taken while the change waited",
};

it("C1 a refusal for lack of a right is worded from the rule that decides", () => {
  const files = sourceFiles().filter((file) => /\brefusal\(\s*"not_permitted"/.test(readFileSync(file, "utf8")));
  expect(files.filter((file) => !(file in REFUSED_BY_HAND))).toEqual([]);
  expect(Object.keys(REFUSED_BY_HAND).filter((file) => !files.includes(file))).toEqual([]);
});

it("C1 no sentence of a feature says by a role's name who alone may do something", () => {
  const sentences = sourceFiles().filter((file) => /^lib\/(?:features|server)\//.test(file));
  expect(sentences.filter((file) => /(?:CISO|事務局|ポータル管理者|経営層|監査実施者) ?だけ/.test(readFileSync(file, "utf8")))).toEqual([]);
});
