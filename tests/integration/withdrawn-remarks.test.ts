import { describe, expect, it } from "vitest";
import { remarkEvents } from "@/lib/features/sheets/history/parts";
import { addItemRemark, respondToRemark, withdrawItemRemark } from "@/lib/features/sheets/item-remarks/commands";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { readMySheets } from "@/lib/features/sheets/mine/queries";
import { listAllRemarks, listRemarks } from "@/lib/features/sheets/record/queries";
import { readSheet } from "@/lib/features/sheets/record/record";
import { takeBackHandIn } from "@/lib/features/sheets/taking-back/commands";
import { acceptSheet, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { inScope, Prisma, type Transaction } from "@/lib/server/database/client";
import { as, codeOf, cycle, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

const inOperator = <Value>(work: (transaction: Transaction) => Promise<Value>): Promise<Value> => inScope(as("handler").scope, work);

/** After the hand-in of the fixture, which is now. */
const START = Date.now();
const at = (minutes: number) => new Date(START + minutes * 60_000);

/** A sheet that was handed in, with a remark on its first item. */
async function remarked() {
  const { sheets, items, cycleId } = await cycle({ sheets: "handedIn" });
  const sheetId = sheets.handler;
  const itemId = items.handler[0]!;
  const write = async (text: string, minutes: number) => {
    const written = await addItemRemark(as("manager"), { sheetId, itemId, text }, at(minutes));
    if (!written.ok) throw new Error(written.refusal.code);
    return written.value.id;
  };
  const remarkId = await write("別の項目に書くはずでした。", 1);
  const withdraw = (who: OperatorRole = "manager", minutes = 2, id = remarkId) => withdrawItemRemark(as(who), { sheetId, remarkId: id }, at(minutes));
  const open = async () => {
    const { personId } = world.people.handler;
    const checks = await inOperator((transaction) => readMySheets(transaction, world.operatorId, personId, at(60)));
    return { remarks: checks.remarks.filter((one) => one.sheetId === sheetId).map(({ id }) => id), reviewBegun: checks.reviewBegun.get(sheetId) ?? 0 };
  };
  return { sheetId, itemId, cycleId, remarkId, write, withdraw, open };
}

describe("M7 a remark that was withdrawn", () => {
  it("is not to be worked off and does not count, the others stay", async () => {
    const { sheetId, remarkId, write, withdraw, open } = await remarked();
    const other = await write("記録を根拠に付けてください。", 2);
    expect(codeOf(await withdraw())).toBe("ok");
    await returnSheet(as("manager"), { sheetId, reason: "所見を見てください。" }, at(3));
    expect((await open()).remarks).toEqual([other]);
    const response = await respondToRemark(as("handler"), { sheetId, remarkId, done: true, reply: null }, at(4));
    expect(response).toMatchObject({ ok: false, refusal: { code: "wrong_state", detail: expect.stringContaining("取り下げられて") } });
    expect(codeOf(await respondToRemark(as("handler"), { sheetId, remarkId: other, done: true, reply: null }, at(4)))).toBe("ok");
  });

  it("is no review: the hand-in can be taken back again", async () => {
    const { sheetId, withdraw, open } = await remarked();
    expect((await open()).reviewBegun).toBe(1);
    expect(codeOf(await takeBackHandIn(as("handler"), { sheetId }, at(2)))).toBe("wrong_state");
    await withdraw();
    expect((await open()).reviewBegun).toBe(0);
    expect(codeOf(await takeBackHandIn(as("handler"), { sheetId }, at(3)))).toBe("ok");
  });

  it("stays in the history with what was said about it, and in the answer of the API, with who withdrew it", async () => {
    const { sheetId, remarkId, withdraw } = await remarked();
    await returnSheet(as("manager"), { sheetId, reason: "所見を見てください。" }, at(2));
    await respondToRemark(as("handler"), { sheetId, remarkId, done: true, reply: "どの項目のことですか。" }, at(3));
    await withdraw("manager", 4);
    const read = await readWholeSheet(as("handler"), { sheetId }, at(5));
    expect(read).toMatchObject({
      ok: true,
      value: { remarks: [{ id: remarkId, text: "別の項目に書くはずでした。", withdrawn: { byName: world.people.manager.name, at: at(4).toISOString() } }] },
    });
    const visitor = as("handler");
    const [all, open] = await inOperator(async (transaction) => {
      const sheet = (await readSheet(transaction, sheetId, "none"))!;
      return [await listAllRemarks(transaction, sheet, visitor), await listRemarks(transaction, sheet, visitor)] as const;
    });
    expect(open).toEqual([]);
    expect(remarkEvents(all).map(({ title, text }) => [title, text])).toEqual([
      ["所見", "別の項目に書くはずでした。"],
      ["対応済み", "どの項目のことですか。"],
      ["所見を取り下げました", null],
    ]);
    expect(remarkEvents(all).at(-1)?.byText).toContain(world.people.manager.name);
  });

  it("is withdrawn once, by those who review the sheet, on its own sheet, and in the audit trail", async () => {
    const { sheetId, remarkId, withdraw } = await remarked();
    const other = await remarked();
    for (const who of ["handler", "colleague", "systemAdministrator", "secretariat", "auditor"] as const) {
      expect(codeOf(await withdraw(who))).toMatch(/^not_(permitted|found)$/);
    }
    expect(codeOf(await withdraw("manager", 2, other.remarkId))).toBe("not_found");
    expect(await rows("SELECT 1 FROM item_remark_withdrawal w JOIN item_remark m ON m.id = w.remark_id WHERE m.sheet_id = $1", [sheetId])).toEqual([]);
    const both = await Promise.all([withdraw(), withdraw()]);
    expect(both.map(codeOf).sort()).toEqual(["ok", "wrong_state"]);
    const trail = await rows("SELECT outcome FROM audit WHERE action = 'itemRemark.withdraw' AND target = $1 AND outcome = 'done'", [
      `sheet/${sheetId}/${remarkId}`,
    ]);
    expect(trail).toHaveLength(1);
  });

  it("was withdrawn before the round was approved; afterwards it stays, with the reason", async () => {
    const { sheetId, cycleId, withdraw } = await remarked();
    await acceptSheet(as("manager"), { sheetId }, at(2));
    const become = (sql: string, id: string) => withClient(own.ownerUrl, (client) => client.query(sql, [id]));
    for (const [change, id, why] of [
      ["UPDATE cycle SET state = 'approved' WHERE id = $1", cycleId, "承認されている"],
      ["UPDATE cycle SET state = 'submitted' WHERE id = $1", cycleId, "提出されている"],
      ["UPDATE sheet SET state = 'withdrawn', withdrawn_reason = '二重に配ったため' WHERE id = $1", sheetId, "取り下げた点検票"],
    ] as const) {
      await become(change, id);
      const refused = await withdraw();
      expect(refused).toMatchObject({ ok: false, refusal: { code: "wrong_state", detail: expect.stringContaining(why) } });
      expect(refused).toMatchObject({ refusal: { detail: expect.stringContaining("取り下げられません") } });
    }
  });

  it("is written once and never changed, by the database too", async () => {
    const { remarkId, withdraw } = await remarked();
    await withdraw();
    const attempt = (statement: Prisma.Sql) =>
      inOperator((transaction) => transaction.$executeRaw`${statement}`).then(
        () => "done",
        () => "refused",
      );
    expect(await attempt(Prisma.sql`UPDATE item_remark SET text = 'x' WHERE id = ${remarkId}::uuid`)).toBe("refused");
    expect(await attempt(Prisma.sql`DELETE FROM item_remark_withdrawal WHERE remark_id = ${remarkId}::uuid`)).toBe("refused");
    const again = Prisma.sql`INSERT INTO item_remark_withdrawal (operator_id, remark_id, by, at)
      SELECT operator_id, id, by, now() FROM item_remark WHERE id = ${remarkId}::uuid`;
    expect(await attempt(again)).toBe("refused");
  });
});
