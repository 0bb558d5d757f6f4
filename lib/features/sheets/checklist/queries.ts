import "server-only";
import { z } from "zod";
import { policyBehind } from "@/lib/domain/guideline/binding";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { readChanges } from "@/lib/features/cycles/changes/queries";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { sheetPages } from "@/lib/features/sheets/checklist/parts";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { copyableAnswers } from "@/lib/features/sheets/previous/queries";
import { listAllRemarks, listRemarks, listSheetItems, sheetSummary } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet, isRespondent, type SheetRecord } from "@/lib/features/sheets/record/record";
import { localId } from "@/lib/labels/guideline-addresses";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { reading } from "@/lib/server/use-cases/use-case";

/** The items of a sheet on its pages. */
async function pagesOf(transaction: Transaction, sheet: SheetRecord) {
  const index = await loadEdition(transaction, sheet.editionId, sheet.contentHash);
  if (!index) return refused(NOT_FOUND);
  const rows = await listSheetItems(transaction, sheet);
  return granted({ index, rows, pages: sheetPages(index, rows) });
}

/** The pages of a sheet with the remarks on it, for anybody who may read it. */
export const readSheetPages = reading({
  of: readWholeSheet,
  takesOut: { no: "leads to the page of a section, which leaves the entry" },
  on: anySheet.read,
  async run({ transaction, subject, visitor }) {
    const found = await pagesOf(transaction, subject);
    return found.ok ? granted({ ...found.value, sheet: subject, remarks: await listRemarks(transaction, subject, visitor) }) : found;
  },
});

/** The data of the page of a section, as addresses name it; without a `page` where there is none. */
async function sheetPageOf(transaction: Transaction, sheet: SheetRecord, section: string, visitor: Visitor) {
  const found = await pagesOf(transaction, sheet);
  const summary = await sheetSummary(transaction, sheet.id);
  if (!found.ok || !summary) return refused(NOT_FOUND);
  const { index, pages } = found.value;
  const policyId = policyBehind(index.edition);
  const place = pages.findIndex((one) => localId(one.section.id) === section);
  const page = pages[place];
  const shown = page ? [...page.rows, ...page.examples].map(({ itemId }) => itemId) : [];
  return granted({
    ...{ ...found.value, sheet, summary, place, page },
    policy: policyId === null ? null : await loadEdition(transaction, policyId),
    remarks: await listAllRemarks(transaction, sheet, visitor),
    changes: await readChanges(transaction, [sheet.cycleId]),
    previous: await copyableAnswers(transaction, sheet, shown),
  });
}

/** The page of a section, for anybody who may read the sheet. */
export const readSheetPage = reading({
  of: readWholeSheet,
  takesOut: { exceptOwn: isRespondent },
  on: anySheet.read,
  input: z.object({ section: z.string() }),
  run: ({ transaction, subject, input: { section }, visitor }) => sheetPageOf(transaction, subject, section, visitor),
});
