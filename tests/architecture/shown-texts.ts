import ts from "typescript";

/** The sides of an operator that may be shown: of a comparison none, of a condition what stands behind it. */
function shownOperands({ left, operatorToken, right }: ts.BinaryExpression): ts.Expression[] {
  const operator = operatorToken.getText();
  if (operator === "&&") return [right];
  return ["??", "||", "+"].includes(operator) ? [left, right] : [];
}

/** The expressions of which one is shown. A tagged template is one of them: its tag has made a text of its parts. */
export function shownOf(expression: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(expression)) return shownOf(expression.expression);
  if (ts.isConditionalExpression(expression)) return [...shownOf(expression.whenTrue), ...shownOf(expression.whenFalse)];
  if (ts.isBinaryExpression(expression)) return shownOperands(expression).flatMap(shownOf);
  if (ts.isTemplateExpression(expression)) return expression.templateSpans.flatMap((span) => shownOf(span.expression));
  if (ts.isCallExpression(expression) && expression.expression.getText() === "unbroken") return expression.arguments.flatMap(shownOf);
  return [expression];
}

/** The syntax tree of a source of components or of other TypeScript. */
export const parsed = (file: string, source: string): ts.SourceFile =>
  ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
