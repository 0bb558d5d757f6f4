import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PERMISSIONS } from "@/lib/domain/access/permission";
import { PAGE_HELP } from "@/lib/labels/page-help-texts";
import { bearersText } from "@/lib/labels/permission-words";
import { sourceFiles } from "@/tests/architecture/sources";

const ROLE = "(?:CISO|事務局|経営層|監査実施者|責任者|審査者|委員会|管理者|取扱者)";
/** 「だけ」「のみ」「にしか」「に限る」. */
const ALONE = "だけ|のみ|に(?:しか|限[りるら])";
/** 「作れ」「決めます」「行います」, and what somebody can do: 「見られます」「取り消せる」. */
const DOES = "が(?:作れ|決めます|行います|[^。、「」\\s]{0,10}(?:られ|でき|[せけべれ])(?:ます|る))";
/** 「CISOだけ」「承認はCISOが行います」「直せるのは、CISOと事務局」: who may do something, in words that no rule changes. */
const BY_HAND = new RegExp(`${ROLE}\\s*(?:${ALONE}|${DOES})|[うくすつぬむぶぐる]のは、?\\s*${ROLE}`, "u");

/** What is no rule of the registry, or an example of what is said by one. */
const BESIDE: Readonly<Record<string, string>> = {
  "components/organisation/person-page.tsx": "the roles of somebody who has no other than everybody's",
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
  "決められるのはCISOです。",
  "取り消せるのは、事務局です。",
  "渡せるのは CISO です。",
  "認めるのは、経営層です。",
  "差し戻すのは責任者です。",
  "CISOのみ",
  "CISO にしかできません。",
  "承認は CISO に限ります。",
  "取り消せるのはシステム管理者だけです。",
  "CISOと監査実施者が見られます。",
  "CISO・経営層・事務局が取り消せます。",
  "情報セキュリティ責任者が差し戻せる点検票です。",
  "配布は事務局ができます。",
])("C1 a sentence written by hand is found: %s", (text) => {
  expect(BY_HAND.test(text)).toBe(true);
});

it.each([
  "`外せるのは、${MAY}だけです。`",
  "CISO が印を付けた備考だけが渡ります。",
  "事務局かCISOを1人登録します。",
  "新しい部署の責任者が確かめます",
  "責任者が替わると、点検票も移ります。",
  "取り消せるのは、受付中の調査だけです。",
  "承認したのはCISOの青葉さんです。",
])("C1 others are not: %s", (text) => {
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
