import { PHASES, type Tier } from "@/lib/domain/guideline/edition";
import { sectionLines } from "@/lib/domain/scoring/count";
import { groupingSections } from "@/lib/domain/scoring/section-depth";
import { rateFigure } from "@/lib/features/results/figures/parts";
import type { Figure, HeatView } from "@/lib/features/results/figures/view";
import { calledHref } from "@/lib/features/surveys/calls/view";
import { bandText, keptBySearch, OPERATOR_ORDERS, type OperatorOrder, type OperatorsAsked, operatorsHref } from "@/lib/features/surveys/operators/parts";
import type { CalledOperator, MissingOperator, OperatorPages } from "@/lib/features/surveys/operators/queries";
import type { SurveyRecord } from "@/lib/features/surveys/record/record";
import { surveyHref, surveyItemsHref } from "@/lib/features/surveys/record/view";
import type { SurveyResults } from "@/lib/features/surveys/sector-scores/queries";
import { dateText } from "@/lib/labels/japanese-date";
import { KIND_WORDS } from "@/lib/labels/score-words";
import { PHASE_WORDS } from "@/lib/labels/words";
import { pagerView } from "@/lib/validation/paging";

export interface OperatorRow {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  readonly grasp: Figure;
  readonly rate: Figure;
  readonly attainment: Figure;
  /** Items with duty, and items on no sheet if there are any. */
  readonly items: string;
  readonly notAsked: string | null;
  readonly submission: string;
}

type Pager = ReturnType<typeof pagerView>;

/** A called operator without a submission, and its submission to the previous survey. */
export interface MissingRow {
  readonly id: string;
  readonly name: string;
  readonly before: string | null;
  /** What can be done for it: let it submit after the closing, or take it out before. */
  readonly link: { readonly label: string; readonly href: string };
}

/** The operators of a survey, a page at a time. */
export interface OperatorsView {
  readonly operators: readonly OperatorRow[];
  readonly pager: Pager;
  readonly caption: string;
  readonly orders: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  /** The band of rates that the rows are in, and the way back to all; null for all. */
  readonly band: { readonly text: string; readonly clearHref: string } | null;
  readonly heat: HeatView;
  readonly heatPager: Pager;
  readonly missing: readonly MissingRow[];
  readonly missingPager: Pager;
  readonly search: {
    readonly action: string;
    readonly words: string;
    /** Further parameters of the address, kept by the form. */
    readonly kept: readonly { readonly name: string; readonly value: string }[];
    /** The link to all operators; null if all are shown. */
    readonly clearHref: string | null;
    /** Whether there are more operators than fit on one page, so that a search is useful. */
    readonly offered: boolean;
  };
}

/** The name of the previous survey. */
export const LAST = "前の調査";

const hrefOf = (surveyId: string, operatorId: string): string => `${surveyHref(surveyId)}/operators/${operatorId}`;

function operatorRow(surveyId: string, { id, name, submission }: CalledOperator): OperatorRow[] {
  if (!submission) return [];
  const { version, submittedAt, grasp, own } = submission;
  return [
    {
      ...{ id, name, href: hrefOf(surveyId, id) },
      grasp: rateFigure(grasp.rate, "notGrasped"),
      rate: rateFigure(own.implementationRate, own.absence),
      attainment: rateFigure(own.attainmentRate, own.absence),
      items: String(own.itemsWithDuty),
      notAsked: own.notAsked === 0 ? null : `聞いていない項目${own.notAsked}件`,
      submission: `第${version}版${version > 1 ? "（訂正）" : ""}　${dateText(submittedAt)}`,
    },
  ];
}

/** Operators × the sections that group a phase, for those with items of the tier. */
function heatOf({ survey, index: { edition }, scores }: SurveyResults, tier: Tier, operators: readonly CalledOperator[]): HeatView {
  const lines = sectionLines(edition);
  const withItems = new Set(scores.items.filter((item) => item.tier === tier).flatMap(({ section }) => lines.get(section) ?? []));
  const columns = groupingSections(edition).filter(({ id }) => withItems.has(id));
  const groups = PHASES.map((phase) => ({ phase, columns: columns.filter((section) => section.phase === phase) })).filter((group) => group.columns.length > 0);
  return {
    groups: groups.map((group) => ({
      label: PHASE_WORDS[group.phase],
      columns: group.columns.map(({ id, code, heading }) => ({ code, label: heading, href: surveyItemsHref(survey.id, { tier, section: id }) })),
    })),
    rows: operators.flatMap(({ id, name, submission }) => {
      if (!submission) return [];
      const { grasp, own } = submission;
      const href = hrefOf(survey.id, id);
      const cells = groups.flatMap((group) =>
        group.columns.map((section) => {
          const rate = own.sections[section.id] ?? "notAsked";
          return { figure: typeof rate === "string" ? rateFigure(null, rate) : rateFigure(rate, "noDuty"), href };
        }),
      );
      return [{ label: name, href, grasp: `${grasp.counted}/${grasp.handedOut}`, cells }];
    }),
  };
}

const BEFORE = { unknown: null, yes: `${LAST}は提出`, no: `${LAST}も提出なし` } as const;

const missingRow = ({ id: surveyId, state }: Pick<SurveyRecord, "id" | "state">, { id, name, submittedBefore }: MissingOperator): MissingRow => ({
  id,
  name,
  link:
    state === "closed"
      ? { label: "締切後の提出を受け付ける", href: calledHref(surveyId, id, "late-correction") }
      : { label: "対象から外す", href: calledHref(surveyId, id, "take-out") },
  before: BEFORE[submittedBefore === null ? "unknown" : submittedBefore ? "yes" : "no"],
});

/** The requested operators, with links to the others. */
export function operatorsView(results: SurveyResults, { asked, shown, missing }: OperatorPages, tier: Tier): OperatorsView {
  const { survey, scores } = results;
  const base = surveyHref(survey.id);
  const rate = KIND_WORDS[scores.kind].rate;
  const to = (other: Partial<OperatorsAsked>, place: string): string => operatorsHref(base, tier, { ...asked, ...other }, place);
  const labels: Readonly<Record<OperatorOrder, string>> = {
    ...{ grasp: "把握率の低い順", rate: `${rate}の低い順`, attainment: "到達率の低い順", name: "名前の順", latest: "提出の新しい順" },
  };
  const pagerTo = (place: string): Pager => pagerView(shown, "者", (page) => to({ page: { ...asked.page, page } }, place));
  const first = { ...asked.page, page: 1 };
  return {
    operators: shown.items.flatMap((operator) => operatorRow(survey.id, operator)),
    pager: pagerTo("operators"),
    caption: `${labels[asked.order]}（所管省庁内のみ）`,
    orders: OPERATOR_ORDERS.map((order) => ({ label: labels[order], href: to({ order, page: first }, "operators"), current: order === asked.order })),
    band:
      asked.band === null
        ? null
        : { text: `${rate}が${bandText(asked.band)}の事業者だけを並べています。`, clearHref: to({ band: null, page: first }, "operators") },
    heat: heatOf(results, tier, shown.items),
    heatPager: pagerTo("heat"),
    missing: missing.items.map((one) => missingRow(survey, one)),
    missingPager: pagerView(missing, "者", (page) => to({ missingPage: { ...asked.missingPage, page } }, "missing")),
    search: {
      action: `${base}#operators`,
      words: asked.words,
      kept: keptBySearch(tier, asked),
      clearHref: asked.words === "" ? null : to({ words: "", page: first, missingPage: { ...asked.missingPage, page: 1 } }, "operators"),
      offered: asked.words !== "" || scores.called > asked.page.perPage,
    },
  };
}
