import "server-only";
import { z } from "zod";
import { policyBehind } from "@/lib/domain/guideline/binding";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { readChanges } from "@/lib/features/cycles/changes/queries";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { sheetPages } from "@/lib/features/sheets/checklist/parts";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { listPreviousAnswers, listRemarks, listSheetItems, sheetSummary } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet, type SheetRecord } from "@/lib/features/sheets/record/record";
import { localId } from "@/lib/labels/guideline-addresses";
import type { Transaction } from "@/lib/server/database/client";
import { reading } from "@/lib/server/use-cases/use-case";

/** The data of a sheet's pages; with a `section` (as addresses name it) also what only its page shows. */
async function sheetPageOf(transaction: Transaction, sheet: SheetRecord, section: string | null) {
  const index = await loadEdition(transaction, sheet.editionId, sheet.contentHash);
  const summary = await sheetSummary(transaction, sheet.id);
  if (!index || !summary) return refused(NOT_FOUND);
  const policyId = policyBehind(index.edition);
  const rows = await listSheetItems(transaction, sheet);
  const pages = sheetPages(index, rows);
  const place = pages.findIndex((page) => localId(page.section.id) === section);
  const page = pages[place];
  const shown = page?.rows.map(({ itemId }) => itemId) ?? [];
  return granted({
    ...{ sheet, summary, index, rows, pages, place, page },
    policy: policyId === null ? null : await loadEdition(transaction, policyId),
    remarks: await listRemarks(transaction, sheet),
    changes: await readChanges(transaction, [sheet.cycleId]),
    previous: await listPreviousAnswers(transaction, sheet, shown),
  });
}

/** The same, for anybody who may read the sheet. */
export const readSheetPage = reading({
  of: readWholeSheet,
  on: anySheet.read,
  input: z.object({ section: z.string().nullable() }),
  run: ({ transaction, subject, input: { section } }) => sheetPageOf(transaction, subject, section),
});
