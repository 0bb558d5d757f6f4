import { describe, expect, it } from "vitest";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { importSystemList } from "@/lib/features/organisation/system-list/commands";
import { changeSystem } from "@/lib/features/organisation/units/commands";
import { as, owner, prepareAdministrationGround, world } from "@/tests/support/administration-ground";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { listFile } from "@/tests/support/lists";

prepareAdministrationGround();

const NAMES = ["甲空港 部署1", "甲空港 部署2"] as const;
const [first, second] = [() => world.departments[0] ?? "", () => world.departments[1] ?? ""];
const handler = () => world.people.handler;

/** A list with the first critical system in the department. */
async function systemList(department: string): Promise<Uint8Array> {
  const { rows } = await owner.query<{ name: string }>("SELECT name FROM critical_system WHERE id = $1", [world.systems[0]]);
  return listFile("いまの名前,重要システム,種類,部署,システム管理者", `${rows[0]?.name},${rows[0]?.name},その他,${department},`);
}

const WAYS = {
  "a person": {
    sheet: "handler",
    action: "people.change",
    move: async (to: number) => changePerson(await as("secretariat"), { personId: handler().personId, departmentId: world.departments[to] }, new Date()),
  },
  "a critical system": {
    sheet: "system",
    action: "system.change",
    move: async (to: number) => changeSystem(await as("secretariat"), { systemId: world.systems[0] ?? "", departmentId: world.departments[to] }, new Date()),
  },
  "a staff list": {
    sheet: "handler",
    action: "people.import",
    move: async (to: number) =>
      importStaffList(
        await as("secretariat"),
        { file: listFile("職員番号,氏名,メール,部署", `,${handler().name},${handler().email},${NAMES[to]}`) },
        new Date(),
      ),
  },
  "a list of critical systems": {
    sheet: "system",
    action: "system.import",
    move: async (to: number) => importSystemList(await as("secretariat"), { file: await systemList(NAMES[to] ?? "") }, new Date()),
  },
} as const;

const entries = async (action: string, sheets: readonly string[]) =>
  (
    await owner.query<{ target: string; detail: object }>(
      "SELECT target, detail FROM audit WHERE action = $1 AND outcome = 'done' AND target = ANY($2) ORDER BY array_position($2, target), id",
      [action, sheets.map((id) => `sheet/${id}`)],
    )
  ).rows;

describe("C1 sheets that move to another department leave an entry each, with the departments", () => {
  it.each(Object.entries(WAYS))("C1 %s leaves them of those that move, and no other", async (_name, { sheet, action, move }) => {
    await owner.query("UPDATE cycle SET state = 'approved' WHERE operator_id = $1 AND state IN ('open', 'reviewing')", [world.operatorId]);
    await owner.query("UPDATE person SET department_id = $1 WHERE id = $2", [first(), handler().personId]);
    await owner.query("UPDATE critical_system SET department_id = $1 WHERE id = $2", [first(), world.systems[0]]);
    const made = async (sheets: "inProgress" | "handedIn" | "accepted") => (await makeCycle(owner, world, { sheets })).sheets[sheet];
    const moving = [await made("inProgress"), await made("handedIn")];
    const staying = await made("accepted");
    const done = await move(1);
    expect(done.ok ? "ok" : done.refusal).toBe("ok");
    const departments = { before: { departmentId: first() }, after: { departmentId: second() } };
    expect(await entries(action, [...moving, staying])).toEqual(moving.map((id) => ({ target: `sheet/${id}`, detail: departments })));
    const again = await move(1);
    expect(again.ok ? "ok" : again.refusal).toBe("ok");
    expect(await entries(action, [...moving, staying])).toHaveLength(2);
  });
});
