import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look } from "@/lib/audit/change";
import { type Visitor, visitorOf } from "@/lib/auth/scope";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result } from "@/lib/domain/shared/result";
import { readChecks } from "@/lib/features/checks/data";
import { changeText } from "@/lib/features/cycles/change-texts";
import { changePlan } from "@/lib/features/cycles/change-plan";
import { approveCycle, cancelCycle, reopenCycle, reviewCycle } from "@/lib/features/cycles/conduct";
import { previousCycleOf, readCycle } from "@/lib/features/cycles/cycle-record";
import { cycleDetailOf, listCycles } from "@/lib/features/cycles/data";
import { openCycle } from "@/lib/features/cycles/open-cycle";
import { planCycle } from "@/lib/features/cycles/plan";
import { planBody } from "@/lib/features/cycles/schema";
import { readDashboard } from "@/lib/features/dashboard/data";
import { findDifferences } from "@/lib/features/scores/recount";
import { readGapReport, readScores } from "@/lib/features/scores/data";
import { cycleSheets, ownSheets, wholeSheet } from "@/lib/features/sheets/loaders";
import { acceptSheets, handInSheet, returnSheet, withdrawSheet } from "@/lib/features/sheets/hand-over";
import { saveAnswers } from "@/lib/features/sheets/save-answers";
import { submitCycle } from "@/lib/features/submissions/submit";
import { closeSurvey, openSurvey, reopenSurvey } from "@/lib/features/surveys/conduct";
import { oneSurvey } from "@/lib/features/surveys/listing";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/mutations";
import { surveyBody } from "@/lib/features/surveys/schema";
import { withClient } from "@/lib/runtime/portal-logins";
import { closeDatabase, type Transaction } from "@/prisma/client";
import { type CycleFixture, FIXTURE_SHEETS, makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { dayFromNow } from "@/tests/support/days";
import { visitorFor } from "@/tests/support/visitors";
import { makeOperator, makeOutsider, type OperatorRole, type World } from "@/tests/support/world";

const NOW = new Date();
const PAGE = { page: 1, perPage: 200 };
const ALL = Object.keys(FIXTURE_SHEETS).length;
const REASON = "二重に計画したため";
let own: TestDatabase;
let client: pg.Client;
let world: World;
let officer: Visitor;

const value = <Value>(result: Result<Value, Refusal>): Value => {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code} ${result.refusal.detail}`);
  return result.value;
};
const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? "ok" : result.refusal.code);
const refusalOf = (result: Result<unknown, Refusal>): Refusal => {
  if (result.ok) throw new Error("it was not refused");
  return result.refusal;
};
const as = (role: OperatorRole, of: World = world): Visitor => visitorFor(of, role);
const ciso = (): Visitor => as("ciso");
const reading = <Value>(visitor: Visitor, read: (transaction: Transaction) => Promise<Value>): Promise<Value> =>
  look(visitor, { action: "cycle.read", target: "cycle" }, NOW, async (transaction) => granted(await read(transaction))).then(value);

const cycleOf = (cycleId: string) => reading(ciso(), (transaction) => readCycle(transaction, cycleId, "none"));
const sheetStates = async (cycleId: string): Promise<string[]> =>
  (await client.query<{ state: string }>("SELECT state FROM sheet WHERE cycle_id = $1 ORDER BY id", [cycleId])).rows.map(({ state }) => state);
const audits = async (target: string, action: string) =>
  (await client.query<{ outcome: string; detail: Record<string, unknown> }>("SELECT outcome, detail FROM audit WHERE target = $1 AND action = $2 ORDER BY id", [target, action])).rows;

/** A planned body with days that are fine, but for those that are given. */
const plan = (overrides: object = {}) => planBody.parse({ edition: "kuko-2", title: "点検", period: { from: dayFromNow(-30), to: dayFromNow(60) }, dueOn: dayFromNow(20), ...overrides });
const survey = (overrides: object = {}) => surveyBody.parse({ edition: "kuko-2", fiscalYear: 2026, title: "調査", opensOn: dayFromNow(-5), closesOn: dayFromNow(40), ...overrides });
const fixture = (wanted: Parameters<typeof makeCycle>[2] = {}): Promise<CycleFixture> => makeCycle(client, world, wanted);

/** Moves the days of a cycle as time would, past all rules. */
const setDue = (cycleId: string, days: number) => client.query("UPDATE cycle SET due_on = $2 WHERE id = $1", [cycleId, dayFromNow(days)]);

beforeAll(async () => {
  own = await createDatabase();
  process.env["DATABASE_URL"] = own.appUrl;
  process.env["PORTAL_URL"] = "http://localhost:3000";
  process.env["NEXTAUTH_SECRET"] = "a-secret-for-tests-that-is-long-enough";
  client = new pg.Client({ connectionString: own.ownerUrl });
  await client.connect();
  world = await makeOperator(client, "kuko", "試験空港");
  const { accountId, email, name } = await makeOutsider(client, "ministryOfficer", "kuko");
  officer = visitorOf({
    ...{ accountId, email, name, sectorId: "kuko", operatorId: null, operatorName: null, personId: null, departmentId: null },
    ...{ role: "ministryOfficer", shortcutKeys: true, appointments: [] },
  });
});

afterAll(async () => {
  await client.end();
  await closeDatabase();
  await own.drop();
});

describe("M2 ending the answering asks, and has a way back", () => {
  it("is asked 19 days early with sheets out, with their numbers and the date, and changes nothing until they are confirmed", async () => {
    const cycle = await fixture({ sheets: "inProgress" });
    await setDue(cycle.cycleId, 19);
    for (const confirmed of [undefined, 0, ALL - 1, ALL + 1]) {
      const refusal = refusalOf(await reviewCycle(ciso(), cycle.cycleId, confirmed, NOW));
      expect(refusal).toMatchObject({
        code: "confirmation_required",
        current: { outstanding: ALL, notStarted: 0, inProgress: ALL, returned: 0, unanswered: 0, daysEarly: 19, dueOn: dayFromNow(19) },
      });
      expect(refusal.detail).toContain(`${ALL}枚`);
      expect(refusal.detail).toContain("19日前");
      expect((await cycleOf(cycle.cycleId))?.state).toBe("open");
    }
    expect(value(await reviewCycle(ciso(), cycle.cycleId, ALL, NOW)).state).toBe("reviewing");
    expect((await audits(`cycle/${cycle.cycleId}`, "cycle.review")).at(-1)).toMatchObject({ outcome: "done", detail: { confirmedOutstanding: ALL } });
  });

  it.each([
    { name: "all in and the due date to come", sheets: "accepted", due: 1, asked: true },
    { name: "all in on the last day", sheets: "accepted", due: 0, asked: true },
    { name: "all in and the due date passed", sheets: "handedIn", due: -1, asked: false },
    { name: "sheets returned and the due date passed", sheets: "returned", due: -1, asked: true },
    { name: "nothing started and the due date passed", sheets: "notStarted", due: -10, asked: true },
  ] as const)("$name: asked $asked", async ({ sheets, due, asked }) => {
    const { cycleId } = await fixture({ sheets });
    await setDue(cycleId, due);
    expect(codeOf(await reviewCycle(ciso(), cycleId, undefined, NOW))).toBe(asked ? "confirmation_required" : "ok");
  });

  it("counts what is unanswered on the sheets that are out", async () => {
    const { cycleId, items } = await fixture({ sheets: "notStarted" });
    const measures = Object.values(items).reduce((sum, list) => sum + list.length, 0);
    expect(refusalOf(await reviewCycle(ciso(), cycleId, undefined, NOW)).current).toMatchObject({ notStarted: ALL, unanswered: measures });
  });

  it("goes back to open with a reason; sheets that were accepted or returned meanwhile stay so, and the others can be answered", async () => {
    const cycle = await fixture({ sheets: "inProgress" });
    for (const [sheet, role] of [["handler", "handler"], ["system", "systemAdministrator"]] as const) value(await handInSheet(as(role), cycle.sheets[sheet], 0, NOW));
    value(await reviewCycle(ciso(), cycle.cycleId, ALL - 2, NOW));
    value(await acceptSheets(as("manager"), [cycle.sheets.handler], NOW));
    value(await returnSheet(as("manager"), cycle.sheets.system, "根拠を足してください。", NOW));
    const answer = { itemId: cycle.items.committee[0] ?? "", status: "partial" as const, version: 1 };
    expect(codeOf(await saveAnswers(as("committee"), cycle.sheets.committee, [answer], null, NOW))).toBe("sheet_not_answerable");
    const before = await sheetStates(cycle.cycleId);

    expect(codeOf(await reopenCycle(as("secretariat"), cycle.cycleId, "早く締めた", NOW))).toBe("not_permitted");
    expect(codeOf(await reopenCycle(ciso(), cycle.cycleId, "  ", NOW))).toBe("reason_required");
    expect(value(await reopenCycle(ciso(), cycle.cycleId, "期限の前に誤って締めたため", NOW)).state).toBe("open");
    expect(await sheetStates(cycle.cycleId)).toEqual(before);
    expect(await cycleOf(cycle.cycleId)).toMatchObject({ reopenedReason: "期限の前に誤って締めたため", reviewingAt: null, approvedAt: null });
    expect((await audits(`cycle/${cycle.cycleId}`, "cycle.reopen")).at(-1)).toMatchObject({ outcome: "done", detail: { reason: "期限の前に誤って締めたため" } });
    expect(codeOf(await saveAnswers(as("committee"), cycle.sheets.committee, [answer], null, NOW))).toBe("ok");
    expect(await withClient(own.ownerUrl, findDifferences)).toEqual({ tallies: [], progress: [] });
  });

  it("closing and handing in at once: the number that was confirmed is the number that is left out", async () => {
    for (let round = 0; round < 6; round += 1) {
      const cycle = await fixture({ sheets: "inProgress" });
      const [handedIn, closed] = await Promise.all([
        handInSheet(as("handler"), cycle.sheets.handler, 0, NOW),
        reviewCycle(ciso(), cycle.cycleId, ALL, NOW),
      ]);
      const out = (await sheetStates(cycle.cycleId)).filter((state) => state !== "handedIn").length;
      // One of the two comes first: either the hand-in, and the number is another one, or the closing, and there is nothing to hand in to.
      expect([codeOf(handedIn), codeOf(closed), out]).toEqual(handedIn.ok ? ["ok", "confirmation_required", ALL - 1] : ["wrong_state", "ok", ALL]);
    }
  });
});

describe("M2 a planned or doubled cycle is cancelled", () => {
  it.each(["planned", "open"] as const)("%s: with a reason, by the CISO and the 事務局 alone, and there is no way on from it", async (state) => {
    const { cycleId } = await fixture({ state, sheets: "notStarted" });
    for (const role of ["handler", "manager", "executive", "auditor", "committee"] as const) {
      expect(codeOf(await cancelCycle(as(role), cycleId, REASON, NOW)), role).toBe("not_permitted");
    }
    expect(codeOf(await cancelCycle(as("secretariat"), cycleId, " ", NOW))).toBe("reason_required");
    expect(value(await cancelCycle(as("secretariat"), cycleId, REASON, NOW))).toEqual({ id: cycleId, state: "cancelled" });
    expect(await cycleOf(cycleId)).toMatchObject({ state: "cancelled", cancelledReason: REASON });
    expect((await audits(`cycle/${cycleId}`, "cycle.cancel")).at(-1)).toMatchObject({ outcome: "done", detail: { reason: REASON } });
    const onwards = [
      () => openCycle(ciso(), cycleId, NOW), () => reviewCycle(ciso(), cycleId, 0, NOW), () => approveCycle(ciso(), cycleId, NOW),
      () => reopenCycle(ciso(), cycleId, "戻す", NOW), () => cancelCycle(ciso(), cycleId, REASON, NOW), () => changePlan(ciso(), cycleId, { title: "別の名前", reason: "変える" }, NOW),
      () => submitCycle(ciso(), cycleId, undefined, undefined, NOW),
    ];
    for (const onward of onwards) expect(codeOf(await onward())).toBe("wrong_state");
  });

  it("is refused from the first answer on, with their number and what to do instead; a round of withdrawn sheets does not hide them", async () => {
    const cycle = await fixture({ sheets: "notStarted" });
    const itemId = cycle.items.handler[0] ?? "";
    value(await saveAnswers(as("handler"), cycle.sheets.handler, [{ itemId, status: "partial", version: 0 }], null, NOW));
    const refusal = refusalOf(await cancelCycle(ciso(), cycle.cycleId, REASON, NOW));
    expect(refusal).toMatchObject({ code: "answers_given", current: { answers: 1 } });
    expect(refusal.detail).toContain("取り下げ");
    await client.query("UPDATE sheet SET state = 'withdrawn', withdrawn_reason = 'x' WHERE id = $1", [cycle.sheets.handler]);
    expect(codeOf(await cancelCycle(ciso(), cycle.cycleId, REASON, NOW))).toBe("answers_given");
    expect((await cycleOf(cycle.cycleId))?.state).toBe("open");
  });

  it("can be cancelled when the only answer was taken back", async () => {
    const cycle = await fixture({ sheets: "notStarted" });
    const itemId = cycle.items.handler[0] ?? "";
    value(await saveAnswers(as("handler"), cycle.sheets.handler, [{ itemId, status: "partial", remark: "まちがい", version: 0 }], null, NOW));
    value(await saveAnswers(as("handler"), cycle.sheets.handler, [{ itemId, status: null, remark: "まだ残る備考", version: 1 }], null, NOW));
    expect(codeOf(await cancelCycle(ciso(), cycle.cycleId, REASON, NOW))).toBe("answers_given");
    value(await saveAnswers(as("handler"), cycle.sheets.handler, [{ itemId, status: null, remark: null, version: 2 }], null, NOW));
    expect(codeOf(await cancelCycle(ciso(), cycle.cycleId, REASON, NOW))).toBe("ok");
  });

  it("cancelling and the first answer at once: one of the two is done, never both", async () => {
    for (let round = 0; round < 8; round += 1) {
      const cycle = await fixture({ sheets: "notStarted" });
      const itemId = cycle.items.handler[0] ?? "";
      const [saved, cancelled] = await Promise.all([
        saveAnswers(as("handler"), cycle.sheets.handler, [{ itemId, status: "implemented", version: 0 }], null, NOW),
        cancelCycle(as("secretariat"), cycle.cycleId, REASON, NOW),
      ]);
      expect([codeOf(saved), codeOf(cancelled)]).toEqual(saved.ok ? ["ok", "answers_given"] : ["sheet_not_answerable", "ok"]);
    }
  });

  it("is out of lists, figures and choices, and is still read by who follows a link", async () => {
    const other = await makeOperator(client, "kuko", "取りやめ空港");
    const of = (role: OperatorRole) => as(role, other);
    const doubled = await makeCycle(client, other, { sheets: "notStarted" });
    const standing = await makeCycle(client, other, { sheets: "inProgress" });
    value(await cancelCycle(of("ciso"), doubled.cycleId, REASON, NOW));

    const ids = async (state?: "cancelled") => value(await listCycles(of("ciso"), { ...PAGE, ...(state ? { state } : {}) }, NOW)).items.map(({ id }) => id);
    expect(await ids()).toEqual([standing.cycleId]);
    expect(await ids("cancelled")).toEqual([doubled.cycleId]);
    expect(value(await cycleDetailOf(of("handler"), doubled.cycleId, NOW))).toMatchObject({ state: "cancelled", cancelledReason: REASON });

    expect(value(await ownSheets(of("handler"), PAGE, NOW)).items.map(({ id }) => id)).toEqual([standing.sheets.handler]);
    const { operatorId } = other;
    const checks = await reading(of("handler"), (transaction) => readChecks(transaction, operatorId, other.people.handler.personId));
    expect(checks.sheets.map(({ id }) => id)).toEqual([standing.sheets.handler]);
    expect(value(await wholeSheet(of("handler"), doubled.sheets.handler, NOW)).summary).toMatchObject({ cycleState: "cancelled" });
    expect(value(await cycleSheets(of("ciso"), doubled.cycleId, PAGE, NOW)).total).toBe(ALL);
    const answer = { itemId: doubled.items.handler[0] ?? "", status: "implemented" as const, version: 0 };
    expect(codeOf(await saveAnswers(of("handler"), doubled.sheets.handler, [answer], null, NOW))).toBe("sheet_not_answerable");
    expect(codeOf(await withdrawSheet(of("ciso"), doubled.sheets.handler, "取下げ", NOW))).not.toBe("ok");

    for (const refused of [await readScores(of("ciso"), doubled.cycleId, {}, NOW), await readGapReport(of("ciso"), doubled.cycleId, NOW)]) expect(codeOf(refused)).toBe("wrong_state");
    const scope = { scores: true, report: true, department: null };
    const dashboard = value(await look(of("ciso"), { action: "cycle.read", target: "cycle" }, NOW, (transaction) => readDashboard(transaction, of("ciso"), scope, undefined, NOW)));
    expect(dashboard?.choices.map(({ id }) => id)).toEqual([standing.cycleId]);
    expect(dashboard?.cycle.id).toBe(standing.cycleId);
    await client.query("UPDATE cycle SET period_from = period_from - 200, period_to = period_to - 200 WHERE id = $1", [doubled.cycleId]);
    const previous = await reading(of("ciso"), async (transaction) => {
      const cycle = await readCycle(transaction, standing.cycleId, "none");
      return cycle === null ? null : previousCycleOf(transaction, cycle);
    });
    expect(previous).toBeNull();
    expect(await withClient(own.ownerUrl, findDifferences)).toEqual({ tallies: [], progress: [] });
  });

  it("the database takes no other state, and no cancelled cycle without when and why", async () => {
    const { cycleId } = await fixture({ state: "planned" });
    for (const wrong of ["state = 'ended'", "state = 'cancelled'", "state = 'cancelled', cancelled_at = now()", "cancelled_at = now(), cancelled_reason = 'x'"]) {
      await expect(client.query(`UPDATE cycle SET ${wrong} WHERE id = $1`, [cycleId]), wrong).rejects.toThrow(/check constraint/);
    }
  });
});

describe("M2 title, period and due date of an open cycle are changed with a reason", () => {
  it("tells the respondents, keeps before and after, and leaves everything else as it is", async () => {
    const cycle = await fixture({ sheets: "inProgress" });
    await setDue(cycle.cycleId, 5);
    const states = await sheetStates(cycle.cycleId);
    const change = { dueOn: dayFromNow(12), reason: "連休があるため" };
    expect(codeOf(await changePlan(as("manager"), cycle.cycleId, change, NOW))).toBe("not_permitted");
    expect(refusalOf(await changePlan(as("secretariat"), cycle.cycleId, { dueOn: dayFromNow(12) }, NOW))).toMatchObject({ code: "reason_required", fields: [{ path: "reason" }] });
    expect(value(await changePlan(as("secretariat"), cycle.cycleId, change, NOW))).toEqual({ id: cycle.cycleId, state: "open" });
    expect(await cycleOf(cycle.cycleId)).toMatchObject({ dueOn: dayFromNow(12), state: "open" });
    expect(await sheetStates(cycle.cycleId)).toEqual(states);

    const checks = await reading(as("handler"), (transaction) => readChecks(transaction, world.operatorId, world.people.handler.personId));
    const told = checks.changes.filter(({ cycleId }) => cycleId === cycle.cycleId);
    expect(told).toMatchObject([{ reason: "連休があるため", before: { dueOn: dayFromNow(5) }, after: { dueOn: dayFromNow(12) }, byName: world.people.secretariat.name }]);
    expect(changeText({ reason: "連休があるため", before: { dueOn: "2026-12-04" }, after: { dueOn: "2026-12-11" } })).toBe(
      "回答の期限が2026年12月4日（金）から2026年12月11日（金）に変わりました（理由：連休があるため）",
    );
    expect(value(await cycleDetailOf(as("handler"), cycle.cycleId, NOW)).changes).toMatchObject([{ before: { dueOn: dayFromNow(5) }, after: { dueOn: dayFromNow(12) } }]);
    expect((await audits(`cycle/${cycle.cycleId}`, "cycle.changePlan")).at(-1)).toEqual({
      outcome: "done", detail: { reason: "連休があるため", before: { dueOn: dayFromNow(5) }, after: { dueOn: dayFromNow(12) } },
    });
  });

  it("changes title and period together, and what stays the same is no change", async () => {
    const cycle = await fixture();
    const before = await cycleOf(cycle.cycleId);
    const period = { from: dayFromNow(-90), to: before?.periodTo ?? "" };
    value(await changePlan(ciso(), cycle.cycleId, { title: "新しい名前", period, reason: "名前を直すため" }, NOW));
    const { changes, ...after } = value(await cycleDetailOf(ciso(), cycle.cycleId, NOW));
    expect(after).toMatchObject({ title: "新しい名前", period });
    expect(changes).toMatchObject([{ before: { title: before?.title, from: before?.periodFrom, to: period.to }, after: { title: "新しい名前", ...period } }]);
    expect(Object.keys(changes[0]?.after ?? {})).not.toContain("dueOn");
    value(await changePlan(ciso(), cycle.cycleId, { title: "新しい名前", period }, NOW));
    expect(value(await cycleDetailOf(ciso(), cycle.cycleId, NOW)).changes).toHaveLength(1);
  });

  it.each([{ examples: "asked" as const }, { measures: ["kuko-2:3.1.1:1"] }])("what is on the sheets stays: %o", async (what) => {
    const { cycleId } = await fixture();
    expect(refusalOf(await changePlan(ciso(), cycleId, { ...what, reason: "変える" }, NOW))).toMatchObject({ code: "wrong_state", fields: [{ path: Object.keys(what)[0] }] });
  });

  it.each(["reviewing", "approved", "submitted"] as const)("a cycle that is %s is changed no more", async (state) => {
    const { cycleId } = await fixture({ state, sheets: "accepted" });
    expect(codeOf(await changePlan(ciso(), cycleId, { dueOn: dayFromNow(12), reason: "延ばす" }, NOW))).toBe("wrong_state");
  });

  it("an overdue cycle gets a new name without a new date, and a new date only from today on", async () => {
    const { cycleId } = await fixture();
    await setDue(cycleId, -3);
    expect(codeOf(await changePlan(ciso(), cycleId, { title: "新しい名前", dueOn: dayFromNow(-3), reason: "名前を直すため" }, NOW))).toBe("ok");
    expect(codeOf(await changePlan(ciso(), cycleId, { dueOn: dayFromNow(-1), reason: "延ばす" }, NOW))).toBe("invalid_input");
    expect(codeOf(await changePlan(ciso(), cycleId, { dueOn: dayFromNow(0), reason: "延ばす" }, NOW))).toBe("ok");
  });
});

describe("M2 a due date in the past or outside any sense is refused", () => {
  it.each([
    { name: "a due date of yesterday", days: { dueOn: dayFromNow(-1) }, path: "dueOn" },
    { name: "a due date more than a year ahead", days: { dueOn: dayFromNow(367) }, path: "dueOn" },
    { name: "a due date before the period", days: { period: { from: dayFromNow(10), to: dayFromNow(60) }, dueOn: dayFromNow(9) }, path: "dueOn" },
    { name: "a period of many years", days: { period: { from: dayFromNow(0), to: "2199-12-31" } }, path: "period.to" },
    { name: "a period of another century", days: { period: { from: "2000-01-01", to: "2000-12-31" } }, path: "period.from" },
  ])("$name: planning, changing a plan, changing what is open, each with field, value and what is allowed", async ({ days, path }) => {
    const planned = value(await planCycle(as("secretariat"), plan(), NOW));
    const open = await fixture();
    const refusals = [await planCycle(ciso(), plan(days), NOW), await changePlan(ciso(), planned.id, days, NOW), await changePlan(ciso(), open.cycleId, { ...days, reason: "変える" }, NOW)].map(refusalOf);
    for (const { code, fields } of refusals) {
      expect(code).toBe("invalid_input");
      expect(fields?.map((field) => field.path)).toEqual([path]);
      expect(fields?.[0]?.message).toMatch(/（\d{4}年\d+月\d+日）は、\d{4}年\d+月\d+日から\d{4}年\d+月\d+日までの日にしてください。/);
    }
  });

  it("a half-year that is over is planned with a due date to come", async () => {
    expect(codeOf(await planCycle(ciso(), plan({ period: { from: dayFromNow(-240), to: dayFromNow(-60) } }), NOW))).toBe("ok");
  });

  it("a plan whose due date went by is not handed out until it is changed", async () => {
    const { cycleId } = await fixture({ state: "planned" });
    await setDue(cycleId, -1);
    const refusal = refusalOf(await openCycle(ciso(), cycleId, NOW));
    expect(refusal).toMatchObject({ code: "invalid_input", fields: [{ path: "dueOn" }] });
    expect(refusal.detail).toContain("計画を開いて直してください");
    value(await changePlan(ciso(), cycleId, { dueOn: dayFromNow(0) }, NOW));
    expect(codeOf(await openCycle(ciso(), cycleId, NOW))).not.toBe("invalid_input");
  });

  it("it is tomorrow in Japan from 15:00 UTC", async () => {
    const evening = new Date(`${dayFromNow(3)}T14:59:00Z`);
    const night = new Date(`${dayFromNow(3)}T15:00:00Z`);
    expect(codeOf(await planCycle(ciso(), plan({ dueOn: dayFromNow(3) }), evening))).toBe("ok");
    expect(codeOf(await planCycle(ciso(), plan({ dueOn: dayFromNow(3) }), night))).toBe("invalid_input");
  });

  it.each([
    { name: "closing yesterday", days: { closesOn: dayFromNow(-1) }, path: "closesOn" },
    { name: "closing in another century", days: { closesOn: "2099-12-31" }, path: "closesOn" },
    { name: "opening in another century", days: { opensOn: "2150-01-01", closesOn: "2150-12-31" }, path: "opensOn" },
  ])("a survey $name: planning, changing", async ({ days, path }) => {
    const { id } = value(await createSurvey(officer, survey(), NOW));
    for (const refused of [await createSurvey(officer, survey(days), NOW), await changeSurvey(officer, id, days, NOW)]) {
      expect(refusalOf(refused)).toMatchObject({ code: "invalid_input", fields: [{ path }] });
    }
  });

  it("a survey whose last day went by is not opened until it is changed; an open one keeps its name without a new day", async () => {
    const { id } = value(await createSurvey(officer, survey(), NOW));
    await client.query("UPDATE survey SET closes_on = $2 WHERE id = $1", [id, dayFromNow(-1)]);
    expect(refusalOf(await openSurvey(officer, id, NOW))).toMatchObject({ code: "invalid_input", fields: [{ path: "closesOn" }] });
    value(await changeSurvey(officer, id, { closesOn: dayFromNow(0) }, NOW));
    value(await openSurvey(officer, id, NOW));
    await client.query("UPDATE survey SET closes_on = $2 WHERE id = $1", [id, dayFromNow(-1)]);
    expect(codeOf(await changeSurvey(officer, id, { title: "新しい名前" }, NOW))).toBe("ok");
  });
});

describe("M2 closing a survey asks, and can be undone", () => {
  it("is asked with how many are missing and how many days are left, and closes with that number alone", async () => {
    const other = await makeOperator(client, "kuko", "まだの空港");
    const id = await makeSurvey(client, "kuko", [world.operatorId, other.operatorId]);
    await client.query("UPDATE survey SET closes_on = $2 WHERE id = $1", [id, dayFromNow(61)]);
    for (const confirmed of [undefined, 0, 1, 3]) {
      const refusal = refusalOf(await closeSurvey(officer, id, confirmed, NOW));
      expect(refusal).toMatchObject({ code: "confirmation_required", current: { called: 2, submitted: 0, missing: 2, daysEarly: 61, closesOn: dayFromNow(61) } });
      expect(refusal.detail).toMatch(/2者はまだです。.*61日前/);
    }
    expect(value(await closeSurvey(officer, id, 2, NOW)).state).toBe("closed");
  });

  it("takes submissions again with a reason that the operators read, and is closed again", async () => {
    const cycle = await fixture({ state: "approved", sheets: "accepted" });
    const id = await makeSurvey(client, "kuko", [world.operatorId]);
    value(await closeSurvey(officer, id, 1, NOW));
    expect(codeOf(await submitCycle(ciso(), cycle.cycleId, id, undefined, NOW))).toBe("survey_not_open");
    expect(codeOf(await reopenSurvey(officer, id, " ", NOW))).toBe("reason_required");
    expect(codeOf(await reopenSurvey(ciso(), id, "誤って締め切ったため", NOW))).toBe("not_permitted");
    expect(value(await reopenSurvey(officer, id, "誤って締め切ったため", NOW)).state).toBe("open");
    expect(codeOf(await reopenSurvey(officer, id, "もう一度", NOW))).toBe("wrong_state");
    expect(value(await oneSurvey(ciso(), id, NOW))).toMatchObject({ state: "open", closedAt: null, reopenedReason: "誤って締め切ったため" });
    expect((await audits(`survey/${id}`, "survey.reopen")).find(({ outcome }) => outcome === "done")?.detail).toEqual({ reason: "誤って締め切ったため" });
    value(await submitCycle(ciso(), cycle.cycleId, id, undefined, NOW));
    value(await closeSurvey(officer, id, 0, NOW));
    expect(value(await oneSurvey(officer, id, NOW))).toMatchObject({ state: "closed", submitted: 1, closedAt: NOW.toISOString() });
  });
});

describe("M2 an edition that does not bind the sector is refused", () => {
  let railway: World;
  let railwayOfficer: Visitor;
  beforeAll(async () => {
    railway = await makeOperator(client, "tetsudo", "試験鉄道");
    const { accountId, email, name } = await makeOutsider(client, "ministryOfficer", "tetsudo");
    railwayOfficer = visitorOf({
      ...{ accountId, email, name, sectorId: "tetsudo", operatorId: null, operatorName: null, personId: null, departmentId: null },
      ...{ role: "ministryOfficer", shortcutKeys: true, appointments: [] },
    });
  });

  it("a railway officer plans no survey on the airport guideline, and a railway operator no cycle; the 指針 binds both", async () => {
    for (const refused of [await createSurvey(railwayOfficer, survey(), NOW), await planCycle(as("ciso", railway), plan(), NOW)].map(refusalOf)) {
      expect(refused).toMatchObject({ code: "edition_not_binding", fields: [{ path: "edition" }], current: { edition: "kuko-2", sector: "tetsudo", binding: ["shishin-3"] } });
      expect(refused.detail).toMatch(/空港分野.*鉄道の分野のガイドラインではありません。.*を選んでください。/);
    }
    expect(codeOf(await createSurvey(railwayOfficer, survey({ edition: "shishin-3" }), NOW))).toBe("ok");
    expect(codeOf(await planCycle(as("ciso", railway), plan({ edition: "shishin-3" }), NOW))).toBe("ok");
    expect(codeOf(await createSurvey(officer, survey({ edition: "shishin-3" }), NOW))).toBe("ok");
    expect(codeOf(await planCycle(ciso(), plan({ edition: "shishin-3" }), NOW))).toBe("ok");
  });

  it("what was planned before is not opened", async () => {
    const cycle = await makeCycle(client, railway, { state: "planned" });
    expect(codeOf(await openCycle(as("ciso", railway), cycle.cycleId, NOW))).toBe("edition_not_binding");
    const surveyId = await makeSurvey(client, "tetsudo", [railway.operatorId], "planned");
    expect(codeOf(await openSurvey(railwayOfficer, surveyId, NOW))).toBe("edition_not_binding");
  });

  it("a cycle is not submitted to a survey on another edition, nor to one that did not call the operator", async () => {
    const policy = await fixture({ state: "approved", sheets: "accepted", edition: "shishin-3", measures: 1 });
    const surveyId = await makeSurvey(client, "kuko", [world.operatorId]);
    expect(codeOf(await submitCycle(ciso(), policy.cycleId, surveyId, undefined, NOW))).not.toBe("ok");
    const foreign = await makeSurvey(client, "tetsudo", [railway.operatorId]);
    const cycle = await fixture({ state: "approved", sheets: "accepted" });
    expect(codeOf(await submitCycle(ciso(), cycle.cycleId, foreign, undefined, NOW))).toBe("not_called");
    expect(codeOf(await changeSurvey(officer, surveyId, { addOperatorIds: [railway.operatorId] }, NOW))).toBe("invalid_input");
    expect(codeOf(await submitCycle(ciso(), cycle.cycleId, randomUUID(), undefined, NOW))).toBe("not_called");
  });
});
