import { beforeEach, describe, expect, it } from "vitest";
import { listTasks } from "@/lib/features/tasks/list/queries";
import { as, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

async function tasksOf(role: OperatorRole) {
  const result = await listTasks(as(role), {}, NOW);
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
}
const kindsOf = async (role: OperatorRole) => (await tasksOf(role)).items.map(({ kind }) => kind);

/** Only the cycle of the test asks anything. */
beforeEach(() => rows("UPDATE cycle SET state = 'cancelled', cancelled_at = now(), cancelled_reason = '試験' WHERE operator_id = $1", [world.operatorId]));

describe("M11 what somebody has to do", () => {
  it("M11 is the own sheet for everybody who has one, with the day until which it is due", async () => {
    const { cycleId, sheets } = await cycle({ state: "open", sheets: "inProgress" });
    const { items } = await tasksOf("handler");
    expect(items).toMatchObject([{ kind: "answer", cycleId, sheetId: sheets.handler, page: `/checks/${sheets.handler}/hand-in` }]);
    expect(items[0]?.dueOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(await kindsOf("secretariat")).toEqual([]);
  });

  it("M11 is to review for the reviewer, and to wait for those who wait for it", async () => {
    await cycle({ state: "open", sheets: "handedIn" });
    const manager = await tasksOf("manager");
    expect(manager.items).toMatchObject([{ kind: "review", title: "点検票を2枚、確かめてください", page: "/operator/review" }]);
    expect(await kindsOf("handler")).toEqual([]);
    expect((await tasksOf("handler")).awaited).toEqual([]);
    expect(await kindsOf("ciso")).toEqual(expect.arrayContaining(["review", "close"]));
    expect(await kindsOf("executive")).toEqual(["review"]);
  });

  it("M11 is to see to outstanding sheets only as something awaited, and never for those who cannot see the progress", async () => {
    await cycle({ state: "open", sheets: "inProgress" });
    expect((await tasksOf("secretariat")).awaited).toHaveLength(1);
    expect((await tasksOf("secretariat")).awaited[0]?.page).toContain("state=outstanding");
    expect((await tasksOf("committee")).awaited).toEqual([]);
  });

  it.each([
    ["planned", "secretariat", "handOut"],
    ["planned", "ciso", "handOut"],
    ["reviewing", "ciso", "approve"],
    ["approved", "ciso", null],
    ["submitted", "ciso", null],
  ] as const)("M11 in a %s cycle asks the %s: %s", async (state, role, kind) => {
    await cycle({ state, sheets: "accepted" });
    expect(await kindsOf(role)).toEqual(kind === null ? [] : [kind]);
  });
});
