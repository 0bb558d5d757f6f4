import { PHASES, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine, forPhases } from "@/lib/domain/scoring/count";
import type { ScorableEdition } from "@/lib/domain/scoring/measure";
import {
  histogram,
  sectorScores,
  type HistogramBand,
  type OperatorResult,
  type RateKind,
  type SectorItem,
  type SectorScores,
} from "@/lib/domain/scoring/sector";
import { mean, ONE, ratio, ZERO, type Rational } from "@/lib/domain/shared/rational";
import { exposesFewOperators, FEWEST_OPERATORS } from "@/lib/domain/survey/exposure";
import {
  FIVE_PERCENT,
  NINETY_FIVE_PERCENT,
  publishedRatio,
  type AttainmentScope,
  type Publication,
  type PublishedHistogram,
  type PublishedItem,
  type PublishedMean,
  type PublishedRate,
  type PublishedRatio,
  type PublishedScope,
} from "@/lib/domain/survey/publication";
import { attainmentSum, itemSum, restsOnSame, type Sources } from "@/lib/domain/survey/sources";

/** An operator's submission as part of a publication; `submission` names its version (its hash, say). */
export interface PublishedContribution extends OperatorResult {
  readonly submission: string;
}

const isPublishable = (item: SectorItem, sources: Sources, earlier: readonly Publication[]): boolean => {
  const known = earlier.flatMap(({ basis }) => itemSum(basis, item.id) ?? []);
  const sum = itemSum(sources, item.id);
  return sum !== null && !exposesFewOperators([...known, sum]);
};

/** Every item with the contributions that have duty in it. */
const allSources = (sector: SectorScores, contributions: readonly PublishedContribution[]): Sources => {
  const items: Record<string, number[]> = {};
  sector.operators.forEach(({ scores }, position) => {
    for (const { id, duty } of scores.items) if (duty > 0) (items[id] ??= []).push(position);
  });
  return { contributions: contributions.map(({ operatorKey, submission }) => ({ operatorKey, submission })), items };
};

const publishedItem = (item: SectorItem, published: ReadonlySet<string>): PublishedItem => {
  const { id, tier, phase, section, operators } = item;
  const place = { id, tier, phase, section };
  if (item.ratio.status !== "scored") return { ...place, status: item.ratio.status };
  if (!published.has(id)) return { ...place, status: "withheld" };
  return { ...place, status: "published", operators, ratio: publishedRatio(item.ratio.ratio) };
};

const MIDDLE_LOW = ratio(25, 1000);
const MIDDLE_HIGH = ratio(975, 1000);

const bounds = (value: PublishedRatio): { readonly middle: Rational; readonly low: Rational; readonly high: Rational } => {
  if (value.form === "exact") return { middle: value.ratio, low: value.ratio, high: value.ratio };
  return value.form === "atMost5"
    ? { middle: MIDDLE_LOW, low: ZERO, high: FIVE_PERCENT }
    : { middle: MIDDLE_HIGH, low: NINETY_FIVE_PERCENT, high: ONE };
};

const publishedMean = (ratios: readonly PublishedRatio[]): PublishedMean | null => {
  const ranges = ratios.map(bounds);
  const middle = mean(ranges.map((range) => range.middle));
  const low = mean(ranges.map((range) => range.low));
  const high = mean(ranges.map((range) => range.high));
  return middle === null || low === null || high === null ? null : { rate: publishedRatio(middle), low, high };
};

const publishedScope = (items: readonly PublishedItem[]): PublishedScope => {
  const ratios = items.flatMap((item) => (item.status === "published" ? [item.ratio] : []));
  return {
    publishedItems: ratios.length,
    withheldItems: items.filter(({ status }) => status === "withheld").length,
    implementationRate: publishedMean(ratios),
  };
};

const byTier = <Value>(of: (tier: Tier) => Value): Readonly<Record<Tier, Value>> => ({
  required: of("required"),
  reference: of("reference"),
});

/** Neighbouring bands joined, from the lowest, until each holds no operator or at least three; null if none can. */
export const mergeBands = (bands: readonly HistogramBand[]): readonly HistogramBand[] | null => {
  const join = (a: HistogramBand, b: HistogramBand) => ({ from: a.from, to: b.to, operators: a.operators + b.operators });
  const holdsFew = ({ operators }: HistogramBand): boolean => operators > 0 && operators < FEWEST_OPERATORS;
  const merged: HistogramBand[] = [];
  for (const band of bands) {
    const last = merged.at(-1);
    if (last !== undefined && holdsFew(last)) merged.splice(-1, 1, join(last, band));
    else merged.push(band);
  }
  for (;;) {
    const [before, last] = merged.slice(-2);
    if (before === undefined || last === undefined || !holdsFew(last)) break;
    merged.splice(-2, 2, join(before, last));
  }
  return merged.some(holdsFew) ? null : merged;
};

const publishedHistogram = (rates: readonly Rational[], comparable: boolean): PublishedHistogram => {
  if (rates.length === 0) return { status: "none" };
  const bands = comparable ? mergeBands(histogram(rates)) : null;
  return bands === null ? { status: "withheld" } : { status: "published", bands };
};

/** Which 到達率 can be published, the tiers' before the phases': each only if all together still expose nobody. */
const publishableAttainment = (edition: ScorableEdition, sources: Sources, earlier: readonly Publication[]) =>
  TIERS.flatMap((tier) => {
    const known = earlier.flatMap(({ basis }) =>
      basis.attainment.filter((one) => one.tier === tier).map(({ scope }) => attainmentSum(edition, basis, tier, scope)),
    );
    const scopes: AttainmentScope[] = [];
    for (const scope of ["all", ...PHASES] as const) {
      const sum = attainmentSum(edition, sources, tier, scope);
      if (sum.size === 0 || exposesFewOperators([...known, sum])) continue;
      known.push(sum);
      scopes.push(scope);
    }
    return scopes.map((scope) => ({ tier, scope }));
  });

/**
 * One publication of a closed survey that gives away nothing about one or two operators (DESIGN.md 4). In: one
 * submission per operator, how many were called, and every earlier publication of the survey. Withheld are item cells
 * that rest on one or two operators, or would by comparison with an earlier publication (complementary suppression).
 * 実施率 of sections, phases and tiers uses the published item figures and nothing else, so no withheld cell stands in
 * a total; 到達率 and histograms count published items only, and are withheld where combining them, or comparing them
 * with earlier ones, would isolate an operator. Out: the figures for everyone, and the basis that stays inside.
 */
export const publish = (
  edition: ScorableEdition,
  contributions: readonly PublishedContribution[],
  called: number,
  earlier: readonly Publication[],
): Publication => {
  const sector = sectorScores(edition, contributions, called);
  const all = allSources(sector, contributions);
  const published = new Set(sector.items.filter((item) => isPublishable(item, all, earlier)).map(({ id }) => id));
  const sources: Sources = {
    contributions: all.contributions,
    items: Object.fromEntries(Object.entries(all.items).filter(([id]) => published.has(id))),
  };
  const open = sectorScores(
    { ...edition, items: edition.items.filter(({ id }) => published.has(id)) },
    contributions,
    called,
  );
  const items = sector.items.map((item) => publishedItem(item, published));
  const attainment = publishableAttainment(edition, sources, earlier);
  const attainmentRate = (tier: Tier, scope: AttainmentScope): PublishedRate => {
    const figures = (scope === "all" ? open.tiers : open.byPhase[scope])[tier];
    if (figures.attainmentRate === null) return { status: "none" };
    if (!attainment.some((one) => one.tier === tier && one.scope === scope)) return { status: "withheld" };
    return { status: "published", operators: figures.operators, rate: publishedRatio(figures.attainmentRate) };
  };
  const whole = (within: readonly PublishedItem[], tier: Tier, scope: AttainmentScope) => ({
    ...publishedScope(within.filter((item) => item.tier === tier)),
    attainmentRate: attainmentRate(tier, scope),
  });
  const histogramOf = (tier: Tier, kind: RateKind): PublishedHistogram => {
    const before = earlier.filter(({ basis }) => basis.histograms.some((one) => one.tier === tier && one.kind === kind));
    const rates = open.distributions[tier][kind].rates.map(({ rate }) => rate);
    return publishedHistogram(rates, before.every(({ basis }) => restsOnSame(edition, tier, basis, sources)));
  };
  const histograms = byTier((tier) => ({
    implementationRate: histogramOf(tier, "implementationRate"),
    attainmentRate: histogramOf(tier, "attainmentRate"),
  }));
  const kinds = ["implementationRate", "attainmentRate"] as const;
  return {
    figures: {
      edition: edition.id,
      kind: edition.kind,
      engine: sector.engine,
      called,
      submitted: sector.submitted,
      graspRate: sector.graspRate,
      tiers: byTier((tier) => whole(items, tier, "all")),
      byPhase: forPhases((phase) => byTier((tier) => whole(items.filter((item) => item.phase === phase), tier, phase))),
      bySection: Object.fromEntries(
        [...bySectionLine(edition, items)].map(([id, within]) => [
          id,
          byTier((tier) => publishedScope(within.filter((item) => item.tier === tier))),
        ]),
      ),
      items,
      histograms,
    },
    basis: {
      ...sources,
      attainment,
      histograms: TIERS.flatMap((tier) =>
        kinds.filter((kind) => histograms[tier][kind].status === "published").map((kind) => ({ tier, kind })),
      ),
    },
  };
};
