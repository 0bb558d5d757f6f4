import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readProgressPage } from "@/lib/features/cycle-pages/progress/pages";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { previewHandover } from "@/lib/features/handover/handing-over/queries";
import { handoverBody } from "@/lib/features/handover/record/schema";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { withdrawSheets } from "@/lib/features/sheets/withdrawing/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { handsOut, missing, open, operator, run } from "@/tests/support/later-sheets";
import { as, NOW, own, PAGE, preparePlannedCycleGround, value } from "@/tests/support/planned-cycle-ground";
import type { World } from "@/tests/support/world";

preparePlannedCycleGround();

/** Why each sheet of a person was withdrawn, in this order, and whether handing out later gives the person another one. */
const WITHDRAWALS = [
  [["left"], 1],
  [["mistake"], 0],
  [["mistake", "left"], 1],
  [["longAbsence", "left"], 1],
  [["left", "mistake"], 0],
  [["left", "longAbsence"], 0],
  [["mistake", "left", "longAbsence", "left"], 1],
  [["left", "left", "mistake"], 0],
] as const;

describe("M6 people whose sheets were withdrawn", () => {
  it.each(WITHDRAWALS)("M6 somebody without a sheet is counted and gets one as the last withdrawal says, after %j", async (reasons, expected) => {
    const of = await operator(`取り下げた順の空港 ${reasons.join(" ")}`);
    const cycleId = await open(of);
    const { personId } = of.people.colleague;
    for (const [at, reason] of reasons.entries()) {
      if (at > 0) value(await handOutLater(as("secretariat", of), { cycleId, personIds: [personId] }, NOW));
      const live = await run(of, `SELECT id FROM sheet WHERE operator_id = $1 AND person_id = '${personId}' AND state <> 'withdrawn'`);
      const [sheet] = live.rows as { id: string }[];
      const because = reason === "mistake" ? {} : { because: reason };
      value(await withdrawSheet(as("ciso", of), { sheetId: sheet!.id, reason: "誤って配ったため、退職、長期不在", ...because }, NOW));
    }
    expect((await missing(of)).counts.withoutSheet).toBe(expected);
    expect(value(await readProgressPage(as("ciso", of), { cycleId, department: null, query: PAGE }, NOW)).toCome?.people).toBe(expected);
    expect(await handsOut(of, cycleId)).toBe(expected);
    expect((await missing(of)).counts.withoutSheet).toBe(0);
  });

  it("M6 a sheet withdrawn with others, and one withdrawn by a handover to leave, have their order too", async () => {
    const of = await operator("まとめて取り下げた空港");
    const cycleId = await open(of);
    const { personId } = of.people.colleague;
    const [first] = await liveSheets(of, personId);
    value(await withdrawSheets(as("ciso", of), { cycleId, sheetIds: [first!], reason: "誤って配ったため", confirmedSheets: 1, confirmedAnswers: 0 }, NOW));
    value(await handOutLater(as("secretariat", of), { cycleId, personIds: [personId] }, NOW));
    const [second] = await liveSheets(of, personId);
    const leaving = { personId, ...handoverBody.parse({ event: "leave", sheets: [{ sheetId: second, course: "withdraw", reason: "退職" }] }) };
    const { hash } = value(await previewHandover(as("ciso", of), leaving, NOW));
    value(await handOver(as("ciso", of), { ...leaving, hash }, NOW));
    expect((await missing(of)).counts.withoutSheet).toBe(0);
    value(await changePerson(as("ciso", of), { personId, left: false }, NOW));
    expect((await missing(of)).counts.withoutSheet).toBe(1);
    expect(await handsOut(of, cycleId)).toBe(1);
  });
});

const liveSheets = async (of: World, personId: string): Promise<string[]> => {
  const { rows } = await run(of, `SELECT id FROM sheet WHERE operator_id = $1 AND person_id = '${personId}' AND state <> 'withdrawn'`);
  return (rows as { id: string }[]).map(({ id }) => id);
};

/** Two sheets of one person in one round, which nobody has withdrawn. */
async function twoSheets(of: World) {
  const { personId } = of.people.colleague;
  const [one = ""] = await liveSheets(of, personId);
  const other = randomUUID();
  await run(
    of,
    `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, person_id, state, measures)
     SELECT operator_id, '${other}', cycle_id, role, department_id, person_id, state, measures FROM sheet WHERE operator_id = $1 AND id = '${one}'`,
  );
  return { one, other };
}

/** The order that is kept of two sheets: 1 if the first was withdrawn first, -1 if the other was, 0 if neither is known. */
const orderOf = async (of: World, one: string, other: string): Promise<number> => {
  const { rows } = await run(of, `SELECT id, withdrawal_order::int AS at FROM sheet WHERE operator_id = $1 AND id IN ('${one}', '${other}')`);
  const at = new Map((rows as { id: string; at: number | null }[]).map((row) => [row.id, row.at]));
  return Math.sign((at.get(other) ?? 0) - (at.get(one) ?? 0));
};

describe("M6 the database keeps in which order sheets were withdrawn", () => {
  it.each([
    ["left", "mistake", 0],
    ["mistake", "left", 1],
    ["left", "longAbsence", 0],
    ["longAbsence", "left", 1],
  ] as const)("M6 two withdrawals in one transaction have their order: after %s and then %s, the person gets %i more", async (first, second, expected) => {
    const of = await operator(`ひと続きに取り下げた空港 ${first} ${second}`);
    const cycleId = await open(of);
    const { one, other } = await twoSheets(of);
    const because = (reason: string) => (reason === "mistake" ? "NULL" : `'${reason}'`);
    const withdrawn = (id: string, reason: string) =>
      `UPDATE sheet SET state = 'withdrawn', withdrawn_reason = '試すため', withdrawn_because = ${because(reason)} WHERE id = '${id}';`;
    await withClient(own.ownerUrl, (client) => client.query(`BEGIN; ${withdrawn(other, first)} ${withdrawn(one, second)} COMMIT`));
    expect((await missing(of)).counts.withoutSheet).toBe(expected);
    expect(await handsOut(of, cycleId)).toBe(expected);
  });

  it("M6 no later statement changes the order of a withdrawn sheet, and one that is not withdrawn has none", async () => {
    const of = await operator("順の変わらない空港");
    await open(of);
    const { one, other } = await twoSheets(of);
    for (const id of [one, other]) await run(of, `UPDATE sheet SET state = 'withdrawn' WHERE operator_id = $1 AND id = '${id}'`);
    await run(of, `UPDATE sheet SET state = 'withdrawn', withdrawn_because = 'left', withdrawal_order = 1 WHERE operator_id = $1 AND id = '${other}'`);
    await run(of, `UPDATE sheet SET state = 'withdrawn' WHERE operator_id = $1 AND id = '${one}'`);
    expect(await orderOf(of, one, other)).toBe(1);
    const { rows } = await run(of, "SELECT id FROM sheet WHERE operator_id = $1 AND (state = 'withdrawn') <> (withdrawal_order IS NOT NULL)");
    expect(rows).toEqual([]);
    await run(of, `UPDATE sheet SET state = 'notStarted', withdrawn_because = NULL WHERE operator_id = $1 AND id = '${one}'`);
    await run(of, `UPDATE sheet SET state = 'withdrawn' WHERE operator_id = $1 AND id = '${one}'`);
    expect(await orderOf(of, one, other)).toBe(-1);
  });

  it("M6 sheets that were withdrawn before it was kept have the order of the record of actions, before all later ones", async () => {
    const of = await operator("前から取り下げていた空港");
    await open(of);
    const { one, other } = await twoSheets(of);
    for (const sheetId of [other, one]) value(await withdrawSheet(as("ciso", of), { sheetId, reason: "誤って配ったため" }, NOW));
    const migration = readFileSync("prisma/migrations/20261130221000_withdrawal_order/migration.sql", "utf8");
    const backfill = migration.slice(migration.indexOf("UPDATE sheet"), migration.indexOf("CREATE FUNCTION"));
    await withClient(own.ownerUrl, (client) =>
      client.query(
        `ALTER TABLE sheet DISABLE TRIGGER sheet_withdrawn; UPDATE sheet SET withdrawal_order = NULL; ${backfill} ALTER TABLE sheet ENABLE TRIGGER sheet_withdrawn`,
      ),
    );
    expect(await orderOf(of, one, other)).toBe(-1);
    const [third = ""] = await liveSheets(of, of.people.handler.personId);
    await run(of, `UPDATE sheet SET state = 'withdrawn' WHERE operator_id = $1 AND id = '${third}'`);
    expect(await orderOf(of, one, third)).toBe(1);
  });
});
