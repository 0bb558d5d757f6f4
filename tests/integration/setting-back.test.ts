import { describe, expect, it } from "vitest";
import { POST } from "@/app/(portal)/checks/[sheet]/answer/route";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { readAnswerHistory } from "@/lib/features/sheets/history/queries";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { TEST_ORIGIN } from "@/tests/support/served-database";
import { withSessionOf } from "@/tests/support/session";
import { as, codeOf, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";

prepareSheetGround();

async function answered() {
  const { sheets, items } = await cycle({ sheets: "notStarted", measures: 3 });
  const place = { sheetId: sheets.handler, itemId: items.handler[0]! };
  const save = (answer: object, version: number) => saveAnswer(as("handler"), { ...place, status: null, ...answer, version }, NOW);
  const sheet = async () => (await rows("SELECT state, answered FROM sheet WHERE id = $1", [place.sheetId]))[0];
  const history = async () => {
    const read = await readAnswerHistory(as("handler"), { ...place, page: 1, perPage: 20 }, NOW);
    return read.ok ? read.value.items.map(({ version, status, remark }) => [version, status, remark]) : read.refusal.code;
  };
  /** Sends a form of the card or of the history as a browser does. */
  async function post(fields: Readonly<Record<string, string>>) {
    const cookie = await withClient(own.ownerUrl, (client) => withSessionOf(client, world.people.handler.accountId));
    const form = new URLSearchParams({ itemId: place.itemId, returnTo: `/checks/${place.sheetId}/history/x`, ...fields });
    const headers = { cookie, origin: TEST_ORIGIN, "content-type": "application/x-www-form-urlencoded" };
    const request = new Request(`${TEST_ORIGIN}/checks/${place.sheetId}/answer`, { method: "POST", headers, body: form.toString() });
    return (await POST(request, { params: Promise.resolve({ sheet: place.sheetId }) })).headers.get("location");
  }
  return { place, items: items.handler, save, sheet, history, post };
}

describe("setting an answer back to 未回答", () => {
  it("M8 takes it out of the progress, keeps its texts and stands in the history", async () => {
    const { save, sheet, history } = await answered();
    await save({ status: "notImplemented", remark: "来期に" }, 0);
    expect(await sheet()).toEqual({ state: "inProgress", answered: 1 });
    expect(await save({ status: null }, 1)).toMatchObject({ ok: true, value: { status: null, remark: "来期に", version: 2 } });
    expect(await sheet()).toEqual({ state: "inProgress", answered: 0 });
    expect(await history()).toEqual([
      [2, null, "来期に"],
      [1, "notImplemented", "来期に"],
    ]);
    expect(await save({ status: "notImplemented" }, 2)).toMatchObject({ ok: true, value: { version: 3 } });
    expect(await sheet()).toMatchObject({ answered: 1 });
  });

  it("M8 the form without a script does it too, whatever answer is chosen in it", async () => {
    const { save, sheet, history, post } = await answered();
    await save({ status: "notImplemented" }, 0);
    expect(await post({ version: "1", status: "notImplemented", clear: "yes" })).toContain("notice=saved");
    expect(await sheet()).toMatchObject({ answered: 0 });
    expect(await history()).toEqual([
      [2, null, null],
      [1, "notImplemented", null],
    ]);
  });

  it("M8 handing in asks for the number of unanswered measures, and no number has the answer", async () => {
    const { place, items, save } = await answered();
    for (const itemId of items) await saveAnswer(as("handler"), { ...place, itemId, status: "implemented", version: 0 }, NOW);
    await save({ status: null }, 1);
    expect(codeOf(await handInSheet(as("handler"), { sheetId: place.sheetId }, NOW))).toBe("confirmation_required");
    expect(codeOf(await handInSheet(as("handler"), { sheetId: place.sheetId, confirmedUnanswered: 1 }, NOW))).toBe("ok");
    const [counted] = await rows(
      `SELECT t.asked, t.implemented, t.partial + t.not_implemented + t.not_applicable AS others FROM tally_item t JOIN sheet s USING (operator_id, cycle_id, scope)
       WHERE s.id = $1 AND t.item_id = $2`,
      [place.sheetId, place.itemId],
    );
    expect(counted).toEqual({ asked: 1, implemented: 0, others: 0 });
    expect(await readWholeSheet(as("handler"), { sheetId: place.sheetId }, NOW)).toMatchObject({ ok: true, value: { sheet: { answered: items.length - 1 } } });
  });
});

describe("going back to an earlier version", () => {
  it("M8 is a new version with its status and texts, on top of the present one only", async () => {
    const { save, sheet, history, post } = await answered();
    await save({ status: "partial", remark: "要件は定めた。\n運用は来期", evidence: "規程集" }, 0);
    await save({ status: "implemented", remark: "済み", evidence: null }, 1);
    const back = { earlier: "yes", status: "partial", remark: "要件は定めた。\r\n運用は来期", evidence: "規程集" };
    expect(await post({ version: "1", ...back })).toContain("notice=stale_version");
    expect(await post({ version: "2", ...back })).toContain("/history/x?notice=saved");
    expect(await history()).toEqual([
      [3, "partial", "要件は定めた。\n運用は来期"],
      [2, "implemented", "済み"],
      [1, "partial", "要件は定めた。\n運用は来期"],
    ]);
    expect(await post({ version: "3", ...back })).toContain("notice=saved");
    expect(await history()).toHaveLength(3);
    expect(await post({ version: "3", status: "", remark: "", evidence: "" })).toContain("notice=saved");
    expect(await sheet()).toMatchObject({ answered: 0 });
  });
});
