import { beforeEach, describe, expect, it } from "vitest";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { takeOutOperator } from "@/lib/features/surveys/calls/commands";
import { allowLateCorrection, withdrawLateCorrection } from "@/lib/features/surveys/late-corrections/commands";
import { oneSurvey, surveyReplies } from "@/lib/features/surveys/list/queries";
import { changeSurvey } from "@/lib/features/surveys/planning/commands";
import { readResults } from "@/lib/features/surveys/results-reading/queries";
import { closeSurvey, openSurvey, reopenSurvey, takeBackSurvey } from "@/lib/features/surveys/transitions/commands";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeSurvey } from "@/tests/support/cycle-fixture";
import { dayFromNow } from "@/tests/support/days";
import { makeOfficer, refusalOf } from "@/tests/support/integration-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { NOW, PAGE, roundsGround } from "@/tests/support/rounds";
import { makeOperator } from "@/tests/support/world";

const ground = roundsGround();
const REASON = "名前の似た別の事業者を選んでいました。";

/** The tests share an operator: each begins without an open or planned survey, and without what others were told. */
beforeEach(async () => {
  await ground.owner.query("UPDATE survey SET state = 'closed' WHERE state <> 'closed'");
  await ground.owner.query("DELETE FROM taken_out_call");
  await ground.owner.query("DELETE FROM late_correction");
});

/** A survey that calls the operator and one more. */
async function calling(state: "planned" | "open" | "closed" = "open") {
  const other = await makeOperator(ground.owner, "kuko", "ほかの空港");
  const surveyId = await makeSurvey(ground.owner, "kuko", [ground.world.operatorId, other.operatorId], state === "planned" ? "planned" : "open");
  if (state === "closed") valueOf(await closeSurvey(ground.officer, { surveyId, confirmedMissing: 2 }, NOW));
  return { surveyId, other };
}
const takeOut = (surveyId: string, operatorId = ground.world.operatorId, reason = REASON, by: Visitor = ground.officer) =>
  takeOutOperator(by, { surveyId, operatorId, reason }, NOW);
const submit = (cycleId: string, surveyId?: string) => submitCycle(ground.ciso(), { cycleId, surveyId }, NOW);
const kept = async (surveyId: string) => (await ground.owner.query("SELECT 1 FROM taken_out_call WHERE survey_id = $1", [surveyId])).rowCount;

describe("M7 an operator that was called by mistake is taken out of the survey", () => {
  it("M7 the operator reads the reason, is counted no more, and can be called again", async () => {
    const { surveyId } = await calling();
    const { cycleId } = await ground.fixture({ state: "approved", sheets: "accepted" });
    const calledBefore = valueOf(await readResults(ground.officer, { surveyId, by: "section", tier: "required" }, NOW)).called;
    valueOf(await takeOut(surveyId));
    expect(valueOf(await readResults(ground.officer, { surveyId, by: "section", tier: "required" }, NOW)).called).toBe(calledBefore - 1);
    expect(valueOf(await surveyReplies(ground.officer, { surveyId, ...PAGE }, NOW)).total).toBe(1);
    expect(codeOf(await oneSurvey(ground.ciso(), { surveyId }, NOW))).toBe("not_found");
    for (const asked of [surveyId, undefined]) {
      const refusal = refusalOf(await submit(cycleId, asked));
      expect([refusal.code, refusal.detail]).toEqual([asked ? "not_called" : "survey_not_open", expect.stringContaining(REASON)]);
    }
    const target = `survey/${surveyId}/${ground.world.operatorId}`;
    expect((await ground.audits(target, "survey.takeOut")).find(({ outcome }) => outcome === "done")?.detail).toEqual({ reason: REASON });
    expect(codeOf(await takeOut(surveyId))).toBe("not_found");

    valueOf(await changeSurvey(ground.officer, { surveyId, addOperatorIds: [ground.world.operatorId] }, NOW));
    expect(await kept(surveyId)).toBe(0);
    valueOf(await submit(cycleId, surveyId));
  });

  it("M7 a late correction that waits for the operator goes with it, and is not back when it is called again", async () => {
    const { surveyId } = await calling("closed");
    const place = { surveyId, operatorId: ground.world.operatorId };
    const { cycleId } = await ground.fixture({ state: "approved", sheets: "accepted" });
    valueOf(await allowLateCorrection(ground.officer, { ...place, reason: "提出が間に合わなかったため", untilOn: dayFromNow(20) }, NOW));
    valueOf(await reopenSurvey(ground.officer, { surveyId, reason: "対象を直すため" }, NOW));
    valueOf(await takeOut(surveyId));
    valueOf(await changeSurvey(ground.officer, { surveyId, addOperatorIds: [ground.world.operatorId] }, NOW));
    valueOf(await closeSurvey(ground.officer, { surveyId, confirmedMissing: 2 }, NOW));
    expect(codeOf(await submit(cycleId, surveyId))).toBe("survey_not_open");
    expect(codeOf(await withdrawLateCorrection(ground.officer, { ...place, reason: "使われないため" }, NOW))).toBe("wrong_state");
  });

  it.each([1, 2])("M7 the late corrections of %i operators end when the opening is taken back, and are not back with the next closing", async (operators) => {
    const { surveyId, other } = await calling("closed");
    const waiting = [ground.world.operatorId, other.operatorId].slice(0, operators);
    const { cycleId } = await ground.fixture({ state: "approved", sheets: "accepted" });
    for (const operatorId of waiting) {
      valueOf(await allowLateCorrection(ground.officer, { surveyId, operatorId, reason: "提出が間に合わなかったため", untilOn: dayFromNow(20) }, NOW));
    }
    valueOf(await reopenSurvey(ground.officer, { surveyId, reason: "はじめから直すため" }, NOW));
    valueOf(await takeBackSurvey(ground.officer, { surveyId, reason: "計画を直すため" }, NOW));
    const [entry] = (await ground.audits(`survey/${surveyId}`, "survey.takeBack")).filter(({ outcome }) => outcome === "done");
    expect(entry?.detail).toEqual({ reason: "計画を直すため", lateCorrections: operators });
    valueOf(await openSurvey(ground.officer, { surveyId, confirmedCalled: 2 }, NOW));
    valueOf(await closeSurvey(ground.officer, { surveyId, confirmedMissing: 2 }, NOW));
    expect(valueOf(await oneSurvey(ground.ciso(), { surveyId }, NOW)).lateCorrection).toMatchObject({ state: "withdrawn", withdrawnReason: "計画を直すため" });
    expect(codeOf(await submit(cycleId, surveyId))).toBe("survey_not_open");
    for (const operatorId of waiting) {
      expect(codeOf(await withdrawLateCorrection(ground.officer, { surveyId, operatorId, reason: "使われないため" }, NOW))).toBe("wrong_state");
      valueOf(await allowLateCorrection(ground.officer, { surveyId, operatorId, reason: "改めて", untilOn: dayFromNow(20) }, NOW));
    }
    valueOf(await submit(cycleId, surveyId));
  });

  it("M7 taking the opening back leaves a late correction as it ended: withdrawn, or past its day", async () => {
    const { surveyId, other } = await calling("closed");
    const [own, theirs] = [ground.world.operatorId, other.operatorId].map((operatorId) => ({ surveyId, operatorId }));
    for (const of of [own!, theirs!]) valueOf(await allowLateCorrection(ground.officer, { ...of, reason: "遅れるため", untilOn: dayFromNow(3) }, NOW));
    valueOf(await withdrawLateCorrection(ground.officer, { ...own!, reason: "別の事業者でした" }, NOW));
    valueOf(await reopenSurvey(ground.officer, { surveyId, reason: "はじめから直すため" }, NOW));
    valueOf(await takeBackSurvey(ground.officer, { surveyId, reason: "計画を直すため" }, new Date(`${dayFromNow(5)}T03:00:00Z`)));
    const { rows } = await ground.owner.query("SELECT withdrawn_reason AS reason FROM late_correction WHERE survey_id = $1 ORDER BY withdrawn_at", [surveyId]);
    expect(rows).toEqual([{ reason: "別の事業者でした" }, { reason: null }]);
  });

  it("M7 an operator does not learn that it was taken out of a planned survey that it has not seen", async () => {
    const { surveyId } = await calling("planned");
    const { cycleId } = await ground.fixture({ state: "approved", sheets: "accepted" });
    valueOf(await takeOut(surveyId));
    expect(await kept(surveyId)).toBe(1);
    expect(refusalOf(await submit(cycleId, surveyId)).detail).toBe("この調査の対象になっていません。");
    expect(refusalOf(await submit(cycleId)).detail).not.toContain(REASON);
  });

  it("M7 an operator reads the reason where it has seen the survey, although that is planned again", async () => {
    const { surveyId } = await calling();
    valueOf(await takeBackSurvey(ground.officer, { surveyId, reason: "早く始めたため" }, NOW));
    const { cycleId } = await ground.fixture({ state: "approved", sheets: "accepted" });
    valueOf(await takeOut(surveyId));
    expect(refusalOf(await submit(cycleId, surveyId)).detail).toContain(REASON);
  });

  it("M7 an operator that has submitted, or is the only one, is not taken out, nor from a closed survey or without a reason", async () => {
    const [open, closed] = [await calling(), await calling("closed")];
    const { cycleId } = await ground.fixture({ state: "approved", sheets: "accepted" });
    expect(codeOf(await takeOut(open.surveyId, ground.world.operatorId, " \u200b"))).toBe("reason_required");
    valueOf(await submit(cycleId, open.surveyId));
    expect(refusalOf(await takeOut(open.surveyId)).detail).toContain("提出しているため");
    expect(codeOf(await takeOut(closed.surveyId))).toBe("wrong_state");
    const alone = await makeSurvey(ground.owner, "kuko", [ground.world.operatorId]);
    expect(refusalOf(await takeOut(alone)).detail).toContain("この1者だけ");
  });

  it("M7 an operator is taken out after a late correction was let in and the survey opened again", async () => {
    const { surveyId } = await calling("closed");
    const { operatorId } = ground.world;
    valueOf(await allowLateCorrection(ground.officer, { surveyId, operatorId, reason: "遅れるため", untilOn: dayFromNow(5) }, NOW));
    valueOf(await reopenSurvey(ground.officer, { surveyId, reason: "誤って締め切ったため" }, NOW));
    valueOf(await takeOut(surveyId));
    valueOf(await closeSurvey(ground.officer, { surveyId, confirmedMissing: 1 }, NOW));
    const { cycleId } = await ground.fixture({ state: "approved", sheets: "accepted" });
    expect(codeOf(await submit(cycleId, surveyId))).toBe("not_called");
  });

  it("M7 only the officer of the sector takes an operator out", async () => {
    const { surveyId, other } = await calling();
    await makeOperator(ground.owner, "rail-taken", "鉄道");
    const railway = await makeOfficer(ground.owner, "rail-taken");
    expect(codeOf(await takeOut(surveyId, other.operatorId, REASON, railway))).toBe("not_found");
    expect(codeOf(await takeOut(surveyId, ground.world.operatorId, REASON, ground.ciso()))).toBe("not_permitted");
    expect(codeOf(await takeOut(surveyId, other.operatorId, REASON, ground.ciso()))).toBe("not_found");
  });

  it("M7 while it submits: whichever comes first, the other is refused", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { surveyId } = await calling();
      const { cycleId } = await ground.fixture({ state: "approved", sheets: "accepted" });
      const [sent, out] = await Promise.all([submit(cycleId, surveyId), takeOut(surveyId)]);
      expect([codeOf(sent), codeOf(out)]).toEqual(sent.ok ? ["ok", "wrong_state"] : ["not_called", "ok"]);
    }
  });

  it("M7 while another is: one stays", async () => {
    const { surveyId, other } = await calling();
    const results = await Promise.all([takeOut(surveyId), takeOut(surveyId, other.operatorId)]);
    expect(results.map(codeOf).sort()).toEqual(["ok", "wrong_state"]);
  });
});
