import "server-only";
import { csvText } from "@/lib/documents/csv";
import { decide } from "@/lib/domain/access/permission";
import type { Tier } from "@/lib/domain/guideline/edition";
import type { Scores } from "@/lib/domain/scoring/measure";
import { scoresJson } from "@/lib/domain/scoring/score";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { type SubmissionContent, scoresFromSubmission } from "@/lib/domain/survey/submission";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { policyOf } from "@/lib/features/surveys/crosswalk/parts";
import { submissionContents } from "@/lib/features/surveys/latest/queries";
import { logLooks } from "@/lib/features/surveys/look-log/rows";
import { permittedSurvey, type SurveyRecord } from "@/lib/features/surveys/record/record";
import type { ResultGrouping, ResultsAnswer, SubmissionAnswer, TableGrouping } from "@/lib/features/surveys/record/schema";
import { earlierResults, type SurveyResults, surveyResults } from "@/lib/features/surveys/results/queries";
import { surveyTable } from "@/lib/features/surveys/tables/csv";
import { resultsJson } from "@/lib/features/surveys/tables/json";
import { look } from "@/lib/server/audit/change";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import type { FileBody } from "@/lib/server/use-cases/operation";

/** What of the results is shown, in words for the log of looks, and how many surveys before. */
export interface Shown {
  readonly what: string;
  readonly earlier: number;
}

/** Surveys of earlier years that the trend goes back to. */
const YEARS_BACK = 5;

export const SHOWN_ON = {
  results: { what: "結果の画面（事業者別を含む）", earlier: YEARS_BACK },
  items: { what: "項目別の画面", earlier: 1 },
  crosswalk: { what: "指針との対応の画面", earlier: 0 },
} as const satisfies Record<string, Shown>;

const GROUPING_WORDS = {
  operator: "事業者別の結果",
  item: "項目別の集計",
  section: "節別の集計",
  phase: "観点別の集計",
  year: "年ごとの集計",
  distribution: "分布",
  crosswalk: "指針との対応",
} as const satisfies Record<ResultGrouping | TableGrouping, string>;

export interface WholeResults {
  readonly results: SurveyResults;
  /** The latest first. */
  readonly earlier: readonly SurveyResults[];
  readonly policy: EditionIndex | null;
}

const submitters = ({ called }: SurveyResults): string[] => called.flatMap(({ id, submission }) => (submission ? [id] : []));

/** Every look is told to each operator on whose submission rests what is seen (docs/design.md 6), totals included. */
const tellOperators = (transaction: Transaction, visitor: Visitor, results: SurveyResults, what: string, now: Date): Promise<void> =>
  logLooks(transaction, visitor, submitters(results), `${results.survey.title}：${what}`, now);

/** The results of a survey for the officer of its sector; the operators whose figures they tell are told. */
export const wholeResults = (visitor: Visitor, surveyId: string, shown: Shown, now: Date): Promise<Result<WholeResults, Refusal>> =>
  look(visitor, { action: "survey.read", target: `survey/${surveyId}` }, now, async (transaction) => {
    const found = await permittedSurvey(transaction, visitor, surveyId, "survey.read");
    if (!found.ok) return found;
    const results = await surveyResults(transaction, found.value);
    const earlier = await earlierResults(transaction, found.value, shown.earlier);
    const policyId = policyOf(results);
    const policy = policyId === null ? null : await loadEdition(transaction, policyId);
    await tellOperators(transaction, visitor, results, shown.what, now);
    for (const one of earlier) await tellOperators(transaction, visitor, one, `${shown.what}（ほかの年との比較）`, now);
    return granted({ results, earlier, policy });
  });

export async function resultsAnswer(
  visitor: Visitor,
  surveyId: string,
  query: { by: ResultGrouping; tier: Tier },
  now: Date,
): Promise<Result<ResultsAnswer, Refusal>> {
  const whole = await wholeResults(visitor, surveyId, { what: `${GROUPING_WORDS[query.by]}（API）`, earlier: 1 }, now);
  return whole.ok ? granted(resultsJson(whole.value.results, whole.value.earlier[0], query.by, query.tier)) : whole;
}

export async function resultsCsv(visitor: Visitor, surveyId: string, query: { by: TableGrouping; tier: Tier }, now: Date): Promise<Result<FileBody, Refusal>> {
  const whole = await wholeResults(visitor, surveyId, { what: `${GROUPING_WORDS[query.by]}（CSV）`, earlier: query.by === "year" ? YEARS_BACK : 0 }, now);
  if (!whole.ok) return whole;
  const { title } = whole.value.results.survey;
  const fileName = `${title.replaceAll(/[\\/:*?"<>|]/g, "_")}_${query.by}_${query.tier}.csv`;
  return granted({ file: csvText(surveyTable(whole.value, query.by, query.tier)), contentType: "text/csv; charset=utf-8", fileName });
}

export interface OneSubmission {
  readonly survey: SurveyRecord;
  readonly index: EditionIndex;
  readonly operator: { readonly id: string; readonly name: string };
  readonly content: SubmissionContent;
  readonly scores: Scores;
  /** The latest first; the first is what `content` holds. */
  readonly versions: readonly { readonly version: number; readonly hash: string; readonly submittedAt: Date }[];
}

async function readSubmission(transaction: Transaction, survey: SurveyRecord, operatorId: string): Promise<OneSubmission | null> {
  const operator = await transaction.operator.findUnique({ where: { id: operatorId }, select: { id: true, name: true } });
  const versions = await transaction.submission.findMany({
    where: { operatorId, surveyId: survey.id },
    select: { version: true, hash: true, submittedAt: true },
    orderBy: { version: "desc" },
  });
  const [latest] = versions;
  if (!operator || !latest) return null;
  const [content] = await submissionContents(transaction, [{ operatorId, ...latest }], survey.id);
  const index = await loadEdition(transaction, survey.editionId, survey.contentHash);
  if (!content || !index) throw new Error(`submission ${latest.hash} or its edition is missing`);
  const scores = scoresFromSubmission(index.edition, content);
  if (!scores.ok) throw new Error(`submission ${latest.hash} does not fit its edition: ${JSON.stringify(scores.refusal)}`);
  return { survey, index, operator, content, scores: scores.value, versions };
}

/** An operator's latest submission, for the ministry (which the operator is told) or for the operator itself. */
export const oneSubmission = (visitor: Visitor, surveyId: string, operatorId: string, now: Date): Promise<Result<OneSubmission, Refusal>> =>
  look(visitor, { action: "submission.read", target: `survey/${surveyId}/${operatorId}` }, now, async (transaction) => {
    if (visitor.actor.operatorId !== null && visitor.actor.operatorId !== operatorId) return refused(NOT_FOUND);
    const found = await permittedSurvey(transaction, visitor, surveyId, "submission.read");
    if (!found.ok) return found;
    if (!decide(visitor.actor, "submission.read", { operatorId, sector: found.value.sectorId }).ok) return refused(NOT_FOUND);
    const submission = await readSubmission(transaction, found.value, operatorId);
    if (!submission) return refused(NOT_FOUND);
    await logLooks(transaction, visitor, [operatorId], `${found.value.title}：提出 第${submission.content.version}版`, now);
    return granted(submission);
  });

export async function submissionAnswer(visitor: Visitor, surveyId: string, operatorId: string, now: Date): Promise<Result<SubmissionAnswer, Refusal>> {
  const found = await oneSubmission(visitor, surveyId, operatorId, now);
  if (!found.ok) return found;
  const { operator, content, scores, versions, index } = found.value;
  const { edition, period, previousHash, version, sheets, remarks } = content;
  return granted({
    ...{ surveyId, operatorId: operator.id, operatorName: operator.name, version, previousHash },
    ...{ hash: versions[0]?.hash ?? "", submittedAt: versions[0]?.submittedAt.toISOString() ?? "" },
    versions: versions.map((one) => ({ ...one, submittedAt: one.submittedAt.toISOString() })),
    ...{ revision: edition.revision, contentHash: edition.contentHash, period: { ...period } },
    sheets: sheets.map((one) => ({ ...one })),
    remarks: remarks.map((one) => ({ ...one })),
    scores: scoresJson(scores, (section) => index.sections.get(section)?.code ?? section) as SubmissionAnswer["scores"],
  });
}
