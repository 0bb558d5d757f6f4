import "server-only";
import { z } from "zod";
import { csvFile, csvText } from "@/lib/documents/csv";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { TIERS } from "@/lib/domain/guideline/edition";
import type { Scores } from "@/lib/domain/scoring/measure";
import { scoresJson } from "@/lib/domain/scoring/score";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { type SubmissionContent, scoresFromSubmission } from "@/lib/domain/survey/submission";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { logAccess, logReadings } from "@/lib/features/surveys/access-log/rows";
import { calledPlace } from "@/lib/features/surveys/calls/record";
import { policyOf } from "@/lib/features/surveys/crosswalk/parts";
import { type LateCorrectionRecord, lateCorrectionPage, lateCorrectionsOf } from "@/lib/features/surveys/late-corrections/queries";
import { submissionContents } from "@/lib/features/surveys/latest-submissions/queries";
import { changeableSurvey, summaryOfSurvey } from "@/lib/features/surveys/list/queries";
import type { OperatorsAsked } from "@/lib/features/surveys/operators/parts";
import { allOperators, type OperatorPages, operatorPages } from "@/lib/features/surveys/operators/queries";
import { earlierSurveys, type SurveyRecord, survey } from "@/lib/features/surveys/record/record";
import {
  operatorParams,
  type ResultGrouping,
  resultsAnswer,
  resultsQuery,
  type SubmissionAnswer,
  type SurveySummary,
  submissionAnswer,
  TAG,
  type TableGrouping,
  tableQuery,
} from "@/lib/features/surveys/record/schema";
import type { ChangeView } from "@/lib/features/surveys/record/view";
import { surveyTable } from "@/lib/features/surveys/results-files/csv";
import { resultsJson } from "@/lib/features/surveys/results-files/json";
import { makeReady, type SurveyResults, surveyResults } from "@/lib/features/surveys/sector-scores/queries";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Asking, get, type On, query, reading } from "@/lib/server/use-cases/use-case";
import type { Page } from "@/lib/validation/paging";

/** A description of the shown results for the access log, and the number of previous surveys. */
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

/**
 * The results of a survey for the officer of its sector. The reading is logged for each operator whose submission the shown
 * figures are based on, totals included (docs/design.md 6).
 */
async function seenResults(transaction: Transaction, visitor: Visitor, survey: SurveyRecord, shown: Shown, now: Date): Promise<WholeResults> {
  const [results, ...earlier] = await surveyResults(transaction, [survey, ...(await earlierSurveys(transaction, survey, shown.earlier))]);
  if (!results) throw new Error(`survey ${survey.id} has no results`);
  const policyId = policyOf(results);
  const policy = policyId === null ? null : await loadEdition(transaction, policyId);
  const readings = [results, ...earlier].map(({ operatorIds, digest, survey: { title } }, at) => ({
    ...{ operatorIds, digest },
    what: `${title}：${shown.what}${at === 0 ? "" : "（ほかの年との比較）"}`,
  }));
  await logReadings(transaction, visitor, readings, now);
  return { results, earlier, policy };
}

/** Prepares the figures before the transaction that reads them; `earlier`: the number of previous surveys to read too. */
const ready = async (surveyId: string, earlier: number, { visitor, now }: Asking) => {
  await makeReady(visitor, surveyId, earlier, now);
  return granted(undefined);
};

/** 浸透状況 of one tier by items, sections, phases or operators. */
export const readResults = query({
  name: "survey.read",
  takesOut: "always",
  api: get("/surveys/{surveyId}/results", "getResults", TAG, "浸透状況（項目・節・観点・事業者別）。事業者別は閲覧が記録される"),
  on: survey.seen,
  input: resultsQuery,
  output: resultsAnswer,
  prepare: (_input, asking, { surveyId }) => ready(surveyId, 1, asking),
  async run({ transaction, subject, input: { by, tier }, visitor, now }) {
    const { results, earlier } = await seenResults(transaction, visitor, subject, { what: `${GROUPING_WORDS[by]}（API）`, earlier: 1 }, now);
    const operators = by === "operator" ? await allOperators(transaction, results, tier) : [];
    return granted(resultsJson({ results, previous: earlier[0], operators }, by, tier));
  },
});

/** The same as a table, and additionally the years, the distribution and the crosswalk. */
export const readResultsCsv = query({
  name: "survey.export",
  takesOut: "always",
  may: "survey.read",
  api: get("/surveys/{surveyId}/results.csv", "getResultsCsv", TAG, "浸透状況の表（CSV、UTF-8・BOM つき）"),
  on: survey.seen,
  input: tableQuery,
  output: { contentType: "text/csv" },
  prepare: (_input, asking, { surveyId }) => ready(surveyId, YEARS_BACK, asking),
  async run({ transaction, subject, input: { by, tier }, visitor, now }) {
    const shown = { what: `${GROUPING_WORDS[by]}（CSV）`, earlier: by === "year" ? YEARS_BACK : 0 };
    const whole = await seenResults(transaction, visitor, subject, shown, now);
    const fileName = `${subject.title.replaceAll(/[\\/:*?"<>|]/g, "_")}_${by}_${tier}.csv`;
    const operators = by === "operator" ? await allOperators(transaction, whole.results, tier) : [];
    return granted(csvFile(fileName, csvText(surveyTable({ ...whole, operators }, by, tier))));
  },
});

/** The results for a page. */
export const wholeResults = reading({
  of: readResults,
  on: survey.seen,
  input: z.object({ what: z.string(), earlier: z.int() }),
  prepare: ({ earlier }, asking, { surveyId }) => ready(surveyId, earlier, asking),
  run: async ({ transaction, subject, input, visitor, now }) => granted(await seenResults(transaction, visitor, subject, input, now)),
});

export interface SurveyPage {
  readonly summary: SurveySummary;
  /** What its officer may change; null where nothing can be changed. */
  readonly change: ChangeView | null;
  readonly whole: WholeResults;
  readonly pages: OperatorPages;
  /** The last late correction of each operator that has one, a page of them. */
  readonly lates: Page<LateCorrectionRecord>;
}

/** A survey with its results and the requested operators. */
export const readSurveyPage = reading({
  of: readResults,
  on: survey.seen,
  input: z.object({ tier: z.enum(TIERS), asked: z.custom<OperatorsAsked>() }),
  prepare: (_input, asking, { surveyId }) => ready(surveyId, SHOWN_ON.results.earlier, asking),
  async run({ transaction, subject, input: { tier, asked }, visitor, now }): Promise<Result<SurveyPage, Refusal>> {
    const summary = await summaryOfSurvey(transaction, visitor, subject.id, now);
    if (summary === null) return refused(NOT_FOUND);
    const change = mayAtOwn(visitor.actor, "survey.manage") ? await changeableSurvey(transaction, subject) : null;
    const whole = await seenResults(transaction, visitor, subject, SHOWN_ON.results, now);
    const lates = await lateCorrectionPage(transaction, subject.id, asked.latePage, now);
    return granted({ summary, change, whole, lates, pages: await operatorPages(transaction, whole.results, whole.earlier[0], tier, asked) });
  },
});

export interface OneSubmission {
  readonly survey: SurveyRecord;
  readonly index: EditionIndex;
  readonly operator: { readonly id: string; readonly name: string };
  readonly content: SubmissionContent;
  readonly scores: Scores;
  /** The latest first; `content` is that of the first. */
  readonly versions: readonly { readonly version: number; readonly hash: string; readonly submittedAt: Date }[];
  /** The operator's last late correction to the survey. */
  readonly late: LateCorrectionRecord | null;
}

async function readSubmission(transaction: Transaction, survey: SurveyRecord, operatorId: string, now: Date): Promise<OneSubmission | null> {
  const operator = await transaction.operator.findUnique({ where: { id: operatorId }, select: { id: true, name: true } });
  const versions = await transaction.submission.findMany({
    where: { operatorId, surveyId: survey.id },
    select: { id: true, version: true, hash: true, submittedAt: true },
    orderBy: { version: "desc" },
  });
  const [latest] = versions;
  if (!operator || !latest) return null;
  const content = (await submissionContents(transaction, [{ operatorId, id: latest.id }])).get(latest.id);
  const index = await loadEdition(transaction, survey.editionId, survey.contentHash);
  if (!content || !index) throw new Error(`submission ${latest.hash} or its edition is missing`);
  const scores = scoresFromSubmission(index.edition, content);
  if (!scores.ok) throw new Error(`submission ${latest.hash} does not fit its edition: ${JSON.stringify(scores.refusal)}`);
  return {
    survey,
    index,
    operator,
    content,
    scores: scores.value,
    versions,
    late: (await lateCorrectionsOf(transaction, survey.id, operatorId, now))[0] ?? null,
  };
}

/** An operator's latest submission; a reading by the ministry is logged for the operator. */
async function seenSubmission(transaction: Transaction, visitor: Visitor, survey: SurveyRecord, operatorId: string, now: Date) {
  const submission = await readSubmission(transaction, survey, operatorId, now);
  if (!submission) return refused(NOT_FOUND);
  await logAccess(transaction, visitor, [operatorId], `${survey.title}：提出 第${submission.content.version}版`, now);
  return granted(submission);
}

/** One operator's submission to a survey. An operator cannot see another one's. */
const ofOneOperator: On<typeof operatorParams, { readonly survey: SurveyRecord; readonly operatorId: string }> = {
  params: operatorParams,
  place: calledPlace,
  async find(transaction, { surveyId, operatorId }, asking) {
    const own = asking.visitor.actor.operatorId;
    const found = own === null || own === operatorId ? await survey.seen.find(transaction, { surveyId }, asking, {}) : null;
    return found && { survey: found, operatorId };
  },
  target: ({ survey: { sectorId: sector }, operatorId }) => ({ operatorId, sector }),
};

/** An operator's latest submission, for the ministry or for the operator itself. */
export const readSurveySubmission = query({
  name: "survey.readSubmission",
  takesOut: "always",
  may: "submission.read",
  api: get("/surveys/{surveyId}/submissions/{operatorId}", "getSurveySubmission", TAG, "事業者の提出（最新の版）。省庁の閲覧は記録される"),
  on: ofOneOperator,
  output: submissionAnswer,
  refuses: ["not_found"],
  async run({ transaction, subject, visitor, now }) {
    const found = await seenSubmission(transaction, visitor, subject.survey, subject.operatorId, now);
    if (!found.ok) return found;
    const { survey, operator, content, scores, versions, index } = found.value;
    const { edition, period, previousHash, version, sheets, remarks } = content;
    return granted({
      ...{ surveyId: survey.id, operatorId: operator.id, operatorName: operator.name, version, previousHash },
      ...{ hash: versions[0]?.hash ?? "", submittedAt: versions[0]?.submittedAt.toISOString() ?? "" },
      versions: versions.map((one) => ({ version: one.version, hash: one.hash, submittedAt: one.submittedAt.toISOString() })),
      ...{ revision: edition.revision, contentHash: edition.contentHash, period: { ...period } },
      sheets: sheets.map((one) => ({ ...one })),
      remarks: remarks.map((one) => ({ ...one })),
      scores: scoresJson(scores, (section) => index.sections.get(section)?.code ?? section) as SubmissionAnswer["scores"],
    });
  },
});

/** The same for a page of the ministry. */
export const oneSubmission = reading({
  of: readSurveySubmission,
  on: ofOneOperator,
  run: ({ transaction, subject: { survey: found, operatorId }, visitor, now }) => seenSubmission(transaction, visitor, found, operatorId, now),
});
