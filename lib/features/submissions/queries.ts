import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import type { SubmissionDetail, SubmissionSummary } from "@/lib/features/submissions/record/schema";
import { logLooks } from "@/lib/features/surveys/look-log/rows";
import { look } from "@/lib/server/audit/change";
import { Prisma } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Page, type PageQuery, rowsOf } from "@/lib/validation/paging";

interface SubmissionRow extends Omit<SubmissionDetail, "submittedAt" | "content"> {
  readonly submittedAt: Date;
  readonly sectorId: string;
  readonly content: string;
}

const columns = Prisma.sql`m.id, m.operator_id AS "operatorId", m.cycle_id AS "cycleId", m.survey_id AS "surveyId", s.title AS "surveyTitle",
  m.sector_id AS "sectorId", m.version, m.hash, m.previous_hash AS "previousHash", m.submitted_at AS "submittedAt"`;

const mayRead = (visitor: Visitor, sector: string | null, operatorId: string | null): boolean =>
  decide(visitor.actor, "submission.read", { operatorId, sector }).ok;

const NOT_PERMITTED = refusal("not_permitted", "提出の内容を見る権限がありません。");

const summaryOf = ({
  id,
  operatorId,
  cycleId,
  surveyId,
  surveyTitle,
  version,
  hash,
  previousHash,
  submittedAt,
}: Omit<SubmissionRow, "content">): SubmissionSummary => ({
  ...{ id, operatorId, cycleId, surveyId, surveyTitle, version, hash, previousHash },
  submittedAt: submittedAt.toISOString(),
});

/** Submissions of the own operator or, for the ministry, of its sector; newest first. */
export const listSubmissions = (
  visitor: Visitor,
  query: PageQuery & { readonly survey?: string | undefined },
  now: Date,
): Promise<Result<Page<SubmissionSummary>, Refusal>> =>
  look(visitor, { action: "submission.list", target: "submission" }, now, async (transaction) => {
    if (!mayRead(visitor, visitor.actor.sector, visitor.actor.operatorId)) return refused(NOT_PERMITTED);
    const { skip, take } = rowsOf(query);
    const filter = Prisma.sql`${query.survey ?? null}::uuid IS NULL OR m.survey_id = ${query.survey ?? null}::uuid`;
    const [counted] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM submission m WHERE ${filter}`;
    const rows = await transaction.$queryRaw<SubmissionRow[]>`
      SELECT ${columns} FROM submission m JOIN survey s ON s.id = m.survey_id WHERE ${filter}
      ORDER BY m.submitted_at DESC, m.id LIMIT ${take} OFFSET ${skip}`;
    for (const title of new Set(rows.map(({ surveyTitle }) => surveyTitle))) {
      const seen = rows.filter(({ surveyTitle }) => surveyTitle === title).map(({ operatorId }) => operatorId);
      await logLooks(transaction, visitor, [...new Set(seen)], `${title}：提出の一覧`, now);
    }
    return granted({ items: rows.map(summaryOf), page: query.page, perPage: query.perPage, total: counted?.total ?? 0 });
  });

/** One submission with its content. A look of the ministry is written down, and the operator sees it. */
export const readSubmission = (visitor: Visitor, submissionId: string, now: Date): Promise<Result<SubmissionDetail, Refusal>> =>
  look(visitor, { action: "submission.read", target: `submission/${submissionId}` }, now, async (transaction) => {
    const [row] = await transaction.$queryRaw<SubmissionRow[]>`
      SELECT ${columns}, m.content FROM submission m JOIN survey s ON s.id = m.survey_id WHERE m.id = ${submissionId}::uuid`;
    if (!row) return refused(NOT_FOUND);
    if (!mayRead(visitor, row.sectorId, row.operatorId)) return refused(NOT_PERMITTED);
    await logLooks(transaction, visitor, [row.operatorId], `${row.surveyTitle}：提出 第${String(row.version)}版`, now);
    return granted({ ...summaryOf(row), content: JSON.parse(row.content) as SubmissionDetail["content"] });
  });
