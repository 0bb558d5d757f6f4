import "server-only";
import { redirect } from "next/navigation";
import { look } from "@/lib/audit/change";
import { requireVisitor } from "@/lib/auth/current";
import { valueOrPage } from "@/lib/auth/refused-page";
import { sheetProgress } from "@/lib/domain/checking/progress";
import { isAnswerable } from "@/lib/domain/checking/sheet";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { pageSectionOf, sectionHref } from "@/lib/features/checklist/page-sections";
import { loadEdition } from "@/lib/features/guidelines/data";
import { itemLabel } from "@/lib/features/guidelines/item-title";
import type { HandInView } from "@/lib/features/hand-in/view";
import { listSheetItems, readableSheet } from "@/lib/features/sheets/data";
import { ROLE_WORDS } from "@/lib/features/words";

/** What handing in a sheet would leave unanswered; a sheet that cannot be handed in leads back to itself. */
export async function loadHandIn(sheetId: string): Promise<HandInView> {
  const visitor = await requireVisitor();
  const found = valueOrPage(
    await look(visitor, { action: "sheet.read", target: `sheet/${sheetId}` }, new Date(), async (transaction) => {
      const sheet = await readableSheet(transaction, visitor, sheetId);
      if (!sheet.ok) return sheet;
      const index = await loadEdition(transaction, sheet.value.editionId, sheet.value.contentHash);
      if (!index) return refused(NOT_FOUND);
      return granted({ sheet: sheet.value, index, rows: await listSheetItems(transaction, sheet.value) });
    }),
  );
  const { sheet, index, rows } = found;
  if (!isAnswerable(sheet.state, sheet.cycleState) || !sheet.respondentIds.includes(visitor.actor.personId)) redirect("/checks");
  const items = rows.flatMap((row) => {
    const item = index.items.get(row.itemId);
    return item ? [{ id: item.id, kind: item.kind, section: item.section, illustrates: item.illustrates, order: item.order }] : [];
  });
  const progress = sheetProgress(items, new Map(rows.map((row) => [row.itemId, { status: row.status, reason: row.reason }])));
  const entry = (id: string) => {
    const item = index.items.get(id);
    const page = item ? pageSectionOf(index, item.section) : undefined;
    return {
      id,
      label: itemLabel(index, id),
      href: page ? `${sectionHref(sheetId, page.id)}#item-${id}` : `/checks/${sheetId}`,
    };
  };
  const lacking = new Set(progress.needingReason);
  return {
    sheetId,
    title: `${ROLE_WORDS[sheet.role]}の点検票を提出する`,
    note: "提出すると、差し戻されるまで回答を直せません。",
    answered: progress.measures.answered,
    total: progress.measures.total,
    unanswered: progress.unansweredMeasures.filter((id) => !lacking.has(id)).map(entry),
    needingReason: progress.needingReason.map(entry),
    backHref: `/checks/${sheetId}`,
  };
}
