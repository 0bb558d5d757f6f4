import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { answerHref, historyHref } from "@/lib/features/sheets/cards/view";
import { remarkEvents, versionView } from "@/lib/features/sheets/history/parts";
import { itemHistory, presentAnswer, readAnswerHistory } from "@/lib/features/sheets/history/queries";
import type { AnswerHistoryView } from "@/lib/features/sheets/history/view";
import { noticeOf } from "@/lib/features/sheets/notices/texts";
import { listAllRemarks, sheetSummary } from "@/lib/features/sheets/record/queries";
import { isRespondent, sheetItem, sheetTarget } from "@/lib/features/sheets/record/record";
import { isOpen } from "@/lib/features/sheets/record/rules";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { pageSectionOf, sectionHref } from "@/lib/features/sheets/sections/rules";
import { itemLabel } from "@/lib/labels/item-title";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";
import { type PageParam, pageOf, pageQuery, pagerView } from "@/lib/validation/paging";
import { isStorable } from "@/lib/validation/storable";

const readPage = reading({
  of: readAnswerHistory,
  takesOut: { exceptOwn: isRespondent },
  on: sheetItem.read,
  input: pageQuery,
  async run({ transaction, subject: sheet, input: paging, visitor }) {
    const history = await itemHistory(transaction, sheet, sheet.itemId, paging);
    const index = await loadEdition(transaction, sheet.editionId, sheet.contentHash);
    const item = index?.items.get(sheet.itemId);
    const summary = await sheetSummary(transaction, sheet.id);
    const present = await presentAnswer(transaction, sheet, sheet.itemId);
    const remarks = (await listAllRemarks(transaction, sheet, visitor)).filter(({ itemId }) => itemId === sheet.itemId);
    return history && index && item && summary ? granted({ ...history, sheet, index, item, summary, present, remarks }) : refused(NOT_FOUND);
  },
});

/** No longer than ids, so that the requested id fits into the audit trail. */
const isItemId = (text: string): boolean => text.length <= 200 && isStorable(text);

/** The history of one answer; its back link leads respondents to their sheet and others to the review. */
export async function loadAnswerHistory(sheetId: string, itemId: string, page: PageParam, notice?: string): Promise<AnswerHistoryView> {
  const visitor = await requireVisitor();
  valueOrPage(isItemId(itemId) ? granted(null) : refused(NOT_FOUND));
  const paging = pageOf(page);
  const { sheet, items, total, index, item, summary, present, remarks } = valueOrPage(await readPage(visitor, { sheetId, itemId, ...paging }, new Date()));
  const own = decide(visitor.actor, "sheet.answer", sheetTarget(sheet)).ok;
  const sheetHref = own ? sectionHref(sheetId, pageSectionOf(index, item.section).id) : `/operator/sheets/${sheetId}`;
  const itemTitle = itemLabel(index, item.id);
  return {
    itemTitle,
    itemText: item.text,
    kind: index.edition.kind,
    steps: [
      own ? { label: "点検票", href: "/checks" } : { label: "点検票の確認", href: "/operator/review" },
      { label: sheetTitle(summary), href: sheetHref },
      { label: "回答の履歴" },
    ],
    backHref: `${sheetHref}#item-${item.kind === "measure" || own ? item.id : (item.illustrates ?? item.id)}`,
    versions: items.map((version, at) => versionView(version, paging.page === 1 && at === 0, index.edition.kind, present)),
    remarks: remarkEvents(remarks),
    restoring:
      own && isOpen(sheet) && total > 0
        ? { action: answerHref(sheetId), itemId: item.id, version: present.version, returnTo: historyHref(sheetId, itemId), sender: visitor.account.accountId }
        : null,
    notice: notice === undefined ? null : noticeOf(notice),
    total,
    pager: pagerView({ ...paging, total }, "件", (number) => `${historyHref(sheetId, itemId)}?page=${number}`),
  };
}
