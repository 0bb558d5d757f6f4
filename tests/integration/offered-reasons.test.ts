import { expect, it } from "vitest";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { readSheetPages } from "@/lib/features/sheets/checklist/queries";
import { as, cycle, NOW, prepareSheetGround } from "@/tests/support/sheet-ground";

prepareSheetGround();

const REASON = "対象の業務がない";

it("M11 the reason typed for 該当なし is offered again from the history after another answer was saved without it", async () => {
  const { sheets, items } = await cycle({ sheets: "notStarted" });
  const itemId = items.system[0] ?? "";
  let version = 0;
  const save = async (answer: { status: "notApplicable" | "implemented" | null; reason?: string | null }) => {
    const saved = await saveAnswer(as("systemAdministrator"), { sheetId: sheets.system, itemId, version, ...answer }, NOW);
    if (!saved.ok) throw new Error(saved.refusal.detail);
    version += 1;
  };
  const offered = async () => {
    const read = await readSheetPages(as("systemAdministrator"), { sheetId: sheets.system }, NOW);
    if (!read.ok) throw new Error(read.refusal.detail);
    return read.value.pages.flatMap(({ rows }) => rows).find((row) => row.itemId === itemId)?.keptReason;
  };
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
