import "server-only";
import { sha256 } from "@/lib/documents/canonical";
import type { SubmissionContent } from "@/lib/domain/survey/submission";
import type { Transaction } from "@/lib/server/database/client";

/** The latest version that an operator submitted to a survey, without its content. */
export interface SubmissionHead {
  readonly operatorId: string;
  readonly version: number;
  readonly hash: string;
  readonly submittedAt: Date;
}

export const latestSubmissions = (transaction: Transaction, surveyId: string): Promise<SubmissionHead[]> =>
  transaction.$queryRaw<SubmissionHead[]>`
    SELECT DISTINCT ON (operator_id) operator_id AS "operatorId", version, hash, submitted_at AS "submittedAt"
    FROM submission WHERE survey_id = ${surveyId}::uuid ORDER BY operator_id, version DESC`;

/** Submissions by hash: what is frozen is read and parsed once per process. */
const parsed = new Map<string, SubmissionContent>();
const KEPT = 2000;

/** The content whose text has this hash; a text that does not is damage, never a refusal. */
function parse(text: string, hash: string): SubmissionContent {
  if (sha256(text) !== hash) throw new Error(`submission ${hash}: the content does not have its hash`);
  return JSON.parse(text) as SubmissionContent;
}

/** Contents in the order of the heads; only those not yet in memory are read from the database. */
export async function submissionContents(transaction: Transaction, heads: readonly SubmissionHead[], surveyId: string): Promise<SubmissionContent[]> {
  const missing = heads.filter(({ hash }) => !parsed.has(hash));
  if (missing.length > 0) {
    if (parsed.size + missing.length > KEPT) parsed.clear();
    const operators = missing.map(({ operatorId }) => operatorId);
    const hashes = missing.map(({ hash }) => hash);
    const rows = await transaction.submission.findMany({
      where: { surveyId, operatorId: { in: operators }, hash: { in: hashes } },
      select: { content: true, hash: true },
    });
    for (const { content, hash } of rows) parsed.set(hash, parse(content, hash));
  }
  return heads.map(({ hash }) => {
    const content = parsed.get(hash);
    if (!content) throw new Error(`submission ${hash} vanished`);
    return content;
  });
}
