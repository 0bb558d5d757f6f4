import "server-only";
import type { z } from "zod";
import { canonicalJson, sha256 } from "@/lib/documents/canonical";
import { coversAllMeasures } from "@/lib/domain/checking/cycle";
import type { CycleState, SurveyState } from "@/lib/domain/checking/state";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { accepts } from "@/lib/domain/survey/late-correction";
import { type SubmissionContent, submissionContent } from "@/lib/domain/survey/submission";
import { editionOf } from "@/lib/features/cycles/record/queries";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import type { inState } from "@/lib/features/cycles/record/schema";
import { CONFIRMED, UNCOUNTED } from "@/lib/features/cycles/tallies/sql";
import { apartFor, readCounts } from "@/lib/features/results/counts/queries";
import type { bothEditions, submittedCycle } from "@/lib/features/submissions/record/schema";
import { type LateCorrectionRecord, latestLateCorrections } from "@/lib/features/surveys/late-corrections/queries";
import { lateText } from "@/lib/features/surveys/late-corrections/texts";
import { sentence } from "@/lib/labels/own-direction";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** A survey that called the operator. */
export interface CallingSurvey {
  readonly id: string;
  readonly title: string;
  readonly sectorId: string;
  readonly editionId: string;
  readonly state: SurveyState;
  readonly closesOn: string;
  /** The cycle of the operator's last version; null before the first. */
  readonly lastCycleId: string | null;
  /** The reason for reopening it. */
  readonly reopenedReason: string | null;
  /** The reason for taking its opening back. */
  readonly takenBackReason: string | null;
  /** The operator's last late correction. */
  readonly late: LateCorrectionRecord | null;
}

/** What a use case asks with. */
interface Asking {
  readonly transaction: Transaction;
  readonly now: Date;
}

type OwnObstacle = Refusal<"wrong_state", z.output<typeof inState>> | Refusal<"cycle_not_complete">;
type Obstacle =
  | OwnObstacle
  | Refusal<"duplicate", z.output<typeof submittedCycle>>
  | Refusal<"survey_not_open">
  | Refusal<"other_edition", z.output<typeof bothEditions>>;

/** Exactly what would leave the operator, and what prevents that now. */
export interface PreparedSubmission {
  readonly survey: CallingSurvey;
  readonly content: SubmissionContent;
  readonly canonical: string;
  readonly hash: string;
  readonly obstacles: readonly Obstacle[];
}

/** Surveys that called the operator, for the edition, open ones first. */
export async function callingSurveys({ transaction, now }: Asking, editionId: string | null): Promise<CallingSurvey[]> {
  const rows = await transaction.$queryRaw<Omit<CallingSurvey, "late">[]>`
    SELECT s.id, s.title, s.sector_id AS "sectorId", s.edition_id AS "editionId", s.state, s.closes_on::text AS "closesOn", s.reopened_reason AS "reopenedReason",
      s.taken_back_reason AS "takenBackReason",
      (SELECT m.cycle_id FROM submission m WHERE m.operator_id = k.operator_id AND m.survey_id = s.id ORDER BY m.version DESC LIMIT 1) AS "lastCycleId"
    FROM survey s JOIN survey_call k ON k.survey_id = s.id AND k.operator_id = portal_operator()
    WHERE ${editionId}::text IS NULL OR s.edition_id = ${editionId}
    ORDER BY s.state = 'open' DESC, s.opens_on DESC, s.id`;
  const ids = rows.map(({ id }) => id);
  const lates = new Map((await latestLateCorrections(transaction, ids, now)).map((late) => [late.surveyId, late]));
  return rows.map((row) => ({ ...row, late: lates.get(row.id) ?? null }));
}

/** Whether a survey takes the operator's submission now. */
const isAccepting = ({ state, late }: CallingSurvey): boolean => accepts(state, late?.state ?? null);

/** Why nothing can be submitted to a survey that accepts nothing. */
function notOpen({ title, state, takenBackReason, late }: CallingSurvey): string {
  if (state === "planned" && takenBackReason !== null)
    return sentence`${title}は、所管省庁が受付の開始を取り消しました（理由：${takenBackReason}）。受付が始まると提出できます。`;
  return sentence`${title}は、いま受付中ではありません。${state === "closed" && late !== null ? lateText(late) : ""}`;
}

/** Why the operator was taken out of a survey of the edition, or of this one, that it had seen; null if it was not. */
async function takenOut(transaction: Transaction, wanted: { readonly editionId?: string; readonly surveyId?: string }): Promise<string | null> {
  const [last] = await transaction.takenOutCall.findMany({ where: wanted, select: { title: true, reason: true }, orderBy: { at: "desc" }, take: 1 });
  return last ? sentence`${last.title}は、所管省庁がこの事業者を対象から外しました（理由：${last.reason}）。` : null;
}

/**
 * The survey of a submission: the given one, else one of the cycle's edition that accepts it. A closed one that waits for a
 * late correction of this cycle comes first, then the open one, then one that waits for any.
 */
export async function findSurvey(
  asking: Asking,
  cycle: CycleRecord,
  surveyId: string | undefined,
): Promise<Result<CallingSurvey, Refusal<"not_called" | "survey_not_open">>> {
  const { transaction } = asking;
  const surveys = await callingSurveys(asking, surveyId === undefined ? cycle.editionId : null);
  if (surveyId !== undefined) {
    const named = surveys.find(({ id }) => id === surveyId);
    if (named) return granted(named);
    return refused(refusal("not_called", (await takenOut(transaction, { surveyId })) ?? "この調査の対象になっていません。"));
  }
  const accepting = surveys.filter(isAccepting);
  const chosen = accepting.find(({ state, lastCycleId }) => state === "closed" && lastCycleId === cycle.id) ?? accepting[0];
  if (chosen) return granted(chosen);
  const back = surveys.find(({ state, takenBackReason }) => state === "planned" && takenBackReason !== null);
  const why = back ? notOpen(back) : await takenOut(transaction, { editionId: cycle.editionId });
  return refused(refusal("survey_not_open", why ?? "このガイドラインの調査で、いま受付中のものがありません。受付が始まると提出できます。"));
}

interface LastVersion {
  readonly version: number;
  readonly hash: string;
  readonly cycleId: string;
  readonly cycleTitle: string;
}

async function lastVersion(transaction: Transaction, surveyId: string): Promise<LastVersion | null> {
  const [last] = await transaction.$queryRaw<LastVersion[]>`
    SELECT b.version, b.hash, b.cycle_id AS "cycleId", c.title AS "cycleTitle"
    FROM submission b JOIN cycle c ON c.operator_id = b.operator_id AND c.id = b.cycle_id
    WHERE b.operator_id = portal_operator() AND b.survey_id = ${surveyId}::uuid
    ORDER BY b.version DESC LIMIT 1`;
  return last ?? null;
}

/** Remarks that the CISO selected for the ministry, on counted sheets. */
const tickedRemarks = (transaction: Transaction, cycleId: string): Promise<{ item: string; text: string }[]> =>
  transaction.$queryRaw<{ item: string; text: string }[]>`
    SELECT a.item_id AS item, a.remark AS text FROM sheet s
    JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.for_ministry AND a.remark IS NOT NULL AND ${Prisma.raw(CONFIRMED)}
    JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.item_id = a.item_id AND NOT ${Prisma.raw(UNCOUNTED)}
    WHERE s.operator_id = portal_operator() AND s.cycle_id = ${cycleId}::uuid AND s.counts
    ORDER BY a.item_id COLLATE "C", a.remark COLLATE "C"`;

const NOT_APPROVED = {
  planned: "点検票を配る前は、提出する内容がありません。",
  open: "点検票の回答を締め切り、確認して承認すると、提出できます。",
  reviewing: "承認すると、提出できます。",
  cancelled: "取りやめた回は提出できません。",
  submitted: "提出済みです。訂正は、回答の受付に戻して承認し直し、新しい版として提出します。",
} as const satisfies Record<Exclude<CycleState, "approved">, string>;

/** Obstacles to submitting that lie in the cycle itself. */
export async function obstaclesOfOwn(transaction: Transaction, cycle: CycleRecord) {
  const { edition } = await editionOf(transaction, cycle);
  const obstacles: OwnObstacle[] = [];
  if (cycle.state !== "approved") obstacles.push(refusal("wrong_state", NOT_APPROVED[cycle.state], { current: { state: cycle.state } }));
  if (!coversAllMeasures(edition.items, cycle.selectedItems ?? "all")) {
    obstacles.push(refusal("cycle_not_complete", "一部の対策項目だけの点検は提出できません。"));
  }
  return obstacles;
}

async function obstaclesOf(transaction: Transaction, cycle: CycleRecord, survey: CallingSurvey, last: LastVersion | null) {
  const obstacles: Obstacle[] = await obstaclesOfOwn(transaction, cycle);
  if (last && last.cycleId !== cycle.id) {
    const detail = sentence`${survey.title}には「${last.cycleTitle}」を提出済みです。訂正は、その回を開き直して提出してください。`;
    obstacles.push(refusal("duplicate", detail, { current: { cycle: last.cycleId } }));
  }
  if (!isAccepting(survey)) obstacles.push(refusal("survey_not_open", notOpen(survey)));
  if (survey.editionId !== cycle.editionId) {
    const detail = sentence`${survey.title}は、この点検の回とは別の版のガイドラインの調査です。同じ版の調査を選んでください。`;
    obstacles.push(refusal("other_edition", detail, { current: { survey: survey.editionId, cycle: cycle.editionId } }));
  }
  return obstacles;
}

/** Why an approved cycle cannot be submitted now; null if it can, and for a cycle that is not approved. */
export async function submissionObstacle(asking: Asking, cycle: CycleRecord): Promise<Refusal | null> {
  if (cycle.state !== "approved") return null;
  const { transaction } = asking;
  const found = await findSurvey(asking, cycle, undefined);
  const obstacles = found.ok
    ? await obstaclesOf(transaction, cycle, found.value, await lastVersion(transaction, found.value.id))
    : await obstaclesOfOwn(transaction, cycle);
  return obstacles[0] ?? (found.ok ? null : found.refusal);
}

/** The present submission of a cycle to a survey; without `surveyId`, to the one that `findSurvey` chooses. */
export async function prepareSubmission(
  asking: Asking,
  cycle: CycleRecord,
  surveyId: string | undefined,
): Promise<Result<PreparedSubmission, Refusal<"not_called" | "survey_not_open">>> {
  const { transaction } = asking;
  const found = await findSurvey(asking, cycle, surveyId);
  if (!found.ok) return found;
  const last = await lastVersion(transaction, found.value.id);
  const { tallies, sheets } = await readCounts(transaction, cycle.id, apartFor(undefined), null);
  const content = submissionContent({
    edition: { id: cycle.editionId, revision: cycle.editionRevision, contentHash: cycle.contentHash },
    operator: cycle.operatorId,
    cycle: cycle.id,
    period: { from: cycle.periodFrom, to: cycle.periodTo },
    version: (last?.version ?? 0) + 1,
    previousHash: last?.hash ?? null,
    remarks: await tickedRemarks(transaction, cycle.id),
    tallies,
    sheets,
  });
  const canonical = canonicalJson(content);
  const obstacles = await obstaclesOf(transaction, cycle, found.value, last);
  return granted({ survey: found.value, content, canonical, hash: sha256(canonical), obstacles });
}
