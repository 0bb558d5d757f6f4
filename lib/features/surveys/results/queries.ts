import "server-only";
import type { SectorScores } from "@/lib/domain/scoring/sector";
import { sectorFromSubmissions } from "@/lib/domain/survey/submission";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { latestSubmissions, type SubmissionHead, submissionContents } from "@/lib/features/surveys/latest/queries";
import { earlierSurveys, type SurveyRecord } from "@/lib/features/surveys/record/record";
import type { Transaction } from "@/lib/server/database/client";

/** A called operator and its latest submission. */
export interface CalledOperator {
  readonly id: string;
  readonly name: string;
  readonly submission: SubmissionHead | null;
}

/** 浸透状況 of one survey as it stands. */
export interface SurveyResults {
  readonly survey: SurveyRecord;
  readonly index: EditionIndex;
  /** By name. */
  readonly called: readonly CalledOperator[];
  readonly scores: SectorScores;
}

/** Scores by what they are computed from: edition, number of calls, submissions. */
const known = new Map<string, SectorScores>();
const KEPT = 40;

async function calledOperators(transaction: Transaction, survey: SurveyRecord): Promise<CalledOperator[]> {
  const heads = new Map((await latestSubmissions(transaction, survey.id)).map((head) => [head.operatorId, head]));
  const calls = await transaction.surveyCall.findMany({
    where: { surveyId: survey.id, sectorId: survey.sectorId },
    select: { operator: { select: { id: true, name: true } } },
    orderBy: [{ operator: { name: "asc" } }, { operatorId: "asc" }],
  });
  return calls.map(({ operator }) => ({ ...operator, submission: heads.get(operator.id) ?? null }));
}

async function scoresOf(transaction: Transaction, { survey, index, called }: Omit<SurveyResults, "scores">): Promise<SectorScores> {
  const heads = called.flatMap(({ submission }) => submission ?? []);
  const key = [survey.contentHash, called.length, ...heads.map(({ operatorId, hash }) => `${operatorId}=${hash}`)].join("|");
  const cached = known.get(key);
  if (cached) return cached;
  const contents = await submissionContents(transaction, heads, survey.id);
  const keyed = contents.map((content, position) => ({ ...content, operator: heads[position]?.operatorId ?? content.operator }));
  const scores = sectorFromSubmissions(index.edition, keyed, called.length);
  if (!scores.ok) throw new Error(`survey ${survey.id}: a submission does not fit its edition: ${JSON.stringify(scores.refusal)}`);
  if (known.size >= KEPT) known.clear();
  known.set(key, scores.value);
  return scores.value;
}

/** The results of a survey from the latest version of each operator's submission. */
export async function surveyResults(transaction: Transaction, survey: SurveyRecord): Promise<SurveyResults> {
  const index = await loadEdition(transaction, survey.editionId, survey.contentHash);
  if (!index) throw new Error(`edition ${survey.editionId} of survey ${survey.id} is missing`);
  const called = await calledOperators(transaction, survey);
  return { survey, index, called, scores: await scoresOf(transaction, { survey, index, called }) };
}

/** Results of the surveys before, the latest first. */
export async function earlierResults(transaction: Transaction, survey: SurveyRecord, limit: number): Promise<SurveyResults[]> {
  const results: SurveyResults[] = [];
  for (const earlier of await earlierSurveys(transaction, survey, limit)) results.push(await surveyResults(transaction, earlier));
  return results;
}
