import { expect, it, vi } from "vitest";
import { loadOperatorAudit } from "@/lib/features/admin/audit/pages";
import { loadOperatorSecurity } from "@/lib/features/admin/security/pages";
import { loadCycle, loadCycles } from "@/lib/features/cycle-pages/overview/pages";
import { loadProgress } from "@/lib/features/cycle-pages/progress/pages";
import { loadWithdrawing } from "@/lib/features/cycle-pages/withdrawing/pages";
import { loadDashboard } from "@/lib/features/dashboard/pages";
import { loadSearch } from "@/lib/features/guidelines/pages";
import { loadDeputies } from "@/lib/features/organisation/deputies/pages";
import { loadPeople } from "@/lib/features/organisation/pages";
import { loadItemList } from "@/lib/features/results/item-list/pages";
import { loadScores } from "@/lib/features/results/scores-page/pages";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";
import type { Visitor } from "@/lib/server/scope/scope";
import { as, cycle, prepareSheetGround, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen: { visitor?: Visitor } = {};
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));
vi.mock("next/navigation", () => ({
  redirect: (href: string) => {
    throw new Error(`to ${href}`);
  },
}));

prepareSheetGround();

const enter = (role: OperatorRole): void => {
  seen.visitor = as(role);
};
/** The loaded page, which has contents. */
function shown<View extends object>(view: View): Exclude<View, { status: "planned" }> {
  if ("status" in view && view.status === "planned") throw new Error("The round has begun.");
  return view as Exclude<View, { status: "planned" }>;
}
const saying = (...parts: string[]) => expect.stringContaining(`アドレスのうち${parts.map((part) => `「${part}」`).join("")}は`) as string;

it("M11 one wrong part of the address of 進み具合 is left out alone and said, and the others narrow the list", async () => {
  enter("ciso");
  const { cycleId } = await cycle({ state: "open", sheets: "inProgress" });
  const page = async (query: Parameters<typeof loadProgress>[1]) => shown(await loadProgress(cycleId, query));
  const narrowed = await page({ role: "handler" });
  const all = await page({});
  expect(all.sheets.length).toBeGreaterThan(narrowed.sheets.length);
  expect({ unused: narrowed.unused, all: all.unused }).toEqual({ unused: null, all: null });
  const wrong: [Record<string, string | string[]>, string][] = [
    [{ state: "opne" }, "state=opne"],
    [{ department: "旅客ターミナル部" }, "department=旅客ターミナル部"],
    [{ filter: "unanswerable" }, "filter=unanswerable"],
    [{ page: "last" }, "page=last"],
    [{ system: "x\u0000" }, "system=x"],
  ];
  for (const [part, said] of wrong) {
    const { unused, sheets, filters } = await page({ role: "handler", ...part });
    expect({ unused, ids: sheets.map(({ id }) => id), role: filters.role.value }).toEqual({
      ...{ unused: saying(said), ids: narrowed.sheets.map(({ id }) => id), role: "handler" },
    });
  }
  expect((await page({ role: "handler", state: ["open", "returned"] })).unused).toEqual(saying("state=open", "state=returned"));
});

it("M11 what the address of a withdrawal of many says wrongly leads back to the list, with all that it asked for", async () => {
  enter("secretariat");
  const { cycleId } = await cycle({ state: "open", sheets: "inProgress" });
  const list = `/operator/cycles/${cycleId}/progress`;
  await expect(loadWithdrawing(cycleId, { role: "handler", department: "abc" })).rejects.toThrow(`to ${list}?role=handler&department=abc`);
  await expect(loadWithdrawing(cycleId, { role: ["handler", "ciso"] })).rejects.toThrow(`to ${list}?role=handler&role=ciso`);
  const { sheets } = await loadWithdrawing(cycleId, { role: "handler", page: "1", except: "hindered" });
  expect(sheets.map(({ role }) => role)).toEqual(["取扱者"]);
});

it("M11 a 責任者 who asks for another department is told that the own one is shown", async () => {
  enter("manager");
  const { cycleId } = await cycle({ state: "open", sheets: "accepted" });
  const [own, other] = world.departments;
  const department = other;
  const pages = [await loadProgress(cycleId, { department }), await loadItemList(cycleId, { department }), await loadScores(cycleId, { department })];
  for (const view of [...pages.map(shown), await loadDashboard({ department }), await loadCycle(cycleId, { department })]) {
    expect(view.unused).toEqual(saying(`department=${other}`));
  }
  expect(shown(await loadScores(cycleId, { department: own })).unused).toBeNull();
  enter("ciso");
  expect((await loadDashboard({ department })).unused).toEqual(saying(`department=${other}`));
});

it("M11 every other list leaves out one wrong part of its address alone, and says it", async () => {
  enter("ciso");
  const { cycleId, sheets } = await cycle({ state: "open", sheets: "accepted" });
  const people = await loadPeople({ q: "佐藤", departmentId: "x", presence: "left", password: "maybe" });
  expect(people).toMatchObject({ unused: saying("departmentId=x", "password=maybe"), search: { q: "佐藤", departmentId: "", presence: "left", password: "" } });
  const audit = await loadOperatorAudit({ who: "佐藤", outcome: "maybe", to: "2026-02-30" });
  expect(audit).toMatchObject({ unused: saying("outcome=maybe", "to=2026-02-30"), filter: { who: "佐藤", outcome: "", to: "" }, filtered: true });
  expect(await loadOperatorSecurity({ kind: "signIn.failed", page: "0" })).toMatchObject({ unused: saying("page=0") });
  expect(await loadDeputies({ which: "all", page: "x" })).toMatchObject({ unused: saying("page=x") });
  expect((await loadDeputies({ which: "none" })).filters.find(({ current }) => current)?.label).toBe("いまと、これから");
  expect(await loadCycles({ state: "open" })).toMatchObject({ unused: saying("state=open"), cancelled: false });
  expect(await loadCycles({ state: "cancelled" })).toMatchObject({ unused: null, cancelled: true });
  expect(shown(await loadItemList(cycleId, { role: "handler", tier: "all" }))).toMatchObject({ unused: saying("tier=all") });
  expect(shown(await loadScores(cycleId, { by: "role", tier: "all" }))).toMatchObject({ unused: saying("tier=all") });
  expect(await loadDashboard({ tier: "reference", section: "3" })).toMatchObject({ unused: saying("section=3") });
  expect(await loadReviewSheet(sheets.handler, { show: "unanswered", from: "mail" })).toMatchObject({ unused: saying("from=mail") });
  expect((await loadReviewSheet(sheets.handler, { show: "unseen", from: "progress" })).unused).toBeNull();
  expect(await loadSearch({ q: "暗号", edition: "shishin-9" })).toMatchObject({ unused: saying("edition=shishin-9"), query: "暗号" });
});
