import "server-only";
import { policyBehind } from "@/lib/domain/guideline/binding";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { readChanges } from "@/lib/features/cycles/changes/queries";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { listPreviousAnswers, listRemarks, listSheetItems, listSheets } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet, type SheetRecord } from "@/lib/features/sheets/record/record";
import type { Transaction } from "@/lib/server/database/client";
import { reading } from "@/lib/server/use-cases/use-case";

/** The data of a sheet's pages. */
async function sheetPageOf(transaction: Transaction, sheet: SheetRecord) {
  const index = await loadEdition(transaction, sheet.editionId, sheet.contentHash);
  if (!index) return refused(NOT_FOUND);
  const [summary] = (await listSheets(transaction, { sheetIds: [sheet.id], page: 1, perPage: 1 })).items;
  if (!summary) return refused(NOT_FOUND);
  const policyId = policyBehind(index.edition);
  return granted({
    sheet,
    summary,
    index,
    policy: policyId === null ? null : await loadEdition(transaction, policyId),
    rows: await listSheetItems(transaction, sheet),
    remarks: await listRemarks(transaction, sheet),
    changes: await readChanges(transaction, [sheet.cycleId]),
    previous: await listPreviousAnswers(transaction, sheet),
  });
}

/** The same, for anybody who may read the sheet. */
export const readSheetPage = reading({ of: readWholeSheet, on: anySheet.read, run: ({ transaction, subject }) => sheetPageOf(transaction, subject) });
