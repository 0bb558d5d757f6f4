import { describe, expect, it, vi } from "vitest";
import { SCORE_GROUPINGS } from "@/lib/domain/scoring/measure";
import { loadProgress } from "@/lib/features/cycle-pages/progress/pages";
import { readCycleProgress } from "@/lib/features/cycle-pages/progress/queries";
import { loadWithdrawing } from "@/lib/features/cycle-pages/withdrawing/pages";
import { loadDashboard } from "@/lib/features/dashboard/pages";
import { loadItemList } from "@/lib/features/results/item-list/pages";
import { loadItemPage } from "@/lib/features/results/item-page/pages";
import { loadScores } from "@/lib/features/results/scores-page/pages";
import { withClient } from "@/lib/runtime/portal-logins";
import { sheetOfPerson, sheetOfSecondSystem } from "@/tests/support/cycle-fixture";
import { as, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen: { role: OperatorRole } = { role: "ciso" };
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as(seen.role)) }));

prepareSheetGround();

/** A round with a sheet of each kind, one of a second system and department that is not handed in, and a withdrawn one. */
async function round() {
  const made = await cycle({ state: "open", sheets: "handedIn" });
  await withClient(own.ownerUrl, async (client) => {
    const second = await sheetOfSecondSystem(client, world, made.sheets.system);
    await client.query("UPDATE sheet SET department_id = $2 WHERE id = $1", [second, world.departments[1]]);
    const gone = await sheetOfPerson(client, world, made.sheets.handler, "colleague");
    await client.query("UPDATE sheet SET state = 'withdrawn', withdrawn_reason = '退職した' WHERE id = $1", [gone]);
  });
  return made;
}

const shown = <View extends { readonly status: string }>(view: View) => {
  if (view.status !== "shown") throw new Error("not shown");
  return view as Extract<View, { readonly status: "shown" }>;
};

/** What the page of the link lists: 「4／5枚」 for four handed-in sheets of five. */
async function behindLink(href: string): Promise<string> {
  const { pathname, searchParams } = new URL(href, "http://portal.example");
  const [, cycleId = ""] = /^\/operator\/cycles\/([^/]+)\/progress$/.exec(pathname) ?? [];
  const { sheets, pager } = shown(await loadProgress(cycleId, Object.fromEntries(searchParams)));
  expect(pager.summary).toContain(String(sheets.length));
  return `${String(sheets.filter(({ state }) => state === "handedIn" || state === "accepted").length)}／${String(sheets.length)}枚`;
}

/** Figures with their links, and what stands behind each link. */
async function followed(figures: readonly (readonly [name: string, figure: string, href: string | null])[]) {
  const found: Record<string, string> = {};
  // A phase has the sheets of several roles, which are no place that a page lists unless they are all.
  for (const [name, figure, href] of figures) found[name] = href !== null ? await behindLink(href) : name.startsWith("phase") ? figure : "no link";
  return { said: Object.fromEntries(figures.map(([name, figure]) => [name, figure])), found };
}

describe("M11 each figure of sheets leads to exactly those sheets", () => {
  it.each(["ciso", "auditor", "manager"] as const)(
    "M11 a figure of the scores leads to its sheets, by role, department and system, for the %s",
    async (role) => {
      const { cycleId } = await round();
      seen.role = role;
      for (const by of SCORE_GROUPINGS.filter((name) => name !== "section")) {
        const { table, heat, numbers } = shown(await loadScores(cycleId, { by }));
        const [grasp] = numbers.keyFigures;
        const { said, found } = await followed([
          ...table.groups.flatMap((group) => group.rows.map((row) => [`${by} ${row.label}`, row.sheets ?? "", row.sheetsHref] as const)),
          ...(heat?.rows ?? []).map((row) => [`heat ${row.label}`, `${row.grasp.replace("/", "／")}枚`, row.href] as const),
          ["把握率", grasp?.notes[0]?.replace(/^提出 (\d+)枚／配布 (\d+)枚$/u, "$1／$2枚") ?? "", grasp?.href ?? null],
        ]);
        expect(found).toEqual(said);
      }
    },
  );

  const places: readonly (readonly [string, () => Record<string, string>])[] = [
    ["the whole operator", () => ({})],
    ["the first department", () => ({ department: world.departments[0] })],
    ["the second department", () => ({ department: world.departments[1] })],
    ["no department", () => ({ department: "none" })],
    ["the first system", () => ({ system: world.systems[0] })],
    ["the second system", () => ({ system: world.systems[1] })],
    ["no system", () => ({ system: "none" })],
    ["no system of a department", () => ({ system: "none", department: world.departments[0] })],
    ["a role", () => ({ role: "handler" })],
    ["a role of the other department", () => ({ role: "systemAdministrator", department: world.departments[1] })],
  ];

  it.each(places)("M11 the list of items leads to the sheets of %s", async (_name, place) => {
    const { cycleId } = await round();
    seen.role = "ciso";
    const { note, sheetsHref, filter } = shown(await loadItemList(cycleId, place()));
    expect(await behindLink(sheetsHref)).toBe(/提出 (\d+／\d+枚)/u.exec(note)?.[1]);
    for (const [name, value] of Object.entries(place())) expect(filter.fields.find((field) => field.name === name)?.value).toBe(value);
  });

  it("M11 the list of items leads a manager to those of the own department, whatever else the address says", async () => {
    const { cycleId } = await round();
    for (const role of ["manager", "otherManager"] as const) {
      seen.role = role;
      for (const query of [{}, { role: "systemAdministrator" }]) {
        const { note, sheetsHref } = shown(await loadItemList(cycleId, query));
        if (role === "manager") expect(await behindLink(sheetsHref)).toBe(/提出 (\d+／\d+枚)/u.exec(note)?.[1]);
      }
    }
  });

  it("M11 a row of a department leads to its sheets on 進み具合 and the dashboard, and so does each state", async () => {
    const { cycleId } = await round();
    seen.role = "ciso";
    const progress = shown(await loadProgress(cycleId, {}));
    const dashboard = await loadDashboard({ cycle: cycleId });
    for (const { label, graspText, href, counts, stateHrefs } of [progress.total, ...progress.departments, ...(dashboard.progress?.rows ?? [])]) {
      expect([label, await behindLink(href)]).toEqual([label, graspText]);
      for (const state of ["handedIn", "notStarted", "withdrawn"] as const) {
        expect([label, state, (await behindLink(stateHrefs[state])).split("／")[1]]).toEqual([label, state, `${String(counts[state])}枚`]);
      }
    }
  });

  it("M11 the page of an item says so if it is narrowed to the sheets of no system", async () => {
    const { cycleId, items } = await round();
    seen.role = "ciso";
    const item = items.ciso[0] ?? "";
    const narrowed = async (query: Record<string, string>) => shown(await loadItemPage(cycleId, item, query)).narrowedText;
    expect(await narrowed({ system: "none" })).toBe("重要システムによらない点検票だけを示しています。");
    expect(await narrowed({})).toBeNull();
  });

  it("M11 a system narrows the sheets of the API as of the page, and those that are withdrawn together", async () => {
    const { cycleId, sheets } = await round();
    seen.role = "ciso";
    const listed = async (query: object) => {
      const result = await readCycleProgress(as("ciso"), { cycleId, page: 1, perPage: 200, ...query }, NOW);
      if (!result.ok) throw new Error(result.refusal.code);
      return result.value.items;
    };
    expect((await listed({ system: world.systems[0] })).map(({ id }) => id)).toEqual([sheets.system]);
    expect((await listed({ system: "none" })).every(({ systemId }) => systemId === null)).toBe(true);
    expect((await listed({ state: "handedOut" })).length + (await listed({ state: "withdrawn" })).length).toBe((await listed({})).length);
    const narrowed = shown(await loadProgress(cycleId, { system: world.systems[0] }));
    expect(narrowed.filters.system?.value).toBe(world.systems[0]);
    const { searchParams } = new URL(narrowed.withdrawHref ?? "", "http://portal.example");
    expect(searchParams.get("system")).toBe(world.systems[0]);
    const { sheets: withdrawn, conditions } = await loadWithdrawing(cycleId, Object.fromEntries(searchParams));
    expect(withdrawn.map(({ id }) => id)).toEqual([sheets.system]);
    const [name] = await rows<{ name: string }>("SELECT name FROM critical_system WHERE id = $1", [world.systems[0]]);
    expect(conditions).toEqual([{ label: "重要システム", value: name?.name }]);
  });
});
