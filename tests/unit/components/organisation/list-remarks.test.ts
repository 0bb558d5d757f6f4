import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ListChanges } from "@/components/organisation/list-changes";
import { StaffListChanges } from "@/components/organisation/staff-list-changes";
import { departmentListPage } from "@/lib/features/organisation/list-page/texts";
import type { ImportOutcome, ListOutcome } from "@/lib/features/organisation/record/schema";

const SHARED = {
  ...{ added: 1, changed: 0, unchanged: 0, passwordsEnd: 0, linksEnd: 0, movedSheets: 0, hash: "", rows: [] },
  ...{ ignoredColumns: ["電話"], doubts: [{ line: 2, place: "2行目 氏名", message: "氏名を確かめてください。" }], moreDoubts: 1 },
};
const STAFF: Omit<ImportOutcome, "applied"> = { ...SHARED, newDepartments: [] };
const LIST: Omit<ListOutcome, "applied"> = { ...SHARED, renamed: 0, rolesGiven: 0, notListed: 0 };

it.each([
  ["people", (applied: boolean) => createElement(StaffListChanges, { outcome: { ...STAFF, applied } })],
  ["departments", (applied: boolean) => createElement(ListChanges, { outcome: { ...LIST, applied }, view: departmentListPage().importing })],
])("M10 a list of %s is to be looked at before the import, not after it", (_what, changes) => {
  const [before, after] = [false, true].map((applied) => renderToStaticMarkup(changes(applied)));
  expect(before).toContain("確かめてほしいところが2か所あります。このままでも取り込めます。");
  expect(before).toContain("氏名を確かめてください。");
  expect(after).not.toContain("確かめて");
  expect(after).not.toContain("2行目 氏名");
  expect(after).toContain("使わない列");
});
