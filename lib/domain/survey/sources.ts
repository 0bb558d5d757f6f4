import type { Phase, Tier } from "@/lib/domain/guideline/edition";
import type { ScorableEdition } from "@/lib/domain/scoring/measure";
import { ONE, ratio, type Rational } from "@/lib/domain/shared/rational";
import type { Contributions } from "@/lib/domain/survey/exposure";
import type { AttainmentScope, PublicationBasis } from "@/lib/domain/survey/publication";

/** Which submissions the published items rest on. */
export type Sources = Pick<PublicationBasis, "contributions" | "items">;

const contributionAt = (contributions: Sources["contributions"], position: number): Sources["contributions"][number] => {
  const contribution = contributions[position];
  if (contribution === undefined) throw new Error(`no contribution at ${position}`);
  return contribution;
};

/** Who puts its 実施割合 on an item into the published mean. A corrected submission is another unknown. */
export const itemSum = ({ contributions, items }: Sources, item: string): Contributions | null => {
  const positions = items[item];
  if (positions === undefined) return null;
  return new Map(
    positions.flatMap((position) => {
      const { operatorKey, submission } = contributionAt(contributions, position);
      return [[operatorKey, new Map([[submission, ONE]])] as const];
    }),
  );
};

/** For each contribution its published items with duty, tier and scope given, by phase. */
const dutiesOf = (edition: ScorableEdition, { items }: Sources, tier: Tier, scope: AttainmentScope) => {
  const duties = new Map<number, Map<Phase, string[]>>();
  for (const { id, phase } of edition.items.filter((item) => item.tier === tier)) {
    if (scope !== "all" && scope !== phase) continue;
    for (const position of items[id] ?? []) {
      const phases = duties.get(position) ?? new Map<Phase, string[]>();
      duties.set(position, phases.set(phase, [...(phases.get(phase) ?? []), id]));
    }
  }
  return duties;
};

/** How 到達率 of a scope is put together: for each operator its attained items of each phase ÷ its items ÷ operators. */
export const attainmentSum = (edition: ScorableEdition, sources: Sources, tier: Tier, scope: AttainmentScope): Contributions => {
  const duties = dutiesOf(edition, sources, tier, scope);
  const sum = new Map<string, ReadonlyMap<string, Rational>>();
  for (const [position, phases] of duties) {
    const { operatorKey, submission } = contributionAt(sources.contributions, position);
    const items = [...phases.values()].reduce((count, ids) => count + ids.length, 0);
    const share = ratio(1, items * duties.size);
    sum.set(operatorKey, new Map([...phases.values()].map((ids) => [JSON.stringify([submission, ids]), share])));
  }
  return sum;
};

/** Whether a tier of two publications rests on exactly the same submissions and items, so that comparing tells nothing. */
export const restsOnSame = (edition: ScorableEdition, tier: Tier, one: Sources, other: Sources): boolean => {
  const basis = ({ contributions, items }: Sources): string =>
    JSON.stringify(
      edition.items
        .filter((item) => item.tier === tier)
        .map(({ id }) => [id, (items[id] ?? []).map((position) => contributionAt(contributions, position).submission).sort()]),
    );
  return basis(one) === basis(other);
};
