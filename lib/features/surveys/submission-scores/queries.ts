import "server-only";
import type { Tier } from "@/lib/domain/guideline/edition";
import { bandOf } from "@/lib/domain/scoring/sector";
import type { Addend } from "@/lib/domain/scoring/sums";
import { type Rational, ratio } from "@/lib/domain/shared/rational";
import type { SubmissionContent } from "@/lib/domain/survey/submission";
import type { SubmissionHead } from "@/lib/features/surveys/latest-submissions/queries";
import { countsFrom, type ScoreRule, type SubmissionScore, scoreContent, shareFrom } from "@/lib/features/surveys/submission-scores/rules";
import type { Transaction } from "@/lib/server/database/client";

export type Head = Pick<SubmissionHead, "operatorId" | "id">;

/** The bands of ten points that an operator's rates fall in; null where it has none. */
interface Bands {
  readonly implementationRate: number | null;
  readonly attainmentRate: number | null;
}

/** The contribution of one submission to the figures of its survey. */
export interface Contribution {
  readonly addend: Addend;
  readonly bands: Readonly<Record<Tier, Bands>>;
}

/** Lets other requests run: scoring a submission takes milliseconds, and there may be thousands. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs the steps of a computation and lets other requests run between them. */
export async function gently<Value>(steps: Generator<void, Value>): Promise<Value> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await pause();
  }
}

/** The scores of a submission; content that does not fit its edition is damage, so it throws instead of refusing. */
export function scoreOf(rule: ScoreRule, id: string, content: SubmissionContent): SubmissionScore {
  const score = scoreContent(rule, content);
  if (!score.ok) throw new Error(`submission ${id} does not fit its edition: ${JSON.stringify(score.refusal)}`);
  return score.value;
}

/** The latest submissions to a survey without stored scores, at most `limit`. */
export const unscored = (transaction: Transaction, rule: ScoreRule, surveyId: string, limit: number): Promise<Head[]> =>
  transaction.$queryRaw<Head[]>`
    SELECT m."operatorId", m.id FROM (
      SELECT DISTINCT ON (operator_id) operator_id AS "operatorId", id FROM submission
      WHERE survey_id = ${surveyId}::uuid ORDER BY operator_id, version DESC) m
    WHERE NOT EXISTS (SELECT 1 FROM submission_score k WHERE k.operator_id = m."operatorId" AND k.submission_id = m.id AND k.rule = ${rule.name})
    LIMIT ${limit}`;

/** The stored scores of a tier that the figures of a survey need. */
interface KeptTier {
  readonly id: string;
  readonly tier: Tier;
  readonly handedOut: number;
  readonly counted: number;
  readonly counts: string;
  /** 実施率, 「3/4」. */
  readonly implementation: string | null;
  readonly attainedItems: number;
  readonly itemsWithDuty: number;
}

const keptTiers = (transaction: Transaction, { name }: ScoreRule, heads: readonly Head[]): Promise<KeptTier[]> =>
  transaction.$queryRaw<KeptTier[]>`
    SELECT k.submission_id AS id, k.tier, k.handed_out AS "handedOut", k.counted, k.counts, k.attained_items AS "attainedItems",
      k.items_with_duty AS "itemsWithDuty", k.implementation_n || '/' || k.implementation_d AS implementation
    FROM unnest(${heads.map(({ operatorId }) => operatorId)}::uuid[], ${heads.map(({ id }) => id)}::uuid[]) AS h (operator_id, id)
    JOIN submission_score k ON k.operator_id = h.operator_id AND k.submission_id = h.id AND k.rule = ${name}`;

const bandsOf = (implementationRate: Rational | null, attainmentRate: Rational | null): Bands => ({
  implementationRate: implementationRate && bandOf(implementationRate),
  attainmentRate: attainmentRate && bandOf(attainmentRate),
});

const bandsFrom = ({ implementation, attainedItems, itemsWithDuty }: KeptTier): Bands =>
  bandsOf(implementation === null ? null : shareFrom(implementation), itemsWithDuty === 0 ? null : ratio(attainedItems, itemsWithDuty));

/** The contributions of the submissions with stored scores for both tiers, by id. */
export async function keptContributions(transaction: Transaction, rule: ScoreRule, heads: readonly Head[]): Promise<Map<string, Contribution>> {
  const rows = await keptTiers(transaction, rule, heads);
  const reference = new Map(rows.flatMap((row) => (row.tier === "reference" ? [[row.id, row]] : [])));
  return new Map(
    rows.flatMap((row) => {
      const other = reference.get(row.id);
      if (row.tier !== "required" || !other) return [];
      const { id, handedOut, counted } = row;
      const counts = countsFrom(rule.places, { required: row.counts, reference: other.counts });
      return [[id, { addend: { handedOut, counted, counts }, bands: { required: bandsFrom(row), reference: bandsFrom(other) } }]];
    }),
  );
}

export const contributionFrom = ({ addend, own: { required, reference } }: SubmissionScore): Contribution => ({
  addend,
  bands: {
    required: bandsOf(required.implementationRate, required.attainmentRate),
    reference: bandsOf(reference.implementationRate, reference.attainmentRate),
  },
});
