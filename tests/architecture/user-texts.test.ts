import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesIn } from "@/tests/architecture/sources";

/** What parts of a view are called that hold what somebody entered. */
const OF_USERS =
  /(?:^|\.)(?:reply|reason|remark|evidence|place|who|respondents|reviewers|cycleTitle|person|chosen|department|byText|byName|by)$|(?:^|\.)(?:sheet|one)\.title$/u;
const ISOLATING = new Set(["UserText", "bdi", "option", "textarea", "title", "EvidenceLines"]);

/** Texts of the guidelines, and what can be any text: who gives it to them isolates it. */
const OTHER_TEXTS = /^components\/(?:guidelines|ui|charts)\//u;
/** What is called so and comes from the portal: the position in a file, the reasons why a cycle cannot be submitted yet. */
const OURS = new Set(["components/organisation/list-remarks.tsx place", "components/cycles/submit.tsx reason"]);

/** The sides of an operator that may be shown: of a comparison none, of a condition what stands behind it. */
function shownOperands({ left, operatorToken, right }: ts.BinaryExpression): ts.Expression[] {
  const operator = operatorToken.getText();
  if (operator === "&&") return [right];
  return ["??", "||", "+"].includes(operator) ? [left, right] : [];
}

/** The expressions of which one is shown. */
function shownOf(expression: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(expression)) return shownOf(expression.expression);
  if (ts.isConditionalExpression(expression)) return [...shownOf(expression.whenTrue), ...shownOf(expression.whenFalse)];
  if (ts.isBinaryExpression(expression)) return shownOperands(expression).flatMap(shownOf);
  if (ts.isTemplateExpression(expression)) return expression.templateSpans.flatMap((span) => shownOf(span.expression));
  if (ts.isCallExpression(expression) && expression.expression.getText() === "unbroken") return expression.arguments.flatMap(shownOf);
  return [expression];
}

function isIsolated(node: ts.Node): boolean {
  for (let above: ts.Node | undefined = node.parent; above; above = above.parent) {
    if (ts.isJsxElement(above) && ISOLATING.has(above.openingElement.tagName.getText())) return true;
  }
  return false;
}

/** The texts of users that a component shows outside of an isolation. */
function bareTexts(file: string, source = readFileSync(file, "utf8")): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isChild = ts.isJsxExpression(node) && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent));
    if (isChild && node.expression && !isIsolated(node)) {
      found.push(
        ...shownOf(node.expression)
          .map((one) => one.getText())
          .filter((one) => OF_USERS.test(one)),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found.map((text) => `${file} ${text}`);
}

describe("M9 components", () => {
  it("M9 show what users wrote in an isolation", () => {
    const files = filesIn("components").filter((file) => file.endsWith(".tsx") && !OTHER_TEXTS.test(file));
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => bareTexts(file)).filter((text) => !OURS.has(text))).toEqual([]);
  });

  it.each([
    ["<p><b>返事</b>　{reply}</p>", 1],
    ["<Cell>{entry.place}</Cell>", 1],
    ["<a>{unbroken(sheet.respondents)}</a>", 1],
    ['<p>{done ? `返事　${reply}` : "なし"}</p>', 1],
    ["<p><UserText>{reply}</UserText></p>", 0],
    ["<p><UserText>{unbroken(sheet.respondents)}</UserText></p>", 0],
    ["<Field value={reply} />", 0],
    ["<p>{replies.length}</p>", 0],
  ])("M9 a bare text is found: %s", (markup, count) => {
    expect(bareTexts("one.tsx", `const one = ${markup};`)).toHaveLength(count);
  });
});
