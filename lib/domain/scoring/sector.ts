import { type GuidelineKind, type Phase, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine, forPhases, graspOf, scoreItems } from "@/lib/domain/scoring/count";
import type { Grasp, ItemCounts, ItemRatio, ItemScore, ScorableEdition, Scores } from "@/lib/domain/scoring/measure";
import { ENGINE_VERSION, scoresOver } from "@/lib/domain/scoring/score";
import { mean, type Rational, ratio } from "@/lib/domain/shared/rational";

/** What one operator submitted: per-item counts over all its sheets, and its sheets. */
export interface OperatorResult {
  readonly operatorKey: string;
  readonly handedOut: number;
  readonly counted: number;
  readonly items: readonly (ItemCounts & { readonly item: string })[];
}

/** One item over operators; each operator weighs the same. */
export interface SectorItem {
  readonly id: string;
  readonly tier: Tier;
  readonly phase: Phase;
  readonly section: string;
  /** Operators with the item on counted sheets. */
  readonly operatorsAsked: number;
  /** n: operators with duty (D > 0), whose ratios the mean is taken over. */
  readonly operators: number;
  /** Operators with I = D > 0. */
  readonly attainedOperators: number;
  /** 達成事業者割合: attainedOperators ÷ operators. */
  readonly attainedOperatorRate: Rational | null;
  /** Plain mean of the operators' 実施割合. */
  readonly ratio: ItemRatio;
}

export interface SectorTier {
  /** Items that any operator was asked. */
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
export type RateKind = "implementationRate" | "attainmentRate";

export interface SectorScores {
  readonly edition: string;
  readonly kind: GuidelineKind;
  readonly engine: string;
  readonly called: number;
  readonly submitted: number;
  /** 調査の把握率: operators that submitted ÷ operators called; null where none was called. */
  readonly graspRate: Rational | null;
  /** Sheets of all operators together. */
  readonly sheets: Grasp;
  readonly tiers: SectorTiers;
  readonly byPhase: Readonly<Record<Phase, SectorTiers>>;
  readonly bySection: Readonly<Record<string, SectorTiers>>;
  /** Every item of the edition in printed order. */
  readonly items: readonly SectorItem[];
  readonly operators: readonly { readonly operatorKey: string; readonly scores: Scores }[];
  readonly distributions: Readonly<Record<Tier, Readonly<Record<RateKind, Distribution>>>>;
}

/** The scores of one operator's submitted counts; the same engine as for a cycle. */
export const operatorScores = (edition: ScorableEdition, operator: OperatorResult): Scores => {
  const counts = new Map(operator.items.map((one) => [one.item, one]));
  return scoresOver(edition, scoreItems(edition, counts), graspOf(operator.handedOut, operator.counted));
};

const BAND_POINTS = 10;

/** Which band of 10 points a rate falls in, from 0; 100 % falls in the last. */
export const bandOf = (rate: Rational): number => Math.min(9, Number((rate.n * 10n) / rate.d));

/** Ten bands of ten points with the number of rates in each. */
export const histogram = (rates: readonly Rational[]): readonly HistogramBand[] =>
  Array.from({ length: 10 }, (_, band) => ({
    from: band * BAND_POINTS,
    to: (band + 1) * BAND_POINTS,
    operators: rates.filter((rate) => bandOf(rate) === band).length,
  }));

const sectorRatio = (scores: readonly ItemScore[], ratios: readonly Rational[]): ItemRatio => {
  const value = mean(ratios);
  if (value !== null) return { status: "scored", ratio: value };
  if (scores.some((score) => score.ratio.status === "noDuty")) return { status: "noDuty" };
  return { status: scores.some((score) => score.ratio.status === "notGrasped") ? "notGrasped" : "notAsked" };
};

/** One item from the scores the operators have on it. */
const sectorItem = (scores: readonly ItemScore[], item: ScorableEdition["items"][number]): SectorItem => {
  const withDuty = scores.filter(({ duty }) => duty > 0);
  const attained = withDuty.filter(({ implemented, duty }) => implemented === duty).length;
  const ratios = withDuty.map(({ implemented, duty }) => ratio(implemented, duty));
  const { id, tier, phase, section } = item;
  return {
    ...{ id, tier, phase, section },
    operatorsAsked: scores.filter(({ asked }) => asked > 0).length,
    operators: withDuty.length,
    attainedOperators: attained,
    attainedOperatorRate: withDuty.length === 0 ? null : ratio(attained, withDuty.length),
    ratio: sectorRatio(scores, ratios),
  };
};

/** Figures over some items: `rates` are the operators' own 到達率 over the same items. */
const sectorTier = (items: readonly SectorItem[], rates: readonly (Rational | null)[]): SectorTier => {
  const known = rates.filter((rate) => rate !== null);
  const withDuty = items.filter(({ operators }) => operators > 0);
  return {
    items: items.filter(({ operatorsAsked }) => operatorsAsked > 0).length,
    itemsWithDuty: withDuty.length,
    operators: known.length,
    implementationRate: mean(items.flatMap((item) => (item.ratio.status === "scored" ? [item.ratio.ratio] : []))),
    attainmentRate: mean(known),
    attainedByAll: withDuty.filter((item) => item.attainedOperators === item.operators).length,
  };
};

type TierRates = (operator: Scores) => { readonly [tier in Tier]: { readonly attainmentRate: Rational | null } };

const sectorTiers = (items: readonly SectorItem[], operators: readonly Scores[], tiersOf: TierRates): SectorTiers => {
  const one = (tier: Tier): SectorTier =>
    sectorTier(
      items.filter((item) => item.tier === tier),
      operators.map((operator) => tiersOf(operator)[tier].attainmentRate),
    );
  return { required: one("required"), reference: one("reference") };
};

const distribution = (operators: SectorScores["operators"], tier: Tier, kind: RateKind): Distribution => {
  const rates = operators.flatMap(({ operatorKey, scores }) => {
    const rate = scores.tiers[tier][kind];
    return rate === null ? [] : [{ operatorKey, rate }];
  });
  return { rates, bands: histogram(rates.map(({ rate }) => rate)) };
};

/**
 * 浸透状況 over operators (docs/design.md 4): each operator weighs the same, so that a large one does not drown a small one.
 * In: what each submitted and how many were called. Out: exact shares of 1, null or a named status where undefined.
 * Counts of items the edition does not have are ignored. For the ministry of the sector only: nothing is withheld.
 */
export const sectorScores = (edition: ScorableEdition, results: readonly OperatorResult[], called: number): SectorScores => {
  const operators = results.map((result) => ({
    operatorKey: result.operatorKey,
    scores: operatorScores(edition, result),
  }));
  const all = operators.map(({ scores }) => scores);
  const ordered = [...edition.items].sort((a, b) => a.order - b.order);
  const items = ordered.map((item, index) =>
    sectorItem(
      all.flatMap((scores) => scores.items[index] ?? []),
      item,
    ),
  );
  const sections = [...bySectionLine(edition, items)];
  const distributionsOf = (tier: Tier) => ({
    implementationRate: distribution(operators, tier, "implementationRate"),
    attainmentRate: distribution(operators, tier, "attainmentRate"),
  });
  const sheets = all.map(({ grasp }) => grasp);
  return {
    edition: edition.id,
    kind: edition.kind,
    engine: ENGINE_VERSION,
    called,
    submitted: results.length,
    graspRate: called === 0 ? null : ratio(results.length, called),
    sheets: graspOf(
      sheets.reduce((sum, grasp) => sum + grasp.handedOut, 0),
      sheets.reduce((sum, grasp) => sum + grasp.handedIn, 0),
    ),
    tiers: sectorTiers(items, all, (scores) => scores.tiers),
    byPhase: forPhases((phase) =>
      sectorTiers(
        items.filter((item) => item.phase === phase),
        all,
        (scores) => scores.byPhase[phase],
      ),
    ),
    bySection: Object.fromEntries(sections.map(([id, within]) => [id, sectorTiers(within, all, (scores) => scores.bySection[id] ?? scores.tiers)])),
    items,
    operators,
    distributions: { required: distributionsOf(TIERS[0]), reference: distributionsOf(TIERS[1]) },
  };
};
