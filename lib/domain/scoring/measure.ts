import type { GuidelineKind, Phase, Tier } from "@/lib/domain/guideline/edition";
import type { Rational } from "@/lib/domain/shared/rational";

/** The parts of an edition that scoring needs; `Edition` has them. */
export interface ScorableItem {
  readonly id: string;
  readonly tier: Tier;
  readonly phase: Phase;
  /** Id of the section. */
  readonly section: string;
  readonly order: number;
}

export interface ScorableEdition {
  readonly id: string;
  readonly kind: GuidelineKind;
  readonly items: readonly ScorableItem[];
  readonly sections: readonly { readonly id: string; readonly parent: string | null }[];
}

/**
 * Item 実施割合 I ÷ D, or why there is none: `noDuty` 責務なし (every counted answer is 該当なし), `notGrasped` 未把握 (on a sheet, but
 * without a counted answer), `notAsked` (on no sheet).
 */
export type ItemRatio =
  | { readonly status: "scored"; readonly ratio: Rational }
  | { readonly status: "noDuty" }
  | { readonly status: "notGrasped" }
  | { readonly status: "notAsked" };

/** Counts of one item over counted sheets; non-negative integers. */
export interface ItemCounts {
  readonly asked: number;
  readonly implemented: number;
  readonly partial: number;
  readonly notImplemented: number;
  readonly notApplicable: number;
}

export interface ItemScore extends ItemCounts {
  readonly id: string;
  readonly tier: Tier;
  readonly phase: Phase;
  readonly section: string;
  /** D = implemented + partial + notImplemented. */
  readonly duty: number;
  readonly unanswered: number;
  readonly ratio: ItemRatio;
}

/** The figures of docs/design.md 4 over the items of one tier. Rates are shares of 1, null if undefined. */
export interface TierScore {
  /** Items on counted sheets. */
  readonly items: number;
  readonly itemsWithDuty: number;
  /** Items with I = D > 0. */
  readonly attainedItems: number;
  /** 実施率 (規定率 of a policy guideline). */
  readonly implementationRate: Rational | null;
  /** 到達率. */
  readonly attainmentRate: Rational | null;
  /** 自己点検実施率 (3.3.1.1(1)): Σ I ÷ Σ (D + notApplicable). */
  readonly selfCheckRate: Rational | null;
  /** 充足度, our own figure: 実施率 with partial = ½. */
  readonly fulfilment: Rational | null;
}

export type Tiers = Readonly<Record<Tier, TierScore>>;

/** 把握率: counted sheets ÷ sheets handed out (withdrawn ones are in neither); null if none was handed out. */
export interface Grasp {
  readonly handedOut: number;
  readonly counted: number;
  readonly rate: Rational | null;
}

export const SCORE_GROUPINGS = ["role", "department", "system", "phase", "section"] as const;
export type ScoreGrouping = (typeof SCORE_GROUPINGS)[number];

export interface ScoreGroup {
  /** Role, phase, or id of the department, system or section; null: sheets without a department (system). */
  readonly key: string | null;
  readonly grasp: Grasp;
  readonly tiers: Tiers;
}

export interface Scores {
  readonly edition: string;
  readonly kind: GuidelineKind;
  readonly engine: string;
  readonly grasp: Grasp;
  readonly tiers: Tiers;
  readonly byPhase: Readonly<Record<Phase, Tiers>>;
  /** Every section of the edition by id; a section's figures include the sections below it. */
  readonly bySection: Readonly<Record<string, Tiers>>;
  /** The property that groups are formed by; null: no groups were requested. */
  readonly by: ScoreGrouping | null;
  readonly groups: readonly ScoreGroup[];
  /** Every item of the edition in printed order, including items on no sheet. */
  readonly items: readonly ItemScore[];
}
