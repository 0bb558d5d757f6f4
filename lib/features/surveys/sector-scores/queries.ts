import "server-only";
import { TIERS } from "@/lib/domain/guideline/edition";
import { type BandCounts, RATE_KINDS, type SectorFigures, sectorInSteps } from "@/lib/domain/scoring/sector";
import { addOperator, copyOf, noSums, type SectorSums } from "@/lib/domain/scoring/sums";
import { Memo } from "@/lib/domain/shared/memo";
import { granted } from "@/lib/domain/shared/result";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { digestOf } from "@/lib/features/surveys/access-log/rules";
import { earlierSurveys, readSurvey, type SurveyRecord } from "@/lib/features/surveys/record/record";
import { type Contribution, gently, pause } from "@/lib/features/surveys/submission-scores/queries";
import { contributions, scoreMissing } from "@/lib/features/surveys/submission-scores/rows";
import { ruleFor, type ScoreRule } from "@/lib/features/surveys/submission-scores/rules";
import { auditedTransaction } from "@/lib/server/audit/audited-transaction";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { ofProcess } from "@/lib/server/process/of-process";
import { workUnderWay } from "@/lib/server/process/work-under-way";
import type { Visitor } from "@/lib/server/scope/scope";

/** The present 浸透状況 of one survey, and the operators whose submissions it is based on. */
export interface SurveyResults {
  /** Names what the scores follow from: equal keys of a survey have equal scores. */
  readonly key: string;
  readonly survey: SurveyRecord;
  readonly index: EditionIndex;
  readonly scores: SectorFigures;
  /** Operators that submitted, in order, and the SHA-256 of their ids. */
  readonly operatorIds: readonly string[];
  readonly digest: string;
}

type Bands = { readonly [tier in keyof BandCounts]: { readonly [rate in keyof BandCounts[tier]]: number[] } };

/**
 * What is kept of a survey between readings. It follows from what `key` names alone, so it is right in every transaction that
 * reads the same key, whether or not the one that worked it out was committed.
 */
interface Kept extends Pick<SurveyResults, "key" | "scores" | "operatorIds" | "digest"> {
  /** The part of the key that other submissions do not change. */
  readonly basis: string;
  /** The number of submissions, earlier versions included: they only ever increase, so the greater number is from later. */
  readonly sent: number;
  /** The latest submission of each operator in the sums. */
  readonly heads: ReadonlyMap<string, string>;
  readonly sums: SectorSums;
  readonly bands: Bands;
}

/** Maximum number of surveys with cached sums, which may take some megabytes each. */
const MOST_KEPT = 40;
const kept = ofProcess("survey sums", () => new Memo<string, Kept>(MOST_KEPT));
/** Submissions per batch of reading. */
const BATCH = 20;

/** In SQL: names the submissions to a survey. A submission never changes, so its id stands for its content. */
const submissionsTo = (survey: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT count(*) || '/' || coalesce(sum(hashtextextended(m.id::text, 0)), 0) FROM submission m WHERE m.survey_id = ${survey})`;

interface HeadRow {
  readonly operatorId: string;
  readonly id: string;
  readonly sent: number;
  readonly submissions: string;
}

/** The latest submission of each operator, with the number and the name of all that the same statement sees. */
const headsOf = (transaction: Transaction, surveyId: string): Promise<HeadRow[]> =>
  transaction.$queryRaw<HeadRow[]>`
    SELECT DISTINCT ON (operator_id) operator_id AS "operatorId", id, (count(*) OVER ())::int AS sent,
      ${submissionsTo(Prisma.sql`${surveyId}::uuid`)} AS submissions
    FROM submission WHERE survey_id = ${surveyId}::uuid ORDER BY operator_id, version DESC`;

interface KeyRow {
  readonly id: string;
  readonly called: number;
  readonly submissions: string;
}

const NO_SUBMISSIONS = "0/0";

/** Names what the figures of these surveys rest on. Of the calls only their number counts: an operator that is taken out has submitted nothing. */
const keysOf = (transaction: Transaction, surveyIds: readonly string[]): Promise<KeyRow[]> =>
  transaction.$queryRaw<KeyRow[]>`
    SELECT s.id, (SELECT count(*)::int FROM survey_call k WHERE k.survey_id = s.id) AS called,
      ${submissionsTo(Prisma.sql`s.id`)} AS submissions
    FROM survey s WHERE s.id = ANY(${surveyIds}::uuid[])`;

const noBands = (): Bands => {
  const empty = () => ({ implementationRate: [], attainmentRate: [] });
  return { required: empty(), reference: empty() };
};

function addBands(bands: Bands, { bands: own }: Contribution, sign: 1 | -1): void {
  for (const tier of TIERS) {
    for (const kind of RATE_KINDS) {
      const band = own[tier][kind];
      if (band !== null) bands[tier][kind][band] = (bands[tier][kind][band] ?? 0) + sign;
    }
  }
}

interface Asked {
  readonly survey: SurveyRecord;
  readonly index: EditionIndex;
  readonly rule: ScoreRule;
  readonly key: string;
  readonly basis: string;
  readonly called: number;
}

const keyOf = (basis: string, called: number, submissions: string): string => `${basis} ${String(called)} ${submissions}`;

type Heads = Kept["heads"];

/** Those of `heads` that are not among the `others`. */
const missingIn = (heads: Heads, others: Heads) => [...heads].filter(([operatorId, id]) => others.get(operatorId) !== id);

/** The cached sums, unless they rest on something else than the asked ones, or on submissions that the transaction cannot see since it began before. */
async function within(transaction: Transaction, { survey, basis }: Asked, heads: Heads, before: Kept | undefined): Promise<Kept | undefined> {
  if (before?.basis !== basis) return undefined;
  const going = missingIn(before.heads, heads).map(([, id]) => id);
  if (going.length === 0) return before;
  const [row] = await transaction.$queryRaw<{ seen: number }[]>`
    SELECT count(*)::int AS seen FROM submission WHERE survey_id = ${survey.id}::uuid AND id = ANY(${going}::uuid[])`;
  return row?.seen === going.length ? before : undefined;
}

/** The sums as the transaction sees them, updated from cached ones where it can be: then only new and corrected submissions are read. */
async function brought(transaction: Transaction, one: Asked, before: Kept | undefined): Promise<Kept> {
  const { survey, rule, basis, called } = one;
  const rows = await headsOf(transaction, survey.id);
  const heads = new Map(rows.map(({ operatorId, id }) => [operatorId, id]));
  const same = await within(transaction, one, heads, before);
  const sums = same ? copyOf(same.sums) : noSums(rule.places);
  const bands = same ? structuredClone(same.bands) : noBands();
  const none: Heads = new Map();
  for (const [changes, sign] of [
    [missingIn(same?.heads ?? none, heads), -1],
    [missingIn(heads, same?.heads ?? none), 1],
  ] as const) {
    for (let from = 0; from < changes.length; from += BATCH) {
      const batch = changes.slice(from, from + BATCH).map(([operatorId, id]) => ({ operatorId, id }));
      for (const own of (await contributions(transaction, rule, survey, batch)).values()) {
        addOperator(sums, own.addend, sign);
        addBands(bands, own, sign);
      }
      await pause();
    }
  }
  const operatorIds = [...heads.keys()].sort();
  const scores = await gently(sectorInSteps(sums, bands, called));
  const [{ sent, submissions } = { sent: 0, submissions: NO_SUBMISSIONS }] = rows;
  const key = keyOf(basis, called, submissions);
  return { key, basis, sent, heads, sums, bands, operatorIds, digest: digestOf(operatorIds), scores };
}

async function editionOfSurvey(transaction: Transaction, { id, editionId, contentHash }: SurveyRecord): Promise<EditionIndex> {
  const index = await loadEdition(transaction, editionId, contentHash);
  if (!index) throw new Error(`edition ${editionId} of survey ${id} is missing`);
  return index;
}

async function asked(transaction: Transaction, surveys: readonly SurveyRecord[]): Promise<Asked[]> {
  const ids = surveys.map(({ id }) => id);
  const keys = new Map((await keysOf(transaction, ids)).map((row) => [row.id, row]));
  const found: Asked[] = [];
  for (const survey of surveys) {
    const index = await editionOfSurvey(transaction, survey);
    const rule = ruleFor(index.edition);
    const basis = `${rule.name} ${survey.contentHash}`;
    const { called = 0, submissions = NO_SUBMISSIONS } = keys.get(survey.id) ?? {};
    found.push({ survey, index, rule, basis, called, key: keyOf(basis, called, submissions) });
  }
  return found;
}

/** The results of surveys, in their order, from the latest version of each operator's submission. */
export async function surveyResults(transaction: Transaction, surveys: readonly SurveyRecord[]): Promise<SurveyResults[]> {
  const found: SurveyResults[] = [];
  for (const one of await asked(transaction, surveys)) {
    const { survey, index } = one;
    const before = kept().get(survey.id);
    const now = before?.key === one.key ? before : await brought(transaction, one, before);
    // Another reading may have kept later sums in the meantime, or this one began before them.
    if (now !== before && now.sent >= (kept().get(survey.id)?.sent ?? 0)) kept().set(survey.id, now);
    const { key, scores, operatorIds, digest } = now;
    found.push({ key, survey, index, scores, operatorIds, digest });
  }
  return found;
}

/** By survey and what its figures follow from. Requests for the same wait for it, without holding a connection. */
const underWay = workUnderWay("survey sums under way");

async function bringUp(visitor: Visitor, { survey, rule }: Asked, now: Date): Promise<void> {
  const reading = { action: "survey.read", target: `survey/${survey.id}` };
  for (;;) {
    const more = await auditedTransaction("reading", visitor, reading, now, async (transaction) => granted(await scoreMissing(transaction, rule, survey)));
    if (!more.ok || !more.value) break;
  }
  await auditedTransaction("reading", visitor, reading, now, async (transaction) => granted(await surveyResults(transaction, [survey])));
}

/** Surveys prepared in this process, with the number of previous ones: later submissions are few, and are read with the rest. */
const MOST_READY = 1000;
const ready = ofProcess("ready surveys", () => new Memo<string, number>(MOST_READY));

/**
 * Prepares the figures of a survey, and of that many previous ones, for a following reading: slow work (the first reading of
 * a thousand submissions) runs in transactions of a few, once for all who wait for it. Does nothing for visitors without
 * permission.
 */
export async function makeReady(visitor: Visitor, surveyId: string, earlier: number, now: Date): Promise<void> {
  if (visitor.scope.kind !== "ministry" || (ready().get(surveyId) ?? -1) >= earlier) return;
  const wanted = await auditedTransaction("reading", visitor, { action: "survey.read", target: `survey/${surveyId}` }, now, async (transaction) => {
    const survey = await readSurvey(transaction, surveyId, "none");
    return granted(survey === null ? [] : await asked(transaction, [survey, ...(await earlierSurveys(transaction, survey, earlier))]));
  });
  for (const one of wanted.ok ? wanted.value : []) {
    if (kept().get(one.survey.id)?.key === one.key) continue;
    await underWay.of(`${one.survey.id} ${one.key}`, () => bringUp(visitor, one, now));
  }
  if (!wanted.ok || wanted.value.length === 0) return;
  ready().set(surveyId, earlier);
}
