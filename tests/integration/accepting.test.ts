import { describe, expect, it } from "vitest";
import { acceptSheets, handInSheet, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { refusalOf } from "@/tests/support/integration-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { acceptAsShown, NOW, roundsGround } from "@/tests/support/rounds";

const ground = roundsGround();
const manager = () => ground.as("manager");
const set = (sheetId: string, itemId: string | undefined, columns: string) =>
  ground.owner.query(`UPDATE answer SET ${columns} WHERE sheet_id = $1 AND item_id = $2`, [sheetId, itemId]);

describe("M7 accepting many sheets says beforehand what they say", () => {
  it("M7 asks for the numbers of 未実施, 一部実施, 該当なし and of answers without reason or evidence, and accepts no other", async () => {
    const { sheets, items } = await ground.fixture({ sheets: "handedIn" });
    const both = [sheets.handler, sheets.system];
    await set(sheets.handler, items.handler[0], "status = 'notApplicable', reason = 'なし'");
    await set(sheets.system, items.system[0], "status = 'notApplicable', reason = '無線LANを使っていないため'");
    await set(sheets.system, items.system[1], "status = 'partial'");
    await set(sheets.system, items.system[2], "status = 'implemented', evidence = '手順書 4.2'");
    const refusal = refusalOf(await acceptSheets(manager(), { sheetIds: both }, NOW));
    const current = { sheets: 2, unanswered: 0, notImplemented: 1, partial: 1, notApplicable: 2, withoutReason: 1, withoutEvidence: 1 };
    expect(refusal).toMatchObject({ code: "confirmation_required", current });
    expect(refusal.detail).toMatch(/点検票2枚に、「未実施」1件、「一部実施」1件、「該当なし」2件（うち理由の足りないもの1件）、根拠のない「実施」1件/);
    const right = { confirmedNotImplemented: 1, confirmedPartial: 1, confirmedNotApplicable: 2, confirmedWithoutReason: 1, confirmedWithoutEvidence: 1 };
    for (const name of Object.keys(right) as (keyof typeof right)[]) {
      const wrong = { ...right, [name]: right[name] + 1 };
      expect(codeOf(await acceptSheets(manager(), { sheetIds: both, ...wrong }, NOW)), name).toBe("confirmation_required");
    }
    expect(await ground.owner.query("SELECT DISTINCT state FROM sheet WHERE id = ANY($1)", [both])).toMatchObject({ rows: [{ state: "handedIn" }] });
    valueOf(await acceptSheets(manager(), { sheetIds: both, ...right }, NOW));
    expect((await ground.audits("sheets", "sheet.acceptMany")).at(-1)).toMatchObject({ outcome: "done", detail: current });
  });

  it("M7 measures that nobody answered, or that were only copied from the last round, are a number of their own", async () => {
    const { sheets, items } = await ground.fixture({ sheets: "handedIn" });
    const sheetIds = [sheets.system];
    await ground.owner.query("UPDATE answer SET status = 'implemented', evidence = '手順書' WHERE sheet_id = $1", [sheets.system]);
    await ground.owner.query("DELETE FROM answer WHERE sheet_id = $1 AND item_id = ANY($2)", [sheets.system, items.system.slice(0, 2)]);
    await set(sheets.system, items.system[2], "status = NULL, copied = 'implemented'");
    const refusal = refusalOf(await acceptSheets(manager(), { sheetIds }, NOW));
    expect(refusal).toMatchObject({ code: "confirmation_required", current: { unanswered: 3, withoutEvidence: 0 } });
    expect(refusal.detail).toContain("未回答3件");
    expect(codeOf(await acceptSheets(manager(), { sheetIds, confirmedUnanswered: 2 }, NOW))).toBe("confirmation_required");
    valueOf(await acceptSheets(manager(), { sheetIds, confirmedUnanswered: 3 }, NOW));
  });

  it("M7 a sheet that says something else meanwhile is not accepted with the old numbers", async () => {
    const { sheets, items } = await ground.fixture({ sheets: "handedIn" });
    const before = { confirmedNotImplemented: 1, confirmedWithoutEvidence: items.handler.length - 1 };
    valueOf(await returnSheet(manager(), { sheetId: sheets.handler, reason: "直してください" }, NOW));
    await set(sheets.handler, items.handler[0], "status = 'notImplemented'");
    valueOf(await handInSheet(ground.as("handler"), { sheetId: sheets.handler, confirmedUnanswered: 0 }, NOW));
    expect(refusalOf(await acceptSheets(manager(), { sheetIds: [sheets.handler], ...before }, NOW)).current).toMatchObject({ notImplemented: 2 });
    valueOf(await acceptAsShown(manager(), [sheets.handler], NOW));
  });

  it("M7 a sheet named twice counts once; examples are in no number", async () => {
    const { sheets, items } = await ground.fixture({ sheets: "handedIn" });
    await ground.owner.query(
      `INSERT INTO answer (operator_id, sheet_id, item_id, status, version, answered_at)
       SELECT s.operator_id, s.id, i.item_id, 'notImplemented', 1, now() FROM sheet s JOIN cycle_item i USING (operator_id, cycle_id, role)
       WHERE s.id = $1 AND i.kind = 'example'`,
      [sheets.handler],
    );
    const { current } = refusalOf(await acceptSheets(manager(), { sheetIds: [sheets.handler, sheets.handler] }, NOW));
    expect(current).toMatchObject({ sheets: 1, notImplemented: Math.floor(items.handler.length / 2) });
  });
});
