import "server-only";
import type { Target } from "@/lib/domain/access/permission";
import { granted } from "@/lib/domain/shared/result";
import {
  type SubmissionDetail,
  type SubmissionSummary,
  submissionDetail,
  submissionList,
  submissionParams,
  submissionsQuery,
  TAG,
} from "@/lib/features/submissions/record/schema";
import { logAccess } from "@/lib/features/surveys/access-log/rows";
import { Prisma } from "@/lib/server/database/client";
import { none } from "@/lib/server/use-cases/operation";
import { get, type On, query } from "@/lib/server/use-cases/use-case";
import { rowsOf } from "@/lib/validation/paging";

interface SubmissionRow extends Omit<SubmissionDetail, "submittedAt" | "content"> {
  readonly submittedAt: Date;
  readonly sectorId: string;
  readonly content: string;
}

const columns = Prisma.sql`m.id, m.operator_id AS "operatorId", m.cycle_id AS "cycleId", m.survey_id AS "surveyId", s.title AS "surveyTitle",
  m.sector_id AS "sectorId", m.version, m.hash, m.previous_hash AS "previousHash", m.submitted_at AS "submittedAt"`;

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

/** Submissions of the visitor's operator or, for the ministry, of the operators of its sector. */
const ofOwn: On<typeof none, Pick<Target, "operatorId" | "sector">> = {
  params: none,
  place: () => "submission",
  find: (_transaction, _params, { visitor: { actor } }) => Promise.resolve({ operatorId: actor.operatorId, sector: actor.sector }),
  target: (own) => own,
};

/** Submissions of the own operator or, for the ministry, of its sector; newest first. */
export const listSubmissions = query({
  name: "submission.list",
  takesOut: "always",
  may: "submission.read",
  api: get("/submissions", "listSubmissions", TAG, "提出の一覧"),
  on: ofOwn,
  input: submissionsQuery,
  output: submissionList,
  async run({ transaction, input, visitor, now }) {
    const { survey = null, page, perPage } = input;
    const { skip, take } = rowsOf(input);
    const filter = Prisma.sql`${survey}::uuid IS NULL OR m.survey_id = ${survey}::uuid`;
    const [counted] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM submission m WHERE ${filter}`;
    const rows = await transaction.$queryRaw<SubmissionRow[]>`
      SELECT ${columns} FROM submission m JOIN survey s ON s.id = m.survey_id WHERE ${filter}
      ORDER BY m.submitted_at DESC, m.id LIMIT ${take} OFFSET ${skip}`;
    for (const title of new Set(rows.map(({ surveyTitle }) => surveyTitle))) {
      const seen = rows.filter(({ surveyTitle }) => surveyTitle === title).map(({ operatorId }) => operatorId);
      await logAccess(transaction, visitor, [...new Set(seen)], `${title}：提出の一覧`, now);
    }
    return granted({ items: rows.map(summaryOf), page, perPage, total: counted?.total ?? 0 });
  },
});

/** A submission that row-level security shows. */
const submission: On<typeof submissionParams, SubmissionRow> = {
  params: submissionParams,
  place: ({ submissionId }) => `submission/${submissionId}`,
  async find(transaction, { submissionId }) {
    const [row] = await transaction.$queryRaw<SubmissionRow[]>`
      SELECT ${columns}, m.content FROM submission m JOIN survey s ON s.id = m.survey_id WHERE m.id = ${submissionId}::uuid`;
    return row ?? null;
  },
  target: ({ operatorId, sectorId: sector }) => ({ operatorId, sector }),
};

/** One submission with its content. A reading by the ministry is logged, and the operator sees the log. */
export const readSubmission = query({
  name: "submission.read",
  takesOut: "always",
  api: get("/submissions/{submissionId}", "getSubmission", TAG, "提出（凍結された内容）"),
  on: submission,
  output: submissionDetail,
  async run({ transaction, subject, visitor, now }) {
    await logAccess(transaction, visitor, [subject.operatorId], `${subject.surveyTitle}：提出 第${String(subject.version)}版`, now);
    return granted({ ...summaryOf(subject), content: JSON.parse(subject.content) as SubmissionDetail["content"] });
  },
});
