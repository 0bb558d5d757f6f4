import { describe, expect, it } from "vitest";
import { granted } from "@/lib/domain/shared/result";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { readHandIn } from "@/lib/features/sheets/hand-in/pages";
import { handInView } from "@/lib/features/sheets/hand-in/parts";
import { addItemRemark, respondToRemark } from "@/lib/features/sheets/item-remarks/commands";
import { mySheetView } from "@/lib/features/sheets/mine/parts";
import { readMySheets } from "@/lib/features/sheets/mine/queries";
import { nextSheet } from "@/lib/features/sheets/mine/texts";
import { handInSheet, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { auditedTransaction } from "@/lib/server/audit/audited-transaction";
import { answeredLastTime, twoRounds } from "@/tests/support/last-round";
import { valueOf } from "@/tests/support/links";
import { as, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";

prepareSheetGround();

const confirmation = async (sheetId: string) => handInView(valueOf(await readHandIn(as("handler"), { sheetId }, NOW)), as("handler").account.accountId);
const listed = async (sheetId: string) => {
  const handler = as("handler");
  const read = await auditedTransaction("reading", handler, { action: "sheet.listOwn", target: "sheets" }, NOW, async (transaction) =>
    granted(await readMySheets(transaction, world.operatorId, handler.actor.personId, NOW)),
  );
  const found = valueOf(read);
  const sheet = found.sheets.find(({ id }) => id === sheetId)!;
  return mySheetView(found, sheet, NOW);
};

/** A returned sheet with remarks on these of its items, one each time. */
async function returned(places: readonly number[]) {
  const { sheets, items } = await cycle({ sheets: "handedIn" });
  const sheetId = sheets.handler;
  const remarkIds: string[] = [];
  for (const place of places) {
    const remark = await addItemRemark(as("manager"), { sheetId, itemId: items.handler[place]!, text: `所見${String(place)}` }, NOW);
    remarkIds.push(valueOf(remark).id);
  }
  valueOf(await returnSheet(as("manager"), { sheetId, reason: "所見を見てください。" }, NOW));
  const settle = async (nth: number, done: boolean) =>
    valueOf(await respondToRemark(as("handler"), { sheetId, remarkId: remarkIds[nth]!, done, reply: null }, NOW));
  return { sheetId, items: items.handler, settle };
}

describe("M8 before a sheet is handed in", () => {
  it("M8 the remarks that are not worked off are listed in printed order, each with a link to its item", async () => {
    const { sheetId, items, settle } = await returned([2, 0, 2]);
    const open = async () => (await confirmation(sheetId)).itemRemarks.map(({ href }) => href.split("#")[1]);
    expect(await open()).toEqual([`item-${items[0]!}`, `item-${items[2]!}`, `item-${items[2]!}`]);
    await settle(1, true);
    expect(await open()).toEqual([`item-${items[2]!}`, `item-${items[2]!}`]);
    await settle(0, true);
    await settle(2, true);
    expect(await open()).toEqual([]);
    await settle(0, false);
    expect((await confirmation(sheetId)).itemRemarksText).toContain("1件");
    expect((await confirmation(sheetId)).replied, "worked off or not, a reply may be unsent").toHaveLength(3);
  });

  it("M7 the page says until when handing in can be taken back: not once answering is closed", async () => {
    const { cycleId, sheets } = await cycle({ sheets: "inProgress" });
    const undoText = async () => (await confirmation(sheets.handler)).undoText;
    expect(await undoText()).toBe(UNDONE_UNTIL["sheet.handIn"]);
    await rows("UPDATE sheet SET state = 'returned', returned_reason = '根拠を足してください。' WHERE id = $1", [sheets.handler]);
    await rows("UPDATE cycle SET state = 'reviewing', reviewing_at = now() WHERE id = $1", [cycleId]);
    expect(await undoText()).toBe("提出すると、差し戻されるまで回答を直せません。");
  });

  it("M8 the copied answers that are not confirmed are listed apart from the unanswered, and count with them", async () => {
    const { last, now } = await twoRounds();
    const sheetId = now.sheets.handler;
    const [first, second, third] = now.items.handler as [string, string, string];
    for (const itemId of [first, second, third]) await answeredLastTime(last, itemId, "implemented");
    const answer = async (itemId: string, said: object, version: number) =>
      valueOf(await saveAnswer(as("handler"), { sheetId, itemId, status: null, reason: null, remark: null, evidence: null, ...said, version }, NOW));
    await answer(first, { status: "partial" }, 0);
    await answer(second, { copied: "implemented" }, 0);
    await answer(third, { copied: "implemented" }, 0);
    const before = await confirmation(sheetId);
    expect(before.copied.map(({ id }) => id)).toEqual([second, third]);
    expect(before.unanswered.map(({ id }) => id)).not.toContain(second);
    expect(before.unansweredTotal).toBe(before.unanswered.length + 2);
    expect(before.step).toMatchObject({ kind: "handIn", button: `未回答${String(before.unansweredTotal)}件のまま提出する` });
    await answer(second, { status: "implemented" }, 1);
    const after = await confirmation(sheetId);
    expect([after.copied.map(({ id }) => id), after.unansweredTotal]).toEqual([[third], before.unansweredTotal - 1]);
    valueOf(await handInSheet(as("handler"), { sheetId, confirmedUnanswered: after.unansweredTotal }, NOW));
  });
});

describe("M8 the list of the own sheets", () => {
  it("M8 counts the remarks that are not worked off, and says how many are", async () => {
    const { sheetId, settle } = await returned([0, 1, 2]);
    expect(await listed(sheetId)).toMatchObject({ button: "直す（3件）", openRemarks: 3, remarksText: "所見　3件" });
    await settle(1, true);
    const some = await listed(sheetId);
    expect(some).toMatchObject({ button: "直す（2件）", openRemarks: 2, remarksText: "所見　2件（ほかに対応済み1件）" });
    expect(some.remarks.map(({ done }) => done)).toEqual([false, false, true]);
    await settle(0, true);
    await settle(2, true);
    const all = await listed(sheetId);
    expect(all).toMatchObject({ button: "直す", openRemarks: 0, remarksText: "所見　対応済み3件" });
    expect(nextSheet(all)).toMatchObject({ href: `/checks/${sheetId}/hand-in`, button: "確かめて提出する" });
    await settle(2, false);
    expect(await listed(sheetId)).toMatchObject({ button: "直す（1件）", openRemarks: 1 });
  });
});
