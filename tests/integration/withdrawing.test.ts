import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { saveAnswers } from "@/lib/features/sheets/answers/commands";
import { withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { sheetOfSecondSystem, wrongTallies } from "@/tests/support/cycle-fixture";
import { codeOf } from "@/tests/support/links";
import { NOW, roundsGround } from "@/tests/support/rounds";

const ground = roundsGround();
const rows = async (sql: string, values: unknown[]) => (await ground.owner.query<Record<string, unknown>>(sql, values)).rows;

describe("M2 withdrawing an answered sheet asks for the number of its answers", () => {
  const answersOf = (sheetId: string) => rows("SELECT * FROM answer WHERE sheet_id = $1 ORDER BY item_id", [sheetId]);

  it.each(["inProgress", "handedIn", "returned", "accepted"] as const)("%s: no other number is accepted, and nothing changes before", async (state) => {
    const { sheets, items } = await ground.fixture({ sheets: state });
    await sheetOfSecondSystem(ground.owner, ground.world, sheets.system);
    const [count, before] = [items.system.length, await answersOf(sheets.system)];
    for (const confirmed of [undefined, 0, count - 1, count + 1]) {
      const result = await withdrawSheet(ground.as("ciso"), { sheetId: sheets.system, reason: "廃止した", confirmedAnswers: confirmed }, NOW);
      expect(result).toMatchObject({
        ok: false,
        refusal: { code: "confirmation_required", current: { answers: count }, detail: expect.stringContaining(`回答が${count}件あります`) as unknown },
      });
      expect(await rows("SELECT state FROM sheet WHERE id = $1", [sheets.system])).toEqual([{ state }]);
    }
    expect(codeOf(await withdrawSheet(ground.as("ciso"), { sheetId: sheets.system, reason: "廃止した", confirmedAnswers: count }, NOW))).toBe("ok");
    expect(await answersOf(sheets.system)).toEqual(before);
    const kept = await rows("SELECT detail FROM audit WHERE target = $1 AND action = 'sheet.withdraw' AND outcome = 'done'", [`sheet/${sheets.system}`]);
    expect(kept).toEqual([{ detail: { reason: "廃止した", confirmedAnswers: count } }]);
    expect(await wrongTallies(ground.owner, ground.world.operatorId)).toEqual([]);
  });

  it("counts answers that were not cleared, and remarks alone too", async () => {
    const { sheets, items } = await ground.fixture();
    await sheetOfSecondSystem(ground.owner, ground.world, sheets.system);
    const nothing = { status: null, remark: null, version: 1 };
    const save = (itemId: string, remark: string | null) =>
      saveAnswers(ground.as("systemAdministrator"), { sheetId: sheets.system, answers: [{ itemId, ...nothing, remark }], mutationId: randomUUID() }, NOW);
    expect([codeOf(await save(items.system[0]!, "備考だけ")), codeOf(await save(items.system[1]!, null))]).toEqual(["ok", "ok"]);
    expect(await withdrawSheet(ground.as("secretariat"), { sheetId: sheets.system, reason: "廃止した", confirmedAnswers: 3 }, NOW)).toMatchObject({
      ok: false,
      refusal: { current: { answers: 2 } },
    });
  });

  it("when withdrawing and an answer coincide, the confirmed number is the number that remains", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { sheets, items } = await ground.fixture({ sheets: "notStarted" });
      await sheetOfSecondSystem(ground.owner, ground.world, sheets.system);
      const [saved, withdrawn] = await Promise.all([
        saveAnswers(
          ground.as("systemAdministrator"),
          { sheetId: sheets.system, answers: [{ itemId: items.system[0]!, status: "implemented", version: 0 }], mutationId: randomUUID() },
          NOW,
        ),
        withdrawSheet(ground.as("secretariat"), { sheetId: sheets.system, reason: "廃止した", confirmedAnswers: 0 }, NOW),
      ]);
      expect([codeOf(saved), codeOf(withdrawn)]).toEqual(saved.ok ? ["ok", "confirmation_required"] : ["sheet_not_answerable", "ok"]);
    }
  });
});
