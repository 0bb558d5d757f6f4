import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { listCycles, readCycleDetail } from "@/lib/features/cycles/list/queries";
import { changePlan } from "@/lib/features/cycles/plan-change/commands";
import { previousCycleOf, readCycle } from "@/lib/features/cycles/record/record";
import { approveCycle, reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { readDashboard } from "@/lib/features/dashboard/facts/queries";
import { readGapReport } from "@/lib/features/results/gap-report/queries";
import { findDifferences } from "@/lib/features/results/recount/queries";
import { readScores } from "@/lib/features/results/scores/queries";
import { saveAnswers } from "@/lib/features/sheets/answers/commands";
import { listCycleSheets, listOwnSheets, readWholeSheet } from "@/lib/features/sheets/list/queries";
import { readMySheets } from "@/lib/features/sheets/mine/queries";
import { handInSheet, returnSheet, withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { auditedTransaction } from "@/lib/server/audit/audited-transaction";
import { FIXTURE_SHEETS, makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { refusalOf } from "@/tests/support/integration-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { handOutAsShown, NOW, PAGE, reading, restoreAsShown, roundsGround } from "@/tests/support/rounds";
import { makeOperator, type OperatorRole } from "@/tests/support/world";

const ALL = Object.keys(FIXTURE_SHEETS).length;
const REASON = "二重に計画したため";
const ground = roundsGround();

describe("M2 a planned or duplicate cycle is cancelled", () => {
  it.each(["planned", "open"] as const)("%s: needs a reason and the CISO or the 事務局, and allows no other transition", async (state) => {
    const { cycleId } = await ground.fixture({ state, sheets: "notStarted" });
    for (const role of ["handler", "manager", "executive", "auditor", "committee"] as const) {
      expect(codeOf(await cancelCycle(ground.as(role), { cycleId, reason: REASON }, NOW)), role).toBe("not_permitted");
    }
    expect(codeOf(await cancelCycle(ground.as("secretariat"), { cycleId, reason: " " }, NOW))).toBe("reason_required");
    expect(valueOf(await cancelCycle(ground.as("secretariat"), { cycleId, reason: REASON }, NOW))).toEqual({ id: cycleId, state: "cancelled" });
    expect(await ground.cycleOf(cycleId)).toMatchObject({ state: "cancelled", cancelledReason: REASON });
    expect((await ground.audits(`cycle/${cycleId}`, "cycle.cancel")).at(-1)).toMatchObject({ outcome: "done", detail: { reason: REASON } });
    const onwards = [
      () => handOutAsShown(ground.ciso(), { cycleId }, NOW),
      () => reviewCycle(ground.ciso(), { cycleId, confirmedOutstanding: 0 }, NOW),
      () => approveCycle(ground.ciso(), { cycleId }, NOW),
      () => reopenCycle(ground.ciso(), { cycleId, reason: "戻す" }, NOW),
      () => cancelCycle(ground.ciso(), { cycleId, reason: REASON }, NOW),
      () => changePlan(ground.ciso(), { cycleId, title: "別の名前", reason: "変える" }, NOW),
      () => submitCycle(ground.ciso(), { cycleId }, NOW),
    ];
    for (const onward of onwards) expect(codeOf(await onward())).toBe("wrong_state");
  });

  it("from the first answer on, the present number of sheets, answers and hand-ins has to be confirmed", async () => {
    const cycle = await ground.fixture({ sheets: "notStarted" });
    const itemId = cycle.items.handler[0] ?? "";
    valueOf(
      await saveAnswers(
        ground.as("handler"),
        { sheetId: cycle.sheets.handler, answers: [{ itemId, status: "partial", version: 0 }], mutationId: randomUUID() },
        NOW,
      ),
    );
    valueOf(await handInSheet(ground.as("handler"), { sheetId: cycle.sheets.handler, confirmedUnanswered: cycle.items.handler.length - 1 }, NOW));
    for (const confirmed of [undefined, 0, 2]) {
      const refusal = refusalOf(await cancelCycle(ground.as("secretariat"), { cycleId: cycle.cycleId, reason: REASON, confirmedAnswers: confirmed }, NOW));
      expect(refusal).toMatchObject({ code: "confirmation_required", current: { sheets: ALL, answers: 1, handedIn: 1 } });
      expect(refusal.detail).toMatch(new RegExp(`点検票${ALL}枚.*回答が1件.*提出済み1枚`));
      expect((await ground.cycleOf(cycle.cycleId))?.state).toBe("open");
    }
    expect(codeOf(await cancelCycle(ground.ciso(), { cycleId: cycle.cycleId, reason: " ", confirmedAnswers: 1 }, NOW))).toBe("reason_required");
    expect(valueOf(await cancelCycle(ground.ciso(), { cycleId: cycle.cycleId, reason: REASON, confirmedAnswers: 1 }, NOW)).state).toBe("cancelled");
    expect((await ground.audits(`cycle/${cycle.cycleId}`, "cycle.cancel")).at(-1)).toMatchObject({
      outcome: "done",
      detail: { reason: REASON, confirmedAnswers: 1 },
    });
  });

  it("answers on withdrawn sheets count in the confirmation but prevent nothing; cleared answers do not count, remarks do", async () => {
    const cycle = await ground.fixture({ sheets: "notStarted" });
    const itemId = cycle.items.handler[0] ?? "";
    const save = (answer: { status: "partial" | null; remark: string | null }, version: number) =>
      saveAnswers(ground.as("handler"), { sheetId: cycle.sheets.handler, answers: [{ itemId, ...answer, version }], mutationId: randomUUID() }, NOW);
    valueOf(await save({ status: "partial", remark: "まちがい" }, 0));
    valueOf(await save({ status: null, remark: "まだ残る備考" }, 1));
    await ground.owner.query("UPDATE sheet SET state = 'withdrawn', withdrawn_reason = 'x' WHERE id = $1", [cycle.sheets.handler]);
    expect(refusalOf(await cancelCycle(ground.ciso(), { cycleId: cycle.cycleId, reason: REASON }, NOW)).current).toEqual({
      sheets: ALL - 1,
      answers: 1,
      handedIn: 0,
    });
    await ground.owner.query("UPDATE sheet SET state = 'inProgress', withdrawn_reason = NULL WHERE id = $1", [cycle.sheets.handler]);
    valueOf(await save({ status: null, remark: null }, 2));
    expect(codeOf(await cancelCycle(ground.ciso(), { cycleId: cycle.cycleId, reason: REASON }, NOW))).toBe("ok");
  });

  it.each(["reviewing", "approved", "submitted"] as const)("%s: not before it is reopened", async (state) => {
    const { cycleId } = await ground.fixture({ state, sheets: "accepted" });
    expect(codeOf(await cancelCycle(ground.ciso(), { cycleId, reason: REASON }, NOW))).toBe("wrong_state");
    valueOf(await reopenCycle(ground.ciso(), { cycleId, reason: "取りやめるため" }, NOW));
    expect(refusalOf(await cancelCycle(ground.ciso(), { cycleId, reason: REASON }, NOW)).current).toMatchObject({ handedIn: ALL });
  });

  it("a cycle that was ever submitted cannot be cancelled, reopened or not", async () => {
    const { cycleId } = await ground.fixture({ state: "approved", sheets: "accepted" });
    const surveyId = await makeSurvey(ground.owner, "kuko", [ground.world.operatorId]);
    valueOf(await submitCycle(ground.ciso(), { cycleId, surveyId }, NOW));
    valueOf(await reopenCycle(ground.ciso(), { cycleId, reason: "直すため" }, NOW));
    const refusal = refusalOf(await cancelCycle(ground.ciso(), { cycleId, reason: REASON, confirmedAnswers: 21 }, NOW));
    expect([refusal.code, refusal.detail]).toEqual(["wrong_state", expect.stringContaining("提出したことのある回")]);
  });

  it("when cancelling and an answer coincide, the confirmed number is the number that remains", async () => {
    for (let round = 0; round < 8; round += 1) {
      const cycle = await ground.fixture({ sheets: "notStarted" });
      const itemId = cycle.items.handler[0] ?? "";
      const [saved, cancelled] = await Promise.all([
        saveAnswers(
          ground.as("handler"),
          { sheetId: cycle.sheets.handler, answers: [{ itemId, status: "implemented", version: 0 }], mutationId: randomUUID() },
          NOW,
        ),
        cancelCycle(ground.as("secretariat"), { cycleId: cycle.cycleId, reason: REASON, confirmedAnswers: 0 }, NOW),
      ]);
      expect([codeOf(saved), codeOf(cancelled)]).toEqual(saved.ok ? ["ok", "confirmation_required"] : ["sheet_not_answerable", "ok"]);
    }
  });

  it("its respondents see a notice with the reason for a month; others and respondents of withdrawn sheets do not", async () => {
    const cycle = await ground.fixture({ sheets: "inProgress" });
    const told = async (role: OperatorRole, now: Date) =>
      (
        await reading(ground.as(role), (transaction) => readMySheets(transaction, ground.world.operatorId, ground.world.people[role].personId, now))
      ).cancelled.filter(({ id }) => id === cycle.cycleId);
    expect(await told("handler", NOW)).toEqual([]);
    await ground.owner.query("UPDATE sheet SET state = 'withdrawn', withdrawn_reason = 'x' WHERE id = $1", [cycle.sheets.committee]);
    const { answers } = refusalOf(await cancelCycle(ground.ciso(), { cycleId: cycle.cycleId, reason: REASON }, NOW)).current as { answers: number };
    valueOf(await cancelCycle(ground.ciso(), { cycleId: cycle.cycleId, reason: REASON, confirmedAnswers: answers }, NOW));
    for (const role of ["handler", "systemAdministrator", "ciso"] as const) expect(await told(role, NOW), role).toMatchObject([{ reason: REASON, at: NOW }]);
    for (const role of ["colleague", "committee"] as const) expect(await told(role, NOW), role).toEqual([]);
    expect(await told("handler", new Date(NOW.getTime() + 31 * 86_400_000))).toEqual([]);
  });
});

describe("M2 a cancelled cycle can be restored", () => {
  it.each(["planned", "open"] as const)("%s: its state and contents are as before, and it counts again", async (state) => {
    const cycle = await ground.fixture({ state, sheets: "handedIn" });
    const everything = async () =>
      (
        await ground.owner.query(
          `SELECT (SELECT jsonb_agg(to_jsonb(s) ORDER BY id) FROM sheet s WHERE cycle_id = $1) AS sheets, (SELECT jsonb_agg(to_jsonb(a) ORDER BY a.sheet_id, item_id) FROM answer a JOIN sheet s ON s.id = a.sheet_id WHERE cycle_id = $1) AS answers,
             (SELECT jsonb_agg(to_jsonb(t) ORDER BY scope) FROM tally t WHERE cycle_id = $1) AS tallies, to_jsonb(c) - 'reopened_reason' AS cycle FROM cycle c WHERE id = $1`,
          [cycle.cycleId],
        )
      ).rows;
    const before = await everything();
    const asked = await cancelCycle(ground.ciso(), { cycleId: cycle.cycleId, reason: REASON }, NOW);
    if (!asked.ok)
      valueOf(
        await cancelCycle(
          ground.ciso(),
          { cycleId: cycle.cycleId, reason: REASON, confirmedAnswers: (asked.refusal.current as { answers: number }).answers },
          NOW,
        ),
      );
    for (const role of ["handler", "manager", "auditor"] as const)
      expect(codeOf(await restoreCycle(ground.as(role), { cycleId: cycle.cycleId, reason: "続けるため" }, NOW)), role).toBe("not_permitted");
    expect(codeOf(await restoreCycle(ground.ciso(), { cycleId: cycle.cycleId, reason: "　" }, NOW))).toBe("reason_required");
    expect(valueOf(await restoreAsShown(ground.as("secretariat"), { cycleId: cycle.cycleId, reason: "続けるため" }, NOW))).toEqual({
      id: cycle.cycleId,
      state,
    });
    expect(codeOf(await restoreCycle(ground.ciso(), { cycleId: cycle.cycleId, reason: "続けるため" }, NOW))).toBe("wrong_state");
    expect(await everything()).toEqual(before);
    expect((await ground.audits(`cycle/${cycle.cycleId}`, "cycle.restore")).filter(({ outcome }) => outcome === "done")).toMatchObject([
      { detail: { reason: "続けるため" } },
    ]);
    if (state === "planned") return;
    expect((await ground.cycleOf(cycle.cycleId))?.reopenedReason).toBe("続けるため");
    expect(codeOf(await readScores(ground.ciso(), { cycleId: cycle.cycleId }, NOW))).toBe("ok");
    expect(codeOf(await returnSheet(ground.as("manager"), { sheetId: cycle.sheets.handler, reason: "根拠を足してください。" }, NOW))).toBe("ok");
    expect(await withClient(ground.database.ownerUrl, findDifferences)).toEqual({ tallies: [], progress: [] });
  });
});

describe("M2 a cancelled cycle counts nowhere", () => {
  it.each(["notStarted", "handedIn"] as const)(
    "a cycle cancelled with its sheets %s is missing from lists, figures and choices, but still readable by its link",
    async (sheets) => {
      const other = await makeOperator(ground.owner, "kuko", "取りやめ空港");
      const of = (role: OperatorRole) => ground.as(role, other);
      const doubled = await makeCycle(ground.owner, other, { sheets });
      const remaining = await makeCycle(ground.owner, other, { sheets: "inProgress" });
      const answers = sheets === "notStarted" ? 0 : Object.values(doubled.items).reduce((sum, list) => sum + list.length, 0);
      valueOf(await cancelCycle(of("ciso"), { cycleId: doubled.cycleId, reason: REASON, confirmedAnswers: answers }, NOW));

      const ids = async (state?: "cancelled") => valueOf(await listCycles(of("ciso"), { ...PAGE, ...(state ? { state } : {}) }, NOW)).items.map(({ id }) => id);
      expect(await ids()).toEqual([remaining.cycleId]);
      expect(await ids("cancelled")).toEqual([doubled.cycleId]);
      expect(valueOf(await readCycleDetail(of("handler"), { cycleId: doubled.cycleId }, NOW))).toMatchObject({ state: "cancelled", cancelledReason: REASON });

      expect(valueOf(await listOwnSheets(of("handler"), PAGE, NOW)).items.map(({ id }) => id)).toEqual([remaining.sheets.handler]);
      const { operatorId } = other;
      const checks = await reading(of("handler"), (transaction) => readMySheets(transaction, operatorId, other.people.handler.personId, NOW));
      expect(checks.sheets.map(({ id }) => id)).toEqual([remaining.sheets.handler]);
      expect(valueOf(await readWholeSheet(of("handler"), { sheetId: doubled.sheets.handler }, NOW)).sheet).toMatchObject({ cycleState: "cancelled" });
      expect(valueOf(await listCycleSheets(of("ciso"), { cycleId: doubled.cycleId, ...PAGE }, NOW)).total).toBe(ALL);
      const answer = { itemId: doubled.items.handler[0] ?? "", status: "implemented" as const, version: 0 };
      expect(codeOf(await saveAnswers(of("handler"), { sheetId: doubled.sheets.handler, answers: [answer], mutationId: randomUUID() }, NOW))).toBe(
        "sheet_not_answerable",
      );
      expect(codeOf(await withdrawSheet(of("ciso"), { sheetId: doubled.sheets.handler, reason: "取下げ", confirmedAnswers: answers }, NOW))).not.toBe("ok");

      for (const refused of [
        await readScores(of("ciso"), { cycleId: doubled.cycleId }, NOW),
        await readGapReport(of("ciso"), { cycleId: doubled.cycleId }, NOW),
      ])
        expect(codeOf(refused)).toBe("wrong_state");
      const scope = { scores: true, report: true, department: null };
      const dashboard = valueOf(
        await auditedTransaction("reading", of("ciso"), { action: "cycle.read", target: "cycle" }, NOW, (transaction) =>
          readDashboard(transaction, of("ciso"), scope, undefined, "", NOW),
        ),
      );
      expect(dashboard?.choices.map(({ id }) => id)).toEqual([remaining.cycleId]);
      expect(dashboard?.cycle.id).toBe(remaining.cycleId);
      await ground.owner.query("UPDATE cycle SET period_from = period_from - 200, period_to = period_to - 200 WHERE id = $1", [doubled.cycleId]);
      const previous = await reading(of("ciso"), async (transaction) => {
        const cycle = await readCycle(transaction, remaining.cycleId, "none");
        return cycle === null ? null : previousCycleOf(transaction, cycle);
      });
      expect(previous).toBeNull();
      expect(await withClient(ground.database.ownerUrl, findDifferences)).toEqual({ tallies: [], progress: [] });
    },
  );

  it("the database accepts no other state, and no cancelled cycle without time and reason", async () => {
    const { cycleId } = await ground.fixture({ state: "planned" });
    for (const wrong of [
      "state = 'ended'",
      "state = 'cancelled'",
      "state = 'cancelled', cancelled_at = now()",
      "cancelled_at = now(), cancelled_reason = 'x'",
    ]) {
      await expect(ground.owner.query(`UPDATE cycle SET ${wrong} WHERE id = $1`, [cycleId]), wrong).rejects.toThrow(/check constraint/);
    }
  });
});
