import { expect, it } from "vitest";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { readSheetPages } from "@/lib/features/sheets/checklist/queries";
import { answeredLastTime, OLD_WORDS, twoRounds } from "@/tests/support/last-round";
import { as, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";

prepareSheetGround();

const REASON = "対象の業務がない";
/** What the last round says. */
const LAST = { reason: `${OLD_WORDS}（理由）`, evidence: `${OLD_WORDS}（台帳）` };

interface Sent {
  readonly status: AnswerStatus | null;
  readonly copied?: AnswerStatus | null;
  readonly reason?: string | null;
  readonly remark?: string | null;
  readonly evidence?: string | null;
}

/** An item of a sheet whose answers are saved one after the other. */
function item(role: "systemAdministrator" | "handler", sheetId: string, itemId: string) {
  let version = 0;
  const save = async (answer: Sent) => {
    const saved = await saveAnswer(as(role), { sheetId, itemId, version, ...answer }, NOW);
    if (!saved.ok) throw new Error(saved.refusal.detail);
    version = saved.value.version;
    return saved.value;
  };
  const offered = async () => {
    const read = await readSheetPages(as(role), { sheetId }, NOW);
    if (!read.ok) throw new Error(read.refusal.detail);
    return read.value.pages.flatMap(({ rows: all }) => all).find((row) => row.itemId === itemId)?.keptReason ?? null;
  };
  return { save, offered };
}

it("M11 the reason typed for 該当なし is offered again from the history after another answer was saved without it", async () => {
  const { sheets, items } = await cycle({ sheets: "notStarted" });
  const { save, offered } = item("systemAdministrator", sheets.system, items.system[0] ?? "");
  await save({ status: "notApplicable", reason: REASON });
  await save({ status: "implemented", reason: null });
  expect(await offered()).toBe(REASON);
  await save({ status: null, reason: null });
  expect(await offered()).toBe(REASON);
  await save({ status: "notApplicable", reason: "組織にその設備がない" });
  await save({ status: "implemented", reason: null });
  expect(await offered(), "the last one").toBe("組織にその設備がない");
  await save({ status: "notApplicable", reason: null });
  expect(await offered(), "one that was emptied stays empty").toBeNull();
});

/** An item whose last round's answer is 該当なし. */
async function lastNotApplicable() {
  const { last, now } = await twoRounds();
  const itemId = now.items.handler[0]!;
  await answeredLastTime(last, itemId, "notApplicable");
  const remark = (
    await rows<{ remark: string }>(
      "SELECT a.remark FROM answer a JOIN sheet s ON s.id = a.sheet_id WHERE s.cycle_id = $1 AND s.role = 'handler' AND a.item_id = $2",
      [last.cycleId, itemId],
    )
  )[0]?.remark;
  const one = item("handler", now.sheets.handler, itemId);
  return {
    ...one,
    last: { ...LAST, remark: remark ?? "" },
    copy: (own: Partial<Sent> = {}) => one.save({ status: null, copied: "notApplicable", ...LAST, ...own }),
  };
}

it.each([
  ["another answer", { status: "partial", reason: null }],
  ["giving it up", { status: null, copied: null, reason: null }],
  ["another answer that says nothing of the texts", { status: "partial" }],
  ["another answer of a form that still holds the reason", { status: "partial", ...LAST }],
] satisfies [string, Sent][])("M8 a copied reason is not offered as the respondent's own after %s", async (_what, then) => {
  const { save, offered, copy } = await lastNotApplicable();
  await copy();
  await save(then);
  expect(await offered()).toBeNull();
  expect(await save({ status: "notApplicable" }), "nor counted as one").toMatchObject({ reason: null, needsReason: true });
});

it("M8 a copied reason is the respondent's own once it was confirmed", async () => {
  const { save, offered, copy } = await lastNotApplicable();
  await copy();
  await save({ status: "notApplicable" });
  await save({ status: "partial", reason: null });
  expect(await offered()).toBe(LAST.reason);
});

it.each([
  ["sent with the copy", { reason: REASON }],
  ["covered by the copy's", {}],
] as const)("M8 a reason typed this round comes back after a copy was given up, %s", async (_what, own) => {
  const { save, offered, copy } = await lastNotApplicable();
  await save({ status: "notApplicable", reason: REASON });
  await save({ status: null });
  await copy(own);
  await save({ status: null, copied: null });
  expect(await offered()).toBe(REASON);
});

it("M8 another answer takes away the texts of the copy that it does not name, and keeps the others", async () => {
  const { save, last, copy } = await lastNotApplicable();
  await copy({ remark: "今回の備考" });
  expect(await save({ status: "implemented" })).toMatchObject({ remark: "今回の備考", evidence: null });
  await save({ status: null, remark: null });
  await copy({ remark: last.remark });
  expect(await save({ status: "implemented" })).toMatchObject({ remark: null, evidence: null });
  await save({ status: null });
  await copy({ remark: last.remark });
  expect(await save({ status: "implemented", remark: last.remark })).toMatchObject({ remark: last.remark, evidence: null });
});
