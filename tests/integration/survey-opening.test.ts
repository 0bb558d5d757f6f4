import { describe, expect, it } from "vitest";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { listSurveys, oneSurvey } from "@/lib/features/surveys/list/queries";
import { changeSurvey } from "@/lib/features/surveys/planning/commands";
import { closeSurvey, openSurvey, reopenSurvey, takeBackSurvey } from "@/lib/features/surveys/transitions/commands";
import { makeSurvey } from "@/tests/support/cycle-fixture";
import { dayFromNow } from "@/tests/support/days";
import { refusalOf } from "@/tests/support/integration-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { NOW, openAsShown, PAGE, roundsGround } from "@/tests/support/rounds";
import { makeOperator } from "@/tests/support/world";

const ground = roundsGround();
const stateOf = async (id: string) => (await ground.owner.query<{ state: string }>("SELECT state FROM survey WHERE id = $1", [id])).rows[0]?.state;

/** A survey that calls the operator and the given number of others. */
async function calling(others: number, state: "planned" | "open" = "planned"): Promise<string> {
  const called = [ground.world.operatorId];
  for (let nth = 0; nth < others; nth += 1) called.push((await makeOperator(ground.owner, "kuko", `ほかの空港${String(nth)}`)).operatorId);
  const id = await makeSurvey(ground.owner, "kuko", called, state);
  // Its fiscal year fits the days on whatever day the test runs.
  await ground.owner.query("UPDATE survey SET opens_on = $2, closes_on = $3, fiscal_year = extract(year FROM $2::date - interval '3 months') WHERE id = $1", [
    id,
    dayFromNow(12),
    dayFromNow(61),
  ]);
  return id;
}

describe("M2 opening a survey asks", () => {
  it("for the number of operators called, shows its days, and accepts only that number", async () => {
    const id = await calling(2);
    for (const confirmed of [undefined, 0, 2, 4]) {
      const refusal = refusalOf(await openSurvey(ground.officer, { surveyId: id, confirmedCalled: confirmed }, NOW));
      expect(refusal).toMatchObject({
        code: "confirmation_required",
        current: { called: 3, opensOn: dayFromNow(12), closesOn: dayFromNow(61), daysToFirst: 12, daysToLast: 61 },
      });
      expect(refusal.detail).toMatch(/対象は3者です。.*12日前.*61日/);
      expect(await stateOf(id)).toBe("planned");
    }
    expect(valueOf(await openSurvey(ground.officer, { surveyId: id, confirmedCalled: 3 }, NOW)).state).toBe("open");
    expect((await ground.audits(`survey/${id}`, "survey.open")).at(-1)).toMatchObject({ outcome: "done", detail: { confirmedCalled: 3 } });
  });

  it("is asked again if another operator was called in the meantime", async () => {
    const id = await calling(0);
    const { operatorId } = await makeOperator(ground.owner, "kuko", "加わった空港");
    valueOf(await changeSurvey(ground.officer, { surveyId: id, addOperatorIds: [operatorId] }, NOW));
    expect(refusalOf(await openSurvey(ground.officer, { surveyId: id, confirmedCalled: 1 }, NOW)).current).toMatchObject({ called: 2 });
  });
});

describe("M2 opening a survey can be taken back while nobody has submitted", () => {
  it("taking it back takes a reason, which the operators read; the survey is planned again, can be changed and opened again", async () => {
    const id = await calling(0, "open");
    for (const [by, reason, code] of [
      [ground.officer, " ", "reason_required"],
      [ground.ciso(), "早く始めたため", "not_permitted"],
    ] as const) {
      expect(codeOf(await takeBackSurvey(by, { surveyId: id, reason }, NOW))).toBe(code);
      expect(await stateOf(id)).toBe("open");
    }
    expect(valueOf(await takeBackSurvey(ground.officer, { surveyId: id, reason: "早く始めたため" }, NOW)).state).toBe("planned");
    expect(codeOf(await takeBackSurvey(ground.officer, { surveyId: id, reason: "もう一度" }, NOW))).toBe("wrong_state");
    expect((await ground.audits(`survey/${id}`, "survey.takeBack")).find(({ outcome }) => outcome === "done")?.detail).toEqual({ reason: "早く始めたため" });

    const seen = { state: "planned", takenBackAt: NOW.toISOString(), takenBackReason: "早く始めたため" };
    expect(valueOf(await oneSurvey(ground.ciso(), { surveyId: id }, NOW))).toMatchObject(seen);
    expect(valueOf(await listSurveys(ground.ciso(), PAGE, NOW)).items.find((one) => one.id === id)).toMatchObject(seen);
    const cycle = await ground.fixture({ state: "approved", sheets: "accepted" });
    const refusal = refusalOf(await submitCycle(ground.ciso(), { cycleId: cycle.cycleId, surveyId: id }, NOW));
    expect([refusal.code, refusal.detail]).toEqual(["survey_not_open", expect.stringContaining("受付の開始を取り消しました（理由：早く始めたため）")]);

    valueOf(await changeSurvey(ground.officer, { surveyId: id, opensOn: dayFromNow(15) }, NOW));
    valueOf(await openAsShown(ground.officer, id, NOW));
    expect(valueOf(await oneSurvey(ground.ciso(), { surveyId: id }, NOW))).toMatchObject({ state: "open", takenBackAt: null, takenBackReason: null });
    valueOf(await submitCycle(ground.ciso(), { cycleId: cycle.cycleId, surveyId: id }, NOW));
  });

  it("a survey that is only planned is not shown to the operators", async () => {
    const id = await calling(0);
    expect(codeOf(await oneSurvey(ground.ciso(), { surveyId: id }, NOW))).toBe("not_found");
  });

  it("taking it back is refused once somebody has submitted, and while it is closed; reopening clears the reason", async () => {
    const [sent, empty] = [await calling(1, "open"), await calling(0, "open")];
    const cycle = await ground.fixture({ state: "approved", sheets: "accepted" });
    valueOf(await submitCycle(ground.ciso(), { cycleId: cycle.cycleId, surveyId: sent }, NOW));
    const refusal = refusalOf(await takeBackSurvey(ground.officer, { surveyId: sent, reason: "早く始めたため" }, NOW));
    expect([refusal.code, refusal.detail]).toEqual(["wrong_state", expect.stringContaining("1者が提出している")]);
    expect(await stateOf(sent)).toBe("open");
    valueOf(await closeSurvey(ground.officer, { surveyId: empty, confirmedMissing: 1 }, NOW));
    expect(codeOf(await takeBackSurvey(ground.officer, { surveyId: empty, reason: "早く始めたため" }, NOW))).toBe("wrong_state");
    valueOf(await reopenSurvey(ground.officer, { surveyId: empty, reason: "誤って締め切ったため" }, NOW));
    valueOf(await takeBackSurvey(ground.officer, { surveyId: empty, reason: "早く始めたため" }, NOW));
    expect(valueOf(await oneSurvey(ground.officer, { surveyId: empty }, NOW))).toMatchObject({ state: "planned", reopenedAt: null, reopenedReason: null });
  });

  it("when taking back and submitting coincide, whichever comes first, the other is refused", async () => {
    for (let round = 0; round < 4; round += 1) {
      const id = await calling(0, "open");
      const cycle = await ground.fixture({ state: "approved", sheets: "accepted" });
      const [sent, back] = await Promise.all([
        submitCycle(ground.ciso(), { cycleId: cycle.cycleId, surveyId: id }, NOW),
        takeBackSurvey(ground.officer, { surveyId: id, reason: "早く始めたため" }, NOW),
      ]);
      expect([codeOf(sent), codeOf(back)]).toEqual(sent.ok ? ["ok", "wrong_state"] : ["survey_not_open", "ok"]);
    }
  });
});
