import { describe, expect, it } from "vitest";
import { previewSubmission } from "@/lib/features/submissions/preview/queries";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { allowLateCorrection, withdrawLateCorrection } from "@/lib/features/surveys/late-corrections/commands";
import { listSurveys, oneSurvey, surveyReplies } from "@/lib/features/surveys/list/queries";
import { readResults } from "@/lib/features/surveys/results-reading/queries";
import { closeSurvey, reopenSurvey } from "@/lib/features/surveys/transitions/commands";
import { listTasks } from "@/lib/features/tasks/list/queries";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeSurvey } from "@/tests/support/cycle-fixture";
import { dayFromNow } from "@/tests/support/days";
import { makeOfficer, refusalOf } from "@/tests/support/integration-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { NOW, PAGE, roundsGround } from "@/tests/support/rounds";
import { makeOperator, type World } from "@/tests/support/world";

const ground = roundsGround();
const REASON = "委託先の点検票に数え誤りがあったため。";
const WITHDRAWN = "別の事業者でした。";

const close = async (surveyId: string, missing: number) => valueOf(await closeSurvey(ground.officer, { surveyId, confirmedMissing: missing }, NOW));
const allow = (surveyId: string, { operatorId }: Pick<World, "operatorId"> = ground.world, days = 10, reason = REASON, by: Visitor = ground.officer) =>
  allowLateCorrection(by, { surveyId, operatorId, reason, untilOn: dayFromNow(days) }, NOW);
const withdraw = (surveyId: string, reason = WITHDRAWN, by: Visitor = ground.officer) =>
  withdrawLateCorrection(by, { surveyId, operatorId: ground.world.operatorId, reason }, NOW);
const submit = (cycleId: string, surveyId: string, now = NOW) => submitCycle(ground.ciso(), { cycleId, surveyId }, now);
const reopen = (cycleId: string, confirmed: object = {}, now = NOW) => reopenCycle(ground.ciso(), { cycleId, reason: "直すため", ...confirmed }, now);
const approve = (cycleId: string) => ground.owner.query("UPDATE cycle SET state = 'approved' WHERE id = $1", [cycleId]);
const inDays = (days: number) => new Date(`${dayFromNow(days)}T03:00:00Z`);
const seen = async (surveyId: string, by = ground.ciso(), now = NOW) => valueOf(await oneSurvey(by, { surveyId }, now)).lateCorrection;

/** A closed survey, to which the cycle was submitted; another operator is called and missing. */
async function submittedAndClosed() {
  const other = await makeOperator(ground.owner, "kuko", "ほかの空港");
  const cycle = await ground.fixture({ state: "approved", sheets: "accepted" });
  const surveyId = await makeSurvey(ground.owner, "kuko", [ground.world.operatorId, other.operatorId]);
  valueOf(await submit(cycle.cycleId, surveyId));
  await close(surveyId, 1);
  return { ...cycle, surveyId, other };
}

describe("M7 a late correction to a closed survey", () => {
  it("M7 is read by its operator with reason and day, is submitted once, and changes the results", async () => {
    const { cycleId, surveyId, sheets } = await submittedAndClosed();
    const before = valueOf(await readResults(ground.officer, { surveyId, by: "section", tier: "required" }, NOW));
    expect(codeOf(await reopen(cycleId))).toBe("confirmation_required");
    valueOf(await allow(surveyId));
    expect(await seen(surveyId)).toMatchObject({ state: "waiting", reason: REASON, untilOn: dayFromNow(10), withdrawnAt: null });
    expect(valueOf(await listSurveys(ground.as("auditor"), PAGE, NOW)).items.find(({ id }) => id === surveyId)?.lateCorrection).toMatchObject({
      reason: REASON,
    });
    const replies = valueOf(await surveyReplies(ground.officer, { surveyId, ...PAGE }, NOW)).items;
    expect(replies.map(({ lateCorrection }) => lateCorrection?.state ?? null).sort()).toEqual([null, "waiting"]);

    // It is announced as a day that comes near, not as a survey that accepts nothing.
    expect(refusalOf(await reopen(cycleId))).toMatchObject({ code: "confirmation_required", current: { closedSurveys: 0, closingSurveys: 1 } });
    valueOf(await reopen(cycleId, { confirmedClosingSurveys: 1 }));
    await ground.owner.query("UPDATE sheet SET state = 'withdrawn' WHERE id = $1", [sheets.executive]);
    await approve(cycleId);
    expect(valueOf(await previewSubmission(ground.ciso(), { cycleId }, NOW))).toMatchObject({ survey: { id: surveyId, state: "closed" }, obstacles: [] });
    expect(valueOf(await submit(cycleId, surveyId))).toMatchObject({ version: 2 });
    const after = valueOf(await readResults(ground.officer, { surveyId, by: "section", tier: "required" }, NOW));
    expect([before.sheets.handedOut, after.sheets.handedOut]).toEqual([before.sheets.handedOut, before.sheets.handedOut - 1]);

    expect((await seen(surveyId))?.state).toBe("used");
    expect(refusalOf(await reopen(cycleId))).toMatchObject({ current: { closedSurveys: 1, closingSurveys: 0 } });
    await approve(cycleId);
    const again = refusalOf(await submit(cycleId, surveyId));
    expect([again.code, again.detail]).toEqual(["survey_not_open", expect.stringContaining("締切後に受け付けられた1回の訂正は、済んでいます")]);
    expect(codeOf(await withdraw(surveyId))).toBe("wrong_state");
  });

  it("M7 is a first submission for an operator that has submitted nothing, and closed for all the others", async () => {
    const other = await makeOperator(ground.owner, "kuko", "提出しない空港");
    const surveyId = await makeSurvey(ground.owner, "kuko", [ground.world.operatorId, other.operatorId]);
    await close(surveyId, 2);
    const cycle = await ground.fixture({ state: "approved", sheets: "accepted" });
    valueOf(await allow(surveyId, other));
    expect(codeOf(await submit(cycle.cycleId, surveyId))).toBe("survey_not_open");
    expect(await seen(surveyId)).toBeNull();
    valueOf(await allow(surveyId));
    expect(valueOf(await submit(cycle.cycleId, surveyId))).toMatchObject({ version: 1 });
    expect((await ground.owner.query("SELECT 1 FROM submission WHERE survey_id = $1", [surveyId])).rowCount).toBe(1);
  });

  it("M7 is something to do for the CISO, and to see to for those who read submissions; not for the others", async () => {
    const { cycleId, surveyId } = await submittedAndClosed();
    valueOf(await allow(surveyId));
    const tasks = async (by: Visitor, now = NOW) => valueOf(await listTasks(by, {}, now));
    const mine = (await tasks(ground.ciso())).items.filter((task) => task.kind === "submitLate" && task.cycleId === cycleId);
    expect(mine).toMatchObject([{ dueOn: dayFromNow(10), cycleId, page: `/operator/cycles/${cycleId}`, text: expect.stringContaining(REASON) as string }]);
    for (const role of ["auditor", "secretariat"] as const) {
      expect((await tasks(ground.as(role))).awaited).toContainEqual(expect.objectContaining({ page: `/operator/cycles/${cycleId}`, dueOn: dayFromNow(10) }));
    }
    expect(JSON.stringify(await tasks(ground.as("handler")))).not.toContain(REASON);
    await approve(cycleId);
    const { items } = await tasks(ground.ciso());
    expect(items.filter((task) => task.cycleId === cycleId && task.kind === "submit")).toEqual([]);
    expect(items.find((task) => task.kind === "submitLate" && task.cycleId === cycleId)?.page).toBe(`/operator/cycles/${cycleId}/submit?survey=${surveyId}`);
    expect(JSON.stringify(await tasks(ground.ciso(), inDays(11)))).not.toContain(surveyId);
  });

  it("M7 ends on its day", async () => {
    const { cycleId, surveyId } = await submittedAndClosed();
    valueOf(await allow(surveyId, ground.world, 3));
    await approve(cycleId);
    expect(refusalOf(await submit(cycleId, surveyId, inDays(4))).detail).toMatch(/締切後の受付は、.*に終わりました/);
    expect((await seen(surveyId, ground.ciso(), inDays(4)))?.state).toBe("passed");
    valueOf(await submit(cycleId, surveyId, inDays(3)));
    // Afterwards another one can be let in.
    valueOf(await allow(surveyId));
  });

  it("M7 is announced when a cycle is reopened only while its last day is near", async () => {
    const { cycleId, surveyId } = await submittedAndClosed();
    valueOf(await allow(surveyId, ground.world, 15));
    expect(codeOf(await reopen(cycleId))).toBe("ok");
    await ground.owner.query("UPDATE cycle SET state = 'submitted' WHERE id = $1", [cycleId]);
    expect(refusalOf(await reopen(cycleId, {}, inDays(1))).detail).toMatch(/締切後の受付の最後の日/);
    expect(refusalOf(await reopen(cycleId, {}, inDays(16))).current).toMatchObject({ closedSurveys: 1, closingSurveys: 0 });
  });

  it("M7 can be taken back until it is used, with a reason that the operator reads, and be given again", async () => {
    const { cycleId, surveyId } = await submittedAndClosed();
    expect(codeOf(await withdraw(surveyId))).toBe("wrong_state");
    valueOf(await allow(surveyId));
    expect(codeOf(await withdraw(surveyId, "\u3164"))).toBe("reason_required");
    valueOf(await withdraw(surveyId));
    expect(await seen(surveyId)).toMatchObject({ state: "withdrawn", withdrawnReason: WITHDRAWN });
    await approve(cycleId);
    expect(refusalOf(await submit(cycleId, surveyId)).detail).toContain(WITHDRAWN);
    valueOf(await allow(surveyId));
    valueOf(await submit(cycleId, surveyId));
    const audits = (await ground.audits(`survey/${surveyId}/${ground.world.operatorId}`, "survey.allowLateCorrection")).filter(
      ({ outcome }) => outcome === "done",
    );
    expect(audits.map(({ detail }) => detail)).toEqual(Array(2).fill({ reason: REASON, untilOn: dayFromNow(10) }));
  });

  it("M7 is refused without a reason, on a day that has passed, in a survey that is not closed, and a second time", async () => {
    const { surveyId, other } = await submittedAndClosed();
    expect(codeOf(await allow(surveyId, ground.world, 10, " "))).toBe("reason_required");
    for (const days of [-1, 400]) expect(codeOf(await allow(surveyId, ground.world, days))).toBe("invalid_input");
    valueOf(await allow(surveyId));
    expect(codeOf(await allow(surveyId))).toBe("wrong_state");
    expect(codeOf(await allow(await makeSurvey(ground.owner, "kuko", [ground.world.operatorId])))).toBe("wrong_state");
    const uncalled = await makeOperator(ground.owner, "kuko", "対象でない空港");
    expect(codeOf(await allow(surveyId, uncalled))).toBe("not_found");
    valueOf(await allow(surveyId, other));
  });

  it("M7 is the officer's of the sector alone", async () => {
    const { surveyId } = await submittedAndClosed();
    await makeOperator(ground.owner, "rail-late", "鉄道");
    const railway = await makeOfficer(ground.owner, "rail-late");
    expect(codeOf(await allow(surveyId, ground.world, 10, REASON, railway))).toBe("not_found");
    expect(codeOf(await allow(surveyId, ground.world, 10, REASON, ground.ciso()))).toBe("not_permitted");
    valueOf(await allow(surveyId));
    expect(codeOf(await withdraw(surveyId, WITHDRAWN, railway))).toBe("not_found");
    expect(codeOf(await withdraw(surveyId, WITHDRAWN, ground.ciso()))).toBe("not_permitted");
  });

  it("M7 rests while the survey is open again; what is submitted then uses it up", async () => {
    const { cycleId, surveyId } = await submittedAndClosed();
    valueOf(await allow(surveyId));
    valueOf(await reopenSurvey(ground.officer, { surveyId, reason: "ほかの訂正もあるため" }, NOW));
    expect((await seen(surveyId))?.state).toBe("waiting");
    expect(valueOf(await listTasks(ground.ciso(), {}, NOW)).items.filter((task) => task.kind === "submitLate" && task.cycleId === cycleId)).toEqual([]);
    await close(surveyId, 1);
    await approve(cycleId);
    valueOf(await reopenSurvey(ground.officer, { surveyId, reason: "ほかの訂正もあるため" }, NOW));
    valueOf(await submit(cycleId, surveyId));
    await close(surveyId, 1);
    await approve(cycleId);
    expect(codeOf(await submit(cycleId, surveyId))).toBe("survey_not_open");
  });
});

describe("M7 late corrections at once", () => {
  it("M7 two officers let one in: there is one", async () => {
    const { surveyId } = await submittedAndClosed();
    const results = await Promise.all([allow(surveyId), allow(surveyId, ground.world, 20, "別の担当から")]);
    expect(results.map(codeOf).sort()).toEqual(["ok", "wrong_state"]);
    expect((await ground.owner.query("SELECT 1 FROM late_correction WHERE survey_id = $1", [surveyId])).rowCount).toBe(1);
  });

  it("M7 it is used and withdrawn: whichever comes first, the other is refused", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { cycleId, surveyId } = await submittedAndClosed();
      valueOf(await allow(surveyId));
      await approve(cycleId);
      const [sent, back] = await Promise.all([submit(cycleId, surveyId), withdraw(surveyId)]);
      expect([codeOf(sent), codeOf(back)]).toEqual(sent.ok ? ["ok", "wrong_state"] : ["survey_not_open", "ok"]);
    }
  });

  it("M7 two cycles use it: one version follows", async () => {
    const surveyId = await makeSurvey(ground.owner, "kuko", [ground.world.operatorId]);
    await close(surveyId, 1);
    valueOf(await allow(surveyId));
    const cycles = [await ground.fixture({ state: "approved", sheets: "accepted" }), await ground.fixture({ state: "approved", sheets: "accepted" })];
    const results = await Promise.all(cycles.map(({ cycleId }) => submit(cycleId, surveyId)));
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect((await ground.owner.query("SELECT 1 FROM submission WHERE survey_id = $1", [surveyId])).rowCount).toBe(1);
  });
});
