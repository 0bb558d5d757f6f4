import "server-only";
import { sha256 } from "@/lib/documents/canonical";
import type { SubmissionContent } from "@/lib/domain/survey/submission";
import type { Transaction } from "@/lib/server/database/client";

/** A version that an operator submitted to a survey, without its content. */
export interface SubmissionHead {
  readonly operatorId: string;
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly submittedAt: Date;
}

/** The latest version of each operator. */
export const latestSubmissions = (transaction: Transaction, surveyId: string): Promise<SubmissionHead[]> =>
  transaction.$queryRaw<SubmissionHead[]>`
    SELECT DISTINCT ON (operator_id) operator_id AS "operatorId", id, version, hash, submitted_at AS "submittedAt"
    FROM submission WHERE survey_id = ${surveyId}::uuid ORDER BY operator_id, version DESC`;

/** Parses content after checking its hash; a mismatch is damage, so it throws instead of refusing. */
function parse(text: string, hash: string): SubmissionContent {
  if (sha256(text) !== hash) throw new Error(`submission ${hash}: the content does not have its hash`);
  return JSON.parse(text) as SubmissionContent;
}

/** The contents of these versions, by id. About 60 KB each, so read only a few at a time. */
export async function submissionContents(
  transaction: Transaction,
  heads: readonly Pick<SubmissionHead, "operatorId" | "id">[],
): Promise<ReadonlyMap<string, SubmissionContent>> {
  const operators = heads.map(({ operatorId }) => operatorId);
  const ids = heads.map(({ id }) => id);
  const rows = await transaction.submission.findMany({
    where: { operatorId: { in: operators }, id: { in: ids } },
    select: { id: true, content: true, hash: true },
  });
  return new Map(rows.map(({ id, content, hash }) => [id, parse(content, hash)]));
}
