import { beforeEach, describe, expect, it } from "vitest";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { changeSystem } from "@/lib/features/organisation/units/commands";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { type CycleFixture, equalCyclesOf, wrongTallies } from "@/tests/support/cycle-fixture";
import { doHandover } from "@/tests/support/handover-ground";
import { as, codeOf, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";

prepareSheetGround();

const departmentOf = async (sheetId: string) => (await rows<{ id: string }>("SELECT department_id AS id FROM sheet WHERE id = $1", [sheetId]))[0]?.id;
const followers = async ({ sheets }: CycleFixture) => [await departmentOf(sheets.handler), await departmentOf(sheets.system)];
const [first, second] = [() => world.departments[0] ?? "", () => world.departments[1] ?? ""];

/** The person of the 取扱者 sheets and the critical system move to the other department; what runs moves with them. */
async function bothMove(): Promise<void> {
  const { personId } = world.people.handler;
  expect(codeOf(await changePerson(as("ciso"), { personId, departmentId: second() }, NOW))).toBe("ok");
  expect(codeOf(await changeSystem(as("ciso"), { systemId: world.systems[0] ?? "", departmentId: second() }, NOW))).toBe("ok");
}

beforeEach(async () => {
  await rows("UPDATE cycle SET state = 'approved' WHERE operator_id = $1 AND state IN ('open', 'reviewing')", [world.operatorId]);
  await rows("UPDATE person SET department_id = $1, left_at = NULL WHERE id = $2", [first(), world.people.handler.personId]);
  await rows("UPDATE critical_system SET department_id = $1, retired_at = NULL WHERE id = $2", [first(), world.systems[0]]);
});

const reopen = async ({ cycleId }: CycleFixture) => {
  const input = { cycleId, reason: "数え漏れがあったため。", confirmedClosedSurveys: 0, confirmedClosingSurveys: 0 };
  expect(codeOf(await reopenCycle(as("ciso"), input, NOW))).toBe("ok");
};
const cancel = async ({ cycleId }: CycleFixture) => {
  const { answers } = (
    await rows<{ answers: number }>("SELECT count(*)::int AS answers FROM answer a JOIN sheet s ON s.id = a.sheet_id WHERE s.cycle_id = $1", [cycleId])
  )[0] ?? { answers: 0 };
  expect(codeOf(await cancelCycle(as("ciso"), { cycleId, reason: "重なったため。", confirmedAnswers: answers }, NOW))).toBe("ok");
};
const restore = async ({ cycleId }: CycleFixture) => {
  const confirmedEqualCycles = await withClient(own.ownerUrl, (client) => equalCyclesOf(client, world, "handingOut"));
  expect(codeOf(await restoreCycle(as("ciso"), { cycleId, reason: "要ることになったため。", confirmedEqualCycles }, NOW))).toBe("ok");
};
const talliesAreRight = async () => expect(await withClient(own.ownerUrl, (client) => wrongTallies(client, world.operatorId))).toEqual([]);
/** The entries of the sheets that moved, by the round's use case. */
const entries = ({ sheets }: CycleFixture, action: string) =>
  rows<{ target: string; detail: object }>("SELECT target, detail FROM audit WHERE action = $1 AND target = ANY($2) ORDER BY target", [
    action,
    [`sheet/${sheets.handler}`, `sheet/${sheets.system}`],
  ]);

describe("M6 where a round runs again, sheets that are not accepted are in the departments of today", () => {
  it.each(["notStarted", "inProgress", "handedIn", "returned"] as const)("M6 reopened with sheets that are %s", async (sheets) => {
    const round = await cycle({ state: "approved", sheets });
    await bothMove();
    expect(await followers(round)).toEqual([first(), first()]);
    await reopen(round);
    expect(await followers(round)).toEqual([second(), second()]);
    expect(await departmentOf(round.sheets.manager)).toBe(first());
    await talliesAreRight();
  });

  it.each(["inProgress", "handedIn"] as const)("M6 restored with sheets that are %s", async (sheets) => {
    const round = await cycle({ sheets });
    await cancel(round);
    await bothMove();
    expect(await followers(round)).toEqual([first(), first()]);
    await restore(round);
    expect(await followers(round)).toEqual([second(), second()]);
    await talliesAreRight();
  });

  it("M6 accepted and withdrawn ones stay, and so do those of leavers and of retired systems", async () => {
    const [accepted, withdrawn] = [await cycle({ state: "approved", sheets: "accepted" }), await cycle({ state: "approved", sheets: "withdrawn" })];
    const left = await cycle({ state: "approved", sheets: "handedIn" });
    await bothMove();
    for (const round of [accepted, withdrawn]) await reopen(round);
    await rows("UPDATE person SET left_at = now() WHERE id = $1", [world.people.handler.personId]);
    await rows("UPDATE critical_system SET retired_at = now() WHERE id = $1", [world.systems[0]]);
    await reopen(left);
    for (const round of [accepted, withdrawn, left]) expect(await followers(round)).toEqual([first(), first()]);
    await talliesAreRight();
  });

  it("M6 a round that goes back to answering from the review ran all along: what was decided to stay does", async () => {
    const round = await cycle({ state: "reviewing", sheets: "handedIn" });
    const { personId } = world.people.handler;
    const stays = [{ sheetId: round.sheets.handler, course: "stay" as const }];
    expect(await doHandover(personId, { event: "move", departmentId: second(), sheets: stays })).toBe("ok");
    await reopen(round);
    expect(await departmentOf(round.sheets.handler)).toBe(first());
  });

  it("C1 each sheet that moves has an entry with its departments, none where nothing moves", async () => {
    const before = { departmentId: first() };
    const after = { departmentId: second() };
    const [reopened, still] = [await cycle({ state: "approved", sheets: "handedIn" }), await cycle({ state: "approved", sheets: "accepted" })];
    await bothMove();
    await reopen(reopened);
    await reopen(still);
    expect((await entries(reopened, "cycle.reopen")).map(({ detail }) => detail)).toEqual([
      { before, after },
      { before, after },
    ]);
    expect(await entries(still, "cycle.reopen")).toEqual([]);
  });
});
