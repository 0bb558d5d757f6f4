import "server-only";
import { type Edition, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import type { Rational } from "@/lib/domain/shared/rational";
import { addendFromSubmission, type SubmissionContent } from "@/lib/domain/survey/submission";
import { countsText, ruleFor, type ScoreRule, type SubmissionScore, shareText, submissionScore } from "@/lib/features/surveys/scores/parts";
import type { Transaction } from "@/lib/server/database/client";

/** A submission whose scores are kept. */
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

/** Keeps the scores of submissions; what another one kept meanwhile is the same and stays. */
export async function keepScores(transaction: Transaction, rule: ScoreRule, submissions: readonly ScoredSubmission[]): Promise<void> {
  const rows = submissions.flatMap((one) => TIERS.map((tier) => scoreRow(rule, one, tier)));
  await transaction.$executeRaw`
    INSERT INTO submission_score SELECT * FROM jsonb_populate_recordset(NULL::submission_score, ${JSON.stringify(rows)}::jsonb) ON CONFLICT DO NOTHING`;
}

/** Keeps the scores of a submission that is being made, so that no reading has to work them out. */
export async function keepScoresOf(
  transaction: Transaction,
  edition: Edition,
  submission: Omit<ScoredSubmission, "score">,
  content: SubmissionContent,
): Promise<void> {
  const rule = ruleFor(edition);
  const addend = addendFromSubmission(rule.places, content);
  // What does not fit its edition is submitted nevertheless; whoever reads it finds the damage.
  if (addend.ok) await keepScores(transaction, rule, [{ ...submission, score: submissionScore(rule, addend.value) }]);
}
