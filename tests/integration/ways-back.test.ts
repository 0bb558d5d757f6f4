import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { findDifferences } from "@/lib/features/results/recount/queries";
import { saveAnswers } from "@/lib/features/sheets/answers/commands";
import { handInSheet, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { oneSurvey } from "@/lib/features/surveys/list/queries";
import { closeSurvey, reopenSurvey } from "@/lib/features/surveys/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { FIXTURE_SHEETS, makeSurvey } from "@/tests/support/cycle-fixture";
import { dayFromNow } from "@/tests/support/days";
import { refusalOf } from "@/tests/support/integration-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { acceptAsShown, NOW, roundsGround } from "@/tests/support/rounds";
import { makeOperator } from "@/tests/support/world";

const ALL = Object.keys(FIXTURE_SHEETS).length;
const ground = roundsGround();

describe("M2 closing answering asks for confirmation, and can be undone", () => {
  it("closing 19 days early with sheets out asks for their numbers and the date, and changes nothing until they are confirmed", async () => {
    const cycle = await ground.fixture({ sheets: "inProgress" });
    await ground.setDue(cycle.cycleId, 19);
    for (const confirmed of [undefined, 0, ALL - 1, ALL + 1]) {
      const refusal = refusalOf(await reviewCycle(ground.ciso(), { cycleId: cycle.cycleId, confirmedOutstanding: confirmed }, NOW));
      expect(refusal).toMatchObject({
        code: "confirmation_required",
        current: { outstanding: ALL, notStarted: 0, inProgress: ALL, returned: 0, unanswered: 0, daysEarly: 19, dueOn: dayFromNow(19) },
      });
      expect(refusal.detail).toContain(`${ALL}枚`);
      expect(refusal.detail).toContain("19日前");
      expect((await ground.cycleOf(cycle.cycleId))?.state).toBe("open");
    }
    expect(valueOf(await reviewCycle(ground.ciso(), { cycleId: cycle.cycleId, confirmedOutstanding: ALL }, NOW)).state).toBe("reviewing");
    expect((await ground.audits(`cycle/${cycle.cycleId}`, "cycle.review")).at(-1)).toMatchObject({ outcome: "done", detail: { confirmedOutstanding: ALL } });
  });

  it.each([
    { name: "all in and the due date to come", sheets: "accepted", due: 1, asked: true },
    { name: "all in on the last day", sheets: "accepted", due: 0, asked: true },
    { name: "all in and the due date passed", sheets: "handedIn", due: -1, asked: false },
    { name: "sheets returned and the due date passed", sheets: "returned", due: -1, asked: true },
    { name: "nothing started and the due date passed", sheets: "notStarted", due: -10, asked: true },
  ] as const)("$name: asked $asked", async ({ sheets, due, asked }) => {
    const { cycleId } = await ground.fixture({ sheets });
    await ground.setDue(cycleId, due);
    expect(codeOf(await reviewCycle(ground.ciso(), { cycleId }, NOW))).toBe(asked ? "confirmation_required" : "ok");
  });

  it("counts the unanswered measures on the outstanding sheets", async () => {
    const { cycleId, items } = await ground.fixture({ sheets: "notStarted" });
    const measures = Object.values(items).reduce((sum, list) => sum + list.length, 0);
    expect(refusalOf(await reviewCycle(ground.ciso(), { cycleId }, NOW)).current).toMatchObject({ notStarted: ALL, unanswered: measures });
  });

  it("reopens with a reason; sheets accepted or returned in the meantime keep their state, and the others can be answered", async () => {
    const cycle = await ground.fixture({ sheets: "inProgress" });
    for (const [sheet, role] of [
      ["handler", "handler"],
      ["system", "systemAdministrator"],
    ] as const)
      valueOf(await handInSheet(ground.as(role), { sheetId: cycle.sheets[sheet], confirmedUnanswered: 0 }, NOW));
    valueOf(await reviewCycle(ground.ciso(), { cycleId: cycle.cycleId, confirmedOutstanding: ALL - 2 }, NOW));
    valueOf(await acceptAsShown(ground.as("manager"), [cycle.sheets.handler], NOW));
    valueOf(await returnSheet(ground.as("manager"), { sheetId: cycle.sheets.system, reason: "根拠を足してください。" }, NOW));
    const answer = { itemId: cycle.items.committee[0] ?? "", status: "partial" as const, version: 1 };
    expect(codeOf(await saveAnswers(ground.as("committee"), { sheetId: cycle.sheets.committee, answers: [answer], mutationId: randomUUID() }, NOW))).toBe(
      "sheet_not_answerable",
    );
    const before = await ground.sheetStates(cycle.cycleId);

    expect(codeOf(await reopenCycle(ground.as("secretariat"), { cycleId: cycle.cycleId, reason: "早く締めた" }, NOW))).toBe("not_permitted");
    expect(codeOf(await reopenCycle(ground.ciso(), { cycleId: cycle.cycleId, reason: "  " }, NOW))).toBe("reason_required");
    expect(valueOf(await reopenCycle(ground.ciso(), { cycleId: cycle.cycleId, reason: "期限の前に誤って締めたため" }, NOW)).state).toBe("open");
    expect(await ground.sheetStates(cycle.cycleId)).toEqual(before);
    expect(await ground.cycleOf(cycle.cycleId)).toMatchObject({ reopenedReason: "期限の前に誤って締めたため", reviewingAt: null, approvedAt: null });
    expect((await ground.audits(`cycle/${cycle.cycleId}`, "cycle.reopen")).at(-1)).toMatchObject({
      outcome: "done",
      detail: { reason: "期限の前に誤って締めたため" },
    });
    expect(codeOf(await saveAnswers(ground.as("committee"), { sheetId: cycle.sheets.committee, answers: [answer], mutationId: randomUUID() }, NOW))).toBe("ok");
    expect(await withClient(ground.database.ownerUrl, findDifferences)).toEqual({ tallies: [], progress: [] });
  });

  it("when closing and handing in coincide, the confirmed number is the number that is left out", async () => {
    for (let round = 0; round < 6; round += 1) {
      const cycle = await ground.fixture({ sheets: "inProgress" });
      const [handedIn, closed] = await Promise.all([
        handInSheet(ground.as("handler"), { sheetId: cycle.sheets.handler, confirmedUnanswered: 0 }, NOW),
        reviewCycle(ground.ciso(), { cycleId: cycle.cycleId, confirmedOutstanding: ALL }, NOW),
      ]);
      const out = (await ground.sheetStates(cycle.cycleId)).filter((state) => state !== "handedIn").length;
      // One comes first: after the hand-in the number differs, and after the closing there is nothing to hand in to.
      expect([codeOf(handedIn), codeOf(closed), out]).toEqual(handedIn.ok ? ["ok", "confirmation_required", ALL - 1] : ["wrong_state", "ok", ALL]);
    }
  });
});

describe("M2 closing a survey asks for confirmation, and can be undone", () => {
  it("asks for the number of missing operators, shows the days left, and accepts only that number", async () => {
    const other = await makeOperator(ground.owner, "kuko", "まだの空港");
    const id = await makeSurvey(ground.owner, "kuko", [ground.world.operatorId, other.operatorId]);
    await ground.owner.query("UPDATE survey SET closes_on = $2 WHERE id = $1", [id, dayFromNow(61)]);
    for (const confirmed of [undefined, 0, 1, 3]) {
      const refusal = refusalOf(await closeSurvey(ground.officer, { surveyId: id, confirmedMissing: confirmed }, NOW));
      expect(refusal).toMatchObject({
        code: "confirmation_required",
        current: { called: 2, submitted: 0, missing: 2, daysEarly: 61, closesOn: dayFromNow(61) },
      });
      expect(refusal.detail).toMatch(/2者はまだです。.*61日前/);
    }
    expect(valueOf(await closeSurvey(ground.officer, { surveyId: id, confirmedMissing: 2 }, NOW)).state).toBe("closed");
  });

  it("reopens with a reason that the operators read, and can be closed again", async () => {
    const cycle = await ground.fixture({ state: "approved", sheets: "accepted" });
    const id = await makeSurvey(ground.owner, "kuko", [ground.world.operatorId]);
    valueOf(await closeSurvey(ground.officer, { surveyId: id, confirmedMissing: 1 }, NOW));
    expect(codeOf(await submitCycle(ground.ciso(), { cycleId: cycle.cycleId, surveyId: id }, NOW))).toBe("survey_not_open");
    expect(codeOf(await reopenSurvey(ground.officer, { surveyId: id, reason: " " }, NOW))).toBe("reason_required");
    expect(codeOf(await reopenSurvey(ground.ciso(), { surveyId: id, reason: "誤って締め切ったため" }, NOW))).toBe("not_permitted");
    expect(valueOf(await reopenSurvey(ground.officer, { surveyId: id, reason: "誤って締め切ったため" }, NOW)).state).toBe("open");
    expect(codeOf(await reopenSurvey(ground.officer, { surveyId: id, reason: "もう一度" }, NOW))).toBe("wrong_state");
    expect(valueOf(await oneSurvey(ground.ciso(), { surveyId: id }, NOW))).toMatchObject({
      state: "open",
      closedAt: null,
      reopenedReason: "誤って締め切ったため",
    });
    expect((await ground.audits(`survey/${id}`, "survey.reopen")).find(({ outcome }) => outcome === "done")?.detail).toEqual({
      reason: "誤って締め切ったため",
    });
    valueOf(await submitCycle(ground.ciso(), { cycleId: cycle.cycleId, surveyId: id }, NOW));
    valueOf(await closeSurvey(ground.officer, { surveyId: id, confirmedMissing: 0 }, NOW));
    expect(valueOf(await oneSurvey(ground.officer, { surveyId: id }, NOW))).toMatchObject({ state: "closed", submitted: 1, closedAt: NOW.toISOString() });
  });
});

describe("M2 reopening a submitted cycle after its survey closed asks first", () => {
  /** A cycle that was submitted to this many surveys, all closed since. */
  async function submitted(surveys: number) {
    const cycle = await ground.fixture({ state: "approved", sheets: "accepted" });
    const ids: string[] = [];
    for (let nth = 0; nth < surveys; nth += 1) {
      const id = await makeSurvey(ground.owner, "kuko", [ground.world.operatorId]);
      valueOf(await submitCycle(ground.ciso(), { cycleId: cycle.cycleId, surveyId: id }, NOW));
      await ground.owner.query("UPDATE cycle SET state = 'approved' WHERE id = $1", [cycle.cycleId]);
      ids.push(id);
    }
    await ground.owner.query("UPDATE cycle SET state = 'submitted' WHERE id = $1", [cycle.cycleId]);
    return { ...cycle, surveys: ids };
  }

  it.each([1, 2])("%i closed: the names and number are shown and confirmed; the submission stays", async (count) => {
    const { cycleId, surveys } = await submitted(count);
    for (const id of surveys) valueOf(await closeSurvey(ground.officer, { surveyId: id, confirmedMissing: 0 }, NOW));
    for (const confirmed of [undefined, 0, count + 1]) {
      const refusal = refusalOf(await reopenCycle(ground.ciso(), { cycleId, reason: "直すため", confirmedClosedSurveys: confirmed }, NOW));
      expect(refusal).toMatchObject({ code: "confirmation_required", current: { closedSurveys: count } });
      expect(refusal.detail).toMatch(/締め切られているため、省庁が締切りを取り消すか、締切後の訂正を受け付けるまで、直した結果を提出できません/);
      expect((await ground.cycleOf(cycleId))?.state).toBe("submitted");
    }
    expect(codeOf(await reopenCycle(ground.ciso(), { cycleId, reason: " ", confirmedClosedSurveys: count }, NOW))).toBe("reason_required");
    expect(valueOf(await reopenCycle(ground.ciso(), { cycleId, reason: "直すため", confirmedClosedSurveys: count }, NOW)).state).toBe("open");
    expect((await ground.owner.query("SELECT 1 FROM submission WHERE cycle_id = $1", [cycleId])).rowCount).toBe(count);
    expect((await ground.audits(`cycle/${cycleId}`, "cycle.reopen")).at(-1)).toMatchObject({ outcome: "done", detail: { confirmedClosedSurveys: count } });
  });

  it("does not ask while the survey accepts versions, nor once the ministry reopened it", async () => {
    const [open, again] = [await submitted(1), await submitted(1)];
    expect(codeOf(await reopenCycle(ground.ciso(), { cycleId: open.cycleId, reason: "直すため" }, NOW))).toBe("ok");
    const [surveyId = ""] = again.surveys;
    valueOf(await closeSurvey(ground.officer, { surveyId, confirmedMissing: 0 }, NOW));
    valueOf(await reopenSurvey(ground.officer, { surveyId, reason: "訂正を受け付けるため" }, NOW));
    expect(codeOf(await reopenCycle(ground.ciso(), { cycleId: again.cycleId, reason: "直すため" }, NOW))).toBe("ok");
  });

  it("when closing the survey and reopening the cycle coincide, whichever comes first, the other takes it into account", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { cycleId, surveys } = await submitted(1);
      const [closed, reopened] = await Promise.all([
        closeSurvey(ground.officer, { surveyId: surveys[0] ?? "", confirmedMissing: 0 }, NOW),
        reopenCycle(ground.ciso(), { cycleId, reason: "直すため" }, NOW),
      ]);
      expect(codeOf(closed)).toBe("ok");
      expect(["ok", "confirmation_required"]).toContain(codeOf(reopened));
    }
  });
});
