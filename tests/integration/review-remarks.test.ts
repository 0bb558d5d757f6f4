import { expect, it, vi } from "vitest";
import { addItemRemark, respondToRemark, withdrawItemRemark } from "@/lib/features/sheets/item-remarks/commands";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";
import { acceptSheet, handInSheet, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { as, codeOf, cycle, prepareSheetGround, rows } from "@/tests/support/sheet-ground";

vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as("manager")) }));

prepareSheetGround();

/** A sheet that its reviewer writes remarks on, from the hand-in of the fixture, which is now. */
async function reviewed() {
  const { sheets, items } = await cycle({ sheets: "handedIn" });
  const sheetId = sheets.handler;
  const start = Date.now();
  let minutes = 0;
  const next = () => new Date(start + ++minutes * 60_000);
  const write = async (item: number) => {
    const written = await addItemRemark(as("manager"), { sheetId, itemId: items.handler[item]!, text: "記録を付けてください。" }, next());
    if (!written.ok) throw new Error(written.refusal.code);
    return written.value.id;
  };
  const respond = async (remarkId: string, done: boolean, reply: string | null) =>
    expect(codeOf(await respondToRemark(as("handler"), { sheetId, remarkId, done, reply }, next()))).toBe("ok");
  const giveBack = async () => expect(codeOf(await returnSheet(as("manager"), { sheetId, reason: "所見を見てください。" }, next()))).toBe("ok");
  const handIn = async () => expect(codeOf(await handInSheet(as("handler"), { sheetId, confirmedUnanswered: 0 }, next()))).toBe("ok");
  const withdraw = async (remarkId: string) => expect(codeOf(await withdrawItemRemark(as("manager"), { sheetId, remarkId }, next()))).toBe("ok");
  const accept = async () => expect(codeOf(await acceptSheet(as("manager"), { sheetId }, next()))).toBe("ok");
  const shown = async () => {
    const { returnsFor, remarksText, sections } = await loadReviewSheet(sheetId, {});
    const open = sections.flatMap((section) => section.items.flatMap((item) => ("remarks" in item ? item.remarks.map((remark) => remark.open) : [])));
    return { returnsFor, remarksText, open };
  };
  return { write, respond, giveBack, handIn, withdraw, accept, shown };
}

it("M11 a remark that was worked off asks for no return, and is counted apart", async () => {
  const { write, respond, giveBack, handIn, withdraw, shown } = await reviewed();
  expect(await shown()).toEqual({ returnsFor: 0, remarksText: "所見 0件", open: [] });
  const first = await write(0);
  const second = await write(1);
  expect(await shown()).toEqual({ returnsFor: 2, remarksText: "所見 2件", open: [true, true] });
  await giveBack();
  await respond(first, true, "記録を付けました。");
  await respond(second, false, "どの記録ですか。");
  await handIn();
  expect(await shown()).toEqual({ returnsFor: 1, remarksText: "所見 1件（ほかに対応済み1件）", open: [false, true] });
  await withdraw(second);
  expect(await shown()).toEqual({ returnsFor: 0, remarksText: "所見 0件（ほかに対応済み1件）", open: [false, false] });
  await write(0);
  expect((await shown()).returnsFor, "what was written about what is handed in now").toBe(1);
});

it("M11 a remark is worked off by what its respondents said last, and only once that is handed in", async () => {
  const { write, respond, giveBack, handIn, shown } = await reviewed();
  const remark = await write(0);
  await giveBack();
  await respond(remark, true, null);
  expect((await shown()).returnsFor, "the reviewer does not see it yet").toBe(1);
  await respond(remark, false, "まだ足りませんでした。");
  await handIn();
  expect((await shown()).returnsFor).toBe(1);
});

it("M11 what a sheet was accepted with asks for no return, what was written since does", async () => {
  const { write, accept, shown } = await reviewed();
  await write(0);
  await accept();
  expect(await shown()).toEqual({ returnsFor: 0, remarksText: "所見 1件", open: [true] });
  await write(1);
  expect(await shown()).toEqual({ returnsFor: 1, remarksText: "所見 2件", open: [true, true] });
});

it.each(["a measure of the sheet", "a measure that others answer"])(
  "M11 a remark on a 具体例 of %s counts, is found by its filter and asks for a return, until it is worked off",
  async (of) => {
    const { sheets, items, cycleId } = await cycle({ sheets: "handedIn", othersExamples: true });
    const sheetId = sheets.handler;
    const asked = await rows<{ id: string; measure: string }>(
      `SELECT i.item_id AS id, c.item ->> 'illustrates' AS measure FROM cycle_item i, edition_revision e, jsonb_array_elements(e.content -> 'items') AS c(item)
     WHERE i.cycle_id = $1 AND i.role = 'handler' AND i.kind = 'example' AND e.edition_id = 'kuko-2' AND e.revision = 1 AND c.item ->> 'id' = i.item_id`,
      [cycleId],
    );
    const isOwn = of === "a measure of the sheet";
    const example = asked.find(({ measure }) => items.handler.includes(measure) === isOwn)!;
    const start = Date.now();
    let minutes = 0;
    const next = () => new Date(start + ++minutes * 60_000);
    const shown = async (show?: string) => {
      const { remarksText, returnsFor, filters, sections } = await loadReviewSheet(sheetId, { show });
      const all = sections.flatMap(({ items: rowsOf, gone }) => rowsOf.filter(({ itemId }) => !gone.includes(itemId)));
      const remarks = all.flatMap((item) =>
        item.examples.flatMap(({ id, remarks: on }) => on.map(({ open, response }) => ({ id, open, reply: response?.reply ?? null }))),
      );
      return { remarksText, returnsFor, found: filters.find(({ label }) => label === "所見のある")?.count, measures: all.map(({ itemId }) => itemId), remarks };
    };
    expect(await shown("remarked")).toEqual({ remarksText: "所見 0件", returnsFor: 0, found: "0件", measures: [], remarks: [] });
    const written = await addItemRemark(as("manager"), { sheetId, itemId: example.id, text: "記録を見せてください。" }, next());
    const remarkId = written.ok ? written.value.id : "";
    const open = { remarksText: "所見 1件", returnsFor: 1, found: "1件", remarks: [{ id: example.id, open: true, reply: null }] };
    expect(await shown("remarked")).toEqual({ ...open, measures: [example.measure] });
    expect(await shown()).toMatchObject(open);
    expect((await shown("changed")).remarks).toEqual([]);
    expect(codeOf(await returnSheet(as("manager"), { sheetId, reason: "所見を見てください。" }, next()))).toBe("ok");
    expect(codeOf(await respondToRemark(as("handler"), { sheetId, remarkId, done: true, reply: "台帳に付けました。" }, next()))).toBe("ok");
    expect(codeOf(await handInSheet(as("handler"), { sheetId, confirmedUnanswered: 0 }, next()))).toBe("ok");
    const done = { id: example.id, open: false, reply: "台帳に付けました。" };
    expect(await shown("remarked")).toMatchObject({ remarksText: "所見 0件（ほかに対応済み1件）", returnsFor: 0, found: "1件", remarks: [done] });
    expect(codeOf(await withdrawItemRemark(as("manager"), { sheetId, remarkId }, next()))).toBe("ok");
    expect(await shown("remarked")).toMatchObject({ remarksText: "所見 0件", found: "0件", remarks: [] });
    const goneIn = async (show?: string) => (await loadReviewSheet(sheetId, { show })).sections.flatMap(({ gone }) => gone);
    expect(await goneIn("remarked"), "its row stays on the page").toEqual([example.measure]);
    expect(await goneIn()).toEqual([]);
    expect((await shown()).remarks).toEqual([done]);
  },
);
