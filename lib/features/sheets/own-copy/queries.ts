import "server-only";
import { csvFile } from "@/lib/documents/csv";
import { confirmedContent } from "@/lib/domain/checking/answer-content";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { answersCsv } from "@/lib/features/sheets/own-copy/csv";
import { listSheetItems, type SheetItemRow, sheetSummary } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet, isRespondent, type SheetRecord } from "@/lib/features/sheets/record/record";
import { type SheetSummary, TAG } from "@/lib/features/sheets/record/schema";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import type { Transaction } from "@/lib/server/database/client";
import { get, query } from "@/lib/server/use-cases/use-case";

export interface AnswersOfSheet {
  readonly sheet: SheetRecord;
  readonly summary: SheetSummary;
  readonly index: EditionIndex;
  readonly rows: readonly SheetItemRow[];
}

/** An item with what its answer says; nobody has given an answer that is only copied. */
const confirmedRow = (row: SheetItemRow): SheetItemRow =>
  (row.copied ?? null) === null ? row : { ...row, ...confirmedContent(row), answeredAt: null, byName: null, represented: null };

/** A sheet with all its items and confirmed answers. */
export async function readAnswersOf(transaction: Transaction, sheet: SheetRecord): Promise<Result<AnswersOfSheet, typeof NOT_FOUND>> {
  const index = await loadEdition(transaction, sheet.editionId, sheet.contentHash);
  const summary = await sheetSummary(transaction, sheet.id);
  if (!index || !summary) return refused(NOT_FOUND);
  const rows = await listSheetItems(transaction, sheet);
  return granted({ sheet, summary, index, rows: rows.map(confirmedRow) });
}

/** All answers of a sheet as a file that its respondent can keep. */
export const exportSheetAnswers = query({
  name: "sheet.export",
  may: "sheet.read",
  api: get("/sheets/{sheetId}/answers.csv", "exportSheetAnswers", TAG, "点検票の回答の控え（CSV、UTF-8 BOM付き）"),
  on: anySheet.read,
  takesOut: { exceptOwn: isRespondent },
  output: { contentType: "text/csv" },
  refuses: ["not_found"],
  async run({ transaction, subject }) {
    const found = await readAnswersOf(transaction, subject);
    if (!found.ok) return refused(NOT_FOUND);
    const { index, summary, rows } = found.value;
    const fileName = `${sheetTitle(summary).replaceAll(/[\\/:*?"<>|]/g, "_")}_回答の控え.csv`;
    return granted(csvFile(fileName, answersCsv(index, rows)));
  },
});
