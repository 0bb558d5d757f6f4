import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { sourceFiles } from "@/tests/architecture/sources";

/** What a page reads for a use case, as the source declares it, exported or not. */
export interface DeclaredReading {
  /** The folder below `lib/features`, and the name: `dashboard readOverseeing`. */
  readonly name: string;
  /** The name of the use case that it reads for. */
  readonly of: string;
  /** What it says that it takes out; null where it says nothing. */
  readonly takesOut: "always" | "exceptOwn" | "when" | "no" | null;
}

/** The properties of an object, those of objects that are spread into it included. */
const propertiesOf = (object: ts.ObjectLiteralExpression): ts.ObjectLiteralElementLike[] =>
  object.properties.flatMap((one) => (ts.isSpreadAssignment(one) && ts.isObjectLiteralExpression(one.expression) ? propertiesOf(one.expression) : [one]));

function valueOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  const found = propertiesOf(object).find((one) => one.name?.getText() === name);
  return found !== undefined && ts.isPropertyAssignment(found) ? found.initializer : null;
}

function saidBy(value: ts.Expression | null): DeclaredReading["takesOut"] {
  if (value === null) return null;
  if (ts.isStringLiteral(value)) return "always";
  if (!ts.isObjectLiteralExpression(value)) return "no";
  return (["exceptOwn", "when", "no"] as const).find((kind) => valueOf(value, kind) !== null) ?? null;
}

function readingsIn(file: string): DeclaredReading[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: DeclaredReading[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node) || node.expression.getText() !== "reading") return;
    const [declared] = node.arguments;
    if (declared === undefined || !ts.isObjectLiteralExpression(declared) || !ts.isVariableDeclaration(node.parent))
      throw new Error(`${file}: a reading is a constant with its declaration written out`);
    const folder = path.posix.dirname(file).replace("lib/features/", "");
    const name = `${folder} ${node.parent.name.getText()}`;
    found.push({ name, of: valueOf(declared, "of")?.getText() ?? "", takesOut: saidBy(valueOf(declared, "takesOut")) });
  };
  visit(source);
  return found;
}

/** Every reading of the product. */
export const declaredReadings = (): DeclaredReading[] =>
  sourceFiles()
    .filter((file) => file.startsWith("lib/features/"))
    .flatMap(readingsIn);
