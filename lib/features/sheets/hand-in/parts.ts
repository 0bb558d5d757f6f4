import { countUncounted, isAsked, type Progress, type SheetProgress, sheetProgress, uncountedExamples } from "@/lib/domain/checking/progress";
import type { ExampleMode } from "@/lib/domain/checking/state";
import type { Item } from "@/lib/domain/guideline/edition";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { itemRemarkViews, sheetPages } from "@/lib/features/sheets/checklist/parts";
import { handInStep } from "@/lib/features/sheets/hand-in/rules";
import type { HandInItem, HandInView } from "@/lib/features/sheets/hand-in/view";
import type { SheetItemRow, SheetRemark } from "@/lib/features/sheets/record/queries";
import type { SheetRecord } from "@/lib/features/sheets/record/record";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { pageSectionOf, sectionHref } from "@/lib/features/sheets/sections/rules";
import { answerWord, itemWord } from "@/lib/labels/answer-words";
import { itemLabel } from "@/lib/labels/item-title";
import { sentence } from "@/lib/labels/own-direction";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";

/** In review nobody takes a hand-in back. */
const ONLY_RETURNED = "提出すると、差し戻されるまで回答を直せません。";

/** A sheet with its items and the remarks on it. */
interface Found {
  readonly sheet: Pick<SheetRecord, "id" | "state" | "cycleState" | "exampleMode">;
  readonly summary: SheetSummary;
  readonly index: EditionIndex;
  readonly rows: readonly SheetItemRow[];
  readonly remarks: readonly SheetRemark[];
}

/** Counts of 要検討事項 and 参考事項 for a 指針; they are never added up. */
function tiersText({ edition }: EditionIndex, items: readonly Item[]): string | null {
  if (edition.kind !== "policy") return null;
  const count = (tier: Item["tier"]): number => items.filter((item) => item.kind === "measure" && item.tier === tier).length;
  return `要検討事項${count("required")}件、参考事項${count("reference")}件`;
}

/** 「対策項目12件のうち12件、具体例30件のうち0件に回答しました」; of the examples only where the round asks them. */
function answeredText({ edition }: EditionIndex, { measures, examples }: SheetProgress, mode: ExampleMode): string {
  const of = (word: string, { answered, total }: Progress): string => `${word}${total}件のうち${answered}件`;
  const asked = mode === "asked" && examples.total > 0 ? [of("具体例", examples)] : [];
  return `${[of(itemWord(edition.kind), measures), ...asked].join("、")}に回答しました`;
}

function itemEntry(index: EditionIndex, sheetId: string, id: string): HandInItem {
  const item = index.items.get(id);
  const page = item ? pageSectionOf(index, item.section) : undefined;
  return { id, label: itemLabel(index, id), href: page ? `${sectionHref(sheetId, page.id)}#item-${id}` : `/checks/${sheetId}` };
}

/** What there is to see to before handing in, for the account whose unsent answers the browser stores. */
export function handInView({ sheet, summary, index, rows, remarks }: Found, accountId: string): HandInView {
  const sheetId = sheet.id;
  const items = rows.flatMap(({ itemId }) => index.items.get(itemId) ?? []);
  const answers = new Map(rows.map((row) => [row.itemId, { status: row.status, reason: row.reason }]));
  const progress = sheetProgress(items, answers);
  const measures = uncountedExamples(items, answers);
  const uncounted = countUncounted(measures);
  const lacking = new Set(progress.needingReason);
  const entry = (id: string): HandInItem => itemEntry(index, sheetId, id);
  const asked = new Set(items.filter((item) => isAsked(item, answers)).map(({ id }) => id));
  // What no measure asks for can be neither confirmed nor given up, and is in no number.
  const copied = rows.filter((row) => row.status === null && (row.copied ?? null) !== null && asked.has(row.itemId)).map(({ itemId }) => itemId);
  const left = progress.unansweredMeasures.filter((id) => !lacking.has(id));
  const leftExamples = sheet.exampleMode === "asked" ? progress.unansweredExamples : [];
  const notCopied = (ids: readonly string[]): HandInItem[] => ids.filter((id) => !copied.includes(id)).map(entry);
  const unansweredExamples = notCopied(leftExamples);
  const allRemarks = itemRemarkViews(index, sheetId, sheetPages(index, rows), remarks);
  const remarkEntry = ({ remarkId: id, label, href }: (typeof allRemarks)[number]): HandInItem => ({ id, label, href });
  const itemRemarks = allRemarks.filter(({ done }) => !done).map(remarkEntry);
  const needingReason = progress.needingReason.map(entry);
  const backHref = `/checks/${sheetId}`;
  const notApplicable = answerWord(index.edition.kind, "notApplicable");
  return {
    sheetId,
    accountId,
    title: "提出前の確認",
    note: sentence`${sheetTitle(summary)}　${summary.cycleTitle}`,
    steps: [{ label: "点検票", href: "/checks" }, { label: sheetTitle(summary), href: backHref }, { label: "提出前の確認" }],
    answeredText: answeredText(index, progress, sheet.exampleMode),
    tiersText: tiersText(index, items),
    unanswered: notCopied(left),
    unansweredTotal: left.length,
    unansweredExamples,
    unansweredExamplesTotal: leftExamples.length,
    unansweredExamplesText: `未回答の具体例が${unansweredExamples.length}件あります。この回では、具体例にも回答を求めています。`,
    itemRemarks,
    itemRemarksText: `対応済みにしていない所見が${itemRemarks.length}件あります。`,
    replied: allRemarks.map(remarkEntry),
    copied: copied.map(entry),
    copiedText: `前回から写して、まだ確かめていない回答が${copied.length}件あります。`,
    needingReason,
    needingReasonText: `「${notApplicable}」の理由がない項目が${needingReason.length}件あります。理由を入力すると提出できます。`,
    uncounted: measures.map(({ measure, examples }) => ({ ...entry(measure), examples: examples.length })),
    uncountedTotal: uncounted,
    uncountedText: `「${notApplicable}」の項目の具体例に、回答が${uncounted}件あります。提出すると、この${uncounted}件は数えません。`,
    undoText: sheet.cycleState === "open" ? UNDONE_UNTIL["sheet.handIn"] : ONLY_RETURNED,
    step: handInStep({ state: sheet.state, sheetHref: backHref, unanswered: left.length, unansweredExamples: leftExamples.length, needingReason, uncounted }),
    backHref,
  };
}
