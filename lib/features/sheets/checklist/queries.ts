import "server-only";
import { policyBehind } from "@/lib/domain/guideline/binding";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { readChanges } from "@/lib/features/cycles/changes/queries";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { listPreviousAnswers, listRemarks, listSheetItems, listSheets, readableSheet } from "@/lib/features/sheets/record/queries";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

/** All that the pages of a sheet are made of, if the visitor may read it. */
export async function readSheetPage(transaction: Transaction, visitor: Visitor, sheetId: string) {
  const found = await readableSheet(transaction, visitor, sheetId);
  if (!found.ok) return found;
  const sheet = found.value;
  const index = await loadEdition(transaction, sheet.editionId, sheet.contentHash);
  if (!index) return refused(NOT_FOUND);
  const [summary] = (await listSheets(transaction, { sheetIds: [sheetId], page: 1, perPage: 1 })).items;
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
