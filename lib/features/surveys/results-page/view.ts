import { PHASES, type Tier } from "@/lib/domain/guideline/edition";
import { percentText } from "@/lib/domain/scoring/display";
import type { HistogramBand, SectorFigures } from "@/lib/domain/scoring/sector";
import { Memo, oncePer } from "@/lib/domain/shared/memo";
import type { Rational } from "@/lib/domain/shared/rational";
import { differenceOf, lastText, noneOver, rateFigure } from "@/lib/features/results/figures/parts";
import type { DefinitionView, Figure, KeyFigureView } from "@/lib/features/results/figures/view";
import { surveyDefinitions } from "@/lib/features/surveys/figures/texts";
import { type ItemRow, itemRows, lowestFirst } from "@/lib/features/surveys/items/view";
import { bandHref, bandText, type RateBand } from "@/lib/features/surveys/operators/parts";
import type { OperatorPages } from "@/lib/features/surveys/operators/queries";
import { LAST, type OperatorsView, operatorsView } from "@/lib/features/surveys/operators/view";
import { csvHref, type SurveyHead, surveyHead, surveyHref, surveyItemsHref } from "@/lib/features/surveys/record/view";
import type { WholeResults } from "@/lib/features/surveys/results-reading/queries";
import { counted, type SectionRow, sectionRows } from "@/lib/features/surveys/sections/view";
import type { SurveyResults } from "@/lib/features/surveys/sector-scores/queries";
import { KIND_WORDS } from "@/lib/labels/score-words";
import { PHASE_WORDS } from "@/lib/labels/words";

/** A bar beside that of the previous survey. */
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
/** A band of the distribution; `href`: the operators in it, null if there are none. */
export interface BandView {
  readonly label: string;
  readonly count: number;
  readonly href: string | null;
}
export interface ResultView extends OperatorsView {
  readonly head: SurveyHead;
  readonly rateName: string;
  readonly itemRate: string;
  readonly definitions: readonly DefinitionView[];
  readonly lastLabel: string;
  readonly keyFigures: readonly KeyFigureView[];
  readonly trend: { readonly periods: readonly string[]; readonly series: readonly TrendSeries[] } | null;
  readonly phases: readonly { readonly label: string; readonly counts: string; readonly href: string; readonly rows: readonly BarRow[] }[];
  readonly sections: readonly SectionRow[];
  readonly lowItems: readonly ItemRow[];
  readonly lowItemsNote: string;
  readonly itemsHref: string;
  readonly distribution: { readonly note: string; readonly bands: readonly BandView[] };
  /** Whether anybody submitted, including operators not shown. */
  readonly submitted: boolean;
  /** 「まだ提出がない事業者　2者」 */
  readonly missingTitle: string;
  readonly planned: boolean;
  readonly csv: Readonly<Record<"section" | "phase" | "operator" | "distribution" | "year", string>>;
}

const LOWEST_SHOWN = 7;
/** Of one survey: for each tier, and as the surveys before it change. */
const MOST_KEPT = 6;

interface Context {
  readonly whole: WholeResults;
  readonly tier: Tier;
  readonly previous: SurveyResults | undefined;
}

function keyFigures({ whole: { results }, tier, previous }: Context): KeyFigureView[] {
  const { scores } = results;
  const [now, last] = [scores.tiers[tier], previous?.scores.tiers[tier]];
  const none = noneOver(scores.items.filter((item) => item.tier === tier));
  const one = (name: string, rate: Rational | null, before: Rational | null | undefined, notes: string[], behind: string): KeyFigureView => {
    const compared = { last: before ? rateFigure(before, "noDuty") : null, difference: differenceOf(rate, before) };
    return {
      name,
      figure: rateFigure(rate, scores.submitted === 0 ? "notGrasped" : none),
      last: compared.last,
      lastText: lastText(compared, LAST),
      notes,
      href: behind,
    };
  };
  const { counted, handedOut, rate } = scores.sheets;
  const items = surveyItemsHref(results.survey.id, { tier, order: "lowest" });
  return [
    one("調査の把握率", scores.graspRate, previous?.scores.graspRate, [`提出 ${scores.submitted}者 ／ 対象 ${scores.called}者`], "#operators"),
    one("点検票の把握率", rate, previous?.scores.sheets.rate, [`提出 ${counted}枚 ／ 配布 ${handedOut}枚`], "#operators"),
    one(KIND_WORDS[scores.kind].rate, now.implementationRate, last?.implementationRate, [`${now.itemsWithDuty}件・${counted}枚・${now.operators}者`], items),
    one(
      "到達率",
      now.attainmentRate,
      last?.attainmentRate,
      [`${now.operators}者の平均`, `全事業者が到達 ${now.attainedByAll}件／${now.itemsWithDuty}件`],
      items,
    ),
  ];
}

function trendOf({ whole, tier }: Context): ResultView["trend"] {
  const years = [...whole.earlier].reverse().concat(whole.results);
  if (years.length < 2) return null;
  const series = (name: string, rateOf: (scores: SectorFigures) => Rational | null): TrendSeries => ({
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
      href: surveyItemsHref(results.survey.id, { tier, phase }),
      rows: [
        row(KIND_WORDS[results.scores.kind].rate, now.implementationRate, last?.implementationRate),
        row("到達率", now.attainmentRate, last?.attainmentRate),
      ],
    };
  });
}

/** Below this, the ten bands of ten points are drawn as one, so that the labels fit on a phone; the CSV has all ten. */
const LOW = 50;

function shownBands(bands: readonly HistogramBand[], hrefOf: (band: RateBand) => string): BandView[] {
  const low = bands.filter(({ to }) => to <= LOW).reduce((sum, { operators }) => sum + operators, 0);
  const others = bands.filter(({ from }) => from >= LOW);
  return [{ from: 0, to: LOW, operators: low }, ...others].map(({ operators: count, ...band }) => ({
    // The axis is of per cents.
    ...{ label: bandText(band).replace("%", ""), count },
    href: count === 0 ? null : hrefOf(band),
  }));
}

type Figures = Pick<ResultView, "keyFigures" | "trend" | "phases" | "sections" | "lowItems" | "lowItemsNote" | "distribution">;

function makeFigures(whole: WholeResults, tier: Tier): Figures {
  const { scores } = whole.results;
  const context: Context = { whole, tier, previous: whole.earlier[0] };
  const { bands } = scores.distributions[tier].implementationRate;
  const items = scores.items.filter((item) => item.tier === tier);
  const low = lowestFirst(items)
    .filter(({ ratio }) => ratio.status === "scored")
    .slice(0, LOWEST_SHOWN);
  return {
    keyFigures: keyFigures(context),
    trend: trendOf(context),
    phases: phaseRows(context),
    sections: sectionRows(whole, tier),
    lowItems: itemRows(whole, low),
    lowItemsNote: `${items.length}件のうち、低い${low.length}件。「達成」は、${KIND_WORDS[scores.kind].attained}事業者の数／責務のある事業者の数です。`,
    distribution: {
      note: `事業者の数（計 ${bands.reduce((sum, band) => sum + band.operators, 0)}者）。把握率 ${scores.graspRate === null ? "－" : `${percentText(scores.graspRate)}%`}`,
      bands: shownBands(bands, (band) => bandHref(surveyHref(whole.results.survey.id), tier, band)),
    },
  };
}

/** The figures of the same scores beside the same earlier ones, made once: everybody who opens the page sees the same. */
const figuresOf = oncePer((_scores: SectorFigures) => new Memo<string, Figures>(MOST_KEPT));

function figures(whole: WholeResults, tier: Tier): Figures {
  const years = [whole.results, ...whole.earlier].map(({ survey, key }) => `${survey.id} ${String(survey.fiscalYear)} ${key}`);
  return figuresOf(whole.results.scores).of([tier, ...years].join(" "), () => makeFigures(whole, tier));
}

/** All results of a survey for one tier. */
export function resultView(whole: WholeResults, pages: OperatorPages, tier: Tier): ResultView {
  const { survey, index, scores } = whole.results;
  const planned = survey.state === "planned";
  const missing = scores.called - scores.submitted;
  const csv = (by: string): string => csvHref(survey.id, by, tier);
  return {
    head: surveyHead(survey, index.edition, tier, ""),
    rateName: KIND_WORDS[scores.kind].rate,
    definitions: surveyDefinitions(scores.kind),
    itemRate: KIND_WORDS[scores.kind].itemRate,
    lastLabel: LAST,
    ...figures(whole, tier),
    itemsHref: surveyItemsHref(survey.id, { tier, order: "lowest" }),
    ...operatorsView(whole.results, pages, tier),
    ...{ planned, submitted: scores.submitted > 0 },
    missingTitle: planned ? `対象の事業者　${scores.called}者` : `まだ提出がない事業者　${missing}者`,
    csv: { section: csv("section"), phase: csv("phase"), operator: csv("operator"), distribution: csv("distribution"), year: csv("year") },
  };
}
