import { describe, expect, it } from "vitest";
import { POST } from "@/app/(portal)/checks/[sheet]/answer/route";
import { readAnswerHistory } from "@/lib/features/sheets/history/queries";
import { addItemRemark, respondToRemark } from "@/lib/features/sheets/item-remarks/commands";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { responseBody } from "@/lib/features/sheets/record/schema";
import { handInSheet, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { TEST_ORIGIN } from "@/tests/support/served-database";
import { withSessionOf } from "@/tests/support/session";
import { as, codeOf, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

/** After the hand-in of the fixture, which is now. */
const START = Date.now();
const at = (minutes: number) => new Date(START + minutes * 60_000);

/** A sheet that was returned with a remark on its first item. */
async function returned() {
  const { sheets, items } = await cycle({ sheets: "handedIn" });
  const sheetId = sheets.handler;
  const remark = await addItemRemark(as("manager"), { sheetId, itemId: items.handler[0]!, text: "記録を根拠に付けてください。" }, at(1));
  if (!remark.ok) throw new Error("no remark");
  await returnSheet(as("manager"), { sheetId, reason: "所見を見てください。" }, at(2));
  const remarkId = remark.value.id;
  const respond = (who: OperatorRole, done: boolean, reply: string | null, minutes: number) =>
    respondToRemark(as(who), { sheetId, remarkId, ...responseBody.parse({ done, reply }) }, at(minutes));
  const seenBy = async (who: OperatorRole) => {
    const read = await readWholeSheet(as(who), { sheetId }, at(60));
    return read.ok ? read.value.remarks.flatMap(({ responses }) => responses.map(({ done, reply }) => [done, reply])) : read.refusal.code;
  };
  const handIn = (minutes: number) => handInSheet(as("handler"), { sheetId, confirmedUnanswered: 0 }, at(minutes));
  return { sheetId, itemId: items.handler[0]!, remarkId, respond, seenBy, handIn };
}

describe("a reviewer's remark", () => {
  it("M8 is marked as worked off with an answer, which reaches the reviewer with the next hand-in", async () => {
    const { sheetId, itemId, respond, seenBy, handIn } = await returned();
    expect(await respond("handler", true, " 10月の記録を付けました。\n", 3)).toMatchObject({
      ok: true,
      value: { done: true, reply: "10月の記録を付けました。", at: at(3).toISOString() },
    });
    const said = [[true, "10月の記録を付けました。"]];
    expect([await seenBy("handler"), await seenBy("manager"), await seenBy("ciso")]).toEqual([said, [], []]);
    expect(codeOf(await handIn(4))).toBe("ok");
    expect([await seenBy("handler"), await seenBy("manager"), await seenBy("ciso")]).toEqual([said, said, said]);
    await returnSheet(as("manager"), { sheetId, reason: "もう一度" }, at(5));
    await respond("handler", false, null, 6);
    expect(await seenBy("manager")).toEqual(said);
    expect(await seenBy("handler")).toEqual([...said, [false, null]]);
    expect(codeOf(await readAnswerHistory(as("manager"), { sheetId, itemId, page: 1, perPage: 5 }, NOW))).toBe("ok");
  });

  it("M8 every response is kept, one that says the same as before is not, and each is in the audit trail", async () => {
    const { sheetId, remarkId, respond } = await returned();
    for (const [minutes, done, reply] of [
      [3, true, "付けました。"],
      [4, true, " 付けました。 "],
      [5, false, "付けました。"],
      [6, true, null],
      [7, true, ""],
    ] as const) {
      expect(codeOf(await respond("handler", done, reply, minutes))).toBe("ok");
    }
    expect(await rows("SELECT version, done, reply FROM item_remark_response WHERE remark_id = $1 ORDER BY version", [remarkId])).toEqual([
      { version: 1, done: true, reply: "付けました。" },
      { version: 2, done: false, reply: "付けました。" },
      { version: 3, done: true, reply: null },
    ]);
    const trail = await rows("SELECT outcome FROM audit WHERE action = 'itemRemark.respond' AND target = $1", [`sheet/${sheetId}/${remarkId}`]);
    expect(trail).toHaveLength(5);
  });

  it("M8 is worked off by the sheet's respondents only, while it can be changed, and only on its own sheet", async () => {
    const { sheetId, respond, handIn } = await returned();
    const other = await returned();
    for (const who of ["manager", "ciso", "colleague"] as const) expect(codeOf(await respond(who, true, null, 3))).toBe("not_permitted");
    expect(codeOf(await respondToRemark(as("handler"), { sheetId, remarkId: other.remarkId, done: true, reply: null }, at(3)))).toBe("not_found");
    expect(responseBody.safeParse({ done: true, reply: "\ud800" }).success).toBe(false);
    await handIn(4);
    expect(codeOf(await respond("handler", true, null, 5))).toBe("sheet_not_answerable");
    expect(await rows("SELECT 1 FROM item_remark_response r JOIN item_remark m ON m.id = r.remark_id WHERE m.sheet_id = $1", [sheetId])).toEqual([]);
  });

  it("M8 is worked off by a form without a script too, which leads back to its card", async () => {
    const { sheetId, remarkId, seenBy } = await returned();
    const cookie = await withClient(own.ownerUrl, (client) => withSessionOf(client, world.people.handler.accountId));
    const post = async (fields: Readonly<Record<string, string>>) => {
      const form = new URLSearchParams({ returnTo: `/checks/${sheetId}/3.1.1#item-x`, done: "yes", reply: "直しました。", ...fields });
      const headers = { cookie, origin: TEST_ORIGIN, "content-type": "application/x-www-form-urlencoded" };
      const request = new Request(`${TEST_ORIGIN}/checks/${sheetId}/answer`, { method: "POST", headers, body: form.toString() });
      const response = await POST(request, { params: Promise.resolve({ sheet: sheetId }) });
      return response.headers.get("location") ?? (await response.text());
    };
    expect(await post({ remarkId })).toBe(`/checks/${sheetId}/3.1.1?notice=saved#item-x`);
    expect(await post({ remarkId: "x", reply: "" })).toContain("notice=not_found");
    expect(await post({ remarkId: "x" })).toContain("直しました。</textarea>");
    expect(await seenBy("handler")).toEqual([[true, "直しました。"]]);
  });
});
