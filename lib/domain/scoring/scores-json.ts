import type { Tier } from "@/lib/domain/guideline/edition";
import type { Grasp, ItemScore, Tiers } from "@/lib/domain/scoring/measure";
import { type Rational, toNumber } from "@/lib/domain/shared/rational";

export interface TierJson {
  readonly items: number;
  readonly itemsWithDuty: number;
  readonly implementationRate: number | null;
  readonly attainmentRate: number | null;
  readonly selfCheckRate: number | null;
  readonly fulfilment: number | null;
}
export type TiersJson = Readonly<Record<Tier, TierJson>>;
export interface GraspJson {
  readonly handedOut: number;
  readonly handedIn: number;
  readonly rate: number | null;
}
export interface ItemJson {
  readonly id: string;
  readonly duty: number;
  readonly implemented: number;
  readonly partial: number;
  readonly notImplemented: number;
  readonly notApplicable: number;
  readonly unanswered: number;
  readonly ratio: number | null;
}
/** The Scores of docs/design.md 9. `groups` only if groups were requested. */
export interface ScoresJson {
  readonly edition: string;
  readonly grasp: GraspJson;
  readonly tiers: TiersJson;
  readonly byPhase: Readonly<Record<string, TiersJson>>;
  readonly bySection: Readonly<Record<string, TiersJson>>;
  readonly groups?: readonly { readonly key: string | null; readonly grasp: GraspJson; readonly tiers: TiersJson }[];
  readonly items: readonly ItemJson[];
}

/** A rate from 0 to 1, rounded only as a number is; null where it is undefined. */
export const numberOf = (rate: Rational | null): number | null => (rate === null ? null : toNumber(rate));

/** In the API what counts is called `handedIn` (docs/design.md 9). */
export const graspJson = ({ handedOut, counted, rate }: Grasp): GraspJson => ({ handedOut, handedIn: counted, rate: numberOf(rate) });

export const tiersJson = (tiers: Tiers): TiersJson => {
  const one = (tier: Tier): TierJson => ({
    items: tiers[tier].items,
    itemsWithDuty: tiers[tier].itemsWithDuty,
    implementationRate: numberOf(tiers[tier].implementationRate),
    attainmentRate: numberOf(tiers[tier].attainmentRate),
    selfCheckRate: numberOf(tiers[tier].selfCheckRate),
    fulfilment: numberOf(tiers[tier].fulfilment),
  });
  return { required: one("required"), reference: one("reference") };
};

export const itemJson = ({ id, duty, implemented, partial, notImplemented, notApplicable, unanswered, ratio }: ItemScore) => ({
  ...{ id, duty, implemented, partial, notImplemented, notApplicable, unanswered },
  ratio: ratio.status === "scored" ? toNumber(ratio.ratio) : null,
});
