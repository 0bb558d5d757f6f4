import { sha256 } from "@/lib/documents/canonical";
import { type Edition, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { scoreItem, scoreTier, sectionLines } from "@/lib/domain/scoring/count";
import type { ItemCounts, ItemScore, TierScore } from "@/lib/domain/scoring/measure";
import { ENGINE_VERSION } from "@/lib/domain/scoring/score";
import { groupingSections } from "@/lib/domain/scoring/section-depth";
import { type Addend, type Places, placesOf } from "@/lib/domain/scoring/sums";
import { oncePer } from "@/lib/domain/shared/memo";
import { mean, type Rational } from "@/lib/domain/shared/rational";
import { granted, type Result } from "@/lib/domain/shared/result";
import { addendFromSubmission, type SubmissionContent, type SubmissionRefusal } from "@/lib/domain/survey/submission";
import { type Absence, noneOver, notAskedCount } from "@/lib/features/results/figures/parts";

/** An operator's own figures over the items of a tier. */
export interface OwnScore extends TierScore {
  /** Items on no sheet. */
  readonly notAsked: number;
  /** Why a rate is undefined. */
  readonly absence: Absence;
  /** 実施率 of the sections that group a phase, or why there is none. */
  readonly sections: Readonly<Record<string, Rational | Absence>>;
}

/** The stored data of a submission: its own figures, and its addend to those over operators. */
export interface SubmissionScore {
  readonly addend: Addend;
  readonly own: Readonly<Record<Tier, OwnScore>>;
}

/** The rule that computes the scores of submissions of an edition. */
export interface ScoreRule {
  /** A name that changes whenever the same content could give other rows. */
  readonly name: string;
  readonly places: Places;
  /** The sections that group a phase, each with the indexes of its items. */
  readonly groups: readonly { readonly id: string; readonly items: readonly number[] }[];
}

/** The format of the rows; increased when their content changes. */
const FORM = 1;

/** The rule of an edition; created once for each. */
export const ruleFor = oncePer((edition: Edition): ScoreRule => {
  const places = placesOf(edition);
  const shape = [places.items.map(({ id, tier, phase, section }) => [id, tier, phase, section]), edition.sections.map(({ id, parent }) => [id, parent])];
  const within = new Map<string, number[]>();
  const lines = sectionLines(edition);
  for (const [at, { section }] of places.items.entries()) for (const id of lines.get(section) ?? []) within.set(id, [...(within.get(id) ?? []), at]);
  return {
    name: `${ENGINE_VERSION}/${String(FORM)}/${sha256(JSON.stringify(shape)).slice(0, 32)}`,
    places,
    groups: groupingSections(edition).map(({ id }) => ({ id, items: within.get(id) ?? [] })),
  };
});

const rateOf = (items: readonly ItemScore[]): Rational | Absence =>
  mean(items.flatMap(({ ratio }) => (ratio.status === "scored" ? [ratio.ratio] : []))) ?? noneOver(items);

/** The scores of one submission, from its counts. */
export function submissionScore({ places, groups }: ScoreRule, addend: Addend): SubmissionScore {
  const items = places.items.map((item, at) => scoreItem(item, addend.counts[at] ?? undefined));
  const own = (tier: Tier): OwnScore => {
    const ofTier = items.filter((item) => item.tier === tier);
    const sections = groups.map(({ id, items: within }) => [id, rateOf(within.flatMap((at) => (items[at]?.tier === tier ? items[at] : [])))] as const);
    return { ...scoreTier(ofTier), notAsked: notAskedCount(ofTier, tier), absence: noneOver(ofTier), sections: Object.fromEntries(sections) };
  };
  return { addend, own: { required: own(TIERS[0]), reference: own(TIERS[1]) } };
}

/** The scores of one submission, from its content. Refused: content that does not fit its edition. */
export function scoreContent(rule: ScoreRule, content: SubmissionContent): Result<SubmissionScore, SubmissionRefusal> {
  const addend = addendFromSubmission(rule.places, content);
  return addend.ok ? granted(submissionScore(rule, addend.value)) : addend;
}

/** Marks an item on no sheet. */
const NOWHERE = -1;
const FIELDS = 5;

/** The counts of a tier's items in printed order, as one JSON list of numbers. */
export const countsText = ({ items }: Places, counts: Addend["counts"], tier: Tier): string =>
  JSON.stringify(
    items.flatMap((item, at) => {
      if (item.tier !== tier) return [];
      const own = counts[at];
      return own ? [own.asked, own.implemented, own.partial, own.notImplemented, own.notApplicable] : [NOWHERE, 0, 0, 0, 0];
    }),
  );

/** The counts of all items in printed order, from the text of each tier written by `countsText`. */
export function countsFrom({ items }: Places, texts: Readonly<Record<Tier, string>>): (ItemCounts | null)[] {
  const numbers = { required: JSON.parse(texts.required) as number[], reference: JSON.parse(texts.reference) as number[] };
  const next = { required: 0, reference: 0 };
  return items.map(({ tier }) => {
    const [own, at] = [numbers[tier], next[tier]];
    next[tier] = at + FIELDS;
    const asked = own[at] ?? NOWHERE;
    if (asked === NOWHERE) return null;
    return { asked, implemented: own[at + 1] ?? 0, partial: own[at + 2] ?? 0, notImplemented: own[at + 3] ?? 0, notApplicable: own[at + 4] ?? 0 };
  });
}

/** A share in its stored text form: 「3/4」. */
export const shareText = ({ n, d }: Rational): string => `${String(n)}/${String(d)}`;

/** Parses the stored text of a share. */
export function shareFrom(text: string): Rational {
  const [n = "", d = ""] = text.split("/");
  return { n: BigInt(n), d: BigInt(d) };
}

/** A submission with its scores, to be stored. */
export interface ScoredSubmission {
  readonly operatorId: string;
  readonly id: string;
  readonly surveyId: string;
  readonly sectorId: string;
  readonly score: SubmissionScore;
}

const fraction = (name: string, share: Rational | null) => ({ [`${name}_n`]: share?.n.toString() ?? null, [`${name}_d`]: share?.d.toString() ?? null });

/** The row of a submission for a tier, by column. */
export function scoreRow({ name: rule, places }: ScoreRule, { operatorId, id, surveyId, sectorId, score }: ScoredSubmission, tier: Tier) {
  const { addend, own } = score;
  const { items, itemsWithDuty, attainedItems, notAsked, absence, implementationRate, selfCheckRate, fulfilment, sections } = own[tier];
  const written = Object.entries(sections).map(([section, rate]) => [section, typeof rate === "string" ? rate : shareText(rate)]);
  return {
    ...{ operator_id: operatorId, submission_id: id, rule, tier, survey_id: surveyId, sector_id: sectorId },
    ...{ handed_out: addend.handedOut, counted: addend.counted, items, items_with_duty: itemsWithDuty, attained_items: attainedItems },
    ...{ not_asked: notAsked, absence },
    ...fraction("implementation", implementationRate),
    ...fraction("self_check", selfCheckRate),
    ...fraction("fulfilment", fulfilment),
    sections: JSON.stringify(Object.fromEntries(written)),
    counts: countsText(places, addend.counts, tier),
  };
}
