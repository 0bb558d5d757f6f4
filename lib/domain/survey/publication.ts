import type { GuidelineKind, Phase, Tier } from "@/lib/domain/guideline/edition";
import type { HistogramBand, RateKind } from "@/lib/domain/scoring/sector";
import { compare, ratio, type Rational } from "@/lib/domain/shared/rational";

/** A published share of 1. What is at most 5 % or at least 95 % says no more than that, so 0 and 100 give nobody away. */
export type PublishedRatio =
  | { readonly form: "exact"; readonly ratio: Rational }
  | { readonly form: "atMost5" }
  | { readonly form: "atLeast95" };

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
 * 実施率 over published items, computed from the published ratios alone: what reads 5 %以下 (95 %以上) enters as 2.5 %
 * (97.5 %), and `low` and `high` are the bounds it could move between. It tells nothing the items do not.
 */
export interface PublishedMean {
  readonly rate: PublishedRatio;
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

/** Bands of operators' rates over published items, merged until each holds 0 or at least 3 operators. */
export type PublishedHistogram =
  | { readonly status: "published"; readonly bands: readonly HistogramBand[] }
  | { readonly status: "withheld" | "none" };

type ByTier<Value> = Readonly<Record<Tier, Value>>;

/** What anyone may see. */
export interface PublishedFigures {
  readonly edition: string;
  readonly kind: GuidelineKind;
  readonly engine: string;
  readonly called: number;
  readonly submitted: number;
  readonly graspRate: Rational | null;
  readonly tiers: ByTier<PublishedWhole>;
  readonly byPhase: Readonly<Record<Phase, ByTier<PublishedWhole>>>;
  readonly bySection: Readonly<Record<string, ByTier<PublishedScope>>>;
  readonly items: readonly PublishedItem[];
  readonly histograms: ByTier<Readonly<Record<RateKind, PublishedHistogram>>>;
}

export type AttainmentScope = "all" | Phase;

/** What the figures rest on: kept with the publication and never published, so that later ones can be checked against it. */
export interface PublicationBasis {
  readonly contributions: readonly { readonly operatorKey: string; readonly submission: string }[];
  /** For each published item the contributions with duty, as positions in `contributions`. */
  readonly items: Readonly<Record<string, readonly number[]>>;
  readonly attainment: readonly { readonly tier: Tier; readonly scope: AttainmentScope }[];
  readonly histograms: readonly { readonly tier: Tier; readonly kind: RateKind }[];
}

/** One frozen publication of a closed survey. */
export interface Publication {
  readonly figures: PublishedFigures;
  readonly basis: PublicationBasis;
}

export const FIVE_PERCENT: Rational = ratio(5, 100);
export const NINETY_FIVE_PERCENT: Rational = ratio(95, 100);

/** How a share is published. */
export const publishedRatio = (share: Rational): PublishedRatio => {
  if (compare(share, FIVE_PERCENT) <= 0) return { form: "atMost5" };
  return compare(share, NINETY_FIVE_PERCENT) >= 0 ? { form: "atLeast95" } : { form: "exact", ratio: share };
};
