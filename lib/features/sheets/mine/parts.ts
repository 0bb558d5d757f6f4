import { transitionSheet } from "@/lib/domain/checking/sheet";
import { NO_EXAMPLES } from "@/lib/features/sheets/asked-examples/queries";
import type { MySheets } from "@/lib/features/sheets/mine/queries";
import type { MySheetView } from "@/lib/features/sheets/mine/view";
import { isOpen } from "@/lib/features/sheets/record/rules";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { sheetScope } from "@/lib/features/sheets/record/texts";
import { measureOf, pageSectionOf, sectionHref } from "@/lib/features/sheets/sections/rules";
import { itemLabel } from "@/lib/labels/item-title";
import { dateWithWeekday, dayTimeText, dueText } from "@/lib/labels/japanese-date";
import { inSentence, sentence } from "@/lib/labels/own-direction";
import { actedBy, ROLE_WORDS } from "@/lib/labels/words";

/** Whether answering closed before the sheet was handed in. */
export const isMissed = (sheet: Pick<SheetSummary, "state" | "cycleState">): boolean =>
  !isOpen(sheet) && (sheet.state === "notStarted" || sheet.state === "inProgress" || sheet.state === "returned");

function sheetButton(sheet: SheetSummary, remarks: number): string {
  if (!isOpen(sheet)) return "見る";
  if (sheet.state === "returned") return remarks > 0 ? `直す（${remarks}件）` : "直す";
  return sheet.state === "notStarted" ? "回答をはじめる" : "続きから";
}

/** With the year, because last year's sheets are in the same list. */
function stateText(sheet: SheetSummary): string {
  const since = (moment: string | null, word: string): string | null => (moment === null ? null : `${dateWithWeekday(new Date(moment))}に${word}`);
  if (isMissed(sheet)) return "提出しないまま、受付が終わりました";
  if (sheet.state === "accepted") return since(sheet.reviewedAt, "受理") ?? "受理されました";
  return since(sheet.handedInAt, "提出") ?? "提出しました";
}

/** How many remarks are not worked off, and how many are. */
function remarksText(open: number, done: number): string {
  if (done === 0) return `所見　${open}件`;
  return open === 0 ? `所見　対応済み${done}件` : `所見　${open}件（ほかに対応済み${done}件）`;
}

const actsForText = (names: readonly string[] | undefined): string | null =>
  names === undefined ? null : names.length === 0 ? "空席の代行" : `${names.map((name) => `${inSentence(name)}さん`).join("、")}の代行`;

/** A sheet of the list, ready to display. */
export function mySheetView({ actsFor, revisions, examples, remarks, reviewBegun }: MySheets, sheet: SheetSummary, now: Date): MySheetView {
  const index = revisions.get(sheet.cycleId);
  const { missing, ...counted } = examples.get(sheet.id) ?? NO_EXAMPLES;
  const due = dueText(sheet.dueOn, now);
  const own = remarks.filter(({ sheetId }) => sheetId === sheet.id).toSorted((one, other) => Number(one.done) - Number(other.done));
  const open = own.filter(({ done }) => !done).length;
  return {
    id: sheet.id,
    roleLabel: ROLE_WORDS[sheet.role],
    scopeLabel: sentence`${sheetScope(sheet)}　${sheet.cycleTitle}`,
    actsFor: actsForText(actsFor.get(sheet.id)),
    kind: index?.edition.kind ?? "measures",
    state: sheet.state,
    missed: isMissed(sheet),
    dateText: isOpen(sheet) ? `期限 ${due.text}` : stateText(sheet),
    overdue: isOpen(sheet) && due.overdue,
    measures: { answered: sheet.answered, total: sheet.measures },
    examples: counted,
    missingExamples: missing,
    href: `/checks/${sheet.id}`,
    copyHref: `/checks/${sheet.id}/answers`,
    button: sheetButton(sheet, open),
    takeBackHref: transitionSheet(sheet.state, "takeBack", sheet.cycleState).ok && !reviewBegun.has(sheet.id) ? `/checks/${sheet.id}/take-back` : null,
    returnedReason: sheet.state === "returned" ? sheet.returnedReason : null,
    openRemarks: open,
    remarksText: remarksText(open, own.length - open),
    remarks: own.map((remark) => {
      const measure = index && measureOf(index, remark.itemId);
      return {
        id: remark.id,
        itemLabel: index ? itemLabel(index, remark.itemId) : remark.itemId,
        href: measure && index ? `${sectionHref(sheet.id, pageSectionOf(index, measure.section).id)}#item-${measure.id}` : `/checks/${sheet.id}`,
        status: remark.status,
        text: remark.text,
        done: remark.done,
        byText: `${actedBy(remark.byName, remark.represented)}　${dayTimeText(remark.at)}`,
      };
    }),
  };
}
