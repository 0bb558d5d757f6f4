import { PHASES, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import type { ItemScore } from "@/lib/domain/scoring/measure";
import type { SectorScores } from "@/lib/domain/scoring/sector";
import { ratio, ZERO } from "@/lib/domain/shared/rational";
import { exposesFewOperators, type Part } from "@/lib/domain/survey/exposure";
import type { AttainmentScope } from "@/lib/domain/survey/publication";

interface AttainmentFigure {
  readonly tier: Tier;
  readonly scope: AttainmentScope;
}

const isIn = (scope: AttainmentScope, { phase }: { readonly phase: string }): boolean => scope === "all" || scope === phase;

type Duties = ReadonlyMap<string, ItemScore>;

/** The weight with which each item enters the 到達率 of some scopes: 1 ÷ the operator's items there ÷ operators with items there. */
const partsOf = (items: readonly SectorScores["items"][number][], operators: readonly Duties[], scopes: readonly AttainmentScope[]) => {
  const own = scopes.map((scope) => operators.map((duties) => [...duties.values()].filter((score) => isIn(scope, score)).length));
  const shares = own.map((counts) => counts.map((count) => ratio(1, Math.max(1, count * counts.filter((one) => one > 0).length))));
  return items.map((item) =>
    operators.flatMap((duties, operator): readonly Part[] => {
      const score = duties.get(item.id);
      if (score === undefined) return [];
      const weights = scopes.map((scope, at) => (isIn(scope, item) ? (shares[at]?.[operator] ?? ZERO) : ZERO));
      return [{ operator, singleAnswer: score.duty === 1, weights }];
    }),
  );
};

/**
 * The 到達率 that can be published beside the figures of the same items, each of which has at least three operators with duty.
 * Tiers come before phases; each is included only if all of them together expose nobody.
 */
export const publishableAttainment = (published: SectorScores): readonly AttainmentFigure[] =>
  TIERS.flatMap((tier) => {
    const items = published.items.filter((item) => item.tier === tier);
    const operators = published.operators.map(({ scores }) => {
      const duties = scores.items.filter((score) => score.tier === tier && score.duty > 0);
      return new Map(duties.map((score) => [score.id, score]));
    });
    const chosen = (["all", ...PHASES] as const).reduce<readonly AttainmentScope[]>(
      (scopes, scope) => (exposesFewOperators(partsOf(items, operators, [...scopes, scope])) ? scopes : [...scopes, scope]),
      [],
    );
    return chosen.map((scope) => ({ tier, scope }));
  });
