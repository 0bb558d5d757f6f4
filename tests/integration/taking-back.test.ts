import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { findDifferences } from "@/lib/features/results/recount/queries";
import { saveAnswers } from "@/lib/features/sheets/answers/commands";
import { addItemRemark } from "@/lib/features/sheets/item-remarks/commands";
import { takeBackHandIn, undoReturn } from "@/lib/features/sheets/taking-back/commands";
import { untouchedReturns } from "@/lib/features/sheets/taking-back/queries";
import { acceptSheet, handInSheet, returnSheet, withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import type { CycleFixture } from "@/tests/support/cycle-fixture";
import { refusalOf } from "@/tests/support/integration-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { NOW, reading, roundsGround } from "@/tests/support/rounds";
import type { OperatorRole } from "@/tests/support/world";

const ground = roundsGround();
const REASON = "根拠を足してください。";

const sheetRow = async (id: string) => {
  const { rows } = await ground.owner.query<Record<string, unknown>>(
    "SELECT state, handed_in_at, handed_in_by, returned_reason, reviewed_at, reviewed_by FROM sheet WHERE id = $1",
    [id],
  );
  return rows[0];
};
const tallies = async (cycleId: string) => (await ground.owner.query("SELECT * FROM tally WHERE cycle_id = $1 ORDER BY scope", [cycleId])).rows as unknown[];
const talliesAreRight = async () => expect(await withClient(ground.database.ownerUrl, findDifferences)).toEqual({ tallies: [], progress: [] });

const handIn = async (sheetId: string, by: OperatorRole) => valueOf(await handInSheet(ground.as(by), { sheetId, confirmedUnanswered: 0 }, NOW));
const takeBack = (sheetId: string, by: OperatorRole = "handler") => takeBackHandIn(ground.as(by), { sheetId }, NOW);
const sendBack = async (sheetId: string, reason = REASON) => valueOf(await returnSheet(ground.as("manager"), { sheetId, reason }, NOW));
const undo = (sheetId: string, by: OperatorRole = "manager") => undoReturn(ground.as(by), { sheetId }, NOW);
const answer = (cycle: CycleFixture, version = 1) => {
  const answers = [{ itemId: cycle.items.handler[0]!, status: "partial" as const, version }];
  return saveAnswers(ground.as("handler"), { sheetId: cycle.sheets.handler, answers, mutationId: randomUUID() }, NOW);
};

describe("M7 a respondent takes a hand-in back", () => {
  it("M7 the sheet is as before, its answers leave the tallies, and it is answered and handed in again", async () => {
    const cycle = await ground.fixture({ sheets: "inProgress" });
    const [before, counted] = [await sheetRow(cycle.sheets.handler), await tallies(cycle.cycleId)];
    await handIn(cycle.sheets.handler, "handler");
    expect(await tallies(cycle.cycleId)).not.toEqual(counted);
    expect(valueOf(await takeBack(cycle.sheets.handler))).toEqual({ id: cycle.sheets.handler, state: "inProgress" });
    expect(await sheetRow(cycle.sheets.handler)).toEqual(before);
    expect(await tallies(cycle.cycleId)).toEqual(counted);
    expect(codeOf(await acceptSheet(ground.as("manager"), { sheetId: cycle.sheets.handler }, NOW))).toBe("wrong_state");
    valueOf(await answer(cycle));
    await handIn(cycle.sheets.handler, "handler");
    expect((await ground.audits(`sheet/${cycle.sheets.handler}`, "sheet.takeBack")).map(({ outcome }) => outcome)).toEqual(["done"]);
    await talliesAreRight();
  });

  it("M7 a sheet that was ever returned is returned again, with the reason", async () => {
    const cycle = await ground.fixture({ sheets: "inProgress" });
    await handIn(cycle.sheets.handler, "handler");
    await sendBack(cycle.sheets.handler);
    await handIn(cycle.sheets.handler, "handler");
    expect(valueOf(await takeBack(cycle.sheets.handler)).state).toBe("returned");
    expect(await sheetRow(cycle.sheets.handler)).toMatchObject({ state: "returned", returned_reason: REASON });
    expect(codeOf(await undo(cycle.sheets.handler))).toBe("wrong_state");
    valueOf(await answer(cycle));
    await talliesAreRight();
  });

  it.each([
    [
      "a remark was written",
      async (id: string, items: readonly string[]) => addItemRemark(ground.as("manager"), { sheetId: id, itemId: items[0]!, text: "?" }, NOW),
    ],
    ["it was accepted", async (id: string) => acceptSheet(ground.as("manager"), { sheetId: id }, NOW)],
    ["it was returned", async (id: string) => returnSheet(ground.as("manager"), { sheetId: id, reason: REASON }, NOW)],
  ] as const)("M7 a hand-in is not taken back after the review began: %s", async (_name, review) => {
    const cycle = await ground.fixture({ sheets: "inProgress" });
    await handIn(cycle.sheets.handler, "handler");
    valueOf<unknown>(await review(cycle.sheets.handler, cycle.items.handler));
    const [before, counted] = [await sheetRow(cycle.sheets.handler), await tallies(cycle.cycleId)];
    expect(codeOf(await takeBack(cycle.sheets.handler))).toBe("wrong_state");
    expect([await sheetRow(cycle.sheets.handler), await tallies(cycle.cycleId)]).toEqual([before, counted]);
  });

  it("M7 says how many remarks there are and whom to ask; remarks of an earlier review do not count", async () => {
    const cycle = await ground.fixture({ sheets: "inProgress" });
    const remark = (now: Date) => addItemRemark(ground.as("manager"), { sheetId: cycle.sheets.handler, itemId: cycle.items.handler[0]!, text: "？" }, now);
    await handIn(cycle.sheets.handler, "handler");
    valueOf(await remark(NOW));
    await sendBack(cycle.sheets.handler);
    const later = new Date(NOW.getTime() + 60_000);
    valueOf(await handInSheet(ground.as("handler"), { sheetId: cycle.sheets.handler, confirmedUnanswered: 0 }, later));
    expect(valueOf(await takeBack(cycle.sheets.handler)).state).toBe("returned");
    valueOf(await handInSheet(ground.as("handler"), { sheetId: cycle.sheets.handler, confirmedUnanswered: 0 }, later));
    valueOf(await remark(new Date(later.getTime() + 1)));
    const refusal = refusalOf(await takeBack(cycle.sheets.handler));
    expect(refusal).toMatchObject({ code: "wrong_state", current: { remarks: 1 } });
    expect(refusal.detail).toContain("差戻しを頼んで");
  });

  it("M7 a hand-in is taken back by its respondents alone, and only until answering is closed", async () => {
    const cycle = await ground.fixture({ sheets: "handedIn" });
    for (const by of ["manager", "ciso", "secretariat", "colleague"] as const) expect(codeOf(await takeBack(cycle.sheets.handler, by))).toBe("not_permitted");
    valueOf(await reviewCycle(ground.ciso(), { cycleId: cycle.cycleId, confirmedOutstanding: 0 }, NOW));
    expect(codeOf(await takeBack(cycle.sheets.handler))).toBe("wrong_state");
  });

  it("M7 when taking back and accepting coincide, one of them is refused", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { sheets } = await ground.fixture({ sheets: "handedIn" });
      const [taken, accepted] = await Promise.all([takeBack(sheets.handler), acceptSheet(ground.as("manager"), { sheetId: sheets.handler }, NOW)]);
      expect([codeOf(taken), codeOf(accepted)].sort()).toEqual(["ok", "wrong_state"]);
      expect((await sheetRow(sheets.handler))?.["state"]).toBe(taken.ok ? "inProgress" : "accepted");
    }
    await talliesAreRight();
  });
});

describe("M7 a reviewer undoes a return", () => {
  it.each(["handedIn", "accepted"] as const)("M7 of a sheet that was %s: it is as before the return", async (state) => {
    const cycle = await ground.fixture({ sheets: state });
    const [before, counted] = [await sheetRow(cycle.sheets.handler), await tallies(cycle.cycleId)];
    await sendBack(cycle.sheets.handler);
    expect(await reading(ground.as("manager"), (transaction) => untouchedReturns(transaction, ground.world.people.manager.personId, 50))).toContain(
      cycle.sheets.handler,
    );
    expect(valueOf(await undo(cycle.sheets.handler)).state).toBe(state);
    expect([await sheetRow(cycle.sheets.handler), await tallies(cycle.cycleId)]).toEqual([before, counted]);
    expect(codeOf(await undo(cycle.sheets.handler))).toBe("wrong_state");
    await talliesAreRight();
  });

  it("M7 the reason of an earlier return comes back", async () => {
    const { sheets } = await ground.fixture({ sheets: "inProgress" });
    await handIn(sheets.handler, "handler");
    await sendBack(sheets.handler, "一度目の理由です。");
    await handIn(sheets.handler, "handler");
    await sendBack(sheets.handler, "二度目の理由です。");
    valueOf(await undo(sheets.handler));
    expect(await sheetRow(sheets.handler)).toMatchObject({ state: "handedIn", returned_reason: "一度目の理由です。" });
  });

  it("M7 a return is undone while the cycle is reviewed", async () => {
    const cycle = await ground.fixture({ state: "reviewing", sheets: "accepted" });
    await sendBack(cycle.sheets.handler);
    expect(valueOf(await undo(cycle.sheets.handler)).state).toBe("accepted");
  });

  it("M7 a return is not undone by the respondent, nor after an answer was changed or the sheet handed in again or withdrawn", async () => {
    const changed = await ground.fixture({ sheets: "handedIn" });
    await sendBack(changed.sheets.handler);
    expect(codeOf(await undo(changed.sheets.handler, "handler"))).toBe("not_permitted");
    valueOf(await answer(changed));
    expect(refusalOf(await undo(changed.sheets.handler))).toMatchObject({ code: "wrong_state", detail: expect.stringContaining("直された") as unknown });

    const again = await ground.fixture({ sheets: "handedIn" });
    await sendBack(again.sheets.handler);
    await handIn(again.sheets.handler, "handler");
    expect(codeOf(await undo(again.sheets.handler))).toBe("wrong_state");

    const gone = await ground.fixture({ sheets: "handedIn" });
    await ground.owner.query(
      `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, state, measures)
       SELECT operator_id, gen_random_uuid(), cycle_id, role, department_id, 'notStarted', measures FROM sheet WHERE id = $1`,
      [gone.sheets.handler],
    );
    await sendBack(gone.sheets.handler);
    const confirmedAnswers = gone.items.handler.length;
    valueOf(await withdrawSheet(ground.ciso(), { sheetId: gone.sheets.handler, reason: "退職", confirmedAnswers }, NOW));
    expect(codeOf(await undo(gone.sheets.handler))).toBe("wrong_state");
  });

  it("M7 when undoing and answering coincide, the answer is refused or the return stands", async () => {
    for (let round = 0; round < 6; round += 1) {
      const cycle = await ground.fixture({ sheets: "handedIn" });
      await sendBack(cycle.sheets.handler);
      const [undone, saved] = await Promise.all([undo(cycle.sheets.handler), answer(cycle)]);
      expect([codeOf(undone), codeOf(saved)]).toEqual(undone.ok ? ["ok", "sheet_not_answerable"] : ["wrong_state", "ok"]);
    }
    await talliesAreRight();
  });
});
