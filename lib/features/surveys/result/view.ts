import { PHASES, type Tier } from "@/lib/domain/guideline/edition";
import { percentText } from "@/lib/domain/scoring/display";
import type { HistogramBand, SectorScores } from "@/lib/domain/scoring/sector";
import { compare, type Rational } from "@/lib/domain/shared/rational";
import { noneOver, notAskedCount, rateFigure } from "@/lib/features/results/figures/parts";
import type { DefinitionView, Figure, HeatView, KeyFigureView } from "@/lib/features/results/figures/view";
import { differenceOf, lastText } from "@/lib/features/surveys/figures/parts";
import { surveyDefinitions } from "@/lib/features/surveys/figures/texts";
import { type ItemRow, itemRows, lowestFirst } from "@/lib/features/surveys/items/view";
import type { WholeResults } from "@/lib/features/surveys/readings/queries";
import { csvHref, type SurveyHead, surveyHead, surveyHref } from "@/lib/features/surveys/record/view";
import type { SurveyResults } from "@/lib/features/surveys/results/queries";
import { counted, heatOf, type SectionRow, sectionRows } from "@/lib/features/surveys/sections/view";
import { dateText } from "@/lib/labels/japanese-date";
import { KIND_WORDS } from "@/lib/labels/score-words";
import { PHASE_WORDS } from "@/lib/labels/words";

/** A bar with the survey before. */
export interface BarRow {
  readonly label: string;
  readonly now: Figure;
  readonly last: Figure | null;
  readonly difference: string | null;
}
export interface TrendSeries {
  readonly name: string;
  readonly values: readonly Figure[];
}
export interface OperatorRow {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  readonly grasp: Figure;
  readonly rate: Figure;
  readonly attainment: Figure;
  /** Items with duty; with those that no sheet asks, where there are any. */
  readonly items: string;
  readonly notAsked: string | null;
  readonly submission: string;
}
export interface ResultView {
  readonly head: SurveyHead;
  readonly rateName: string;
  readonly itemRate: string;
  readonly definitions: readonly DefinitionView[];
  readonly lastLabel: string;
  readonly keyFigures: readonly KeyFigureView[];
  readonly trend: { readonly periods: readonly string[]; readonly series: readonly TrendSeries[] } | null;
  readonly phases: readonly { readonly label: string; readonly counts: string; readonly rows: readonly BarRow[] }[];
  readonly sections: readonly SectionRow[];
  readonly lowItems: readonly ItemRow[];
  readonly lowItemsNote: string;
  readonly itemsHref: string;
  readonly distribution: { readonly note: string; readonly bands: readonly { readonly label: string; readonly count: number }[] };
  readonly operators: readonly OperatorRow[];
  /** Called operators without a submission, and how it was with the survey before. */
  readonly missing: readonly { readonly id: string; readonly name: string; readonly before: string | null }[];
  readonly planned: boolean;
  readonly heat: HeatView;
  readonly csv: Readonly<Record<"section" | "phase" | "operator" | "distribution" | "year", string>>;
}

const LOWEST_SHOWN = 7;
const LAST = "前の調査";

interface Context {
  readonly whole: WholeResults;
  readonly tier: Tier;
  readonly previous: SurveyResults | undefined;
}

function keyFigures({ whole: { results }, tier, previous }: Context): KeyFigureView[] {
  const { scores } = results;
  const [now, last] = [scores.tiers[tier], previous?.scores.tiers[tier]];
  const none = noneOver(scores.items.filter((item) => item.tier === tier));
  const one = (name: string, rate: Rational | null, before: Rational | null | undefined, notes: string[]): KeyFigureView => ({
    name,
    figure: rateFigure(rate, scores.submitted === 0 ? "notGrasped" : none),
    last: before ? rateFigure(before, "noDuty") : null,
    lastText: lastText(LAST, rate, before),
    notes,
  });
  const { handedIn, handedOut, rate } = scores.sheets;
  return [
    one("調査の把握率", scores.graspRate, previous?.scores.graspRate, [`提出 ${scores.submitted}者 ／ 対象 ${scores.called}者`]),
    one("点検票の把握率", rate, previous?.scores.sheets.rate, [`提出 ${handedIn}枚 ／ 配布 ${handedOut}枚`]),
    one(KIND_WORDS[scores.kind].rate, now.implementationRate, last?.implementationRate, [`${now.itemsWithDuty}項目・${handedIn}枚・${now.operators}者`]),
    one("到達率", now.attainmentRate, last?.attainmentRate, [`${now.operators}者の平均`, `全事業者が到達 ${now.attainedByAll}件／${now.itemsWithDuty}件`]),
  ];
}

function trendOf({ whole, tier }: Context): ResultView["trend"] {
  const years = [...whole.earlier].reverse().concat(whole.results);
  if (years.length < 2) return null;
  const series = (name: string, rateOf: (scores: SectorScores) => Rational | null): TrendSeries => ({
    name,
    values: years.map(({ scores }) => rateFigure(rateOf(scores), "notGrasped")),
  });
  return {
    periods: years.map(({ survey }) => String(survey.fiscalYear)),
    series: [
      series(KIND_WORDS[whole.results.scores.kind].rate, (scores) => scores.tiers[tier].implementationRate),
      series("到達率", (scores) => scores.tiers[tier].attainmentRate),
      series("把握率", (scores) => scores.sheets.rate),
    ],
  };
}

function phaseRows({ whole: { results }, tier, previous }: Context): ResultView["phases"] {
  return PHASES.map((phase) => {
    const now = results.scores.byPhase[phase][tier];
    const last = previous?.scores.byPhase[phase][tier];
    const none = noneOver(results.scores.items.filter((item) => item.tier === tier && item.phase === phase));
    const row = (label: string, rate: Rational | null, before: Rational | null | undefined): BarRow => ({
      label,
      now: rateFigure(rate, none),
      last: before ? rateFigure(before, "noDuty") : null,
      difference: differenceOf(rate, before),
    });
    return {
      label: PHASE_WORDS[phase],
      counts: counted(now),
      rows: [
        row(KIND_WORDS[results.scores.kind].rate, now.implementationRate, last?.implementationRate),
        row("到達率", now.attainmentRate, last?.attainmentRate),
      ],
    };
  });
}

function operatorRows({ whole: { results }, tier }: Context): OperatorRow[] {
  const { survey, called, scores } = results;
  const own = new Map(scores.operators.map((operator) => [operator.operatorKey, operator.scores]));
  const rows = called.flatMap(({ id, name, submission }) => {
    const figures = own.get(id);
    if (!figures || !submission) return [];
    const none = noneOver(figures.items.filter((item) => item.tier === tier));
    const { version, submittedAt } = submission;
    const missing = notAskedCount(figures.items, tier);
    const row: OperatorRow = {
      ...{ id, name, href: `${surveyHref(survey.id)}/operators/${id}` },
      grasp: rateFigure(figures.grasp.rate, "notGrasped"),
      rate: rateFigure(figures.tiers[tier].implementationRate, none),
      attainment: rateFigure(figures.tiers[tier].attainmentRate, none),
      items: String(figures.tiers[tier].itemsWithDuty),
      notAsked: missing === 0 ? null : `聞いていない項目${missing}件`,
      submission: `第${version}版${version > 1 ? "（訂正）" : ""}　${dateText(submittedAt)}`,
    };
    return [{ row, grasp: figures.grasp.rate }];
  });
  const lowest = rows.toSorted((a, b) => (a.grasp && b.grasp ? compare(a.grasp, b.grasp) : Number(a.grasp !== null) - Number(b.grasp !== null)));
  return lowest.map(({ row }) => row);
}

/** Below this the ten bands of ten points are drawn as one, so that the labels fit on a phone; the CSV keeps all ten. */
const LOW = 50;

function shownBands(bands: readonly HistogramBand[]): { label: string; count: number }[] {
  const low = bands.filter(({ to }) => to <= LOW).reduce((sum, { operators }) => sum + operators, 0);
  const others = bands.filter(({ from }) => from >= LOW);
  return [
    { label: `${LOW}未満`, count: low },
    ...others.map(({ from, to, operators }) => ({ label: to === 100 ? `${from}以上` : `${from}–${to}`, count: operators })),
  ];
}

function missingOf(called: SurveyResults["called"], previous: SurveyResults | undefined): ResultView["missing"] {
  const before = new Map(previous?.called.map(({ id, submission }) => [id, submission !== null]));
  return called.flatMap(({ id, name, submission }) => {
    if (submission) return [];
    const replied = before.get(id);
    return [{ id, name, before: replied === undefined ? null : replied ? `${LAST}は提出` : `${LAST}も提出なし` }];
  });
}

/** The whole of a survey's results for one tier. */
export function resultView(whole: WholeResults, tier: Tier): ResultView {
  const { survey, index, scores, called } = whole.results;
  const context: Context = { whole, tier, previous: whole.earlier[0] };
  const { bands, rates } = scores.distributions[tier].implementationRate;
  const items = scores.items.filter((item) => item.tier === tier);
  const low = lowestFirst(items)
    .filter(({ ratio }) => ratio.status === "scored")
    .slice(0, LOWEST_SHOWN);
  const csv = (by: string): string => csvHref(survey.id, by, tier);
  return {
    head: surveyHead(survey, index.edition, tier, ""),
    rateName: KIND_WORDS[scores.kind].rate,
    definitions: surveyDefinitions(scores.kind),
    itemRate: KIND_WORDS[scores.kind].itemRate,
    lastLabel: LAST,
    keyFigures: keyFigures(context),
    trend: trendOf(context),
    phases: phaseRows(context),
    sections: sectionRows(whole, tier),
    lowItems: itemRows(whole, low),
    lowItemsNote: `${items.length}項目のうち低い${low.length}件。「達成」は、責務のある全員が実施した事業者の数／責務のある事業者の数です。`,
    itemsHref: `${surveyHref(survey.id)}/items?tier=${tier}&order=lowest`,
    distribution: {
      note: `事業者の数（計 ${rates.length}者）。把握率 ${scores.graspRate === null ? "－" : `${percentText(scores.graspRate)}%`}`,
      bands: shownBands(bands),
    },
    operators: operatorRows(context),
    missing: missingOf(called, context.previous),
    planned: survey.state === "planned",
    heat: heatOf(whole, tier),
    csv: { section: csv("section"), phase: csv("phase"), operator: csv("operator"), distribution: csv("distribution"), year: csv("year") },
  };
}
