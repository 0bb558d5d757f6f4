import type { Phase, Tier } from "@/lib/domain/guideline/edition";
import type { Grasp, ItemCounts, ItemRatio, ItemScore, ScorableEdition, ScorableItem, TierScore, Tiers } from "@/lib/domain/scoring/measure";
import { type Rational, ratio, sum } from "@/lib/domain/shared/rational";

const NOTHING: ItemCounts = { asked: 0, implemented: 0, partial: 0, notImplemented: 0, notApplicable: 0 };

export const addCounts = (a: ItemCounts, b: ItemCounts): ItemCounts => ({
  asked: a.asked + b.asked,
  implemented: a.implemented + b.implemented,
  partial: a.partial + b.partial,
  notImplemented: a.notImplemented + b.notImplemented,
  notApplicable: a.notApplicable + b.notApplicable,
});

const itemRatio = (counts: ItemCounts | undefined, duty: number): ItemRatio => {
  if (counts === undefined) return { status: "notAsked" };
  if (duty > 0) return { status: "scored", ratio: ratio(counts.implemented, duty) };
  return { status: counts.notApplicable > 0 ? "noDuty" : "notGrasped" };
};

/** Scores of one item from its counts; `undefined` means that it is on no sheet (別紙3-3, docs/design.md 4). */
export const scoreItem = (item: ScorableItem, counts: ItemCounts | undefined): ItemScore => {
  const { asked, implemented, partial, notImplemented, notApplicable } = counts ?? NOTHING;
  const duty = implemented + partial + notImplemented;
  const unanswered = asked - duty - notApplicable;
  const { id, tier, phase, section } = item;
  return {
    ...{ id, tier, phase, section, asked, duty, implemented, partial, notImplemented, notApplicable, unanswered },
    ratio: itemRatio(counts, duty),
  };
};

/** Scores of every item of the edition in printed order. */
export const scoreItems = (edition: ScorableEdition, counts: ReadonlyMap<string, ItemCounts>): readonly ItemScore[] =>
  [...edition.items].sort((a, b) => a.order - b.order).map((item) => scoreItem(item, counts.get(item.id)));

/** The plain mean of the items' shares, each a numerator over a denominator above 0: added up as integers, then divided once. */
const meanShare = (items: readonly ItemScore[], numerator: (item: ItemScore) => number, denominator: (item: ItemScore) => number): Rational | null => {
  if (items.length === 0) return null;
  const byDenominator = new Map<number, number>();
  for (const item of items) byDenominator.set(denominator(item), (byDenominator.get(denominator(item)) ?? 0) + numerator(item));
  const total = sum([...byDenominator].map(([d, n]) => ({ n: BigInt(n), d: BigInt(d) })));
  return ratio(total.n, total.d * BigInt(items.length));
};

const total = (items: readonly ItemScore[], of: (item: ItemScore) => number): number => items.reduce((sum, item) => sum + of(item), 0);

/** The figures over items of one tier. */
export const scoreTier = (items: readonly ItemScore[]): TierScore => {
  const withDuty = items.filter((item) => item.duty > 0);
  const attainedItems = withDuty.filter((item) => item.implemented === item.duty).length;
  const answered = total(items, (item) => item.duty + item.notApplicable);
  return {
    items: items.filter((item) => item.asked > 0).length,
    itemsWithDuty: withDuty.length,
    attainedItems,
    implementationRate: meanShare(
      withDuty,
      (item) => item.implemented,
      (item) => item.duty,
    ),
    attainmentRate: withDuty.length === 0 ? null : ratio(attainedItems, withDuty.length),
    selfCheckRate:
      answered === 0
        ? null
        : ratio(
            total(items, (item) => item.implemented),
            answered,
          ),
    fulfilment: meanShare(
      withDuty,
      (item) => 2 * item.implemented + item.partial,
      (item) => 2 * item.duty,
    ),
  };
};

/** The figures of both tiers, separately: required and reference are never mixed. */
export const scoreTiers = (items: readonly ItemScore[]): Tiers => {
  const of = (tier: Tier): TierScore => scoreTier(items.filter((item) => item.tier === tier));
  return { required: of("required"), reference: of("reference") };
};

export const graspOf = (handedOut: number, counted: number): Grasp => ({
  handedOut,
  counted,
  rate: handedOut === 0 ? null : ratio(counted, handedOut),
});

/** One value for each phase. */
export const forPhases = <Value>(of: (phase: Phase) => Value): Readonly<Record<Phase, Value>> => ({
  plan: of("plan"),
  do: of("do"),
  check_act: of("check_act"),
});

/** For each section, the sections that it counts for: itself and all above it. A missing parent ends the line. */
export const sectionLines = (edition: Pick<ScorableEdition, "sections">): ReadonlyMap<string, readonly string[]> => {
  const parents = new Map(edition.sections.map((section) => [section.id, section.parent]));
  const lineOf = (id: string): readonly string[] => {
    const line: string[] = [];
    for (let at: string | null = id; at !== null && !line.includes(at); at = parents.get(at) ?? null) line.push(at);
    return line;
  };
  return new Map([...parents.keys()].map((id) => [id, lineOf(id)]));
};

/** Things of a section, listed under each section that they count for; every section of the edition has an entry. */
export const bySectionLine = <Thing extends { readonly section: string }>(
  edition: ScorableEdition,
  things: readonly Thing[],
): ReadonlyMap<string, readonly Thing[]> => {
  const lines = sectionLines(edition);
  const gathered = new Map<string, Thing[]>([...lines.keys()].map((id) => [id, []]));
  for (const thing of things) {
    for (const id of lines.get(thing.section) ?? []) gathered.get(id)?.push(thing);
  }
  return gathered;
};
