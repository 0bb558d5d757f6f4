import "server-only";
import { look } from "@/lib/audit/change";
import { requireVisitor } from "@/lib/auth/current";
import { valueOrPage } from "@/lib/auth/refused-page";
import type { Visitor } from "@/lib/auth/scope";
import { decide } from "@/lib/domain/access/permission";
import { transitionSheet } from "@/lib/domain/checking/sheet";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/data";
import { itemTitle } from "@/lib/features/guidelines/item-title";
import { timeText } from "@/lib/features/japanese-date";
import type { ReviewItemView, ReviewListEntry, ReviewListView, ReviewSheetView } from "@/lib/features/review/view";
import { listPreviousAnswers, listRemarks, listSheetItems, listSheets, readableSheet, type SheetItemRow } from "@/lib/features/sheets/data";
import type { SheetSummary } from "@/lib/features/sheets/schema";
import { sheetsWaitingFor } from "@/lib/features/review/waiting";
import { readSheet, reviewTarget } from "@/lib/features/sheets/sheet-record";
import { ROLE_WORDS } from "@/lib/features/words";

const LONGEST_LIST = 500;

export const sheetTitle = ({ role, personName, systemName, departmentName }: SheetSummary): string =>
  [ROLE_WORDS[role], personName ?? systemName ?? departmentName].filter(Boolean).join("　");

const listEntry = (sheet: SheetSummary, now: Date): ReviewListEntry => ({
  id: sheet.id,
  href: `/operator/sheets/${sheet.id}`,
  title: sheetTitle(sheet),
  cycleTitle: sheet.cycleTitle,
  state: sheet.state,
  answered: sheet.answered,
  measures: sheet.measures,
  handedInText: sheet.handedInAt === null ? "" : timeText(new Date(sheet.handedInAt), now),
});

/** Handed-in sheets that wait for the visitor's decision, over all running cycles. */
export async function loadReviewList(): Promise<ReviewListView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const { operatorId } = visitor.actor;
  if (operatorId === null) return valueOrPage(refused(refusal("not_permitted", "事業者の画面です。")));
  const found = valueOrPage(
    await look(visitor, { action: "sheet.accept", target: "sheets" }, now, async (transaction) => {
      const sheetIds = (await sheetsWaitingFor(transaction, visitor)).map(({ id }) => id);
      const { items: mine } = await listSheets(transaction, { sheetIds, page: 1, perPage: LONGEST_LIST });
      return granted(mine);
    }),
  );
  return { sheets: found.map((sheet) => listEntry(sheet, now)), total: found.length };
}

function itemViews(index: EditionIndex, rows: readonly SheetItemRow[], previous: ReadonlyMap<string, SheetItemRow["status"]>, remarks: readonly { id: string; itemId: string; text: string; byName: string; at: Date }[], now: Date): ReviewItemView[] {
  const byId = new Map(rows.map((row) => [row.itemId, row]));
  return rows.flatMap((row) => {
    const item = index.items.get(row.itemId);
    if (row.kind !== "measure" || !item) return [];
    const examples = index.edition.items
      .filter(({ illustrates, id }) => illustrates === item.id && (byId.get(id)?.status ?? null) !== null)
      .map(({ id, text }) => ({ id, text, status: byId.get(id)?.status ?? null }));
    return [
      {
        itemId: item.id,
        anchor: `item-${item.id}`,
        ...itemTitle(index, item.id),
        text: item.text,
        status: row.status,
        reason: row.reason,
        remark: row.remark,
        evidence: row.evidence,
        forMinistry: row.forMinistry,
        answeredText: row.answeredAt === null ? null : `${row.byName ?? ""}　${timeText(row.answeredAt, now)}`,
        previousStatus: previous.get(item.id),
        remarks: remarks.filter(({ itemId }) => itemId === item.id).map((one) => ({ id: one.id, text: one.text, byText: `${one.byName}　${timeText(one.at, now)}` })),
        examples,
      },
    ];
  });
}

async function decisionFor(visitor: Visitor, transaction: Parameters<typeof readSheet>[0], sheetId: string) {
  const sheet = await readSheet(transaction, sheetId, "none");
  const target = sheet ? await reviewTarget(transaction, sheet) : {};
  const permission = decide(visitor.actor, "sheet.accept", target);
  const mayRemark = decide(visitor.actor, "itemRemark.write", target).ok && sheet !== null && (sheet.cycleState === "open" || sheet.cycleState === "reviewing");
  if (!permission.ok) {
    const why = permission.refusal.code === "ownSheet" ? "自分が回答した点検票は、自分では受理・差戻しできません。" : "この点検票を受理・差戻しするのは別の担当です。";
    return { mayRemark, decision: { possible: false as const, why } };
  }
  if (!sheet || !transitionSheet(sheet.state, "return", sheet.cycleState).ok) {
    return { mayRemark, decision: { possible: false as const, why: "いまは受理・差戻しする状態ではありません。" } };
  }
  return { mayRemark, decision: { possible: true as const } };
}

/** A sheet for its reviewer: every measure with its answer, last cycle's, and the remarks so far. */
export async function loadReviewSheet(sheetId: string): Promise<ReviewSheetView> {
  const visitor = await requireVisitor();
  const now = new Date();
  return valueOrPage(
    await look(visitor, { action: "sheet.read", target: `sheet/${sheetId}` }, now, async (transaction) => {
      const found = await readableSheet(transaction, visitor, sheetId);
      if (!found.ok) return found;
      const sheet = found.value;
      const [summary] = (await listSheets(transaction, { sheetIds: [sheetId], page: 1, perPage: 1 })).items;
      const index = await loadEdition(transaction, sheet.editionId, sheet.contentHash);
      if (!summary || !index) return refused(NOT_FOUND);
      const rows = await listSheetItems(transaction, sheet);
      const previous = new Map((await listPreviousAnswers(transaction, sheet)).map((row) => [row.itemId, row.status]));
      return granted({
        sheetId,
        title: `${sheetTitle(summary)}の点検票`,
        note: summary.cycleTitle,
        state: sheet.state,
        kind: index.edition.kind,
        returnedReason: sheet.state === "returned" ? sheet.returnedReason : null,
        answered: sheet.answered,
        measures: sheet.measures,
        mayTick: decide(visitor.actor, "cycle.submit", { operatorId: sheet.operatorId }).ok,
        items: itemViews(index, rows, previous, await listRemarks(transaction, sheet), now),
        ...(await decisionFor(visitor, transaction, sheetId)),
      });
    }),
  );
}
