import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesIn } from "@/tests/architecture/sources";

const STORES = new Set(["sessionStorage", "localStorage", "indexedDB", "BroadcastChannel", "caches", "cookieStore"]);
const NAMED = new RegExp(`\\b(?:navigator|${[...STORES].join("|")})\\b`);
/** Parts of `navigator` that every browser has, and that only say something. */
const HARMLESS = new Set(["onLine", "userAgent", "language", "languages", "maxTouchPoints"]);
/** These report an exception of the function that they are given. */
const CATCHING = /^(?:quietly|Promise)$/;

function mayThrow(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isTypeReferenceNode(parent)) return false;
  if (node.text === "navigator") return !(ts.isPropertyAccessExpression(parent) && parent.expression === node && HARMLESS.has(parent.name.text));
  return STORES.has(node.text);
}

/** Whether an exception at this place has somebody who handles it. */
function handled(node: ts.Node): boolean {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (ts.isTryStatement(parent) && parent.tryBlock === at && parent.catchClause) return true;
    if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.arguments?.some((one) => one === at)) {
      if (CATCHING.test(parent.expression.getText())) return true;
    }
  }
  return false;
}

/** The lines that touch what a browser may refuse, without being prepared for it. */
function unprepared(file: string, source: string): string[] {
  const found: string[] = [];
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && mayThrow(node) && !handled(node)) {
      found.push(`${file}:${String(tree.getLineAndCharacterOfPosition(node.getStart()).line + 1)} ${node.parent.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

describe("M8 what a browser keeps, copies or shares", () => {
  it("M8 may be refused by the browser anywhere, and each place is prepared for it", () => {
    const files = ["components", "lib/features/sheets/queue", "app"].flatMap(filesIn).map((file) => [file, readFileSync(file, "utf8")] as const);
    const sources = files.filter(([, source]) => NAMED.test(source));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.flatMap(([file, source]) => unprepared(file, source))).toEqual([]);
  });

  it.each([
    ["const keep = () => window.sessionStorage.setItem(key, text);", 1],
    ["const keep = () => { try { prepare(); } catch { localStorage.clear(); } };", 1],
    ["const keep = () => { try { localStorage.clear(); } finally { done(); } };", 1],
    ["const copy = () => navigator.clipboard.writeText(text).then(yes, no);", 1],
    ["const alone = (task) => navigator.locks.request(name, task);", 1],
    ["const { clipboard } = navigator;", 1],
    ["const channel = new BroadcastChannel(name);", 1],
    ["const keep = () => { try { localStorage.clear(); } catch { told(); } };", 0],
    ["const all = quietly(() => Object.keys(localStorage)) ?? [];", 0],
    ["const open = () => new Promise((resolve) => { resolve(indexedDB.open(name)); });", 0],
    ["const connected = () => navigator.onLine;", 0],
    ["const devices = (channel: BroadcastChannel | null) => channel;", 0],
  ])("M8 a place that is not prepared is found: %s", (source, count) => {
    expect(unprepared("one.tsx", source)).toHaveLength(count);
  });
});
