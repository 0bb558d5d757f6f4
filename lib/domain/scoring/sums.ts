import { PHASES, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { graspOf, sectionLines } from "@/lib/domain/scoring/count";
import type { Grasp, ItemCounts, ItemRatio, ScorableEdition, ScorableItem } from "@/lib/domain/scoring/measure";
import { type Rational, ratio, sum } from "@/lib/domain/shared/rational";

/** The addend of one operator to the figures over operators. */
export interface Addend {
  readonly handedOut: number;
  readonly counted: number;
  /** For every item of the edition in printed order; null if it is on no sheet. */
  readonly counts: readonly (ItemCounts | null)[];
}

/** Shares with one denominator: the sum of their numerators, and the number of operators. */
interface Shares {
  readonly numerators: number;
  readonly operators: number;
}
type ByDenominator = Map<number, Shares>;

/** One item over operators. */
interface ItemSum {
  /** Operators with the item on counted sheets. */
  asked: number;
  /** Operators with I = D > 0. */
  attained: number;
  /** Operators without duty: all answers 該当なし, or nothing answered. */
  noDuty: number;
  notGrasped: number;
  /** 実施割合 I ÷ D, grouped by D. */
  readonly shares: ByDenominator;
}

/** The items of a tier, all of them or those of a phase or section: 到達率 grouped by items with duty. */
type ScopeSum = Readonly<Record<Tier, ByDenominator>>;

/** Exact integer sums over operators; an operator can be added and subtracted again. `places` has the items and scopes of the edition. */
export interface SectorSums {
  readonly places: Places;
  operators: number;
  handedOut: number;
  counted: number;
  readonly items: readonly ItemSum[];
  readonly scopes: readonly ScopeSum[];
}

/** Where the items of an edition count; computed once, used for every operator. */
export interface Places {
  readonly edition: ScorableEdition;
  /** In printed order. */
  readonly items: readonly ScorableItem[];
  /** `all`, the phases and the section ids, each with its index among the scopes. */
  readonly scopes: ReadonlyMap<string, number>;
  /** For each item, the scopes that it counts for. */
  readonly lines: readonly (readonly number[])[];
}

const ALL = "all";
const phaseKey = (phase: string): string => `phase ${phase}`;
const sectionKey = (section: string): string => `section ${section}`;

export function placesOf(edition: ScorableEdition): Places {
  const items = [...edition.items].sort((a, b) => a.order - b.order);
  const lines = sectionLines(edition);
  const keys = [ALL, ...PHASES.map(phaseKey), ...[...lines.keys()].map(sectionKey)];
  const scopes = new Map(keys.map((key, at) => [key, at]));
  const placeOf = (key: string): number[] => [scopes.get(key) ?? []].flat();
  return {
    ...{ edition, items, scopes },
    lines: items.map(({ phase, section }) => [ALL, phaseKey(phase), ...(lines.get(section) ?? []).map(sectionKey)].flatMap(placeOf)),
  };
}

export const noSums = (places: Places): SectorSums => ({
  ...{ places, operators: 0, handedOut: 0, counted: 0 },
  items: places.items.map(() => ({ asked: 0, attained: 0, noDuty: 0, notGrasped: 0, shares: new Map() })),
  scopes: [...places.scopes].map(() => ({ required: new Map(), reference: new Map() })),
});

/** A copy, so that adding to it does not change the original. */
export const copyOf = (sums: SectorSums): SectorSums => ({
  ...sums,
  items: sums.items.map((item) => ({ ...item, shares: new Map(item.shares) })),
  scopes: sums.scopes.map(({ required, reference }) => ({ required: new Map(required), reference: new Map(reference) })),
});

function addShare(shares: ByDenominator, numerator: number, denominator: number, sign: 1 | -1): void {
  const before = shares.get(denominator) ?? { numerators: 0, operators: 0 };
  const operators = before.operators + sign;
  if (operators === 0) shares.delete(denominator);
  else shares.set(denominator, { numerators: before.numerators + sign * numerator, operators });
}

/** Adds an operator to the sums in place, or subtracts one that was added (`sign` -1). */
export function addOperator(sums: SectorSums, { handedOut, counted, counts }: Addend, sign: 1 | -1 = 1): void {
  const { items, lines } = sums.places;
  /** For each scope and tier, the items with duty and those attained. */
  const withDuty = new Int32Array(sums.scopes.length * TIERS.length);
  const attained = new Int32Array(withDuty.length);
  sums.operators += sign;
  sums.handedOut += sign * handedOut;
  sums.counted += sign * counted;
  for (const [at, item] of sums.items.entries()) {
    const own = counts[at];
    if (!own) continue;
    const duty = own.implemented + own.partial + own.notImplemented;
    if (own.asked > 0) item.asked += sign;
    if (duty === 0) {
      item[own.notApplicable > 0 ? "noDuty" : "notGrasped"] += sign;
      continue;
    }
    const reached = own.implemented === duty ? 1 : 0;
    item.attained += sign * reached;
    addShare(item.shares, own.implemented, duty, sign);
    const tier = TIERS.indexOf(items[at]?.tier ?? TIERS[0]);
    for (const scope of lines[at] ?? []) {
      const place = scope * TIERS.length + tier;
      withDuty[place] = (withDuty[place] ?? 0) + 1;
      attained[place] = (attained[place] ?? 0) + reached;
    }
  }
  for (const [scope, tiers] of sums.scopes.entries()) {
    for (const [tier, name] of TIERS.entries()) {
      const place = scope * TIERS.length + tier;
      const duty = withDuty[place] ?? 0;
      if (duty > 0) addShare(tiers[name], attained[place] ?? 0, duty, sign);
    }
  }
}

/** The plain mean over operators, with their number; null if there are none. */
function meanOf(shares: ByDenominator): { readonly operators: number; readonly mean: Rational | null } {
  const operators = [...shares.values()].reduce((all, one) => all + one.operators, 0);
  if (operators === 0) return { operators, mean: null };
  const total = sum([...shares].map(([denominator, { numerators }]) => ({ n: BigInt(numerators), d: BigInt(denominator) })));
  return { operators, mean: ratio(total.n, total.d * BigInt(operators)) };
}

export interface ItemMean {
  readonly operatorsAsked: number;
  readonly operators: number;
  readonly attainedOperators: number;
  readonly ratio: ItemRatio;
}

/** The plain mean of the operators' 実施割合 for the item at this index in printed order, or why there is none. Null if there is no such item. */
export function itemMean({ items }: SectorSums, at: number): ItemMean | null {
  const item = items[at];
  if (!item) return null;
  const { asked, attained, noDuty, notGrasped, shares } = item;
  const { operators, mean } = meanOf(shares);
  const none = noDuty > 0 ? "noDuty" : notGrasped > 0 ? "notGrasped" : "notAsked";
  return { operatorsAsked: asked, operators, attainedOperators: attained, ratio: mean === null ? { status: none } : { status: "scored", ratio: mean } };
}

/** The operators with duty in a scope, and the plain mean of their 到達率. */
export interface AttainmentMean {
  readonly operators: number;
  readonly attainmentRate: Rational | null;
}

/** 到達率 over operators, for all items, a phase's or a section's, in one tier. */
export function attainmentMean(sums: SectorSums, scope: { readonly phase: string } | { readonly section: string } | null, tier: Tier): AttainmentMean {
  const key = scope === null ? ALL : "phase" in scope ? phaseKey(scope.phase) : sectionKey(scope.section);
  const shares = sums.scopes[sums.places.scopes.get(key) ?? -1]?.[tier];
  const { operators, mean } = shares ? meanOf(shares) : { operators: 0, mean: null };
  return { operators, attainmentRate: mean };
}

/** Sheets of all operators together. */
export const sheetsOf = ({ handedOut, counted }: SectorSums): Grasp => graspOf(handedOut, counted);
