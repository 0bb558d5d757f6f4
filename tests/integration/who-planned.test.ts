import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cancelCycle } from "@/lib/features/cycles/cancelling/commands";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { leaveOut } from "@/lib/features/cycles/plan/commands";
import { changePlan } from "@/lib/features/cycles/plan-change/commands";
import { planChangeBody } from "@/lib/features/cycles/record/schema";
import { approveCycle, reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { withdrawSheets } from "@/lib/features/sheets/withdrawing/commands";
import type { Visitor } from "@/lib/server/scope/scope";
import { type CycleFixture, makeCycle, sheetOfSecondSystem } from "@/tests/support/cycle-fixture";
import { dayFromNow } from "@/tests/support/days";
import { name } from "@/tests/support/deputies";
import { as, codeOf, valueOf } from "@/tests/support/links";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import { handOutAsShown, plan, planAsShown, restoreAsShown, withdrawAsShown } from "@/tests/support/rounds";
import type { OperatorRole } from "@/tests/support/world";

const NOW = new Date();
const REASON = "間違えて配ったため";
prepareOperatorGround(async () => {
  await name(world, "secretariat");
  await name(world, "colleague", { order: 2 });
});

const move = (cycleId: string, state: string) => ground.owner.query("UPDATE cycle SET state = $2 WHERE id = $1", [cycleId, state]);
const approving = async (who: OperatorRole, cycleId: string) => codeOf(await approveCycle(await as(world, who), { cycleId }, NOW));
/** What each is told who approves it as the first deputy, the next one, and the CISO. */
async function approvedBy(cycleId: string) {
  const told: string[] = [];
  for (const who of ["secretariat", "colleague", "ciso"] as const) {
    await move(cycleId, "reviewing");
    told.push(await approving(who, cycleId));
  }
  return told;
}
const BARRED = ["own_work", "ok", "ok"];
const FREE = ["ok", "not_permitted", "ok"];

const running = () => makeCycle(ground.owner, world, { sheets: "inProgress" });
const planned = () => makeCycle(ground.owner, world, { state: "planned" });
const change = (by: Visitor, cycleId: string, body: object) => changePlan(by, { cycleId, ...planChangeBody.parse(body) }, NOW);
const item = async () =>
  (await ground.owner.query<{ id: string }>("SELECT id FROM edition_item WHERE edition_id = 'kuko-2' AND kind = 'measure' LIMIT 1")).rows[0]?.id ?? "";

type Did = (by: Visitor, at: CycleFixture) => Promise<unknown>;
const PLANNING: readonly (readonly [string, () => Promise<CycleFixture>, Did])[] = [
  ["changed the plan", planned, async (by, { cycleId }) => valueOf(await change(by, cycleId, { title: "新しい名前" }))],
  ["changed what is asked", planned, async (by, { cycleId }) => valueOf(await change(by, cycleId, { measures: [await item()] }))],
  ["moved its due date", running, async (by, { cycleId }) => valueOf(await change(by, cycleId, { dueOn: dayFromNow(31), reason: "間に合わないため" }))],
  [
    "left an item out",
    planned,
    async (by, { cycleId }) => valueOf(await leaveOut(by, { cycleId, leftOut: [{ item: await item(), reason: "今回は点検しないため" }] }, NOW)),
  ],
  ["handed it out", planned, async (by, { cycleId }) => valueOf(await handOutAsShown(by, { cycleId }, NOW))],
  ["handed sheets out later", running, async (by, { cycleId }) => expect(valueOf(await handOutLater(by, { cycleId }, NOW)).handedOut).toBeGreaterThan(0)],
  [
    "withdrew a sheet",
    running,
    async (by, { sheets }) => {
      await sheetOfSecondSystem(ground.owner, world, sheets.system);
      valueOf(await withdrawAsShown(by, sheets.system, REASON, NOW));
    },
  ],
  [
    "withdrew many sheets",
    running,
    async (by, { cycleId, sheets }) => {
      const sheetIds = [await sheetOfSecondSystem(ground.owner, world, sheets.system)];
      valueOf(await withdrawSheets(by, { cycleId, sheetIds, reason: REASON, confirmedSheets: 1 }, NOW));
    },
  ],
];

describe("M6 who planned a part of a round does not approve it as a deputy", () => {
  it("M6 who planned it", async () => {
    const { id } = valueOf(await planAsShown(await as(world, "secretariat"), plan(), NOW));
    expect(await approvedBy(id)).toEqual(BARRED);
  });

  it.each(PLANNING)("M6 who %s, though the CISO planned it", async (_what, prepare, did) => {
    const at = await prepare();
    await did(await as(world, "secretariat"), at);
    expect(await approvedBy(at.cycleId)).toEqual(BARRED);
  });

  it("M6 a later change of the CISO's leaves what the deputy changed theirs", async () => {
    const { cycleId } = await running();
    for (const [who, days] of [
      ["secretariat", 31],
      ["ciso", 32],
    ] as const) {
      valueOf(await change(await as(world, who), cycleId, { dueOn: dayFromNow(days), reason: "間に合わないため" }));
    }
    expect(await approvedBy(cycleId)).toEqual(BARRED);
  });

  it("M6 neither deputy where both planned a part", async () => {
    const { cycleId } = await planned();
    for (const who of ["secretariat", "colleague"] as const) {
      await ground.owner.query("UPDATE cycle SET planned_by = planned_by || $2::uuid WHERE id = $1", [cycleId, world.people[who].personId]);
    }
    expect(await approvedBy(cycleId)).toEqual(["own_work", "own_work", "ok"]);
  });

  it("M6 a deputy who closed answering, cancelled it and restored it, or changed nothing, approves it", async () => {
    const { cycleId } = await running();
    const secretariat = await as(world, "secretariat");
    valueOf(await cancelCycle(secretariat, { cycleId, reason: REASON, confirmedAnswers: 21 }, NOW));
    valueOf(await restoreAsShown(secretariat, { cycleId, reason: "要ることになったため" }, NOW));
    valueOf(await change(secretariat, cycleId, { dueOn: dayFromNow(30), reason: "同じ日のまま" }));
    expect(valueOf(await reviewCycle(secretariat, { cycleId, confirmedOutstanding: 7 }, NOW)).state).toBe("reviewing");
    expect(await approvedBy(cycleId)).toEqual(FREE);
  });

  it("M6 a deputy approves what the CISO planned and changed alone", async () => {
    const { cycleId } = await planned();
    valueOf(await change(await as(world, "ciso"), cycleId, { title: "新しい名前" }));
    expect(await approvedBy(cycleId)).toEqual(FREE);
  });
});

describe("M6 the database keeps who planned a round", () => {
  const kept = async (cycleId: string) =>
    (await ground.owner.query<{ people: string[] }>("SELECT planned_by AS people FROM cycle WHERE id = $1", [cycleId])).rows[0]?.people;

  it("M6 each person once, who planned it first, and no statement takes one out", async () => {
    const { cycleId } = await planned();
    const [ciso, secretariat] = [world.people.ciso.personId, world.people.secretariat.personId];
    for (const people of [[secretariat], [], [secretariat, ciso], []])
      await ground.owner.query("UPDATE cycle SET planned_by = $2 WHERE id = $1", [cycleId, people]);
    expect(await kept(cycleId)).toEqual([ciso, secretariat]);
  });

  it("M6 who planned a part before it was kept is known from the record of actions, and a refusal is none", async () => {
    const rounds: string[] = [];
    for (const [, prepare, did] of PLANNING) {
      const at = await prepare();
      await did(await as(world, "secretariat"), at);
      expect(codeOf(await leaveOut(await as(world, "colleague"), { cycleId: at.cycleId, leftOut: [] }, NOW))).toBe("not_permitted");
      rounds.push(at.cycleId);
    }
    const migration = readFileSync("prisma/migrations/20261130220000_planners/migration.sql", "utf8");
    await ground.owner.query("ALTER TABLE cycle DISABLE TRIGGER cycle_planned");
    await ground.owner.query("UPDATE cycle SET planned_by = '{}'");
    await ground.owner.query(migration.slice(migration.indexOf("UPDATE cycle"), migration.indexOf("CREATE FUNCTION")));
    await ground.owner.query("ALTER TABLE cycle ENABLE TRIGGER cycle_planned");
    const people = [world.people.ciso.personId, world.people.secretariat.personId].sort();
    for (const cycleId of rounds) expect((await kept(cycleId))?.toSorted()).toEqual(people);
  });
});
