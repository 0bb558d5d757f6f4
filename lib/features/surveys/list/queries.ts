import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import type { SurveyState } from "@/lib/domain/checking/state";
import { orNotFound } from "@/lib/domain/shared/refusal";
import { granted } from "@/lib/domain/shared/result";
import { logAccess } from "@/lib/features/surveys/access-log/rows";
import { countUncalled } from "@/lib/features/surveys/calling/queries";
import { type LateCorrectionRecord, lateCorrectionJson, latestLateCorrections } from "@/lib/features/surveys/late-corrections/queries";
import { latestSubmissions } from "@/lib/features/surveys/latest-submissions/queries";
import { ofOwnSector, type SurveyRecord, survey } from "@/lib/features/surveys/record/record";
import { type Reply, replyList, type SurveySummary, surveyList, surveySummary, TAG } from "@/lib/features/surveys/record/schema";
import type { ChangeView } from "@/lib/features/surveys/record/view";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { get, query } from "@/lib/server/use-cases/use-case";
import { type PageQuery, pageQuery, rowsOf } from "@/lib/validation/paging";

interface SummaryRow {
  readonly id: string;
  readonly sector: string;
  readonly sectorName: string;
  readonly edition: string;
  readonly editionTitle: string;
  readonly title: string;
  readonly fiscalYear: number;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly state: SurveyState;
  readonly closedAt: Date | null;
  readonly reopenedAt: Date | null;
  readonly reopenedReason: string | null;
  readonly takenBackAt: Date | null;
  readonly takenBackReason: string | null;
  readonly called: number;
  readonly submitted: number;
  readonly ownVersion: number | null;
  readonly ownSubmittedAt: Date | null;
}

const summaryOf = (row: SummaryRow, ministry: boolean, late: LateCorrectionRecord | undefined): SurveySummary => ({
  ...{ id: row.id, sector: row.sector, sectorName: row.sectorName, edition: row.edition, editionTitle: row.editionTitle },
  ...{ title: row.title, fiscalYear: row.fiscalYear, opensOn: row.opensOn, closesOn: row.closesOn, state: row.state },
  closedAt: row.closedAt?.toISOString() ?? null,
  reopenedAt: row.reopenedAt?.toISOString() ?? null,
  reopenedReason: row.reopenedReason,
  takenBackAt: row.takenBackAt?.toISOString() ?? null,
  takenBackReason: row.takenBackReason,
  called: ministry ? row.called : null,
  submitted: ministry ? row.submitted : null,
  own: !ministry && row.ownVersion !== null && row.ownSubmittedAt !== null ? { version: row.ownVersion, submittedAt: row.ownSubmittedAt.toISOString() } : null,
  lateCorrection: ministry || late === undefined ? null : lateCorrectionJson(late),
});

/** Called operators can see a survey once it is opened, and still after its opening is taken back. */
const shownTo = (ministry: boolean): Prisma.Sql => Prisma.sql`(${ministry} OR s.state <> 'planned' OR s.taken_back_at IS NOT NULL)`;

/** The surveys that row-level security shows: to the ministry those of its sector, to an operator those that call it, once opened. */
const summaries = (transaction: Transaction, ministry: boolean, condition: Prisma.Sql, { page, perPage }: PageQuery): Promise<SummaryRow[]> =>
  transaction.$queryRaw<SummaryRow[]>`
    SELECT s.id, s.sector_id AS sector, c.name AS "sectorName", s.edition_id AS edition, e.title AS "editionTitle", s.title,
      s.fiscal_year AS "fiscalYear", s.opens_on::text AS "opensOn", s.closes_on::text AS "closesOn", s.state, s.closed_at AS "closedAt",
      s.reopened_at AS "reopenedAt", s.reopened_reason AS "reopenedReason", s.taken_back_at AS "takenBackAt", s.taken_back_reason AS "takenBackReason",
      (SELECT count(*)::int FROM survey_call k WHERE k.survey_id = s.id) AS called,
      coalesce(b.submitted, 0) AS submitted, b.version AS "ownVersion", b.at AS "ownSubmittedAt"
    FROM survey s JOIN sector c ON c.id = s.sector_id JOIN edition e ON e.id = s.edition_id
    LEFT JOIN LATERAL (SELECT count(DISTINCT operator_id)::int AS submitted, max(version) AS version, max(submitted_at) AS at
      FROM submission WHERE survey_id = s.id) b ON true
    WHERE ${shownTo(ministry)} AND ${condition}
    ORDER BY s.fiscal_year DESC, s.closes_on DESC, s.id LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`;

/** The summaries as their visitor sees them, an operator with its own late corrections. */
async function shownSummaries(transaction: Transaction, rows: readonly SummaryRow[], ministry: boolean, now: Date): Promise<SurveySummary[]> {
  const ids = ministry ? [] : rows.map(({ id }) => id);
  const lates = new Map((await latestLateCorrections(transaction, ids, now)).map((late) => [late.surveyId, late]));
  return rows.map((row) => summaryOf(row, ministry, lates.get(row.id)));
}

const isMinistry = (visitor: Visitor): boolean => mayAtOwn(visitor.actor, "survey.oversee");

/** The visitor's surveys, the latest first. */
export const listSurveys = query({
  name: "survey.list",
  takesOut: { no: "titles, days and states of surveys" },
  api: get("/surveys", "listSurveys", TAG, "調査（省庁は分野の調査、事業者は対象となった調査）"),
  on: ofOwnSector("surveys"),
  input: pageQuery,
  output: surveyList,
  async run({ transaction, input, visitor, now }) {
    const ministry = isMinistry(visitor);
    const rows = await summaries(transaction, ministry, Prisma.sql`true`, input);
    const [counted] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM survey s WHERE ${shownTo(ministry)}`;
    return granted({ items: await shownSummaries(transaction, rows, ministry, now), ...input, total: counted?.total ?? 0 });
  },
});

/** One survey as its visitor sees it. */
export async function summaryOfSurvey(transaction: Transaction, visitor: Visitor, id: string, now: Date): Promise<SurveySummary | null> {
  const rows = await summaries(transaction, isMinistry(visitor), Prisma.sql`s.id = ${id}::uuid`, { page: 1, perPage: 1 });
  return (await shownSummaries(transaction, rows, isMinistry(visitor), now))[0] ?? null;
}

/** One survey, for its ministry or an operator that it called. */
export const oneSurvey = query({
  name: "survey.readSummary",
  takesOut: { no: "title, days and state of a survey" },
  may: "survey.list",
  api: get("/surveys/{surveyId}", "getSurvey", TAG, "調査"),
  on: survey.seen,
  output: surveySummary,
  refuses: ["not_found"],
  async run({ transaction, subject: { id }, visitor, now }) {
    return orNotFound(await summaryOfSurvey(transaction, visitor, id, now));
  },
});

/** A survey in the form that its officer may change; null once it is closed. */
export async function changeableSurvey(transaction: Transaction, found: SurveyRecord): Promise<ChangeView | null> {
  const { id, sectorId, title, fiscalYear, opensOn, closesOn, state } = found;
  if (state === "closed") return null;
  return { id, title, fiscalYear, opensOn, closesOn, opensOnFixed: state === "open", uncalled: await countUncalled(transaction, sectorId, id) };
}

/** Who submitted, which version and when. */
export const surveyReplies = query({
  name: "survey.listReplies",
  takesOut: "always",
  may: "survey.read",
  api: get("/surveys/{surveyId}/replies", "listReplies", TAG, "提出の有無・版・日時"),
  on: survey.seen,
  input: pageQuery,
  output: replyList,
  async run({ transaction, subject: { id: surveyId, sectorId, title }, input, visitor, now }) {
    const { page, perPage } = input;
    const heads = new Map((await latestSubmissions(transaction, surveyId)).map((head) => [head.operatorId, head]));
    const where = { surveyId, sectorId };
    const calls = await transaction.surveyCall.findMany({
      where,
      select: { operator: { select: { id: true, name: true } } },
      orderBy: [{ operator: { name: "asc" } }, { operatorId: "asc" }],
      ...rowsOf(input),
    });
    const lates = new Map((await latestLateCorrections(transaction, [surveyId], now)).map((late) => [late.operatorId, late]));
    const items = calls.map(({ operator }): Reply => {
      const head = heads.get(operator.id);
      const late = lates.get(operator.id);
      return {
        operatorId: operator.id,
        operatorName: operator.name,
        submitted: head !== undefined,
        version: head?.version ?? null,
        submittedAt: head?.submittedAt.toISOString() ?? null,
        lateCorrection: late === undefined ? null : lateCorrectionJson(late),
      };
    });
    const seen = items.flatMap(({ operatorId, submitted }) => (submitted ? [operatorId] : []));
    await logAccess(transaction, visitor, seen, `${title}：提出状況`, now);
    return granted({ items, page, perPage, total: await transaction.surveyCall.count({ where }) });
  },
});
