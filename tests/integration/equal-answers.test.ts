import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { saveAnswer, saveAnswers, setAnswerAside } from "@/lib/features/sheets/answers/commands";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";

prepareSheetGround();

const LATER = new Date(NOW.getTime() + 60_000);
const FIRST = { status: "partial", remark: "要件は定めた。\n運用は来期から。", evidence: "規程集\n手順書 第2版", version: 0 } as const;

async function answered() {
  const { sheets, items } = await cycle({ sheets: "notStarted" });
  const place = { sheetId: sheets.handler, itemId: items.handler[0]! };
  const save = (more: object, version = 1) => saveAnswer(as("handler"), { ...place, status: "partial", version, ...more }, LATER);
  const stored = () => rows("SELECT status, reason, remark, evidence, version FROM answer WHERE sheet_id = $1 AND item_id = $2", [place.sheetId, place.itemId]);
  const versions = async () =>
    (await rows<{ version: number }>("SELECT version FROM answer_history WHERE sheet_id = $1 ORDER BY version", [place.sheetId])).map(({ version }) => version);
  await saveAnswer(as("handler"), { ...place, ...FIRST }, NOW);
  return { place, items: items.handler, save, stored, versions };
}

describe("an answer that says the same as before", () => {
  it.each([
    ["the same again", { remark: FIRST.remark, evidence: FIRST.evidence }],
    ["texts that were not sent", {}],
    ["white space around a text", { remark: `\n ${FIRST.remark}　\n` }],
    ["the line ends of a form without a script", { remark: FIRST.remark.replaceAll("\n", "\r\n") }],
    ["kana that were typed as two characters", { remark: FIRST.remark.replaceAll("で", "て\u3099") }],
    ["another order of the evidence", { evidence: "手順書 第2版\n規程集" }],
    ["empty lines and spaces in the evidence", { evidence: " 規程集 \n\n手順書 第2版\n" }],
    ["a reason that no reader sees", { reason: "" }],
  ])("M8 makes no version: %s", async (_what, more) => {
    const { save, stored, versions } = await answered();
    const result = await save(more);
    expect(result).toMatchObject({ ok: true, value: { version: 1, savedAt: NOW.toISOString(), remark: FIRST.remark, evidence: FIRST.evidence } });
    expect(await versions()).toEqual([1]);
    expect(await stored()).toMatchObject([{ remark: FIRST.remark, evidence: FIRST.evidence, version: 1 }]);
  });

  it.each([
    ["another status", { status: "implemented" }],
    ["another remark", { remark: "要件は定めた。" }],
    ["white space inside a text", { remark: FIRST.remark.replace("。\n", "。\n\n") }],
    ["one document less", { evidence: "規程集" }],
    ["no answer", { status: null }],
  ])("M8 another answer does: %s", async (_what, more) => {
    const { save, versions } = await answered();
    expect(await save(more)).toMatchObject({ ok: true, value: { version: 2, savedAt: LATER.toISOString() } });
    expect(await versions()).toEqual([1, 2]);
  });

  it("M8 an old version is refused all the same, with the present answer", async () => {
    const { save, versions } = await answered();
    expect(codeOf(await save({ remark: FIRST.remark, evidence: FIRST.evidence }, 0))).toBe("stale_version");
    expect(await versions()).toEqual([1]);
  });

  it("M8 the reason of an earlier 該当なし stays while the status changes, a new one is kept without a version", async () => {
    const { save, stored, versions } = await answered();
    await save({ status: "notApplicable", reason: "対象の機器がない" });
    await save({ status: "partial" }, 2);
    expect(await save({ reason: "機器を持たない" }, 3)).toMatchObject({ ok: true, value: { version: 3, reason: null } });
    expect(await save({ reason: null }, 3)).toMatchObject({ ok: true, value: { version: 3 } });
    expect(await stored()).toMatchObject([{ status: "partial", reason: "機器を持たない", version: 3 }]);
    expect(await versions()).toEqual([1, 2, 3]);
    expect(await save({ status: "notApplicable" }, 3)).toMatchObject({ ok: true, value: { version: 4, reason: "機器を持たない" } });
  });

  it("M8 in a batch only the others make versions, and a repetition gets the same result", async () => {
    const { place, items, versions } = await answered();
    const batch = {
      sheetId: place.sheetId,
      answers: [
        { ...FIRST, itemId: place.itemId, version: 1 },
        { itemId: items[1]!, status: "implemented" as const, version: 0 },
      ],
      mutationId: randomUUID(),
    };
    const first = await saveAnswers(as("handler"), batch, LATER);
    expect(first).toMatchObject({ ok: true, value: { answers: [{ version: 1 }, { version: 1 }] } });
    expect(await saveAnswers(as("handler"), batch, LATER)).toEqual(first);
    expect(await versions()).toEqual([1, 1]);
    const same = { ...batch, answers: batch.answers.slice(0, 1), mutationId: randomUUID() };
    const unchanged = await saveAnswers(as("handler"), same, LATER);
    expect(unchanged).toMatchObject({ ok: true, value: { answers: [{ version: 1 }] } });
    expect(await saveAnswers(as("handler"), same, LATER)).toEqual(unchanged);
    expect(codeOf(await saveAnswers(as("handler"), { ...same, answers: batch.answers.slice(1) }, LATER))).toBe("mutation_mismatch");
  });

  it("M8 nothing at all begins no sheet and makes no version", async () => {
    const { sheets, items } = await cycle({ sheets: "notStarted" });
    const place = { sheetId: sheets.handler, itemId: items.handler[0]! };
    expect(await saveAnswer(as("handler"), { ...place, status: null, remark: " ", version: 0 }, NOW)).toMatchObject({ ok: true, value: { version: 0 } });
    expect(await rows("SELECT 1 FROM answer_history WHERE sheet_id = $1", [place.sheetId])).toEqual([]);
    expect(await rows("SELECT state, answered FROM sheet WHERE id = $1", [place.sheetId])).toEqual([{ state: "notStarted", answered: 0 }]);
  });

  it("M8 an answer that lost against an equal one makes no version either", async () => {
    const { place, versions } = await answered();
    expect(await setAnswerAside(as("handler"), { ...place, ...FIRST, version: 1 }, LATER)).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await versions()).toEqual([1]);
  });
});
