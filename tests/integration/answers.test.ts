import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { saveAnswer, saveAnswers, setAnswerAside } from "@/lib/features/sheets/answers/commands";
import { readSheetPages } from "@/lib/features/sheets/checklist/queries";
import { readAnswerHistory } from "@/lib/features/sheets/history/queries";
import { tickForMinistry } from "@/lib/features/sheets/item-remarks/commands";
import type { BatchBody } from "@/lib/features/sheets/record/schema";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { as, codeOf, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

describe("saving answers", () => {
  it("F7 a stale version is refused with the current answer, and the history keeps both answers when one is set aside", async () => {
    const { sheets, items } = await cycle();
    const itemId = items.handler[0]!;
    const stale = await saveAnswer(as("handler"), { sheetId: sheets.handler, itemId, status: "partial", version: 0 }, NOW);
    expect(stale).toMatchObject({ ok: false, refusal: { code: "stale_version", current: { status: "implemented", version: 1 } } });
    const aside = await setAnswerAside(as("handler"), { sheetId: sheets.handler, itemId, status: "partial", remark: "私の回答", version: 1 }, NOW);
    expect(aside).toMatchObject({ ok: true, value: { status: "implemented", version: 3 } });
    const history = await rows("SELECT version, status, cause FROM answer_history WHERE sheet_id = $1 AND item_id = $2 ORDER BY version", [
      sheets.handler,
      itemId,
    ]);
    expect(history).toEqual([
      { version: 1, status: "implemented", cause: "answered" },
      { version: 2, status: "partial", cause: "setAside" },
      { version: 3, status: "implemented", cause: "kept" },
    ]);
    const read = (role: OperatorRole, page = 1) => readAnswerHistory(as(role), { sheetId: sheets.handler, itemId, page, perPage: 2 }, NOW);
    const versions = {
      total: 3,
      items: [
        { version: 3, cause: "kept" },
        { version: 2, cause: "setAside", remark: "私の回答", at: NOW.toISOString() },
      ],
    };
    expect(await read("handler")).toMatchObject({ ok: true, value: versions });
    expect(await read("manager", 2)).toMatchObject({ ok: true, value: { total: 3, items: [{ version: 1 }] } });
    expect(codeOf(await read("secretariat"))).toBe("not_permitted");
    expect(codeOf(await readAnswerHistory(as("handler"), { sheetId: sheets.handler, itemId: items.ciso[0]!, page: 1, perPage: 2 }, NOW))).toBe("not_found");
  });

  it("a repeated request gets the first result, and another request with the same id is refused", async () => {
    const { sheets, items } = await cycle({ sheets: "notStarted" });
    const itemId = items.handler[0]!;
    const mutationId = randomUUID();
    const save = (status: "partial" | "implemented") =>
      saveAnswers(as("handler"), { sheetId: sheets.handler, answers: [{ itemId, status, version: 0 }], mutationId }, NOW);
    const first = await save("partial");
    expect(await save("partial")).toEqual(first);
    expect(codeOf(await save("implemented"))).toBe("mutation_mismatch");
    expect(await rows("SELECT status, version FROM answer WHERE sheet_id = $1", [sheets.handler])).toEqual([{ status: "partial", version: 1 }]);
  });

  it("texts that a request omits stay, and named ones are cleared", async () => {
    const { sheets, items } = await cycle({ sheets: "notStarted" });
    const itemId = items.handler[0]!;
    const save = (more: object, version: number) =>
      saveAnswers(as("handler"), { sheetId: sheets.handler, answers: [{ itemId, status: "partial", version, ...more }], mutationId: randomUUID() }, NOW);
    await save({ remark: "備考です", evidence: "規程集" }, 0);
    await save({ evidence: null }, 1);
    expect(await rows("SELECT remark, evidence, version FROM answer WHERE sheet_id = $1", [sheets.handler])).toEqual([
      { remark: "備考です", evidence: null, version: 2 },
    ]);
  });

  it("M2 a batch saves examples with their measure, in any order and whatever the measure's answer", async () => {
    const { sheets } = await cycle({ sheets: "notStarted", measures: 6 });
    const [pair] = await rows<{ measure: string; example: string }>(
      `SELECT e.illustrates AS measure, e.id AS example FROM edition_item e JOIN cycle_item i ON i.item_id = e.id AND i.kind = 'example' AND i.role = 'handler'
       JOIN sheet s ON s.cycle_id = i.cycle_id AND s.id = $1 WHERE e.edition_id = 'kuko-2' AND EXISTS
       (SELECT 1 FROM cycle_item m WHERE m.cycle_id = i.cycle_id AND m.role = 'handler' AND m.item_id = e.illustrates) LIMIT 1`,
      [sheets.handler],
    );
    const [measure, example] = [pair!.measure, pair!.example];
    const batch = (answers: BatchBody["answers"]) => saveAnswers(as("handler"), { sheetId: sheets.handler, answers, mutationId: randomUUID() }, NOW);
    const notApplicable = { itemId: measure, status: "notApplicable", reason: "対象の業務がない", version: 0 } as const;
    expect(codeOf(await batch([{ itemId: example, status: "implemented", version: 0 }, notApplicable]))).toBe("ok");
    expect(
      codeOf(
        await batch([
          { ...notApplicable, version: 1 },
          { itemId: example, status: "partial", version: 1 },
        ]),
      ),
    ).toBe("ok");
    expect(
      codeOf(
        await batch([
          { itemId: example, status: "implemented", version: 2 },
          { itemId: measure, status: "implemented", version: 1 },
        ]),
      ),
    ).toBe("ok");
    expect(await rows("SELECT status, version FROM answer WHERE item_id = $2 AND sheet_id = $1", [sheets.handler, example])).toEqual([
      { status: "implemented", version: 3 },
    ]);
  });

  it("an answer is refused if the respondent was removed while it waited for the sheet", async () => {
    const { sheets, items } = await cycle();
    const [save, handIn] = await withClient(own.ownerUrl, async (client) => {
      await client.query("BEGIN");
      await client.query("SELECT 1 FROM sheet WHERE id = $1 FOR UPDATE", [sheets.system]);
      const late = saveAnswers(
        as("systemAdministrator"),
        { sheetId: sheets.system, answers: [{ itemId: items.system[0]!, status: "partial", version: 1 }], mutationId: randomUUID() },
        NOW,
      );
      const lateHandIn = handInSheet(as("systemAdministrator"), { sheetId: sheets.system, confirmedUnanswered: 0 }, NOW);
      const waiting = () => rows("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0", []);
      await expect.poll(waiting, { timeout: 10_000 }).toHaveLength(2);
      await client.query("UPDATE sheet_respondent SET person_id = $2 WHERE sheet_id = $1", [sheets.system, world.people.colleague.personId]);
      await client.query("COMMIT");
      return Promise.all([late, lateHandIn]);
    });
    expect([codeOf(save), codeOf(handIn)]).toEqual(["not_permitted", "not_permitted"]);
  });
});

it("M2 the reason of a 該当なし is hidden with it and comes back with it", async () => {
  const { sheets, items } = await cycle({ sheets: "notStarted" });
  const itemId = items.system[0]!;
  const saved = async (answer: object, version: number) => {
    const result = await saveAnswers(
      as("systemAdministrator"),
      { sheetId: sheets.system, answers: [{ itemId, version, ...answer } as never], mutationId: randomUUID() },
      NOW,
    );
    return result.ok ? result.value.answers[0] : result.refusal;
  };
  expect(await saved({ status: "notApplicable", reason: "対象の業務がない", remark: "確かめた" }, 0)).toMatchObject({ reason: "対象の業務がない" });
  expect(await saved({ status: "notApplicable" }, 1)).toMatchObject({ reason: "対象の業務がない", remark: "確かめた" });
  expect(await saved({ status: "notImplemented" }, 1)).toMatchObject({ reason: null, remark: "確かめた" });
  expect(await saved({ status: "notApplicable" }, 2)).toMatchObject({ reason: "対象の業務がない", needsReason: false });
  expect(await saved({ status: "partial" }, 3)).toMatchObject({ reason: null });
  expect(await saved({ status: "notApplicable", reason: null }, 4)).toMatchObject({ reason: null, needsReason: true });
});

it("M2 a changed remark loses its selection for the ministry, and gets it back when the text is the same again", async () => {
  const { sheets, items } = await cycle({ sheets: "inProgress" });
  const itemId = items.system[0]!;
  const write = async (remark: string, version: number) =>
    codeOf(
      await saveAnswers(
        as("systemAdministrator"),
        { sheetId: sheets.system, answers: [{ itemId, status: "partial", remark, version }], mutationId: randomUUID() },
        NOW,
      ),
    );
  const ticked = async () =>
    (await rows<{ for: boolean }>("SELECT for_ministry AS for FROM answer WHERE sheet_id = $1 AND item_id = $2", [sheets.system, itemId]))[0]?.for;
  expect(codeOf(await tickForMinistry(as("ciso"), { sheetId: sheets.system, itemId, forMinistry: true }, NOW))).toBe("ok");
  expect([await write("点検の備考あ", 1), await ticked()]).toEqual(["ok", false]);
  const shown = await readSheetPages(as("manager"), { sheetId: sheets.system }, NOW);
  expect(shown.ok && shown.value.rows.find((one) => one.itemId === itemId)).toMatchObject({ forMinistry: false, tickRests: true });
  expect([await write("点検の備考", 2), await ticked()]).toEqual(["ok", true]);
  expect([await write("ほかの備考", 3), await ticked()]).toEqual(["ok", false]);
  expect(codeOf(await tickForMinistry(as("ciso"), { sheetId: sheets.system, itemId, forMinistry: true }, NOW))).toBe("ok");
  expect([await write("点検の備考", 4), await ticked()]).toEqual(["ok", false]);
  expect([await write("ほかの備考", 5), await ticked()]).toEqual(["ok", true]);
  expect(codeOf(await tickForMinistry(as("ciso"), { sheetId: sheets.system, itemId, forMinistry: false }, NOW))).toBe("ok");
  expect([await write("点検の備考", 6), await write("ほかの備考", 7), await ticked()]).toEqual(["ok", "ok", false]);
});

describe("a sheet of a 指針", () => {
  it("is spoken of in its own words where its answers are refused", async () => {
    const { sheets, items } = await cycle({ edition: "shishin-3", sheets: "notStarted", measures: 1 });
    const itemId = items.ciso[0]!;
    const save = (reason: string | null, version: number) =>
      saveAnswer(as("ciso"), { sheetId: sheets.ciso, itemId, status: "notApplicable", reason, version }, NOW);
    expect(await save("長".repeat(5000), 0)).toMatchObject({ ok: false, refusal: { detail: expect.stringContaining("規定不要の理由は") as unknown } });
    expect(codeOf(await save(null, 0))).toBe("ok");
    expect(await handInSheet(as("ciso"), { sheetId: sheets.ciso, confirmedUnanswered: 1 }, NOW)).toMatchObject({
      ok: false,
      refusal: { code: "reason_required", detail: expect.stringContaining("「規定不要」の理由がない項目が1件") as unknown },
    });
    expect(codeOf(await save("対象がない", 1))).toBe("ok");
  });
});
