import { beforeEach, describe, expect, it } from "vitest";
import { listTasks } from "@/lib/features/tasks/list/queries";
import { as, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

const A_WHILE = 120_000;
let asked = 0;

/** Each time a while later, because the numbers of people and posts are kept until a change that the fixtures do not record. */
async function tasksOf(role: OperatorRole) {
  asked += 1;
  const result = await listTasks(as(role), {}, new Date(NOW.getTime() + asked * A_WHILE));
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
}
const kindsOf = async (role: OperatorRole) => (await tasksOf(role)).items.map(({ kind }) => kind);

/** Only the cycle of the test asks anything, and nobody is missing. */
beforeEach(() => rows("UPDATE cycle SET state = 'cancelled', cancelled_at = now(), cancelled_reason = '試験' WHERE operator_id = $1", [world.operatorId]));

describe("M11 what somebody has to do", () => {
  it("M11 is the own sheet for everybody who has one, with the day until which it is due", async () => {
    const { cycleId, sheets } = await cycle({ state: "open", sheets: "inProgress" });
    const { items } = await tasksOf("handler");
    expect(items).toMatchObject([{ kind: "answer", cycleId, sheetId: sheets.handler, page: `/checks/${sheets.handler}/hand-in` }]);
    expect(items[0]?.dueOn).toMatch(/^\d{4}-\d\d-\d\d$/);
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

  it.each(["open", "reviewing"] as const)("M11 begins with the sheets to review in a round that is %s, before what has a day", async (state) => {
    await cycle({ state: "open", sheets: "inProgress" });
    const { cycleId } = await cycle({ state, sheets: "handedIn" });
    const [first, ...others] = (await tasksOf("manager")).items;
    expect(first).toMatchObject({ kind: "review", cycleId });
    expect(others.map(({ kind }) => kind)).toEqual(["answer", "chase"]);
  });

  it("M11 of sheets not handed in is to chase those who hand them out, to wait for those who read, and nothing for those who cannot see the progress", async () => {
    const { cycleId } = await cycle({ state: "open", sheets: "inProgress" });
    for (const role of ["secretariat", "ciso"] as const) {
      const { items, awaited } = await tasksOf(role);
      expect(items.find(({ kind }) => kind === "chase")).toMatchObject({
        cycleId,
        title: expect.stringMatching(/^まだ提出されていない点検票が7枚あります/) as string,
      });
      expect(items.find(({ kind }) => kind === "chase")?.page).toContain("state=outstanding");
      expect(awaited).toEqual([]);
    }
    expect((await tasksOf("executive")).awaited).toMatchObject([{ title: "提出を待っている点検票が7枚あります" }]);
    expect((await tasksOf("committee")).awaited).toEqual([]);
  });

  it("M11 of the 事務局 is whom a sheet, a password, a successor or somebody to answer is missing, each with its number and place", async () => {
    await cycle({ state: "open", sheets: "inProgress" });
    const { handler, colleague, auditor, committee } = world.people;
    await rows("UPDATE account SET password_hash = NULL WHERE id = ANY($1::uuid[])", [[handler.accountId, colleague.accountId]]);
    await rows("DELETE FROM appointment WHERE person_id = ANY($1::uuid[])", [[auditor.personId, committee.personId]]);
    await rows("UPDATE person SET left_at = now() WHERE id = $1", [auditor.personId]);
    const { items } = await tasksOf("secretariat");
    expect(items.map(({ kind, title, page }) => [kind, title, page])).toEqual([
      ["handOutLater", "点検票のない人が8人います", "/operator/staffing#without-sheet"],
      ["handOutLater", "まだ配っていない役職の点検票が2枚あります", "/operator/staffing#posts-without-sheet"],
      ["assign", expect.stringMatching(/^回答する人がいない点検票が\d枚あります$/), "/operator/staffing#unanswerable"],
      ["chase", expect.stringContaining("7枚"), expect.stringContaining("state=outstanding")],
      ["appoint", "空席の役職が3つあります", "/operator/staffing#vacant"],
      ["invite", "パスワードをまだ決めていない人が2人います", "/operator/people/invitations"],
    ]);
    expect(await kindsOf("ciso")).toEqual(expect.arrayContaining(["handOutLater", "assign", "appoint", "invite"]));
    for (const role of ["manager", "executive", "handler"] as const) expect(await kindsOf(role)).not.toContain("invite");
    await rows("UPDATE person SET left_at = NULL WHERE id = $1", [auditor.personId]);
  });

  it("M11 is to plan a round where there is none", async () => {
    for (const role of ["secretariat", "ciso"] as const) {
      expect((await tasksOf(role)).items.filter(({ kind }) => kind === "plan")).toMatchObject([{ page: "/operator/cycles/new" }]);
    }
    expect(await kindsOf("executive")).toEqual([]);
  });

  it.each([
    ["planned", "secretariat", "handOut"],
    ["planned", "ciso", "handOut"],
    ["reviewing", "ciso", "approve"],
    ["approved", "ciso", null],
    ["submitted", "ciso", null],
  ] as const)("M11 in a %s cycle asks the %s: %s", async (state, role, kind) => {
    await cycle({ state, sheets: "accepted" });
    const ofCycles = (await kindsOf(role)).filter((one) => one !== "invite" && one !== "appoint");
    expect(ofCycles).toEqual(kind === null ? [] : [kind]);
  });
});
