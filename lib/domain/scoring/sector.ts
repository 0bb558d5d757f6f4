import { type GuidelineKind, type Phase, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine, forPhases, graspOf, scoreItems } from "@/lib/domain/scoring/count";
import type { Grasp, ItemCounts, ItemRatio, ScorableEdition, ScorableItem, Scores } from "@/lib/domain/scoring/measure";
import { ENGINE_VERSION, scoresOver } from "@/lib/domain/scoring/score";
import {
  type Addend,
  type AttainmentMean,
  addOperator,
  attainmentMean,
  type ItemMean,
  itemMean,
  noSums,
  placesOf,
  type SectorSums,
  sheetsOf,
} from "@/lib/domain/scoring/sums";
import { mean, type Rational, ratio } from "@/lib/domain/shared/rational";

/** The submission of one operator: per-item counts over all its sheets, and its sheets. */
export interface OperatorResult {
  readonly operatorKey: string;
  readonly handedOut: number;
  readonly counted: number;
  readonly items: readonly (ItemCounts & { readonly item: string })[];
}

/** One item over operators; each operator has the same weight. */
export interface SectorItem {
  readonly id: string;
  readonly tier: Tier;
  readonly phase: Phase;
  readonly section: string;
  /** Operators that have the item on counted sheets. */
  readonly operatorsAsked: number;
  /** n: operators with duty (D > 0), over whose ratios the mean is taken. */
  readonly operators: number;
  /** Operators with I = D > 0. */
  readonly attainedOperators: number;
  /** 達成事業者割合: attainedOperators ÷ operators. */
  readonly attainedOperatorRate: Rational | null;
  /** Plain mean of the operators' 実施割合. */
  readonly ratio: ItemRatio;
}

export interface SectorTier {
  /** Items that were asked of any operator. */
  readonly items: number;
  readonly itemsWithDuty: number;
  /** Operators with duty in at least one of the items. */
  readonly operators: number;
  /** 実施率: mean of the item ratios. */
  readonly implementationRate: Rational | null;
  /** 到達率: plain mean of the operators' 到達率. */
  readonly attainmentRate: Rational | null;
  /** Items that every operator with duty has reached. */
  readonly attainedByAll: number;
}
export type SectorTiers = Readonly<Record<Tier, SectorTier>>;

/** Number of operators in [from, to) per cent; the last band includes 100. */
export interface HistogramBand {
  readonly from: number;
  readonly to: number;
  readonly operators: number;
}
export interface Distribution {
  /** One entry for each operator that has the rate, in the order of the operators. */
  readonly rates: readonly { readonly operatorKey: string; readonly rate: Rational }[];
  readonly bands: readonly HistogramBand[];
}
export const RATE_KINDS = ["implementationRate", "attainmentRate"] as const;
export type RateKind = (typeof RATE_KINDS)[number];
type ByRate<Value> = Readonly<Record<Tier, Readonly<Record<RateKind, Value>>>>;

/** 浸透状況 without the operators' own numbers. */
export interface SectorFigures {
  readonly edition: string;
  readonly kind: GuidelineKind;
  readonly engine: string;
  readonly called: number;
  readonly submitted: number;
  /** 調査の把握率: operators that submitted ÷ operators called; null if none was called. */
  readonly graspRate: Rational | null;
  /** Sheets of all operators together. */
  readonly sheets: Grasp;
  readonly tiers: SectorTiers;
  readonly byPhase: Readonly<Record<Phase, SectorTiers>>;
  readonly bySection: Readonly<Record<string, SectorTiers>>;
  /** Every item of the edition in printed order. */
  readonly items: readonly SectorItem[];
  readonly distributions: ByRate<Pick<Distribution, "bands">>;
}

export interface SectorScores extends SectorFigures {
  readonly operators: readonly { readonly operatorKey: string; readonly scores: Scores }[];
  readonly distributions: ByRate<Distribution>;
}

/** The scores of one operator's submitted counts; the same engine as for a cycle. */
export const operatorScores = (edition: ScorableEdition, operator: OperatorResult): Scores => {
  const counts = new Map(operator.items.map((one) => [one.item, one]));
  return scoresOver(edition, scoreItems(edition, counts), graspOf(operator.handedOut, operator.counted));
};

const BANDS = 10;
const BAND_POINTS = 10;

/** The band of 10 points that a rate falls in, from 0; 100 % falls in the last. */
export const bandOf = (rate: Rational): number => Math.min(BANDS - 1, Number((rate.n * 10n) / rate.d));

/** How many operators' rates fall in each of the ten bands, by tier and rate. */
export type BandCounts = ByRate<readonly number[]>;

/** Ten bands of ten points, from the number of rates in each. */
const bandsOf = (operators: readonly number[]): readonly HistogramBand[] =>
  Array.from({ length: BANDS }, (_, band) => ({ from: band * BAND_POINTS, to: (band + 1) * BAND_POINTS, operators: operators[band] ?? 0 }));

/** Ten bands of ten points, with the number of rates in each. */
export const histogram = (rates: readonly Rational[]): readonly HistogramBand[] => {
  const counts = Array.from({ length: BANDS }, () => 0);
  for (const rate of rates) counts[bandOf(rate)] = (counts[bandOf(rate)] ?? 0) + 1;
  return bandsOf(counts);
};

/** The figures of one item over operators. */
const sectorItem = ({ id, tier, phase, section }: ScorableItem, found: ItemMean): SectorItem => {
  const { operators, attainedOperators } = found;
  return { id, tier, phase, section, ...found, attainedOperatorRate: operators === 0 ? null : ratio(attainedOperators, operators) };
};

/** Figures over some items of a tier, with the operators' own 到達率 over the same items. */
const sectorTier = (items: readonly SectorItem[], attainment: AttainmentMean): SectorTier => {
  const withDuty = items.filter(({ operators }) => operators > 0);
  return {
    ...attainment,
    items: items.filter(({ operatorsAsked }) => operatorsAsked > 0).length,
    itemsWithDuty: withDuty.length,
    implementationRate: mean(items.flatMap((item) => (item.ratio.status === "scored" ? [item.ratio.ratio] : []))),
    attainedByAll: withDuty.filter((item) => item.attainedOperators === item.operators).length,
  };
};

/** Items per step, after which other requests get a turn; with a thousand operators an item may take up to two tenths of a millisecond. */
const ITEMS_AT_ONCE = 20;

/**
 * 浸透状況 over operators (docs/design.md 4). In: the sums over those that submitted, how many of their rates fall in each band,
 * and how many operators were called. Exact shares of 1; null or a named status if undefined. Runs in steps of some
 * milliseconds, because exact fractions over many operators are long numbers.
 */
export function* sectorInSteps(sums: SectorSums, bands: BandCounts, called: number): Generator<void, SectorFigures> {
  const { edition, items: printed } = sums.places;
  const items: SectorItem[] = [];
  for (const [at, item] of printed.entries()) {
    const found = itemMean(sums, at);
    if (found) items.push(sectorItem(item, found));
    if (at % ITEMS_AT_ONCE === 0) yield;
  }
  const over = (within: readonly SectorItem[], scope: Parameters<typeof attainmentMean>[1]): SectorTiers => {
    const one = (tier: Tier): SectorTier =>
      sectorTier(
        within.filter((item) => item.tier === tier),
        attainmentMean(sums, scope, tier),
      );
    return { required: one("required"), reference: one("reference") };
  };
  const bySection: [string, SectorTiers][] = [];
  for (const [section, within] of bySectionLine(edition, items)) {
    bySection.push([section, over(within, { section })]);
    yield;
  }
  const tiers = over(items, null);
  yield;
  const byPhase = forPhases((phase) =>
    over(
      items.filter((item) => item.phase === phase),
      { phase },
    ),
  );
  const banded = (tier: Tier) => ({
    implementationRate: { bands: bandsOf(bands[tier].implementationRate) },
    attainmentRate: { bands: bandsOf(bands[tier].attainmentRate) },
  });
  return {
    ...{ edition: edition.id, kind: edition.kind, engine: ENGINE_VERSION, called, submitted: sums.operators },
    graspRate: called === 0 ? null : ratio(sums.operators, called),
    ...{ sheets: sheetsOf(sums), tiers, byPhase, bySection: Object.fromEntries(bySection), items },
    distributions: { required: banded("required"), reference: banded("reference") },
  };
}

/** The same in one go. */
const sectorFromSums = (sums: SectorSums, bands: BandCounts, called: number): SectorFigures => {
  const steps = sectorInSteps(sums, bands, called);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};

/** The addend of an operator to the sums over operators; counts of items outside the edition are ignored. */
export const addendOf = (items: readonly { readonly id: string }[], { handedOut, counted, items: own }: Omit<OperatorResult, "operatorKey">): Addend => {
  const counts = new Map(own.map((one) => [one.item, one]));
  return { handedOut, counted, counts: items.map(({ id }) => counts.get(id) ?? null) };
};

/**
 * 浸透状況 over operators with each operator's own figures, in one go. Each operator has the same weight, so that a large one does
 * not dominate. In: the submissions, and how many operators were called. Counts of items outside the edition are ignored. Nothing
 * is withheld here: publishing (`publish` in `lib/domain/survey/suppression.ts`) begins with these figures, and withholds. Pages
 * and the API read those of `sectorInSteps`, over sums that are kept.
 */
export const sectorScores = (edition: ScorableEdition, results: readonly OperatorResult[], called: number): SectorScores => {
  const operators = results.map((result) => ({ operatorKey: result.operatorKey, scores: operatorScores(edition, result) }));
  const sums = noSums(placesOf(edition));
  for (const result of results) addOperator(sums, addendOf(sums.places.items, result));
  const distribution = (tier: Tier, kind: RateKind): Distribution => {
    const rates = operators.flatMap(({ operatorKey, scores }) => {
      const rate = scores.tiers[tier][kind];
      return rate === null ? [] : [{ operatorKey, rate }];
    });
    return { rates, bands: histogram(rates.map(({ rate }) => rate)) };
  };
  const distributionsOf = (tier: Tier) => ({
    implementationRate: distribution(tier, "implementationRate"),
    attainmentRate: distribution(tier, "attainmentRate"),
  });
  const distributions = { required: distributionsOf(TIERS[0]), reference: distributionsOf(TIERS[1]) };
  const countsOf = (tier: Tier) => ({
    implementationRate: distributions[tier].implementationRate.bands.map((band) => band.operators),
    attainmentRate: distributions[tier].attainmentRate.bands.map((band) => band.operators),
  });
  const figures = sectorFromSums(sums, { required: countsOf("required"), reference: countsOf("reference") }, called);
  return { ...figures, operators, distributions };
};
