import ts from "typescript";
import { parsed } from "@/tests/architecture/shown-texts";

/** Addresses that links are written with. */
const CONSTANTS: Readonly<Record<string, string>> = {
  OPERATOR_HREF: "/operator",
  TASKS_HREF: "/tasks",
  CYCLES_HREF: "/operator/cycles",
  REVIEW_HREF: "/operator/review",
};

export interface PageLink {
  readonly label: string;
  /** The address without the parts that only the running portal knows: `*` stands for the round. */
  readonly href: string;
}

/** The address of a page that a link is written with; a part of a page or a filtered list is none. */
function addressOf(written: ts.Node | undefined): string | null {
  if (written === undefined) return null;
  if (ts.isStringLiteral(written)) return /[?#]/u.test(written.text) ? null : written.text;
  if (ts.isJsxExpression(written)) return addressOf(written.expression);
  if (ts.isIdentifier(written)) return CONSTANTS[written.text] ?? null;
  if (!ts.isCallExpression(written)) return null;
  const name = written.expression.getText();
  if (name === "inDepartment") return addressOf(written.arguments[1]);
  const leaf = name === "cycleHref" ? addressOf(written.arguments[1]) : null;
  return leaf === null ? null : `/operator/cycles/*/${leaf}`;
}

/** What links are written with in an object. */
const PAIRS = [
  ["label", "href"],
  ["backLabel", "backHref"],
] as const;

/** `{ label: "…", href: … }`, with anything between and beside the two. */
function ofObject({ properties }: ts.ObjectLiteralExpression): PageLink[] {
  const written = (name: string) => properties.filter(ts.isPropertyAssignment).find((one) => one.name.getText() === name)?.initializer;
  return PAIRS.flatMap((pair) => {
    const [label, href] = [written(pair[0]), addressOf(written(pair[1]))];
    return label !== undefined && ts.isStringLiteral(label) && href !== null ? [{ label: label.text, href }] : [];
  });
}

/** `<a href="…">…</a>` with a text and nothing else. */
function ofElement({ openingElement, children }: ts.JsxElement): PageLink[] {
  const attributes = openingElement.attributes.properties.filter(ts.isJsxAttribute);
  const href = addressOf(attributes.find((one) => one.name.getText() === "href")?.initializer);
  const texts = children.filter(ts.isJsxText);
  if (href === null || texts.length < children.length) return [];
  return [{ label: texts.map(({ text }) => text.trim()).join(""), href }];
}

/** The links of a source that name a page of the portal. */
export function pageLinks(file: string, source: string): PageLink[] {
  const found: PageLink[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) found.push(...ofObject(node));
    if (ts.isJsxElement(node)) found.push(...ofElement(node));
    ts.forEachChild(node, visit);
  };
  visit(parsed(file, source));
  return found;
}
