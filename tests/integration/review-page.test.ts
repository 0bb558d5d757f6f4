import { expect, it, vi } from "vitest";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";
import { acceptSheet, handInSheet, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen = vi.hoisted(() => ({ role: "manager" as OperatorRole }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as(seen.role)) }));

prepareSheetGround();

const handIn = (sheetId: string, at: string) =>
  rows(
    `UPDATE sheet s SET state = 'handedIn', handed_in_at = $2, handed_in_by = (SELECT r.person_id FROM sheet_respondent r WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id LIMIT 1)
     WHERE s.id = $1`,
    [sheetId, at],
  );
const shown = (role: OperatorRole, sheetId: string, show?: string) => {
  seen.role = role;
  return loadReviewSheet(sheetId, { show });
};

it("M11 who decides on a sheet marks what was seen of what was handed in; nobody else, and nothing before", async () => {
  const { sheets } = await cycle({ state: "open", sheets: "inProgress", measures: 5 });
  const sheetId = sheets.system;
  expect((await shown("manager", sheetId)).round).toBeNull();
  await handIn(sheetId, "2026-11-19T07:05:00Z");
  expect((await shown("manager", sheetId)).round).toEqual({ handedInAt: "2026-11-19T07:05:00.000Z", unseenOnly: false });
  expect((await shown("auditor", sheetId)).round).toBeNull();
  await handIn(sheetId, "2026-11-20T01:00:00Z");
  expect((await shown("manager", sheetId)).round).toMatchObject({ handedInAt: "2026-11-20T01:00:00.000Z" });
  expect(codeOf(await acceptSheet(as("manager"), { sheetId }, NOW))).toBe("ok");
  expect((await shown("manager", sheetId)).round).toMatchObject({ handedInAt: "2026-11-20T01:00:00.000Z" });
});

it("M11 what was not seen yet is narrowed by the browser, which has the marks: its page has every answer and no number of the portal's", async () => {
  const { sheets, items } = await cycle({ state: "open", sheets: "inProgress", measures: 5 });
  await handIn(sheets.system, "2026-11-19T07:05:00Z");
  const all = await shown("manager", sheets.system);
  const unseen = await shown("manager", sheets.system, "unseen");
  const [first, second, ...others] = unseen.filters;
  expect([first?.current, second?.current, others.some(({ current }) => current)]).toEqual([false, true, false]);
  expect(second).toMatchObject({ label: "まだ見ていない", count: null, href: `/operator/sheets/${sheets.system}?show=unseen` });
  expect(all.filters[1]?.current).toBe(false);
  expect(unseen.round?.unseenOnly).toBe(true);
  expect(all.filters.flatMap(({ label, mark }) => (mark === null ? [] : [`${label} ${mark}`]))).toEqual([
    ...["未回答 unanswered", "未実施 notImplemented", "一部実施 partial", "該当なし notApplicable", "根拠のない実施 implemented"],
  ]);
  expect(unseen.sections.flatMap((section) => section.items)).toHaveLength(items.system.length);
  const reader = await shown("auditor", sheets.system, "unseen");
  expect(reader.filters.map(({ label }) => label)).not.toContain("まだ見ていない");
  expect(reader.filters[0]?.current).toBe(true);
});

it("M11 a sheet says who handed it in and when, and the number of each answer, whatever is shown of it", async () => {
  const { sheets, items } = await cycle({ state: "open", sheets: "inProgress", measures: 5 });
  expect(await shown("ciso", sheets.system)).toMatchObject({ handIn: null });
  await handIn(sheets.system, "2026-11-19T07:05:00Z");
  const set = (status: string | null, at: number) =>
    rows("UPDATE answer SET status = $1 WHERE sheet_id = $2 AND item_id = $3", [status, sheets.system, items.system[at]]);
  for (const [at, status] of (["implemented", "partial", "notImplemented", "notImplemented", null] as const).entries()) await set(status, at);
  const [person] = await rows<{ name: string; department: string }>(
    `SELECT p.name, d.name AS department FROM sheet s JOIN person p ON p.operator_id = s.operator_id AND p.id = s.handed_in_by
     JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id WHERE s.id = $1`,
    [sheets.system],
  );
  for (const show of [undefined, "partial", "unseen"]) {
    const view = await shown("manager", sheets.system, show);
    expect(view.handIn).toEqual({ by: `${person?.name ?? ""}（${person?.department ?? ""}）`, at: "11月19日 16:05に提出" });
    expect(view.counts.map(({ status, count }) => `${status ?? "none"} ${String(count)}`)).toEqual([
      ...["implemented 1", "partial 1", "notImplemented 2", "notApplicable 0", "none 1"],
    ]);
    expect(view.examplesText).toMatch(/^具体例 \d+／\d+件（任意）$/u);
  }
  await rows("UPDATE cycle SET example_mode = 'asked' WHERE id = (SELECT cycle_id FROM sheet WHERE id = $1)", [sheets.system]);
  expect((await shown("manager", sheets.system)).examplesText).toMatch(/^具体例 \d+／\d+件$/u);
});

it("M8 the reason of a return is there for its reviewer while the sheet is returned, and when it is handed in again", async () => {
  const { sheets } = await cycle({ state: "open", sheets: "handedIn", measures: 5 });
  const sheetId = sheets.system;
  const reason = "台帳の版を書いてください。";
  const returned = async () => (await shown("manager", sheetId)).returned;
  expect(await returned()).toBeNull();
  expect(codeOf(await returnSheet(as("manager"), { sheetId, reason }, NOW))).toBe("ok");
  expect(await returned()).toEqual({ title: "差戻しの理由", reason });
  expect(codeOf(await handInSheet(as("systemAdministrator"), { sheetId, confirmedUnanswered: 0 }, NOW))).toBe("ok");
  expect(await returned()).toEqual({ title: "前の差戻しの理由", reason });
  expect(codeOf(await acceptSheet(as("manager"), { sheetId }, NOW))).toBe("ok");
  expect(await returned(), "accepting it settles the return").toBeNull();
});

it("M7 accepting says beside it what it means and until when it can be returned, once, and only where it is offered", async () => {
  const { sheets } = await cycle({ state: "open", sheets: "inProgress", measures: 5 });
  expect((await shown("manager", sheets.system)).accepting).toBeNull();
  await handIn(sheets.system, "2026-11-19T07:05:00Z");
  expect((await shown("auditor", sheets.system)).accepting).toBeNull();
  expect((await shown("manager", sheets.system)).accepting).toBe(
    "未実施・一部実施があっても受理できます。受理は「回答のとおりと認める」ことで、よい・悪いの判定ではありません。受理したあとも、回を承認するまでは、理由を付けて差し戻せます。",
  );
  expect(codeOf(await acceptSheet(as("manager"), { sheetId: sheets.system }, NOW))).toBe("ok");
  expect((await shown("manager", sheets.system)).accepting).toBeNull();
});
