import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesIn, sourceFiles } from "@/tests/architecture/sources";

/** What writes the field of the account for which a form was made; a page that is not hydrated has no context to take it from. */
const SENDERS = /<(?:SenderField|PlainFields)\b|name="\$sender"/;
const PLAIN_FORM = /<form\b(?:(?!<\/form>)[\s\S])*?method="post"[\s\S]*?<\/form>/g;

describe("M8 forms that post without a script", () => {
  it("M8 each say for whom they were made, so that none goes out in the name of somebody who signed in since", () => {
    const forms = filesIn("components").flatMap((file) => [...readFileSync(file, "utf8").matchAll(PLAIN_FORM)].map(([form]) => ({ file, form })));
    expect(forms.length).toBeGreaterThan(5);
    expect(forms.filter(({ form }) => !SENDERS.test(form)).map(({ file }) => file)).toEqual([]);
  });
});

const nameOf = (property: ts.ObjectLiteralElementLike): string =>
  property.name && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)) ? property.name.text : "";

/** Whether the options of a request send nothing: they are written out, without a body and without others that are spread into them. */
const sendsNothing = (options: ts.Expression): boolean =>
  ts.isObjectLiteralExpression(options) && options.properties.every((one) => !ts.isSpreadAssignment(one) && nameOf(one) !== "body");

function namesAccount(options: ts.Expression): boolean {
  const written = ts.isObjectLiteralExpression(options) ? options.properties : [];
  const headers = written.flatMap((one) => (ts.isPropertyAssignment(one) && nameOf(one) === "headers" ? one.initializer : []));
  return headers.some((one) => ts.isObjectLiteralExpression(one) && one.properties.some((header) => nameOf(header) === "X-Portal-Account"));
}

const SENDING = /\b(?:fetch|sendBeacon|XMLHttpRequest)\b/;

/** What a script sends to the portal, and whether it says for which account. */
function requestsIn(file: string, source = readFileSync(file, "utf8")): { readonly named: boolean; readonly text: string }[] {
  const found: { named: boolean; text: string }[] = [];
  if (!SENDING.test(source)) return found;
  const visit = (node: ts.Node): void => {
    const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText() : "";
    const options = ts.isCallExpression(node) ? node.arguments[1] : undefined;
    if (/(?:^|\.)fetch$/u.test(called) && options && !sendsNothing(options)) found.push({ named: namesAccount(options), text: `${file} ${called}` });
    // These send a body too, and the first cannot have a header.
    if (/(?:^|\.)(?:sendBeacon|XMLHttpRequest)$/u.test(called)) found.push({ named: false, text: `${file} ${called}` });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

describe("M8 what a script of a page sends", () => {
  it("M8 each says for whom the page was made, so that none goes out in the name of somebody who signed in since", () => {
    const requests = sourceFiles().flatMap((file) => requestsIn(file));
    expect(requests.length).toBeGreaterThan(2);
    expect(requests.filter(({ named }) => !named).map(({ text }) => text)).toEqual([]);
  });

  it.each([
    ['fetch(place, { method: "POST", headers: { "content-type": "text/csv" }, body: bytes })', [false]],
    ['window.fetch(place, { method: "POST", body: bytes })', [false]],
    ['fetch(place, { method: "POST", body: "X-Portal-Account" })', [false]],
    ['fetch(place, { headers: { "X-Portal-Account": account }, body })', [true]],
    ["fetch(place, options)", [false]],
    ['fetch(place, { ...options, method: "PUT" })', [false]],
    ["navigator.sendBeacon(place, bytes)", [false]],
    ["new XMLHttpRequest()", [false]],
    ['fetch(place, { redirect: "manual" })', []],
    ["fetch(place)", []],
  ])("M8 one without the account is found: %s", (text, named) => {
    expect(requestsIn("one.ts", `const one = ${text};`).map((request) => request.named)).toEqual(named);
  });
});
