import { heldTogether } from "@/lib/domain/access/separation";
import type { GapFacts, NotApplicableAnswer, PlaceWithGap } from "@/lib/domain/gap/facts";
import { bareReason, reasonFault } from "@/lib/domain/gap/reason";
import { type Item, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import type { ItemScore } from "@/lib/domain/scoring/measure";
import { grouped } from "@/lib/domain/shared/grouped";
import { oncePer } from "@/lib/domain/shared/memo";
import { compare, ratio } from "@/lib/domain/shared/rational";

export const GAP_RULE_CODES = [
  "notImplemented",
  "partial",
  "regressed",
  "unusableReason",
  "lowGrasp",
  "implementedWithoutEvidence",
  "requiredNotAsked",
  "separatedRolesHeld",
  "leftOut",
] as const;
export type GapRuleCode = (typeof GAP_RULE_CODES)[number];

/** The subject of a finding. `count`: number of answers if the rule counts answers, else 1. */
export interface Finding {
  readonly subject:
    | { readonly kind: "item"; readonly item: string }
    | { readonly kind: "answer"; readonly item: string /** Null if it is not named to the reader. */; readonly sheet: string | null }
    | { readonly kind: "department"; readonly department: string }
    | { readonly kind: "person"; readonly person: string };
  readonly count: number;
  /** The tier of the item; null for departments and people. Findings of the two tiers are never added up. */
  readonly tier: Tier | null;
  /** The reason, if the rule has several: `empty`, `short`, `repeated`, `auditorAndAudited`, … or the given reason. */
  readonly detail: string | null;
}

/** What a rule could not evaluate, and why: no finding does not mean that all is well. */
export interface NotEvaluated {
  readonly count: number;
  readonly tier: Tier | null;
  readonly reason: "notGrasped" | "noPreviousCycle" | "noPreviousRatio" | "noSheets" | "evidenceNotAsked";
}

export interface Evaluation {
  readonly found: readonly Finding[];
  readonly notEvaluated: readonly NotEvaluated[];
}

export interface GapRule {
  /** The subject of its findings, which is also what is counted. */
  readonly unit: "item" | "answer" | "department" | "person";
  /** Tiers whose items the rule covers; empty for rules about departments and people. */
  readonly tiers: readonly Tier[];
  readonly evaluate: (facts: GapFacts) => Evaluation;
  /** At which places with a gap it finds something, by their own answers or department. Null if it is about a whole item, and so about all its places. */
  readonly at: ((facts: GapFacts) => (place: PlaceWithGap) => boolean) | null;
}

const because = (reason: NotEvaluated["reason"], count: number, tier: Tier | null): readonly NotEvaluated[] => (count === 0 ? [] : [{ reason, count, tier }]);

/** What could not be evaluated, by tier; `of` is the count of one entry. */
const becauseByTier = <Thing extends { readonly tier: Tier }>(
  reason: NotEvaluated["reason"],
  things: readonly Thing[],
  of: (thing: Thing) => number = () => 1,
): readonly NotEvaluated[] =>
  TIERS.flatMap((tier) =>
    because(
      reason,
      things.reduce((sum, thing) => sum + (thing.tier === tier ? of(thing) : 0), 0),
      tier,
    ),
  );

const onItem = ({ id, tier }: Pick<Item, "id" | "tier">, count = 1, detail: string | null = null): Finding => ({
  subject: { kind: "item", item: id },
  ...{ count, tier, detail },
});

const itemsOf = ({ edition }: GapFacts): ReadonlyMap<string, Item> => new Map(edition.items.map((item) => [item.id, item]));

/** Findings about items, given their ids. */
function onItems<Fact extends { readonly item: string }>(
  facts: GapFacts,
  about: readonly Fact[],
  of: (fact: Fact) => readonly [count: number, detail: string | null],
): readonly Finding[] {
  const items = itemsOf(facts);
  return about.flatMap((fact) => {
    const item = items.get(fact.item);
    return item === undefined ? [] : [onItem(item, ...of(fact))];
  });
}

/** A rule that finds items by their counts. Items on a sheet without any counted answer cannot be judged; examples are voluntary. */
const byCounts =
  (count: (item: ItemScore) => number) =>
  ({ scores, edition }: GapFacts): Evaluation => {
    const measures = new Set(edition.items.filter(({ kind }) => kind === "measure").map(({ id }) => id));
    const notGrasped = scores.items.filter(({ id, ratio: { status } }) => status === "notGrasped" && measures.has(id));
    return {
      found: scores.items.filter((item) => count(item) > 0).map((item) => onItem(item, count(item))),
      notEvaluated: becauseByTier("notGrasped", notGrasped),
    };
  };

/** 実施割合 is lower than in the last cycle. */
const regressed = ({ scores, previous }: GapFacts): Evaluation => {
  const scored = scores.items.flatMap((item) => (item.ratio.status === "scored" ? [{ id: item.id, tier: item.tier, ratio: item.ratio.ratio }] : []));
  if (previous === null) return { found: [], notEvaluated: becauseByTier("noPreviousCycle", scored) };
  const before = new Map(previous.items.map((item) => [item.id, item.ratio]));
  const lower = scored.filter(({ id, ratio: now }) => {
    const last = before.get(id);
    return last?.status === "scored" && compare(now, last.ratio) < 0;
  });
  const incomparable = scored.filter(({ id }) => before.get(id)?.status !== "scored");
  return { found: lower.map((item) => onItem(item)), notEvaluated: becauseByTier("noPreviousRatio", incomparable) };
};

/** The 該当なし with a reason that is empty, an empty phrase, too short, or the same on many items of one sheet, each with its fault. */
const unusableAnswers = oncePer(({ notApplicable, thresholds }: GapFacts): readonly { readonly answer: NotApplicableAnswer; readonly fault: string }[] => {
  // Thousands of people give the same reasons, and folding one takes longer than all else here.
  const judged = new Map<string | null, { readonly bare: string; readonly fault: string | null }>();
  for (const { reason } of notApplicable) {
    if (!judged.has(reason)) judged.set(reason, { bare: bareReason(reason), fault: reasonFault(reason, thresholds) });
  }
  const sheetReason = ({ sheet, reason }: NotApplicableAnswer): string => `${sheet}/${judged.get(reason)?.bare ?? ""}`;
  const answersWith = grouped(notApplicable, sheetReason);
  const fault = (answer: NotApplicableAnswer): string | null =>
    judged.get(answer.reason)?.fault ?? ((answersWith.get(sheetReason(answer))?.length ?? 0) >= thresholds.repeatedReason ? "repeated" : null);
  return notApplicable.flatMap((answer) => {
    const found = fault(answer);
    return found === null ? [] : [{ answer, fault: found }];
  });
});

const unusableReason = (facts: GapFacts): Evaluation => {
  const items = itemsOf(facts);
  const found = unusableAnswers(facts).map(({ answer: { item, sheet, named }, fault }): Finding => {
    return { subject: { kind: "answer", item, sheet: named ? sheet : null }, count: 1, tier: items.get(item)?.tier ?? "required", detail: fault };
  });
  return { found, notEvaluated: [] };
};

const answeredAt = ({ item, scope }: Pick<PlaceWithGap, "item" | "scope">): string => `${item} ${scope}`;

const withUnusableReason = (facts: GapFacts) => {
  const found = new Set(unusableAnswers(facts).map(({ answer }) => answeredAt(answer)));
  return (place: PlaceWithGap): boolean => found.has(answeredAt(place));
};

/** Departments whose 把握率 is below the threshold. */
const lowDepartments = ({ departments, thresholds }: GapFacts): GapFacts["departments"] => {
  const threshold = ratio(thresholds.lowGraspPercent, 100);
  return departments.filter(({ grasp: { rate } }) => rate !== null && compare(rate, threshold) < 0);
};

const lowGrasp = (facts: GapFacts): Evaluation => {
  const { departments } = facts;
  return {
    found: lowDepartments(facts).map(({ id }) => ({ subject: { kind: "department", department: id }, count: 1, tier: null, detail: null })),
    notEvaluated: because("noSheets", departments.filter(({ grasp }) => grasp.rate === null).length, null),
  };
};

const ofLowDepartment = (facts: GapFacts) => {
  const low = new Set(lowDepartments(facts).map(({ id }) => id));
  return ({ department }: PlaceWithGap): boolean => department !== null && low.has(department.id);
};

const implementedWithoutEvidence = (facts: GapFacts): Evaluation => {
  const { evidence, scores } = facts;
  if (evidence === null) return { found: [], notEvaluated: becauseByTier("evidenceNotAsked", scores.items, ({ implemented }) => implemented) };
  return {
    found: onItems(
      facts,
      evidence.filter(({ withoutEvidence }) => withoutEvidence > 0),
      ({ withoutEvidence }) => [withoutEvidence, null],
    ),
    notEvaluated: [],
  };
};

/** Evidence is asked for measures alone. */
const withoutEvidenceAt = ({ evidence }: GapFacts) => {
  const asked = new Set(evidence?.map(({ item }) => item));
  return ({ item, unevidenced }: PlaceWithGap): boolean => unevidenced > 0 && asked.has(item);
};

/** Required measures that are on no sheet and not left out with a reason (`leftOut` reports those). */
const requiredNotAsked = ({ edition, scores, leftOut }: GapFacts): Evaluation => {
  const required = new Set(edition.items.filter(({ kind, tier }) => kind === "measure" && tier === "required").map(({ id }) => id));
  for (const { item } of leftOut) required.delete(item);
  const notAsked = scores.items.filter(({ id, ratio: { status } }) => status === "notAsked" && required.has(id));
  return { found: notAsked.map((item) => onItem(item)), notEvaluated: [] };
};

/** Duties that 3.1.4.1(2) separates, held by one person. */
const separatedRolesHeld = ({ people }: GapFacts): Evaluation => {
  const found = people.flatMap(({ id, appointments }) =>
    heldTogether(appointments).map(
      ({ kind, roles }): Finding => ({
        subject: { kind: "person", person: id },
        ...{ count: 1, tier: null },
        detail: `${kind}:${roles.join("+")}`,
      }),
    ),
  );
  return { found, notEvaluated: [] };
};

/** Items left out, each once: `count` is the number of places, `detail` the reasons given. */
const leftOut = (facts: GapFacts): Evaluation => {
  const reasons = new Map<string, string[]>();
  for (const { item, reason } of facts.leftOut) reasons.set(item, [...(reasons.get(item) ?? []), reason]);
  const items = [...reasons].map(([item, given]) => ({ item, given }));
  return { found: onItems(facts, items, ({ given }) => [given.length, [...new Set(given)].join("／")]), notEvaluated: [] };
};

/** The rules of the gap report (docs/design.md 5), each with its findings and what it could not evaluate. */
export const GAP_RULES = {
  notImplemented: {
    unit: "item",
    tiers: TIERS,
    evaluate: byCounts(({ notImplemented }) => notImplemented),
    at:
      () =>
      ({ notImplemented }) =>
        notImplemented > 0,
  },
  partial: {
    unit: "item",
    tiers: TIERS,
    evaluate: byCounts((item) => (item.notImplemented === 0 ? item.partial : 0)),
    at:
      () =>
      ({ partial, notImplemented }) =>
        partial > 0 && notImplemented === 0,
  },
  regressed: { unit: "item", tiers: TIERS, evaluate: regressed, at: null },
  unusableReason: { unit: "answer", tiers: TIERS, evaluate: unusableReason, at: withUnusableReason },
  lowGrasp: { unit: "department", tiers: [], evaluate: lowGrasp, at: ofLowDepartment },
  implementedWithoutEvidence: { unit: "item", tiers: TIERS, evaluate: implementedWithoutEvidence, at: withoutEvidenceAt },
  requiredNotAsked: { unit: "item", tiers: ["required"], evaluate: requiredNotAsked, at: null },
  separatedRolesHeld: { unit: "person", tiers: [], evaluate: separatedRolesHeld, at: null },
  leftOut: { unit: "item", tiers: TIERS, evaluate: leftOut, at: null },
} as const satisfies Record<GapRuleCode, GapRule>;
