import "server-only";
import { type Edition, TIERS } from "@/lib/domain/guideline/edition";
import type { SubmissionContent } from "@/lib/domain/survey/submission";
import { ruleFor, type ScoredSubmission, type ScoreRule, scoreContent, scoreRow } from "@/lib/features/surveys/submission-scores/rules";
import type { Transaction } from "@/lib/server/database/client";

/** Stores the scores of submissions; rows that another process stored in the meantime are equal and stay. */
export async function keepScores(transaction: Transaction, rule: ScoreRule, submissions: readonly ScoredSubmission[]): Promise<void> {
  const rows = submissions.flatMap((one) => TIERS.map((tier) => scoreRow(rule, one, tier)));
  await transaction.$executeRaw`
    INSERT INTO submission_score SELECT * FROM jsonb_populate_recordset(NULL::submission_score, ${JSON.stringify(rows)}::jsonb) ON CONFLICT DO NOTHING`;
}

/** Stores the scores of a new submission, so that no reading has to compute them. */
export async function keepScoresOf(
  transaction: Transaction,
  edition: Edition,
  submission: Omit<ScoredSubmission, "score">,
  content: SubmissionContent,
): Promise<void> {
  const rule = ruleFor(edition);
  const score = scoreContent(rule, content);
  // Content that does not fit its edition is submitted nevertheless; readers detect the damage.
  if (score.ok) await keepScores(transaction, rule, [{ ...submission, score: score.value }]);
}
