import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { SheetState } from "@/lib/domain/checking/state";
import { acceptSheet, withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { withdrawSheets } from "@/lib/features/sheets/withdrawing/commands";
import { sheetOfSecondSystem, wrongTallies } from "@/tests/support/cycle-fixture";
import { refusalOf } from "@/tests/support/integration-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { NOW, roundsGround } from "@/tests/support/rounds";
import type { OperatorRole } from "@/tests/support/world";

const ground = roundsGround();
const REASON = "同じ回を二重に配ったため";

type Confirmed = Partial<Record<"confirmedSheets" | "confirmedAnswers" | "confirmedHandedIn", number>>;
const withdraw = (cycleId: string, sheetIds: readonly string[], confirmed: Confirmed = {}, by: OperatorRole = "secretariat") => {
  const { confirmedSheets, confirmedAnswers, confirmedHandedIn } = confirmed;
  return withdrawSheets(ground.as(by), { cycleId, sheetIds: [...sheetIds], reason: REASON, confirmedSheets, confirmedAnswers, confirmedHandedIn }, NOW);
};

/** More sheets of 取扱者 beside that of the fixture. */
async function moreSheets(sheetId: string, number: number): Promise<string[]> {
  const ids = Array.from({ length: number }, () => randomUUID());
  await ground.owner.query(
    `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, state, measures)
     SELECT s.operator_id, n.id, s.cycle_id, s.role, s.department_id, 'notStarted', s.measures FROM sheet s, unnest($2::uuid[]) AS n(id) WHERE s.id = $1`,
    [sheetId, ids],
  );
  return ids;
}

const statesOf = async (ids: readonly string[]) =>
  new Set((await ground.owner.query<{ state: SheetState }>("SELECT state FROM sheet WHERE id = ANY($1)", [ids])).rows.map(({ state }) => state));
const nothingIsWrong = async () => expect(await wrongTallies(ground.owner, ground.world.operatorId)).toEqual([]);

describe("M7 many sheets are withdrawn at once", () => {
  it("M7 147 sheets of a doubled cycle, after their number and that of their answers were confirmed", async () => {
    const { cycleId, sheets, items } = await ground.fixture({ sheets: "inProgress" });
    const chosen = [sheets.handler, ...(await moreSheets(sheets.handler, 146))];
    await moreSheets(sheets.handler, 1);
    const answers = items.handler.length;
    for (const confirmed of [{}, { confirmedSheets: 147 }, { confirmedSheets: 146, confirmedAnswers: answers }, { confirmedAnswers: answers }]) {
      const refusal = refusalOf(await withdraw(cycleId, chosen, confirmed));
      expect(refusal).toMatchObject({ code: "confirmation_required", current: { sheets: 147, answers, handedIn: 0 } });
      expect(refusal.detail).toContain("147枚");
    }
    expect(await statesOf(chosen)).toEqual(new Set(["inProgress", "notStarted"]));
    expect(valueOf(await withdraw(cycleId, chosen, { confirmedSheets: 147, confirmedAnswers: answers })).sheets).toHaveLength(147);
    expect(await statesOf(chosen)).toEqual(new Set(["withdrawn"]));
    await nothingIsWrong();
  });

  it("M7 leaves an entry for each sheet beside that of the whole", async () => {
    const { cycleId, sheets } = await ground.fixture({ sheets: "notStarted" });
    const chosen = await moreSheets(sheets.handler, 3);
    valueOf(await withdraw(cycleId, chosen, { confirmedSheets: 3 }));
    expect(await ground.audits(`cycle/${cycleId}`, "sheet.withdrawMany")).toEqual([
      { outcome: "done", detail: { reason: REASON, sheets: 3, answers: 0, handedIn: 0 } },
    ]);
    for (const id of chosen) expect(await ground.audits(`sheet/${id}`, "sheet.withdraw")).toMatchObject([{ outcome: "done", detail: { reason: REASON } }]);
  });

  it("M7 the seven that nobody else asks are named, with what to do; none is withdrawn", async () => {
    const { cycleId, sheets } = await ground.fixture({ sheets: "notStarted" });
    const more = await moreSheets(sheets.handler, 2);
    const all = [...Object.values(sheets), ...more];
    const refusal = refusalOf(await withdraw(cycleId, all, { confirmedSheets: all.length }, "ciso"));
    expect(refusal.code).toBe("items_on_no_sheet");
    expect(refusal.detail).toMatch(/1枚も取り下げていません.*回を取りやめてください/);
    expect(refusal.list).toHaveLength(all.length);
    const others = Object.values(sheets).filter((id) => id !== sheets.handler);
    const named = refusalOf(await withdraw(cycleId, [...others, ...more], { confirmedSheets: others.length + 2 })).list as {
      sheetId: string;
      why: string;
      title: string;
    }[];
    expect(named.map(({ sheetId }) => sheetId).sort()).toEqual([...others].sort());
    expect(named.every(({ why, title }) => why === "lastToAsk" && title.includes("の点検票"))).toBe(true);
    expect(await statesOf(all)).toEqual(new Set(["notStarted"]));
    expect(refusalOf(await withdrawSheet(ground.ciso(), { sheetId: sheets.ciso, reason: REASON }, NOW)).detail).toContain("回を取りやめてください");
  });

  it("M7 sheets that were handed in meanwhile stand in the way of the 事務局, and change the numbers of the CISO", async () => {
    const { cycleId, sheets, items } = await ground.fixture({ sheets: "handedIn" });
    const [open] = await moreSheets(sheets.handler, 1);
    await sheetOfSecondSystem(ground.owner, ground.world, sheets.system);
    const more = await moreSheets(sheets.handler, 1);
    const chosen = [open!, sheets.handler, sheets.system];
    const refusal = refusalOf(await withdraw(cycleId, chosen, { confirmedSheets: 3 }));
    expect(refusal.code).toBe("not_permitted");
    expect(refusal.list).toMatchObject(
      [sheets.handler, sheets.system].sort().map((sheetId) => ({ sheetId, why: "handedIn", text: expect.stringContaining("CISO") as unknown })),
    );
    const answers = items.handler.length + items.system.length;
    expect(refusalOf(await withdraw(cycleId, chosen, { confirmedSheets: 3, confirmedAnswers: answers, confirmedHandedIn: 1 }, "ciso"))).toMatchObject({
      code: "confirmation_required",
      current: { sheets: 3, answers, handedIn: 2 },
    });
    valueOf(await withdraw(cycleId, chosen, { confirmedSheets: 3, confirmedAnswers: answers, confirmedHandedIn: 2 }, "ciso"));
    expect(await statesOf([...chosen, ...more])).toEqual(new Set(["withdrawn", "notStarted"]));
    await nothingIsWrong();
  });

  it("M7 each kind of obstacle is listed, not the first alone", async () => {
    const { cycleId, sheets } = await ground.fixture({ sheets: "notStarted" });
    const [gone, kept] = await moreSheets(sheets.handler, 2);
    valueOf(await withdraw(cycleId, [gone!], { confirmedSheets: 1 }));
    const refusal = refusalOf(await withdraw(cycleId, [gone!, kept!, sheets.ciso], { confirmedSheets: 3 }));
    expect((refusal.list as { why: string }[]).map(({ why }) => why).sort()).toEqual(["lastToAsk", "withdrawn"]);
    expect(refusal.detail).toMatch(/すでに取り下げられています.*回を取りやめてください/);
  });

  it("M7 sheets of another cycle or after answering ended are not withdrawn, and only the CISO and the 事務局 withdraw", async () => {
    const [one, other] = [await ground.fixture({ sheets: "notStarted" }), await ground.fixture({ sheets: "notStarted" })];
    expect(codeOf(await withdraw(one.cycleId, [one.sheets.handler, other.sheets.handler], { confirmedSheets: 2 }))).toBe("not_found");
    for (const by of ["manager", "executive", "auditor", "handler"] as const)
      expect(codeOf(await withdraw(one.cycleId, [one.sheets.handler], { confirmedSheets: 1 }, by))).toBe("not_permitted");
    const over = await ground.fixture({ state: "approved", sheets: "accepted" });
    expect(codeOf(await withdraw(over.cycleId, [over.sheets.handler], { confirmedSheets: 1 }, "ciso"))).toBe("wrong_state");
  });

  it("M7 when withdrawing and accepting coincide, the confirmed numbers are those that are withdrawn", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { cycleId, sheets, items } = await ground.fixture({ sheets: "handedIn" });
      await moreSheets(sheets.handler, 1);
      const [withdrawn, accepted] = await Promise.all([
        withdraw(cycleId, [sheets.handler], { confirmedSheets: 1, confirmedAnswers: items.handler.length, confirmedHandedIn: 1 }, "ciso"),
        acceptSheet(ground.as("manager"), { sheetId: sheets.handler }, NOW),
      ]);
      expect(codeOf(withdrawn)).toBe("ok");
      expect(["ok", "wrong_state"]).toContain(codeOf(accepted));
    }
    await nothingIsWrong();
  });
});
