import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { suspendOfficer } from "@/lib/features/admin/offices/commands";
import { approveCycle } from "@/lib/features/cycles/transitions/commands";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { previewHandover } from "@/lib/features/handover/handing-over/queries";
import { handoverBody } from "@/lib/features/handover/record/schema";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { saveAnswers, setAnswerAside } from "@/lib/features/sheets/answers/commands";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { changeSurvey } from "@/lib/features/surveys/planning/commands";
import { closeSurvey, openSurvey, reopenSurvey, takeBackSurvey } from "@/lib/features/surveys/transitions/commands";
import type { Visitor } from "@/lib/server/scope/scope";
import { type CycleFixture, makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { as, codeOf, placed, valueOf, visitorOfToken } from "@/tests/support/links";
import { answer, CASES, type Held, holder, NOW, owner, prepareWaitingGround, running } from "@/tests/support/waiting-ground";
import { makeOperator, makeOutsider, type World } from "@/tests/support/world";

prepareWaitingGround();

/** The number of sessions that wait for the holder. */
const waiting = async (holderPid: number): Promise<number> =>
  (await owner.query("SELECT DISTINCT pid FROM pg_locks WHERE NOT granted AND $1 = ANY(pg_blocking_pids(pid))", [holderPid])).rowCount ?? 0;

/** Runs the request while another connection holds a lock that it needs; `meanwhile` runs once it waits. */
async function held<Value>(hold: readonly [string, readonly unknown[]], request: () => Promise<Value>, meanwhile: () => Promise<unknown>): Promise<Value> {
  await holder.query("BEGIN");
  const { pid } = (await holder.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]!;
  await holder.query(hold[0], [...hold[1]]);
  const answer = request();
  try {
    await expect.poll(() => waiting(pid), { interval: 10 }).toBe(1);
    await meanwhile();
  } finally {
    await holder.query("COMMIT");
  }
  return answer;
}

/** The same with the lock of people, for which the change of rights waits too: it comes first. */
async function heldWithPeople<Value>(world: World, request: () => Promise<Value>, removal: () => Promise<unknown>): Promise<Value> {
  const results: { answer?: Promise<Value> } = {};
  const removing = await held(
    ["SELECT pg_advisory_xact_lock(hashtextextended('organisation ' || $1, 0))", [world.operatorId]],
    () => Promise.resolve(removal()).then(() => null),
    async () => {
      results.answer = request();
      await expect.poll(async () => (await owner.query("SELECT DISTINCT pid FROM pg_locks WHERE NOT granted")).rowCount, { interval: 10 }).toBe(2);
    },
  );
  expect(removing).toBeNull();
  return results.answer!;
}

const HOLDS = {
  cycle: (at: CycleFixture) => ["SELECT 1 FROM cycle WHERE id = $1 FOR UPDATE", [at.cycleId]],
  sheet: (at: CycleFixture) => ["SELECT 1 FROM sheet WHERE cycle_id = $1 FOR UPDATE", [at.cycleId]],
  tally: (at: CycleFixture) => ["SELECT 1 FROM tally WHERE cycle_id = $1 FOR UPDATE", [at.cycleId]],
  survey: (_at: CycleFixture, surveyId: string) => ["SELECT pg_advisory_xact_lock(hashtextextended($1, 7120605))", [surveyId]],
} as const satisfies Record<Held, (at: CycleFixture, surveyId: string) => readonly [string, readonly unknown[]]>;

/** Everything that the cases could change, for comparison. What belongs to a post goes with it, so the respondents are those but this person. */
const everything = async (world: World, but: string = world.operatorId) =>
  (
    await owner.query(
      `SELECT (SELECT jsonb_agg(to_jsonb(c) ORDER BY id) FROM cycle c WHERE operator_id = $1) AS cycles, (SELECT jsonb_agg(to_jsonb(s) ORDER BY id) FROM sheet s WHERE operator_id = $1) AS sheets,
         (SELECT jsonb_agg(to_jsonb(a) ORDER BY sheet_id, item_id) FROM answer a WHERE operator_id = $1) AS answers, (SELECT jsonb_agg(to_jsonb(r)) FROM item_remark r WHERE operator_id = $1) AS remarks,
         (SELECT jsonb_agg(to_jsonb(r) ORDER BY sheet_id, person_id) FROM sheet_respondent r WHERE operator_id = $1 AND person_id <> $2) AS respondents, (SELECT count(*) FROM submission WHERE operator_id = $1) AS submissions,
         (SELECT jsonb_agg(to_jsonb(t) ORDER BY cycle_id, scope) FROM tally t WHERE operator_id = $1) AS tallies, (SELECT count(*) FROM cycle_left_out WHERE operator_id = $1) AS left_out`,
      [world.operatorId, but],
    )
  ).rows[0] as Record<string, unknown>;

async function handsOver(visitor: Visitor, personId: string, body: z.input<typeof handoverBody>): Promise<void> {
  const asked = { personId, ...handoverBody.parse(body) };
  const { hash } = valueOf(await previewHandover(visitor, asked, new Date()));
  valueOf(await handOver(visitor, { ...asked, hash }, new Date()));
}

/** Leaves with the own sheet as it is. */
async function leave(world: World, personId: string): Promise<void> {
  const { rows } = await owner.query<{ id: string }>("SELECT id FROM sheet WHERE person_id = $1", [personId]);
  await handsOver(await as(world, "ciso"), personId, { event: "leave", sheets: rows.map(({ id }) => ({ sheetId: id, course: "wait" })) });
}

const outcomes = async (target: string) =>
  (
    await owner.query<{ outcome: string; code: string }>("SELECT outcome, detail->>'code' AS code FROM audit WHERE target LIKE $1 ORDER BY id DESC LIMIT 1", [
      `${target}%`,
    ])
  ).rows;

/** Adds a 取扱者, so that a sheet can be withdrawn. */
const addHandler = (at: CycleFixture) =>
  owner.query(
    `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, person_id, state, measures, answered)
     SELECT s.operator_id, gen_random_uuid(), s.cycle_id, s.role, s.department_id, p.id, s.state, s.measures, s.answered FROM sheet s
     JOIN person p ON p.operator_id = s.operator_id AND p.name LIKE '% colleague' WHERE s.id = $1`,
    [at.sheets.handler],
  );

/** A case's request, and the removal of the role that allows it, away from a person who already has a successor, by the product's own use cases. */
async function prepare({ by, cycle, waitsFor = "cycle", run }: (typeof CASES)[number]) {
  const world = await makeOperator(owner, "kuko", `空港 ${by}`);
  const at = await makeCycle(owner, world, cycle);
  await addHandler(at);
  const surveyId = await makeSurvey(owner, "kuko", [world.operatorId]);
  valueOf(await appoint(await as(world, "ciso"), { personId: world.people.colleague.personId, appointments: [placed(world, "ciso")] }, new Date()));
  const [visitor, remover] = [await as(world, by), await as(world, "colleague")];
  const { personId } = world.people[by];
  return {
    ...{ world, personId, hold: HOLDS[waitsFor](at, surveyId), request: () => run(visitor, at, surveyId) },
    removal: () => handsOver(remover, personId, { event: "roles", appointments: [] }),
  };
}

describe("M1 a right revoked while the request waits", () => {
  it.each(CASES)("the $by who $name: refused without a change", async (given) => {
    const { world, personId, request, removal, hold } = await prepare(given);
    const before = await everything(world, personId);
    const result = await (given.holdsPeople ? heldWithPeople(world, request, removal) : held(hold, request, removal));
    expect(result).toMatchObject({
      ok: false,
      refusal: { code: "not_permitted", detail: expect.stringMatching(/役割が外れたか|できるのはその点検票に回答する人/) as unknown },
    });
    expect(await everything(world, personId)).toEqual(before);
  });

  it.each(CASES.filter(({ holdsPeople }) => holdsPeople))("the $by who $name while people stand still goes first, and the removal waits", async (given) => {
    const { request, removal, hold } = await prepare(given);
    const results: { removed?: Promise<unknown> } = {};
    const result = await held(hold, request, async () => {
      results.removed = removal();
      await expect.poll(async () => (await owner.query("SELECT DISTINCT pid FROM pg_locks WHERE NOT granted")).rowCount, { interval: 10 }).toBe(2);
    });
    expect(result).toMatchObject({ ok: true });
    // Where a cycle runs again, more is open than the handover was shown: it asks once more.
    await results.removed?.catch(removal);
  });

  it.each([
    ["who left", (world: World) => leave(world, world.people.handler.personId)],
    [
      "whose session or token ended",
      (world: World) => owner.query("UPDATE access_token SET revoked_at = now() WHERE account_id = $1", [world.people.handler.accountId]),
    ],
  ] as const)("saving, setting aside or handing in is refused if the respondent is %s while it waits", async (_how, end) => {
    const requests: readonly ((by: Visitor, at: CycleFixture) => Promise<Parameters<typeof codeOf>[0]>)[] = [
      (by, at) => saveAnswers(by, { sheetId: at.sheets.handler, answers: [answer(at)], mutationId: "a-1" }, NOW),
      (by, at) => setAnswerAside(by, { sheetId: at.sheets.handler, ...answer(at) }, NOW),
      (by, at) => handInSheet(by, { sheetId: at.sheets.handler, confirmedUnanswered: 0 }, NOW),
    ];
    for (const run of requests) {
      const world = await makeOperator(owner, "kuko", "空港");
      const at = await makeCycle(owner, world, running);
      const visitor = await as(world, "handler");
      const before = await everything(world);
      expect(
        codeOf(
          await held(
            HOLDS.sheet(at),
            () => run(visitor, at),
            () => end(world),
          ),
        ),
      ).toBe("not_permitted");
      expect(await everything(world)).toEqual(before);
      expect(await outcomes(`sheet/${at.sheets.handler}`)).toEqual([{ outcome: "refused", code: "not_permitted" }]);
    }
  });

  it("an officer suspended while the survey is locked can neither open, take back, close, reopen nor change it", async () => {
    const world = await makeOperator(owner, "kuko", "空港");
    const platform = await visitorOfToken((await makeOutsider(owner, "platformAdministrator", null)).token);
    for (const [state, run] of [
      ["planned", (by: Visitor, id: string, now: Date) => openSurvey(by, { surveyId: id, confirmedCalled: 1 }, now)],
      ["open", (by: Visitor, id: string, now: Date) => takeBackSurvey(by, { surveyId: id, reason: "早く始めたため" }, now)],
      ["open", (by: Visitor, id: string, now: Date) => closeSurvey(by, { surveyId: id, confirmedMissing: 1 }, now)],
      ["closed", (by: Visitor, id: string, now: Date) => reopenSurvey(by, { surveyId: id, reason: "早く締めたため" }, now)],
      ["open", (by: Visitor, id: string, now: Date) => changeSurvey(by, { surveyId: id, title: "別の名前" }, now)],
    ] as const) {
      const officer = await makeOutsider(owner, "ministryOfficer", "kuko");
      const surveyId = await makeSurvey(owner, "kuko", [world.operatorId], state);
      const visitor = await visitorOfToken(officer.token);
      const before = (await owner.query("SELECT * FROM survey WHERE id = $1", [surveyId])).rows;
      const result = await held(
        HOLDS.survey({} as CycleFixture, surveyId),
        () => run(visitor, surveyId, new Date()),
        async () => valueOf(await suspendOfficer(platform, { accountId: officer.accountId }, new Date())),
      );
      expect(codeOf(result)).toBe("not_permitted");
      expect((await owner.query("SELECT * FROM survey WHERE id = $1", [surveyId])).rows).toEqual(before);
    }
  });

  it("a visitor with unchanged rights continues after the wait, and so does one who gives up their own role or token", async () => {
    const world = await makeOperator(owner, "kuko", "空港");
    const at = await makeCycle(owner, world, { state: "reviewing", sheets: "accepted" });
    const [ciso, other] = [await as(world, "ciso"), world.people.colleague.personId];
    const result = await held(
      HOLDS.cycle(at),
      () => approveCycle(ciso, { cycleId: at.cycleId }, NOW),
      async () => {
        valueOf(await appoint(ciso, { personId: other, appointments: [placed(world, "ciso")] }, new Date()));
      },
    );
    expect(codeOf(result)).toBe("ok");
    expect(codeOf(await appoint(ciso, { personId: world.people.ciso.personId, appointments: [] }, new Date()))).toBe("ok");
  });
});
