import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PERMISSIONS } from "@/lib/domain/access/permission";
import { PAGE_HELP } from "@/lib/labels/page-help-texts";
import { bearersText } from "@/lib/labels/permission-words";
import { sourceFiles } from "@/tests/architecture/sources";

const ROLE = "(?:CISO|事務局|経営層|監査実施者|責任者|審査者)";
/** 「CISOだけ」「承認はCISOが行います」「直せるのは、CISOと事務局」: who may do something, in words that no rule changes. */
const BY_HAND = new RegExp(`${ROLE}\\s*(?:だけ|が(?:作れ|決めます|行います))|(?:でき|直せ|作れ|解け|外せ|付けられ)るのは、?\\s*${ROLE}`, "u");

/** What is no rule of the registry, or an example of what is said by one. */
const BESIDE: Readonly<Record<string, string>> = {
  "lib/labels/api-examples.ts": "an example of a sentence in the API's document",
};

it("C1 who alone may do something is said in the words of the permission registry", () => {
  const files = sourceFiles().filter((file) => BY_HAND.test(readFileSync(file, "utf8")));
  expect(files.filter((file) => !(file in BESIDE))).toEqual([]);
  expect(Object.keys(BESIDE).filter((file) => !files.includes(file))).toEqual([]);
});

it.each([
  "理由を付けて外せるのは CISO だけです。",
  "責任者・事務局の人のリンクは、CISOだけが作れます。",
  "代行は、CISOが決めます。",
  "締切りと承認はCISOが行います。",
  "直せるのは、CISOと事務局です。",
  "提出できるのは CISO です。",
])("C1 a sentence written by hand is found: %s", (text) => {
  expect(BY_HAND.test(text)).toBe(true);
});

it.each(["`外せるのは、${MAY}だけです。`", "CISO が印を付けた備考だけが渡ります。", "事務局かCISOを1人登録します。"])("C1 others are not: %s", (text) => {
  expect(BY_HAND.test(text)).toBe(false);
});

it.each([
  ["/operator/cycles/[cycleId]", "cycle.approve", "締切りと承認は"],
  ["/operator/cycles/[cycleId]", "cycle.review", "締切りと承認は"],
  ["/operator/cycles/[cycleId]/hand-out", "cycle.leaveOut", "項目を理由を付けて外せるのは、"],
  ["/operator/cycles/[cycleId]/submit", "cycle.submit", "提出は"],
  ["/operator/organisation", "department.manage", "直せるのは、"],
  ["/operator/organisation", "system.manage", "直せるのは、"],
] as const)("C1 the help of %s says who may %s", (page, action, before) => {
  expect(JSON.stringify(PAGE_HELP[page])).toContain(before + bearersText(action));
  expect(PERMISSIONS[action].bearers.length).toBeGreaterThan(0);
});
