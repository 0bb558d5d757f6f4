import type { GuidelineKind, Phase, Tier } from "@/lib/domain/guideline/edition";
import type { HistogramBand, RateKind } from "@/lib/domain/scoring/sector";
import { compare, ONE, type Rational, ratio, subtract } from "@/lib/domain/shared/rational";

/**
 * A published share of 1: rounded to one decimal of a per cent, because the denominator of an exact fraction reveals the
 * number of respondents; near 0 or 1 only "at most" or "at least".
 */
export type PublishedRatio = { readonly form: "rounded"; readonly ratio: Rational } | { readonly form: "atMost" | "atLeast"; readonly ratio: Rational };

export type PublishedItem = {
  readonly id: string;
  readonly tier: Tier;
  readonly phase: Phase;
  readonly section: string;
} & (
  | { readonly status: "published"; readonly operators: number; readonly ratio: PublishedRatio }
  | { readonly status: "withheld" | "noDuty" | "notGrasped" | "notAsked" }
);

/**
 * 実施率 over published items, computed from the published ratios alone: a share given as "at most" ("at least") enters as the
 * middle of its range, and `low` and `high` are the resulting bounds. It reveals nothing beyond the items.
 */
export interface PublishedMean {
  readonly rate: Rational;
  readonly low: Rational;
  readonly high: Rational;
}

/** A figure over operators: published, withheld, or without any operator that has duty in published items. */
export type PublishedRate =
  | { readonly status: "published"; readonly operators: number; readonly rate: PublishedRatio }
  | { readonly status: "withheld" | "none" };

export interface PublishedScope {
  readonly publishedItems: number;
  readonly withheldItems: number;
  readonly implementationRate: PublishedMean | null;
}
/** Tiers and phases also have 到達率: the plain mean of the operators' 到達率 over the published items. */
export interface PublishedWhole extends PublishedScope {
  readonly attainmentRate: PublishedRate;
}

/** Bands of operators' rates over published items, merged until each holds 0 or at least 3 operators; at least two bands hold some. */
export type PublishedHistogram = { readonly status: "published"; readonly bands: readonly HistogramBand[] } | { readonly status: "withheld" | "none" };

/** How many operators submitted, and 調査の把握率; withheld for fewer than three. */
export type PublishedReplies =
  | { readonly status: "published"; readonly submitted: number; readonly graspRate: Rational | null }
  | { readonly status: "withheld" };

export type ByTier<Value> = Readonly<Record<Tier, Value>>;

/** The figures that anyone may see. */
export interface PublishedFigures {
  readonly edition: string;
  readonly kind: GuidelineKind;
  readonly engine: string;
  readonly called: number;
  readonly replies: PublishedReplies;
  readonly tiers: ByTier<PublishedWhole>;
  readonly byPhase: Readonly<Record<Phase, ByTier<PublishedWhole>>>;
  readonly bySection: Readonly<Record<string, ByTier<PublishedScope>>>;
  readonly items: readonly PublishedItem[];
  readonly histograms: ByTier<Readonly<Record<RateKind, PublishedHistogram>>>;
}

export type AttainmentScope = "all" | Phase;

/** One version of an operator's submission. */
export interface Submitted {
  readonly operatorKey: string;
  readonly submission: string;
}

/** One frozen publication of a closed survey. */
export interface Publication {
  readonly figures: PublishedFigures;
  /**
   * The submissions behind the figures, empty if everything was withheld. Kept with the publication and never published, so
   * that later ones can be checked against it.
   */
  readonly basis: readonly Submitted[];
}

/** Figures based on fewer operators are withheld (docs/design.md 4). */
export const FEWEST_OPERATORS = 3;

const FIVE_PERCENT: Rational = ratio(5, 100);

/** How near to 0 or 1 a mean over this many operators is published without distinction: 5 %, but at least one operator's whole weight. */
const endOf = (operators: number): Rational => {
  const oneOperator = ratio(1, operators);
  return compare(oneOperator, FIVE_PERCENT) > 0 ? oneOperator : FIVE_PERCENT;
};

const roundedToTenth = ({ n, d }: Rational): Rational => ratio((2000n * n + d) / (2n * d), 1000);

/**
 * The published form of the mean of this many operators' shares. Near the ends it stays open whether one of them has nothing
 * or everything: with 3 operators up to 33.3 % and from 66.7 %, with 20 or more up to 5 % and from 95 %.
 */
export const publishedRatio = (share: Rational, operators: number): PublishedRatio => {
  const end = endOf(operators);
  if (compare(share, end) <= 0) return { form: "atMost", ratio: end };
  const otherEnd = subtract(ONE, end);
  return compare(share, otherEnd) >= 0 ? { form: "atLeast", ratio: otherEnd } : { form: "rounded", ratio: roundedToTenth(share) };
};

/** The bounds that a published share reveals, apart from rounding. */
export const boundsOf = ({ form, ratio: at }: PublishedRatio): { readonly low: Rational; readonly high: Rational } =>
  form === "rounded" ? { low: at, high: at } : form === "atMost" ? { low: ratio(0, 1), high: at } : { low: at, high: ONE };
