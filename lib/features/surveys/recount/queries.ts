import type { Client } from "pg";
import { sha256 } from "@/lib/documents/canonical";
import { type Edition, TIERS } from "@/lib/domain/guideline/edition";
import type { SubmissionContent } from "@/lib/domain/survey/submission";
import { ruleFor, scoreContent, scoreRow } from "@/lib/features/surveys/submission-scores/rules";

/** Stored scores that differ from those of their submission, with the right row. */
export interface ScoreDifference {
  readonly operator_id: string;
  readonly submission_id: string;
  readonly tier: string;
  /** As text: its integers exceed a JavaScript number. */
  readonly wanted: string;
}

interface KeptSubmission {
  readonly operator_id: string;
  readonly id: string;
  readonly survey_id: string;
  readonly sector_id: string;
  readonly content: string;
  readonly hash: string;
}

/** Submissions per batch, of about 60 KB each. */
const BATCH = 50;

const KEPT = `
  SELECT m.operator_id, m.id, m.survey_id, m.sector_id, m.content, m.hash FROM submission m JOIN survey s ON s.id = m.survey_id
  WHERE s.edition_id = $1 AND (m.operator_id, m.id) > ($3::uuid, $4::uuid)
    AND EXISTS (SELECT 1 FROM submission_score k WHERE k.operator_id = m.operator_id AND k.submission_id = m.id AND k.rule = $2)
  ORDER BY m.operator_id, m.id LIMIT ${String(BATCH)}`;

const DIFFERENT = `
  SELECT n.operator_id, n.submission_id, n.tier, to_jsonb(n)::text AS wanted FROM jsonb_populate_recordset(NULL::submission_score, $1::jsonb) n
  LEFT JOIN submission_score k USING (operator_id, submission_id, rule, tier)
  WHERE k IS DISTINCT FROM n ORDER BY 1, 2, 3`;

/** The rows of a submission by the present rule. Content that does not match its hash, or without its edition, is damage and throws. */
function wantedRows(edition: Edition, { operator_id: operatorId, id, survey_id: surveyId, sector_id: sectorId, content, hash }: KeptSubmission): object[] {
  if (sha256(content) !== hash) throw new Error(`submission ${id}: the content does not have its hash`);
  const rule = ruleFor(edition);
  const score = scoreContent(rule, JSON.parse(content) as SubmissionContent);
  if (!score.ok) throw new Error(`submission ${id} does not fit its edition: ${score.refusal.code}`);
  return TIERS.map((tier) => scoreRow(rule, { operatorId, id, surveyId, sectorId, score: score.value }, tier));
}

/** Recomputes every stored score of the present rule from its submission; run by the owner, over all operators. */
export async function findScoreDifferences(client: Client): Promise<ScoreDifference[]> {
  const found: ScoreDifference[] = [];
  const editions = await client.query<{ content: Edition }>(
    `SELECT v.content FROM edition e JOIN edition_revision v ON v.edition_id = e.id AND v.revision = e.revision
     WHERE EXISTS (SELECT 1 FROM survey s WHERE s.edition_id = e.id)`,
  );
  for (const { content: edition } of editions.rows) {
    let after = ["00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"];
    for (;;) {
      const { rows } = await client.query<KeptSubmission>(KEPT, [edition.id, ruleFor(edition).name, ...after]);
      const wanted = rows.flatMap((row) => wantedRows(edition, row));
      found.push(...(await client.query<ScoreDifference>(DIFFERENT, [JSON.stringify(wanted)])).rows);
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) break;
      after = [last.operator_id, last.id];
    }
  }
  return found;
}
