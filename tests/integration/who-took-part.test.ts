import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { endDeputy } from "@/lib/features/organisation/deputies/commands";
import { addItemRemark, respondToRemark } from "@/lib/features/sheets/item-remarks/commands";
import { readWaiting } from "@/lib/features/sheets/review-list/pages";
import { takeBackHandIn } from "@/lib/features/sheets/taking-back/commands";
import { acceptSheet, handInSheet, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import { type FixtureSheet, makeCycle } from "@/tests/support/cycle-fixture";
import { name, ofSystem } from "@/tests/support/deputies";
import { as, codeOf, valueOf } from "@/tests/support/links";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import type { OperatorRole } from "@/tests/support/world";

const NOW = new Date();
prepareOperatorGround();

const started = async (which: FixtureSheet = "system") => (await makeCycle(ground.owner, world, { sheets: "inProgress" })).sheets[which];
const assign = async (sheetId: string, ...who: OperatorRole[]) =>
  valueOf(await assignSheet(await as(world, "ciso"), { sheetId, respondentIds: who.map((one) => world.people[one].personId) }, NOW));
const handIn = async (sheetId: string, by: OperatorRole) => valueOf(await handInSheet(await as(world, by), { sheetId, confirmedUnanswered: 0 }, NOW));
const takeBack = async (sheetId: string, by: OperatorRole) => valueOf(await takeBackHandIn(await as(world, by), { sheetId }, NOW));
const sendBack = async (sheetId: string, by: OperatorRole) =>
  valueOf(await returnSheet(await as(world, by), { sheetId, reason: "根拠を書いてください。" }, NOW));
const accepting = async (sheetId: string, by: OperatorRole) => codeOf(await acceptSheet(await as(world, by), { sheetId }, NOW));
const waits = async (sheetId: string, by: OperatorRole) =>
  valueOf(await readWaiting(await as(world, by), { page: 1, perPage: 50 }, NOW)).items.some(({ id }) => id === sheetId);

/** It waits for the next, not for who took part, and so it is accepted. */
async function fallsTo(next: OperatorRole, sheetId: string, took: OperatorRole) {
  expect({ took: await waits(sheetId, took), next: await waits(sheetId, next) }).toEqual({ took: false, next: true });
  expect(await accepting(sheetId, took)).toBe("own_work");
  expect(await accepting(sheetId, next)).toBe("ok");
}

describe("M6 who once took part in a sheet does not accept it, though they have no part in it any more", () => {
  it("M6 a deputy who handed it in, and whose deputyship ended", async () => {
    const sheetId = await started();
    const { id: deputyId } = await name(world, "manager", ofSystem(world));
    await handIn(sheetId, "manager");
    await sendBack(sheetId, "ciso");
    valueOf(await endDeputy(await as(world, "ciso"), { deputyId, reason: "戻ったため" }, NOW));
    await handIn(sheetId, "systemAdministrator");
    await fallsTo("ciso", sheetId, "manager");
  });

  it("M6 a respondent who handed it in, whose hand-in was taken back, and who was taken off", async () => {
    const sheetId = await started();
    await assign(sheetId, "systemAdministrator", "manager");
    await handIn(sheetId, "manager");
    await takeBack(sheetId, "systemAdministrator");
    await assign(sheetId, "systemAdministrator");
    await handIn(sheetId, "systemAdministrator");
    await fallsTo("ciso", sheetId, "manager");
  });

  it("M6 a respondent who handed it in first of three", async () => {
    const sheetId = await started();
    await assign(sheetId, "systemAdministrator", "manager", "colleague");
    for (const who of ["manager", "colleague", "systemAdministrator"] as const) {
      await handIn(sheetId, who);
      await sendBack(sheetId, "ciso");
    }
    await assign(sheetId, "systemAdministrator");
    await handIn(sheetId, "systemAdministrator");
    await fallsTo("ciso", sheetId, "manager");
  });

  it("M6 the CISO, who handed in a 責任者's sheet", async () => {
    const sheetId = await started("manager");
    await assign(sheetId, "manager", "ciso");
    await handIn(sheetId, "ciso");
    await takeBack(sheetId, "manager");
    await assign(sheetId, "manager");
    await handIn(sheetId, "manager");
    await fallsTo("executive", sheetId, "ciso");
  });

  it("M6 a respondent who answered a remark alone, marked as worked off or not", async () => {
    for (const done of [true, false]) {
      const { sheets, items } = await makeCycle(ground.owner, world, { sheets: "handedIn" });
      const sheetId = sheets.system;
      const text = "記録を付けてください。";
      const { id: remarkId } = valueOf(await addItemRemark(await as(world, "manager"), { sheetId, itemId: items.system[0]!, text }, NOW));
      await sendBack(sheetId, "manager");
      await assign(sheetId, "systemAdministrator", "manager");
      valueOf(await respondToRemark(await as(world, "manager"), { sheetId, remarkId, done, reply: "記録を付けました。" }, NOW));
      await assign(sheetId, "systemAdministrator");
      await handIn(sheetId, "systemAdministrator");
      await fallsTo("ciso", sheetId, "manager");
    }
  });

  it("M6 somebody who was a respondent but did nothing accepts it", async () => {
    const sheetId = await started();
    await assign(sheetId, "systemAdministrator", "manager");
    await assign(sheetId, "systemAdministrator");
    await handIn(sheetId, "systemAdministrator");
    expect(await accepting(sheetId, "manager")).toBe("ok");
  });
});

describe("M6 the database keeps who handed a sheet in", () => {
  const kept = async (sheetId: string) =>
    (await ground.owner.query<{ people: string[] }>("SELECT ever_handed_in_by AS people FROM sheet WHERE id = $1", [sheetId])).rows[0]?.people;

  it("M6 each person once, in their order, and no statement takes one out", async () => {
    const sheetId = await started();
    const [first, second] = [randomUUID(), randomUUID()];
    for (const who of [first, null, second, first]) await ground.owner.query("UPDATE sheet SET handed_in_by = $2 WHERE id = $1", [sheetId, who]);
    await ground.owner.query("UPDATE sheet SET ever_handed_in_by = '{}' WHERE id = $1", [sheetId]);
    expect(await kept(sheetId)).toEqual([first, second]);
  });
  it("M6 who handed in before it was kept is known from the record of actions", async () => {
    const sheetId = await started();
    await handIn(sheetId, "systemAdministrator");
    await takeBack(sheetId, "systemAdministrator");
    const migration = readFileSync("prisma/migrations/20261130125000_hand_ins/migration.sql", "utf8");
    await ground.owner.query("ALTER TABLE sheet DISABLE TRIGGER sheet_handed_in");
    await ground.owner.query("UPDATE sheet SET ever_handed_in_by = '{}'");
    await ground.owner.query(migration.slice(migration.indexOf("UPDATE sheet"), migration.indexOf("CREATE FUNCTION")));
    await ground.owner.query("ALTER TABLE sheet ENABLE TRIGGER sheet_handed_in");
    expect(await kept(sheetId)).toEqual([world.people.systemAdministrator.personId]);
  });
});
