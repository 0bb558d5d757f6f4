import type { Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine, forPhases } from "@/lib/domain/scoring/count";
import type { ScorableEdition } from "@/lib/domain/scoring/measure";
import { histogram, type OperatorResult, type RateKind, type SectorItem, sectorScores } from "@/lib/domain/scoring/sector";
import { add, mean, multiply, type Rational, ratio } from "@/lib/domain/shared/rational";
import { publishableAttainment } from "@/lib/domain/survey/attainment";
import { mergeBands } from "@/lib/domain/survey/bands";
import {
  type AttainmentScope,
  type ByTier,
  boundsOf,
  FEWEST_OPERATORS,
  type Publication,
  type PublishedHistogram,
  type PublishedItem,
  type PublishedMean,
  type PublishedRate,
  type PublishedScope,
  publishedRatio,
  type Submitted,
} from "@/lib/domain/survey/publication";

/** An operator's submission as a part of a publication; `submission` identifies its version (for example by its hash). */
export interface PublishedContribution extends OperatorResult, Submitted {}

const namesOf = (submissions: readonly Submitted[]): string =>
  JSON.stringify(submissions.map(({ operatorKey, submission }) => JSON.stringify([operatorKey, submission])).sort());

/**
 * Whether a publication of these submissions may reveal anything. Only who submitted decides, because withholding figures for
 * their content would reveal something about it. Not for fewer than three operators. After an earlier publication of the
 * survey, only for the same submissions, because the difference would be about the few others.
 */
const maySpeak = (submissions: readonly Submitted[], earlier: readonly Publication[]): boolean =>
  submissions.length >= FEWEST_OPERATORS && earlier.every(({ basis }) => basis.length === 0 || namesOf(basis) === namesOf(submissions));

const publishedItem = (item: SectorItem, speaks: boolean): PublishedItem => {
  const { id, tier, phase, section, operators } = item;
  const place = { id, tier, phase, section };
  if (!speaks) return { ...place, status: "withheld" };
  if (item.ratio.status !== "scored") return { ...place, status: item.ratio.status };
  if (operators < FEWEST_OPERATORS) return { ...place, status: "withheld" };
  return { ...place, status: "published", operators, ratio: publishedRatio(item.ratio.ratio, operators) };
};

const HALF = ratio(1, 2);

const publishedMean = (items: readonly PublishedItem[]): PublishedMean | null => {
  const ranges = items.flatMap((item) => (item.status === "published" ? [boundsOf(item.ratio)] : []));
  const low = mean(ranges.map((range) => range.low));
  const high = mean(ranges.map((range) => range.high));
  if (low === null || high === null) return null;
  return { rate: multiply(add(low, high), HALF), low, high };
};

const publishedScope = (items: readonly PublishedItem[]): PublishedScope => ({
  publishedItems: items.filter(({ status }) => status === "published").length,
  withheldItems: items.filter(({ status }) => status === "withheld").length,
  implementationRate: publishedMean(items),
});

const byTier = <Value>(of: (tier: Tier) => Value): ByTier<Value> => ({ required: of("required"), reference: of("reference") });

const publishedHistogram = (rates: readonly Rational[]): PublishedHistogram => {
  if (rates.length === 0) return { status: "none" };
  const bands = mergeBands(histogram(rates));
  return bands === null ? { status: "withheld" } : { status: "published", bands };
};

/**
 * One publication of a closed survey that singles out no one or two operators (docs/design.md 4). In: one submission per
 * operator, the number of operators called, and every earlier publication of the survey. While fewer than three operators
 * submitted, and if other submissions were published before, everything is withheld, statuses and counts too. Otherwise item
 * figures are withheld if one or two operators have duty. 実施率 of sections, phases and tiers uses the published item figures
 * and nothing else, so no withheld cell is part of a total; 到達率 and histograms count published items only and are withheld if
 * they would isolate an operator. Out: the figures for everyone, and the basis, which is never published.
 */
export const publish = (
  edition: ScorableEdition,
  contributions: readonly PublishedContribution[],
  called: number,
  earlier: readonly Publication[],
): Publication => {
  const sector = sectorScores(edition, contributions, called);
  const speaks = maySpeak(contributions, earlier);
  const items = sector.items.map((item) => publishedItem(item, speaks));
  const published = new Set(items.filter(({ status }) => status === "published").map(({ id }) => id));
  const open = sectorScores({ ...edition, items: edition.items.filter(({ id }) => published.has(id)) }, contributions, called);
  const attainment = publishableAttainment(open);
  const attainmentRate = (tier: Tier, scope: AttainmentScope): PublishedRate => {
    const { attainmentRate: rate, operators } = (scope === "all" ? open.tiers : open.byPhase[scope])[tier];
    if (rate === null) return { status: speaks ? "none" : "withheld" };
    const isChosen = attainment.some((one) => one.tier === tier && one.scope === scope);
    return isChosen ? { status: "published", operators, rate: publishedRatio(rate, operators) } : { status: "withheld" };
  };
  const whole = (within: readonly PublishedItem[], tier: Tier, scope: AttainmentScope) => ({
    ...publishedScope(within.filter((item) => item.tier === tier)),
    attainmentRate: attainmentRate(tier, scope),
  });
  const histogramOf = (tier: Tier, kind: RateKind): PublishedHistogram =>
    speaks ? publishedHistogram(open.distributions[tier][kind].rates.map(({ rate }) => rate)) : { status: "withheld" };
  const { submitted, graspRate } = sector;
  return {
    figures: {
      edition: edition.id,
      kind: edition.kind,
      engine: sector.engine,
      called,
      replies: submitted < FEWEST_OPERATORS ? { status: "withheld" } : { status: "published", submitted, graspRate },
      tiers: byTier((tier) => whole(items, tier, "all")),
      byPhase: forPhases((phase) =>
        byTier((tier) =>
          whole(
            items.filter((item) => item.phase === phase),
            tier,
            phase,
          ),
        ),
      ),
      bySection: Object.fromEntries(
        [...bySectionLine(edition, items)].map(([id, within]) => [id, byTier((tier) => publishedScope(within.filter((item) => item.tier === tier)))]),
      ),
      items,
      histograms: byTier((tier) => ({
        implementationRate: histogramOf(tier, "implementationRate"),
        attainmentRate: histogramOf(tier, "attainmentRate"),
      })),
    },
    basis: speaks ? contributions.map(({ operatorKey, submission }) => ({ operatorKey, submission })) : [],
  };
};
