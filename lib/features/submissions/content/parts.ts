import { TIERS } from "@/lib/domain/guideline/edition";
import type { ItemScore, Scores } from "@/lib/domain/scoring/measure";
import { type SubmissionContent, scoresFromSubmission } from "@/lib/domain/survey/submission";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { notAskedCount } from "@/lib/features/results/figures/parts";
import { numbersView } from "@/lib/features/results/numbers/parts";
import type { ContentItemView, ContentView, ItemCountsView } from "@/lib/features/submissions/record/view";
import { itemLabel, itemTitle } from "@/lib/labels/item-title";
import { KIND_WORDS } from "@/lib/labels/score-words";
import { tiersNote } from "@/lib/labels/tiers-note";
import { ROLE_WORDS } from "@/lib/labels/words";

function countedView({ ratio, asked, implemented, partial, notImplemented, notApplicable, unanswered }: ItemScore): ItemCountsView {
  if (ratio.status === "notAsked") return { kind: "notAsked" };
  return asked === 0 ? { kind: "notGrasped" } : { kind: "counts", asked, counts: { implemented, partial, notImplemented, notApplicable, unanswered } };
}

/** Every item of the edition by tier, including items that nobody was asked. */
const tablesOf = (index: EditionIndex, { kind, items }: Scores): ContentView["tables"] =>
  TIERS.map((tier) => ({
    tier: KIND_WORDS[kind].tiers[tier],
    items: items
      .filter((item) => item.tier === tier)
      .map((item): ContentItemView => ({ id: item.id, ...itemTitle(index, item.id), text: index.items.get(item.id)?.text ?? "", counted: countedView(item) })),
  }));

function notAskedText({ kind, items }: Scores): string | null {
  const count = notAskedCount(items, "required");
  return count === 0
    ? null
    : `どの点検票でも聞いていない${KIND_WORDS[kind].tiers.required}が${count}件あり、率に入っていません。この件数は所管省庁の画面にも出ます。項目は下の「項目ごとの数」で「対象外」です。`;
}

/** The content of a submission, with the figures recomputed from it alone, as the ministry reads them. */
export function contentView(content: SubmissionContent, canonical: string, index: EditionIndex, remarksHref: string | null): ContentView {
  const scores = scoresFromSubmission(index.edition, content);
  if (!scores.ok) throw new Error(`inconsistent counts of ${content.cycle}`);
  return {
    ...{ kind: scores.value.kind, canonical, remarksHref },
    numbers: numbersView("required", scores.value, null, null),
    sheets: content.sheets.map(({ role, handedOut, counted }) => ({ role: ROLE_WORDS[role], handedOut, counted })),
    tiersNote: tiersNote(index.edition),
    notAskedText: notAskedText(scores.value),
    tables: tablesOf(index, scores.value),
    remarks: content.remarks.map(({ item, text }, position) => ({ key: `${item}/${position}`, item: itemLabel(index, item), text })),
  };
}
