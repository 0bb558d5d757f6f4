import "server-only";
import { redirect } from "next/navigation";
import { decide } from "@/lib/domain/access/permission";
import { isAnswerable } from "@/lib/domain/checking/sheet";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { handInView } from "@/lib/features/sheets/hand-in/parts";
import type { HandInView } from "@/lib/features/sheets/hand-in/view";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { listRemarks, listSheetItems, listSheets } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet, isRespondent, sheetTarget } from "@/lib/features/sheets/record/record";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";

/** A sheet with all that its confirmation shows. */
export const readHandIn = reading({
  of: readWholeSheet,
  takesOut: { exceptOwn: isRespondent },
  on: anySheet.read,
  async run({ transaction, subject: sheet, visitor }) {
    const index = await loadEdition(transaction, sheet.editionId, sheet.contentHash);
    const [summary] = (await listSheets(transaction, { sheetIds: [sheet.id], page: 1, perPage: 1 })).items;
    if (!index || !summary) return refused(NOT_FOUND);
    return granted({ sheet, summary, index, rows: await listSheetItems(transaction, sheet), remarks: await listRemarks(transaction, sheet, visitor) });
  },
});

/** What there is to see to before handing in; redirects to the sheet if it cannot be handed in. */
export async function loadHandIn(sheetId: string): Promise<HandInView> {
  const visitor = await requireVisitor();
  const found = valueOrPage(await readHandIn(visitor, { sheetId }, new Date()));
  const { sheet } = found;
  if (!isAnswerable(sheet.state, sheet.cycleState) || !decide(visitor.actor, "sheet.handIn", sheetTarget(sheet)).ok) redirect("/checks");
  return handInView(found, visitor.account.accountId);
}
