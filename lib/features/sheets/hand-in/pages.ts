import "server-only";
import { redirect } from "next/navigation";
import { decide } from "@/lib/domain/access/permission";
import { countUncounted, sheetProgress, uncountedExamples } from "@/lib/domain/checking/progress";
import { isAnswerable } from "@/lib/domain/checking/sheet";
import type { Item } from "@/lib/domain/guideline/edition";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { handInStep } from "@/lib/features/sheets/hand-in/rules";
import type { HandInItem, HandInView } from "@/lib/features/sheets/hand-in/view";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { listSheetItems, listSheets } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet, isRespondent, sheetTarget } from "@/lib/features/sheets/record/record";
import { sheetStep, sheetTitle } from "@/lib/features/sheets/record/texts";
import { pageSectionOf, sectionHref } from "@/lib/features/sheets/sections/rules";
import { answerWord, itemWord } from "@/lib/labels/answer-words";
import { itemLabel } from "@/lib/labels/item-title";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";

const readHandIn = reading({
  of: readWholeSheet,
  takesOut: { exceptOwn: isRespondent },
  on: anySheet.read,
  async run({ transaction, subject: sheet }) {
    const index = await loadEdition(transaction, sheet.editionId, sheet.contentHash);
    const [summary] = (await listSheets(transaction, { sheetIds: [sheet.id], page: 1, perPage: 1 })).items;
    if (!index || !summary) return refused(NOT_FOUND);
    return granted({ sheet, summary, index, rows: await listSheetItems(transaction, sheet) });
  },
});

/** Counts of 要検討事項 and 参考事項 for a 指針; they are never added up. */
function tiersText({ edition }: EditionIndex, items: readonly Item[]): string | null {
  if (edition.kind !== "policy") return null;
  const count = (tier: Item["tier"]): number => items.filter((item) => item.kind === "measure" && item.tier === tier).length;
  return `要検討事項${count("required")}件、参考事項${count("reference")}件`;
}

function itemEntry(index: EditionIndex, sheetId: string, id: string): HandInItem {
  const item = index.items.get(id);
  const page = item ? pageSectionOf(index, item.section) : undefined;
  return { id, label: itemLabel(index, id), href: page ? `${sectionHref(sheetId, page.id)}#item-${id}` : `/checks/${sheetId}` };
}

/** The unanswered items before handing in; redirects to the sheet if it cannot be handed in. */
export async function loadHandIn(sheetId: string): Promise<HandInView> {
  const visitor = await requireVisitor();
  const { sheet, summary, index, rows } = valueOrPage(await readHandIn(visitor, { sheetId }, new Date()));
  if (!isAnswerable(sheet.state, sheet.cycleState) || !decide(visitor.actor, "sheet.handIn", sheetTarget(sheet)).ok) redirect("/checks");
  const items = rows.flatMap(({ itemId }) => index.items.get(itemId) ?? []);
  const answers = new Map(rows.map((row) => [row.itemId, { status: row.status, reason: row.reason }]));
  const progress = sheetProgress(items, answers);
  const measures = uncountedExamples(items, answers);
  const uncounted = countUncounted(measures);
  const lacking = new Set(progress.needingReason);
  const unanswered = progress.unansweredMeasures.filter((id) => !lacking.has(id)).map((id) => itemEntry(index, sheetId, id));
  const needingReason = progress.needingReason.map((id) => itemEntry(index, sheetId, id));
  const backHref = `/checks/${sheetId}`;
  const notApplicable = answerWord(index.edition.kind, "notApplicable");
  return {
    sheetId,
    accountId: visitor.account.accountId,
    title: `${sheetTitle(summary)}を提出する`,
    note: `${summary.cycleTitle}。${sheet.cycleState === "open" ? "提出したあとも、確認が始まるまでは、提出を取り消して直せます。" : "提出すると、差し戻されるまで回答を直せません。"}`,
    steps: [{ label: "点検票", href: "/checks" }, { label: sheetStep(summary), href: backHref }, { label: "提出前の確認" }],
    answeredText: `${itemWord(index.edition.kind)}${progress.measures.total}件のうち${progress.measures.answered}件に回答しました`,
    tiersText: tiersText(index, items),
    unanswered,
    needingReason,
    needingReasonText: `「${notApplicable}」の理由がない項目が${needingReason.length}件あります。理由を入力すると提出できます。`,
    uncounted: measures.map(({ measure, examples }) => ({ ...itemEntry(index, sheetId, measure), examples: examples.length })),
    uncountedTotal: uncounted,
    uncountedText: `「${notApplicable}」の項目の具体例に、回答が${uncounted}件あります。提出すると、この${uncounted}件は数えません。`,
    step: handInStep({ state: sheet.state, sheetHref: backHref, unanswered, needingReason, uncounted }),
    backHref,
  };
}
