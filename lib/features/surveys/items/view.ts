import { bySectionLine } from "@/lib/domain/scoring/count";
import type { SectorItem } from "@/lib/domain/scoring/sector";
import { compare, type Rational } from "@/lib/domain/shared/rational";
import { differenceOf, rateFigure } from "@/lib/features/results/figures/parts";
import type { Figure } from "@/lib/features/results/figures/view";
import { ratioFigure } from "@/lib/features/surveys/figures/parts";
import { csvHref, type SurveyHead, type SurveyItemsQuery, surveyHead, surveyItemsHref } from "@/lib/features/surveys/record/view";
import type { WholeResults } from "@/lib/features/surveys/results-reading/queries";
import type { SurveyResults } from "@/lib/features/surveys/sector-scores/queries";
import { itemHref } from "@/lib/labels/guideline-addresses";
import { itemTitle } from "@/lib/labels/item-title";
import { KIND_WORDS } from "@/lib/labels/score-words";
import { PHASE_WORDS } from "@/lib/labels/words";
import { pagerView } from "@/lib/validation/paging";

export interface ItemRow {
  readonly id: string;
  readonly code: string;
  readonly heading: string;
  readonly text: string;
  readonly href: string;
  readonly figure: Figure;
  readonly last: Figure | null;
  readonly difference: string | null;
  /** 達成事業者割合 with its counts: 「33.3」「12／36者」. */
  readonly attainedRate: Figure;
  readonly attained: string;
}

const ratioOf = (item: SectorItem | undefined): Rational | null => (item?.ratio.status === "scored" ? item.ratio.ratio : null);

/** The previous survey, if it used the same edition: only then are the items comparable. */
export const sameEdition = ({ results, earlier }: Pick<WholeResults, "results" | "earlier">): SurveyResults | null => {
  const [previous] = earlier;
  return previous && previous.survey.editionId === results.survey.editionId ? previous : null;
};

export function itemRows(whole: WholeResults, items: readonly SectorItem[]): ItemRow[] {
  const { index } = whole.results;
  const before = new Map((sameEdition(whole)?.scores.items ?? []).map((item) => [item.id, item]));
  return items.flatMap((item) => {
    const printed = index.items.get(item.id);
    if (!printed) return [];
    const last = before.get(item.id);
    return [
      {
        id: item.id,
        ...itemTitle(index, item.id),
        text: printed.text,
        href: itemHref(printed),
        figure: ratioFigure(item.ratio),
        last: last ? ratioFigure(last.ratio) : null,
        difference: differenceOf(ratioOf(item), ratioOf(last)),
        attainedRate: item.attainedOperatorRate === null ? ratioFigure(item.ratio) : rateFigure(item.attainedOperatorRate, "noDuty"),
        attained: item.operators === 0 ? "" : `${item.attainedOperators}／${item.operators}者`,
      },
    ];
  });
}

/** The items of a tier, lowest 実施割合 first, items without one last. */
export const lowestFirst = (items: readonly SectorItem[]): SectorItem[] =>
  items.toSorted((a, b) => {
    const [one, other] = [ratioOf(a), ratioOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return compare(one, other);
  });

export interface ItemsView {
  readonly head: SurveyHead;
  readonly note: string;
  /** The section or phase whose items are shown, with the way to all; null for all. */
  readonly place: { readonly name: string; readonly allHref: string } | null;
  readonly orders: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  readonly items: readonly ItemRow[];
  readonly itemRate: string;
  readonly pager: { readonly summary: string; readonly previousHref: string | null; readonly nextHref: string | null };
  readonly csv: string;
}

const PER_PAGE = 50;

function within({ results: { index, scores } }: WholeResults, { tier, phase, section }: SurveyItemsQuery): readonly SectorItem[] {
  const ofTier = scores.items.filter((item) => item.tier === tier && (phase === undefined || item.phase === phase));
  return section === undefined ? ofTier : (bySectionLine(index.edition, ofTier).get(section) ?? []);
}

/** 「3.1.4　体制」, 「Plan（計画）」; null for all items of the tier. */
function placeOf({ results: { index } }: WholeResults, { phase, section }: SurveyItemsQuery): string | null {
  const found = section === undefined ? undefined : index.sections.get(section);
  if (found) return `${found.code}　${found.heading}`;
  return phase === undefined ? null : PHASE_WORDS[phase];
}

/** The items of a survey for one tier, of all sections or of one; a section that the edition does not have counts as not given. */
export function itemsView(whole: WholeResults, { page: asked = 1, ...sent }: SurveyItemsQuery): ItemsView {
  const { survey, index, scores } = whole.results;
  const section = sent.section === undefined ? undefined : `${index.edition.id}:${sent.section}`;
  const query = { ...sent, section: section !== undefined && index.sections.has(section) ? section : undefined };
  const { tier, order = "printed" } = query;
  const words = KIND_WORDS[scores.kind];
  const all = within(whole, query);
  const place = placeOf(whole, query);
  const ordered = order === "lowest" ? lowestFirst(all) : all;
  const page = Math.max(1, Math.min(asked, Math.ceil(all.length / PER_PAGE) || 1));
  const href = (to: number, by: "printed" | "lowest" = order) => surveyItemsHref(survey.id, { ...query, order: by, page: to });
  return {
    head: surveyHead(survey, index.edition, tier, "/items"),
    place: place === null ? null : { name: place, allHref: surveyItemsHref(survey.id, { tier, order }) },
    note: `${all.length}件・提出した${scores.submitted}者（対象 ${scores.called}者）。${words.itemRate}は責務のある事業者の割合の平均、「達成」は、責務のある全員が${words.implemented}と答えた事業者の数です。`,
    itemRate: words.itemRate,
    orders: [
      { label: "印刷の順", href: href(1, "printed"), current: order === "printed" },
      { label: "低い順", href: href(1, "lowest"), current: order === "lowest" },
    ],
    items: itemRows(whole, ordered.slice((page - 1) * PER_PAGE, page * PER_PAGE)),
    pager: pagerView({ page, perPage: PER_PAGE, total: all.length }, "件", href),
    csv: csvHref(survey.id, "item", tier),
  };
}
