import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import { saveAnswer, saveAnswers } from "@/lib/features/sheets/answers/commands";
import { readAnswerHistory } from "@/lib/features/sheets/history/queries";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { answeredLastTime, OLD_WORDS, twoRounds } from "@/tests/support/last-round";
import { as, codeOf, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";

prepareSheetGround();

async function ground(status: AnswerStatus = "implemented") {
  const { last, now } = await twoRounds();
  const sheetId = now.sheets.handler;
  const itemId = now.items.handler[0]!;
  await answeredLastTime(last, itemId, status);
  const save = (answer: object, version: number) => saveAnswer(as("handler"), { sheetId, itemId, status: null, ...answer, version }, NOW);
  const answered = async () => (await rows<{ answered: number }>("SELECT answered FROM sheet WHERE id = $1", [sheetId]))[0]?.answered;
  const causes = async () => {
    const read = await readAnswerHistory(as("handler"), { sheetId, itemId, page: 1, perPage: 20 }, NOW);
    return read.ok ? read.value.items.map((one) => [one.status, one.copied, one.cause]) : read.refusal.code;
  };
  return { last, now, sheetId, itemId, save, answered, causes };
}

describe("an answer copied from the last round", () => {
  it("M8 is offered with the sheet, is stored for every device, counts as unanswered, and counts once confirmed", async () => {
    const { sheetId, itemId, save, answered, causes } = await ground("partial");
    const whole = async () => {
      const read = await readWholeSheet(as("handler"), { sheetId }, NOW);
      if (!read.ok) throw new Error(read.refusal.code);
      return { previous: read.value.previous.find((one) => one.itemId === itemId), item: read.value.items.find((one) => one.itemId === itemId) };
    };
    const { previous } = await whole();
    expect(previous).toMatchObject({ status: "partial", copyable: true });
    const texts = { remark: previous?.remark ?? null, evidence: previous?.evidence ?? null };
    expect(await save({ copied: "partial", ...texts }, 0)).toMatchObject({ ok: true, value: { status: null, copied: "partial", version: 1, ...texts } });
    expect((await whole()).item).toMatchObject({ status: null, copied: "partial", ...texts });
    expect(await answered()).toBe(0);
    expect(await save({ status: "partial" }, 1)).toMatchObject({ ok: true, value: { status: "partial", copied: null, version: 2, ...texts } });
    expect(await answered()).toBe(1);
    expect(await causes()).toEqual([
      ["partial", null, "confirmed"],
      [null, "partial", "copied"],
    ]);
  });

  it("M8 carries the reason of a 該当なし", async () => {
    const { save, answered } = await ground("notApplicable");
    const reason = `${OLD_WORDS}（理由）`;
    expect(await save({ copied: "notApplicable", reason }, 0)).toMatchObject({ ok: true, value: { copied: "notApplicable", reason, needsReason: false } });
    expect(await save({ status: "notApplicable" }, 1)).toMatchObject({ ok: true, value: { status: "notApplicable", reason, needsReason: false } });
    expect(await answered()).toBe(1);
  });

  it("M8 stays while a text is written, goes with an answer, a clearing and the undoing of itself", async () => {
    const { save, causes } = await ground("implemented");
    await save({ copied: "implemented" }, 0);
    expect(await save({ remark: "台帳も見た" }, 1)).toMatchObject({ ok: true, value: { copied: "implemented", remark: "台帳も見た", version: 2 } });
    expect(await save({ copied: null }, 2)).toMatchObject({ ok: true, value: { status: null, copied: null, version: 3 } });
    expect(await save({ copied: "implemented" }, 3)).toMatchObject({ ok: true, value: { copied: "implemented", version: 4 } });
    expect(await save({ status: "notImplemented" }, 4)).toMatchObject({ ok: true, value: { status: "notImplemented", copied: null, version: 5 } });
    expect((await causes()).at(0)).toEqual(["notImplemented", null, "answered"]);
  });

  it("M8 is refused where the last round has another answer, none, or another text", async () => {
    const { last, now, sheetId, itemId, save } = await ground("partial");
    expect(codeOf(await save({ copied: "implemented" }, 0))).toBe("invalid_input");
    const [other, third] = [now.items.handler[1]!, now.items.handler[2]!];
    await rows("DELETE FROM answer a USING sheet s WHERE s.id = a.sheet_id AND s.cycle_id = $1 AND a.item_id = $2 RETURNING 1", [last.cycleId, other]);
    const copy = (item: string, copied: AnswerStatus) => saveAnswer(as("handler"), { sheetId, itemId: item, status: null, copied, version: 0 }, NOW);
    expect(codeOf(await copy(other, "implemented"))).toBe("invalid_input");
    // The last round answered an earlier revision, whose text of the first item was another one.
    await rows(
      `INSERT INTO edition_revision (edition_id, revision, content_hash, content, imported_at)
       SELECT v.edition_id, 0, repeat('0', 64), replace(v.content::text, left(i.item ->> 'text', 20), '古い文')::jsonb, v.imported_at
       FROM edition_revision v, jsonb_array_elements(v.content -> 'items') AS i(item) WHERE v.edition_id = 'kuko-2' AND i.item ->> 'id' = $1
       ON CONFLICT DO NOTHING RETURNING 1`,
      [itemId],
    );
    await rows("UPDATE cycle SET edition_revision = 0 WHERE id = $1 RETURNING 1", [last.cycleId]);
    expect(codeOf(await save({ copied: "partial" }, 0))).toBe("invalid_input");
    await answeredLastTime(last, third, "implemented");
    expect(codeOf(await copy(third, "implemented"))).toBe("ok");
    const read = await readWholeSheet(as("handler"), { sheetId }, NOW);
    expect(read.ok && read.value.previous.find((one) => one.itemId === itemId)).toMatchObject({ copyable: false });
  });

  it("M8 has its version like any answer: an old one is refused with the copy, equal content makes none, a batch copies many", async () => {
    const { now, sheetId, itemId, save } = await ground("implemented");
    await save({ copied: "implemented" }, 0);
    expect(await save({ copied: "implemented" }, 1)).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await save({ status: "partial" }, 0)).toMatchObject({
      ok: false,
      refusal: { code: "stale_version", current: { copied: "implemented", version: 1 } },
    });
    const previous = await readWholeSheet(as("handler"), { sheetId }, NOW);
    const copies = now.items.handler.slice(1).map((item) => {
      const status = previous.ok ? (previous.value.previous.find((one) => one.itemId === item)?.status ?? null) : null;
      return { itemId: item, status: null, copied: status, version: 0 };
    });
    expect(codeOf(await saveAnswers(as("handler"), { sheetId, mutationId: randomUUID(), answers: copies }, NOW))).toBe("ok");
    expect(codeOf(await handInSheet(as("handler"), { sheetId }, NOW))).toBe("confirmation_required");
    expect(codeOf(await handInSheet(as("handler"), { sheetId, confirmedUnanswered: now.items.handler.length }, NOW))).toBe("ok");
    expect(await rows("SELECT 1 FROM answer WHERE sheet_id = $1 AND item_id = $2 AND copied IS NOT NULL AND status IS NULL", [sheetId, itemId])).toHaveLength(
      1,
    );
  });
});
