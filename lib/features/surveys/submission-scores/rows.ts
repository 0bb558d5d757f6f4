import "server-only";
import { type Edition, TIERS } from "@/lib/domain/guideline/edition";
import type { SubmissionContent } from "@/lib/domain/survey/submission";
import { submissionContents } from "@/lib/features/surveys/latest-submissions/queries";
import { type Contribution, contributionFrom, type Head, keptContributions, pause, scoreOf, unscored } from "@/lib/features/surveys/submission-scores/queries";
import { ruleFor, type ScoredSubmission, type ScoreRule, type SubmissionScore, scoreContent, scoreRow } from "@/lib/features/surveys/submission-scores/rules";
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

/** Computes and stores the scores of some submissions to a survey. */
async function scoreSubmissions(
  transaction: Transaction,
  rule: ScoreRule,
  { id: surveyId, sectorId }: { readonly id: string; readonly sectorId: string },
  heads: readonly Head[],
): Promise<ReadonlyMap<string, SubmissionScore>> {
  const contents = await submissionContents(transaction, heads);
  const scores = new Map<string, SubmissionScore>();
  for (const { id } of heads) {
    const content = contents.get(id);
    if (!content) throw new Error(`submission ${id} vanished`);
    scores.set(id, scoreOf(rule, id, content));
    await pause();
  }
  const scored = heads.flatMap(({ operatorId, id }) => {
    const score = scores.get(id);
    return score ? [{ operatorId, id, surveyId, sectorId, score }] : [];
  });
  await keepScores(transaction, rule, scored);
  return scores;
}

/** Submissions that one transaction scores at most; each takes milliseconds. */
const BATCH = 20;

/** Computes and stores scores that the transaction does not find; returns whether there may be more of them. */
export async function scoreMissing(transaction: Transaction, rule: ScoreRule, survey: { readonly id: string; readonly sectorId: string }): Promise<boolean> {
  const heads = await unscored(transaction, rule, survey.id, BATCH);
  if (heads.length > 0) await scoreSubmissions(transaction, rule, survey, heads);
  return heads.length === BATCH;
}

/** The contributions of these submissions to a survey's figures, by id; missing scores are computed and stored. */
export async function contributions(
  transaction: Transaction,
  rule: ScoreRule,
  survey: { readonly id: string; readonly sectorId: string },
  heads: readonly Head[],
): Promise<ReadonlyMap<string, Contribution>> {
  const found = await keptContributions(transaction, rule, heads);
  const missing = heads.filter(({ id }) => !found.has(id));
  if (missing.length === 0) return found;
  for (const [id, score] of await scoreSubmissions(transaction, rule, survey, missing)) found.set(id, contributionFrom(score));
  return found;
}
