import { describe, expect, it } from "vitest";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { changeSystem } from "@/lib/features/organisation/units/commands";
import { readSystemSheets } from "@/lib/features/organisation/units/queries";
import { as, owner, prepareAdministrationGround, world } from "@/tests/support/administration-ground";
import { makeCycle, sheetOfSecondSystem } from "@/tests/support/cycle-fixture";
import { valueOf } from "@/tests/support/links";

prepareAdministrationGround();

const outcome = async (asked: ReturnType<typeof changeSystem> | ReturnType<typeof changePerson>) => {
  const done = await asked;
  return done.ok ? "ok" : [done.refusal.code, done.refusal.current];
};
const moves = (movedSheets: number) => ["confirmation_required", { movedSheets }];
const change = async (input: Omit<Parameters<typeof changeSystem>[1], "systemId">) =>
  changeSystem(await as("secretariat"), { systemId: world.systems[0], ...input }, new Date());
const counted = async () => {
  const all = valueOf(await readSystemSheets(await as("secretariat"), {}, new Date()));
  return world.systems.map((id) => all.get(id) ?? 0);
};
const departmentsOf = async (sheetIds: readonly string[]) => {
  const { rows } = await owner.query<{ department: string }>(
    "SELECT department_id AS department FROM sheet WHERE id = ANY($1) ORDER BY array_position($1, id)",
    [sheetIds],
  );
  return rows.map(({ department }) => department);
};

/** Sheets of the first critical system that move with it, and such as stay where they are. */
async function ground() {
  await owner.query("UPDATE cycle SET state = 'approved' WHERE operator_id = $1 AND state IN ('open', 'reviewing')", [world.operatorId]);
  await owner.query("UPDATE critical_system SET department_id = $1 WHERE id = ANY($2)", [world.departments[0], world.systems]);
  const made = async (wanted: Parameters<typeof makeCycle>[2]) => (await makeCycle(owner, world, wanted)).sheets.system;
  const moving = [await made({ sheets: "inProgress" }), await made({ sheets: "handedIn" }), await made({ state: "reviewing", sheets: "handedIn" })];
  const staying = [await made({ sheets: "accepted" }), await made({ state: "approved", sheets: "accepted" })];
  return { moving, staying };
}

describe("M6 the form of a critical system says how many sheets another department moves, and moves no other number", () => {
  it("M6 sheets are counted for each system apart, without what is accepted or of an ended round", async () => {
    const { moving } = await ground();
    expect(await counted()).toEqual([3, 0]);
    await sheetOfSecondSystem(owner, world, moving[0] ?? "");
    expect(await counted()).toEqual([3, 1]);
  });

  it("M6 as many as were confirmed move; another number is refused with the present one, and moves none", async () => {
    const { moving, staying } = await ground();
    const [before, after] = world.departments;
    for (const confirmed of [0, 2, 4]) expect(await outcome(change({ departmentId: after, confirmedSheets: confirmed }))).toEqual(moves(3));
    expect(await departmentsOf(moving)).toEqual(moving.map(() => before));
    expect(await outcome(change({ departmentId: after, confirmedSheets: 3 }))).toBe("ok");
    expect(await departmentsOf([...moving, ...staying])).toEqual([...moving.map(() => after), ...staying.map(() => before)]);
  });

  it("M6 the same department moves nothing and asks for nothing: a sheet that stayed elsewhere stays there", async () => {
    const { staying } = await ground();
    const [before, after] = world.departments;
    expect(await outcome(change({ departmentId: after, confirmedSheets: 3 }))).toBe("ok");
    await owner.query("UPDATE sheet SET state = 'returned', returned_reason = '根拠を足してください。' WHERE id = $1", [staying[0]]);
    expect(await outcome(change({ departmentId: after, name: "名前だけの変更", confirmedSheets: 4 }))).toBe("ok");
    expect(await departmentsOf(staying.slice(0, 1))).toEqual([before]);
  });

  it("M6 a person's form moves no other number than it says either", async () => {
    await ground();
    const { personId } = world.people.handler;
    await owner.query("UPDATE person SET department_id = $1 WHERE id = $2", [world.departments[0], personId]);
    const move = async (confirmedSheets: number) =>
      outcome(changePerson(await as("secretariat"), { personId, departmentId: world.departments[1], confirmedSheets }, new Date()));
    expect([await move(2), await move(4), await move(3)]).toEqual([moves(3), moves(3), "ok"]);
  });

  it("M6 is read only by those who manage systems", async () => {
    const read = await readSystemSheets(await as("auditor"), {}, new Date());
    expect(read.ok ? "ok" : read.refusal.code).toBe("not_permitted");
  });
});
