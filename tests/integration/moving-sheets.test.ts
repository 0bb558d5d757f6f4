import { describe, expect, it } from "vitest";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { readMovingSheets } from "@/lib/features/organisation/people/queries";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { previewStaffList } from "@/lib/features/organisation/staff-list/queries";
import { as, codeOf, owner, prepareAdministrationGround, world } from "@/tests/support/administration-ground";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { listFile } from "@/tests/support/lists";

prepareAdministrationGround();

const valueOf = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: { detail: string } }): Value => {
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
};
const HEAD = "職員番号,氏名,メール,部署";
const DEPARTMENTS = ["甲空港 部署1", "甲空港 部署2"] as const;

/** The person's row of a staff list, in the department. */
const rowOf = (role: "handler" | "otherManager", department: string): string => `,${world.people[role].name},${world.people[role].email},${department}`;
const listed = (department: string): Uint8Array => listFile(HEAD, rowOf("handler", department));
const preview = async (file: Uint8Array) => valueOf(await previewStaffList(await as("secretariat"), { file }, new Date()));
const bring = async (file: Uint8Array, hash?: string) => importStaffList(await as("secretariat"), { file, ...(hash && { hash }) }, new Date());

const handlerSheets = async (): Promise<{ readonly id: string; readonly department: string }[]> =>
  (
    await owner.query<{ id: string; department: string }>(
      `SELECT s.id, d.name AS department FROM sheet s JOIN department d ON d.operator_id = s.operator_id AND d.id = s.department_id
       WHERE s.operator_id = $1 AND s.person_id = $2 ORDER BY s.id`,
      [world.operatorId, world.people.handler.personId],
    )
  ).rows;
const departmentsOf = async (sheetIds: readonly string[]) => {
  const all = new Map((await handlerSheets()).map(({ id, department }) => [id, department]));
  return sheetIds.map((id) => all.get(id));
};

const endCycles = () => owner.query("UPDATE cycle SET state = 'approved' WHERE operator_id = $1 AND state IN ('open', 'reviewing')", [world.operatorId]);

/** Sheets that move, and such as stay where they are. */
async function ground() {
  await endCycles();
  await owner.query("UPDATE person SET department_id = $1 WHERE id = $2", [world.departments[0], world.people.handler.personId]);
  const made = async (wanted: Parameters<typeof makeCycle>[2]) => (await makeCycle(owner, world, wanted)).sheets.handler;
  const moving = [await made({ sheets: "inProgress" }), await made({ sheets: "handedIn" }), await made({ state: "reviewing", sheets: "handedIn" })];
  const staying = [await made({ sheets: "accepted" }), await made({ state: "approved", sheets: "accepted" })];
  return { moving, staying };
}

describe("M6 M10 a staff list says whose post it leaves behind", () => {
  it("M6 M10 of holders and of deputies that are named for today or later, not of those whose deputyship has ended", async () => {
    const file = listFile(HEAD, `,${world.people.manager.name},${world.people.manager.email},${DEPARTMENTS[1]}`, rowOf("handler", DEPARTMENTS[1]));
    await owner.query("UPDATE person SET department_id = $1 WHERE id = ANY($2::uuid[])", [
      world.departments[0],
      [world.people.manager.personId, world.people.handler.personId],
    ]);
    const held = `${world.people.manager.name}さんは、情報セキュリティ責任者（${DEPARTMENTS[0]}）です。`;
    expect((await preview(file)).doubts).toMatchObject([{ line: 2, message: expect.stringContaining(held) as string }]);
    const days = [
      ["2020-01-01", "2020-02-01", null],
      ["2020-01-01", "2099-02-01", new Date()],
      ["2098-01-01", "2099-02-01", null],
    ] as const;
    for (const [index, [from, until, ended]] of days.entries()) {
      await owner.query(
        `INSERT INTO deputy (operator_id, id, person_id, role, department_id, ordinal, from_on, until_on, reason, named_at, named_by, ended_at, ended_reason)
         VALUES ($1, gen_random_uuid(), $2, 'securityManager', $3, $4, $5, $6, '試験のため', now(), $7, $8, $9)`,
        [
          ...[world.operatorId, world.people.handler.personId, world.departments[0], index + 1, from, until],
          ...[world.people.ciso.personId, ended, ended === null ? null : "終わり"],
        ],
      );
      const { doubts } = await preview(file);
      expect(doubts.map(({ line }) => line)).toEqual(index === 2 ? [2, 3] : [2]);
    }
    expect((await preview(file)).doubts[1]?.message).toContain(`情報セキュリティ責任者（${DEPARTMENTS[0]}）の代行です。`);
    await owner.query("UPDATE deputy SET ended_at = now(), ended_reason = '終わり' WHERE operator_id = $1 AND ended_at IS NULL", [world.operatorId]);
  });
});

describe("M6 M10 a staff list says which sheets it moves before it moves them", () => {
  it.each(["a registered department", "a department that the list brings"])(
    "M6 M10 the preview counts those that move to %s, and the import moves as many",
    async (kind) => {
      const { moving, staying } = await ground();
      const target = kind === "a registered department" ? DEPARTMENTS[1] : "名簿の新しい部署";
      const file = listFile(HEAD, rowOf("handler", target), rowOf("otherManager", DEPARTMENTS[1]));
      const previewed = await preview(file);
      expect(previewed).toMatchObject({ applied: false, changed: 1, movedSheets: 3 });
      expect(await departmentsOf(moving)).toEqual(Array(3).fill(DEPARTMENTS[0]));
      expect(valueOf(await bring(file, previewed.hash))).toEqual({ ...previewed, applied: true });
      expect(await departmentsOf(moving)).toEqual(Array(3).fill(target));
      expect(await departmentsOf(staying)).toEqual(Array(2).fill(DEPARTMENTS[0]));
    },
  );

  it.each([
    ["stays in the department", () => listed(DEPARTMENTS[0])],
    ["has another name there", () => listFile(HEAD, `,別の 氏名,${world.people.handler.email},${DEPARTMENTS[0]}`)],
  ])("M10 somebody who %s moves no sheet", async (_what, file) => {
    await ground();
    expect(await preview(file())).toMatchObject({ movedSheets: 0 });
  });

  it("M10 what was previewed is no longer it once another sheet would move, or one less; nothing is imported then", async () => {
    const { moving } = await ground();
    const file = listed(DEPARTMENTS[1]);
    const three = await preview(file);
    const { sheets } = await makeCycle(owner, world, { sheets: "inProgress" });
    expect(codeOf(await bring(file, three.hash))).toBe("confirmation_required");
    expect(await departmentsOf([sheets.handler])).toEqual([DEPARTMENTS[0]]);
    const four = await preview(file);
    expect(four.movedSheets).toBe(4);
    await owner.query("UPDATE cycle SET state = 'approved' WHERE id = (SELECT cycle_id FROM sheet WHERE id = $1)", [moving[0]]);
    expect(codeOf(await bring(file, four.hash))).toBe("confirmation_required");
    expect(valueOf(await bring(file, three.hash))).toMatchObject({ applied: true, movedSheets: 3 });
    expect(await departmentsOf([sheets.handler])).toEqual([DEPARTMENTS[1]]);
  });
});

describe("M6 the form of a person says how many sheets another department moves", () => {
  it("M6 the number is that of the sheets that the change then moves, and zero when all are accepted", async () => {
    const { moving } = await ground();
    const { personId } = world.people.handler;
    const counted = async () => valueOf(await readMovingSheets(await as("secretariat"), { personId }, new Date()));
    expect(await counted()).toBe(3);
    valueOf(await changePerson(await as("secretariat"), { personId, departmentId: world.departments[1] }, new Date()));
    const { rows } = await owner.query<{ moved: number }>(
      "SELECT (detail->>'movedSheets')::int AS moved FROM audit WHERE action = 'people.change' AND target = $1 ORDER BY id DESC LIMIT 1",
      [`person/${personId}`],
    );
    expect(rows).toEqual([{ moved: 3 }]);
    expect(await departmentsOf(moving)).toEqual(Array(3).fill(DEPARTMENTS[1]));
    await endCycles();
    expect(await counted()).toBe(0);
  });

  it("M6 nobody sees the number who does not manage people", async () => {
    const refused = await readMovingSheets(await as("auditor"), { personId: world.people.handler.personId }, new Date());
    expect(codeOf(refused)).toBe("not_permitted");
  });
});
