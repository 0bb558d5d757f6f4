import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { inForm } from "@/lib/domain/checking/answer-content";
import { isAnswerable, transitionSheet } from "@/lib/domain/checking/sheet";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { changeText } from "@/lib/features/cycles/changes/texts";
import { wordingOfEdition } from "@/lib/features/guidelines/wording/queries";
import type { CardSource } from "@/lib/features/sheets/cards/parts";
import { answerHref, type ChecklistSectionView, type SheetView } from "@/lib/features/sheets/cards/view";
import { askedExamples, groupViews, itemRemarkViews, nextUnansweredHref, progressOf, treeViews } from "@/lib/features/sheets/checklist/parts";
import { readSheetPage, readSheetPages } from "@/lib/features/sheets/checklist/queries";
import { guidanceViews, guideView } from "@/lib/features/sheets/guides/parts";
import { noticeOf } from "@/lib/features/sheets/notices/texts";
import { type SheetRecord, sheetTarget } from "@/lib/features/sheets/record/record";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { sectionHref, sectionPath, sectionsOnPage } from "@/lib/features/sheets/sections/rules";
import { dateText, dueText } from "@/lib/labels/japanese-date";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Visitor } from "@/lib/server/scope/scope";

function readOnlyReason(sheet: SheetRecord, isRespondent: boolean): string | null {
  if (sheet.cycleState === "cancelled") return "この点検の回は取りやめになりました。回答は要りません。";
  if (!isRespondent) return "この点検票は読むだけです。回答するのは担当の人です。";
  if (isAnswerable(sheet.state, sheet.cycleState)) return null;
  if (sheet.state === "handedIn") {
    return transitionSheet(sheet.state, "takeBack", sheet.cycleState).ok
      ? "提出済みです。直すときは、確認が始まる前なら「点検票」の一覧で提出を取り消せます。始まった後は、確認する人に差し戻してもらってください。"
      : "提出済みです。直すときは、確認する人に差し戻してもらってください。";
  }
  if (sheet.state === "accepted") return "受理されています。";
  if (sheet.state === "withdrawn") return "取り下げられた点検票です。";
  return "点検の受付は終わっています。";
}

const mayAnswer = ({ actor }: Visitor, sheet: SheetRecord): boolean => decide(actor, "sheet.answer", sheetTarget(sheet)).ok;

type SheetPageFacts = Extract<Awaited<ReturnType<typeof readSheetPage>>, { ok: true }>["value"];

function sheetView(visitor: Visitor, { sheet, summary, rows, index, changes }: SheetPageFacts, now: Date): SheetView {
  const due = dueText(summary.dueOn, now);
  const reason = readOnlyReason(sheet, mayAnswer(visitor, sheet));
  return {
    id: sheet.id,
    title: sheetTitle(summary),
    editionLabel: `${index.edition.title} ${index.edition.editionLabel}${index.edition.old ? "（旧版）" : ""}`,
    kind: index.edition.kind,
    state: sheet.state,
    readOnly: reason !== null,
    readOnlyReason: reason,
    changes: reason === null ? changes.map(changeText) : [],
    dueText: reason === null ? due.text : null,
    overdue: due.overdue && reason === null,
    returnedReason: sheet.state === "returned" ? sheet.returnedReason : null,
    accountId: visitor.account.accountId,
    measures: progressOf(rows.filter(({ kind }) => kind === "measure")),
    examples: progressOf(askedExamples(rows, index)),
    handInHref: reason === null ? `/checks/${sheet.id}/hand-in` : null,
  };
}

/** One section of a sheet for its respondent (or for a reviewer, read-only). */
export async function loadChecklistSection(sheetId: string, sectionId: string, notice: string | undefined): Promise<ChecklistSectionView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const found = valueOrPage(await readSheetPage(visitor, { sheetId, section: sectionId }, now));
  const { sheet, index, policy, rows, remarks, previous, pages, place: current } = found;
  const page = valueOrPage(found.page ? granted(found.page) : refused(NOT_FOUND));
  const { edition } = index;
  const source: CardSource = {
    edition,
    titles: index.titles,
    role: sheet.role,
    rows: new Map(rows.map((row) => [row.itemId, row])),
    previous: new Map(previous.map((row) => [row.itemId, { ...inForm(row), dateText: dateText(row.answeredAt), copyable: row.copyable }])),
    remarks,
    now,
  };
  const neighbour = (offset: number): string | null => {
    const other = pages[current + offset];
    return other ? sectionHref(sheetId, other.section.id) : null;
  };
  const view = sheetView(visitor, found, now);
  return {
    sheet: view,
    itemRemarks: view.readOnly ? [] : itemRemarkViews(index, sheetId, pages, remarks),
    tree: treeViews(index, sheetId, pages, page.section),
    section: {
      code: page.section.code,
      heading: page.section.heading,
      trail: sectionPath(index, page.section)
        .slice(1, -1)
        .map(({ code, heading }, depth) => (depth < 2 ? `${code} ${heading}` : code)),
      guidance: guidanceViews(edition, page.section).filter(({ kind }) => kind === "context"),
    },
    groups: groupViews(source, index, page.section),
    guides: sectionsOnPage(edition, index, page.section).map((section) => guideView(index, policy, wordingOfEdition(edition.id), section)),
    exampleMode: sheet.exampleMode,
    previousHref: neighbour(-1),
    nextHref: neighbour(1),
    nextUnansweredHref: nextUnansweredHref(sheet, index, pages, current),
    action: answerHref(sheetId),
    path: sectionHref(sheetId, page.section.id),
    shortcuts: visitor.account.shortcutKeys,
    notice: notice === undefined ? null : noticeOf(notice),
  };
}

/** The place of a sheet to open: the first remark that is not worked off, else what is unanswered first, else its first page. */
export async function loadSheetEntry(sheetId: string): Promise<string> {
  const visitor = await requireVisitor();
  const { index, sheet, pages, remarks } = valueOrPage(await readSheetPages(visitor, { sheetId }, new Date()));
  const [first] = pages;
  const toChange = mayAnswer(visitor, sheet) && isAnswerable(sheet.state, sheet.cycleState);
  const itemRemark = toChange ? itemRemarkViews(index, sheetId, pages, remarks).find(({ done }) => !done) : undefined;
  return itemRemark?.href ?? nextUnansweredHref(sheet, index, pages, -1) ?? (first ? sectionHref(sheetId, first.section.id) : "/checks");
}
