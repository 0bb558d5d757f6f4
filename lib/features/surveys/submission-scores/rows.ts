import "server-only";
import { type Edition, TIERS } from "@/lib/domain/guideline/edition";
import type { SubmissionContent } from "@/lib/domain/survey/submission";
import { ruleFor, type ScoredSubmission, type ScoreRule, scoreContent, scoreRow } from "@/lib/features/surveys/submission-scores/parts";
import type { Transaction } from "@/lib/server/database/client";

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
  const score = scoreContent(rule, content);
  // What does not fit its edition is submitted nevertheless; whoever reads it finds the damage.
  if (score.ok) await keepScores(transaction, rule, [{ ...submission, score: score.value }]);
}
