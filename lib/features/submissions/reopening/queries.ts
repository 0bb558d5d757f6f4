import "server-only";
import { refusal } from "@/lib/domain/shared/refusal";
import { accepts } from "@/lib/domain/survey/late-correction";
import { closesSoon } from "@/lib/domain/survey/schedule";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { type CallingSurvey, callingSurveys } from "@/lib/features/submissions/preparing/queries";
import type { CycleSubmission } from "@/lib/features/submissions/record/queries";
import { latestLateCorrections } from "@/lib/features/surveys/late-corrections/queries";
import { lateText } from "@/lib/features/surveys/late-corrections/texts";
import { lockAcceptance } from "@/lib/features/surveys/submission-lock/queries";
import { calendarDate, dayWithWeekday } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import type { Transaction } from "@/lib/server/database/client";

interface Asking {
  readonly transaction: Transaction;
  readonly now: Date;
}

/** A survey to which a cycle could not be submitted again after it was reopened, or only if that is done soon. */
export interface SurveyAtRisk {
  readonly id: string;
  readonly title: string;
  readonly closed: boolean;
  /** The last day of a survey that accepts submissions, or of the late correction that a closed one waits for. */
  readonly closesOn: string;
  /** Whether it is closed, and waits for a late correction. */
  readonly late: boolean;
}

type Reopened = Pick<CycleRecord, "id" | "editionId" | "state" | "selectedItems">;
type Called = Pick<CallingSurvey, "id" | "title" | "editionId" | "state" | "closesOn" | "lastCycleId" | "late"> & {
  /** Whether the cycle was ever submitted to it. */
  readonly sent: boolean;
};

/** What reopening the cycle puts at risk in one survey; null if nothing. */
function atRisk({ id, title, state, closesOn, editionId, lastCycleId, late, sent }: Called, cycle: Reopened, today: string): SurveyAtRisk | null {
  const accepting = accepts(state, late?.state ?? null);
  if (!accepting) return state === "closed" && sent ? { id, title, closed: true, closesOn, late: false } : null;
  const waits = state === "closed" ? late : null;
  const last = waits?.untilOn ?? closesOn;
  const submittable = (cycle.state === "approved" || cycle.state === "submitted") && cycle.selectedItems === null && editionId === cycle.editionId;
  const mine = lastCycleId === null || lastCycleId === cycle.id;
  return submittable && mine && closesSoon(last, today) ? { id, title, closed: false, closesOn: last, late: waits !== null } : null;
}

/**
 * The closed surveys that the cycle was submitted to, and those accepting it that close soon, that it was submitted to or could
 * be. A closed one that waits for a late correction accepts it until its last day. A cycle in review has to be approved anyway,
 * and a partial one cannot be submitted, so only closed ones matter for them.
 */
export async function surveysAtRisk(asking: Asking, cycle: Reopened): Promise<SurveyAtRisk[]> {
  const today = calendarDate(asking.now);
  const sent = new Set(await surveysOf(asking.transaction, cycle));
  const called = await callingSurveys(asking, null);
  return called
    .flatMap((survey) => atRisk({ ...survey, sent: sent.has(survey.id) }, cycle, today) ?? [])
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** The surveys that the cycle was ever submitted to. */
const surveysOf = async (transaction: Transaction, cycle: Reopened): Promise<string[]> =>
  (
    await transaction.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT survey_id AS id FROM submission WHERE operator_id = portal_operator() AND cycle_id = ${cycle.id}::uuid`
  ).map(({ id }) => id);

/** The same for the locked cycle. The closing of these surveys waits until the transaction ends, so that the numbers stay valid. */
export async function lockedSurveysAtRisk(asking: Asking, cycle: Reopened): Promise<SurveyAtRisk[]> {
  const { transaction } = asking;
  const ids = new Set([...(await surveysOf(transaction, cycle)), ...(await surveysAtRisk(asking, cycle)).map(({ id }) => id)]);
  for (const id of [...ids].sort()) await lockAcceptance(transaction, id, "submitting");
  return surveysAtRisk(asking, cycle);
}

const named = (surveys: readonly SurveyAtRisk[]): string => surveys.map(({ title }) => sentence`「${title}」`).join("・");
const closing = ({ title, closesOn, late }: SurveyAtRisk): string =>
  sentence`「${title}」の${late ? "締切後の受付の最後の日" : "締切"}（${dayWithWeekday(closesOn)}）`;

/** 「「2026年度 浸透状況調査」は締め切られているため、…」 */
export function atRiskText(surveys: readonly SurveyAtRisk[]): string {
  const [closed, soon] = [surveys.filter((one) => one.closed), surveys.filter((one) => !one.closed)];
  return [
    ...(closed.length === 0
      ? []
      : [`${named(closed)}は締め切られているため、省庁が締切りを取り消すか、締切後の訂正を受け付けるまで、直した結果を提出できません。`]),
    ...(soon.length === 0
      ? []
      : [
          `${soon.map(closing).join("・")}が近づいています。戻すと、それまでに回答・確認・承認をやり直して提出しなければ、この回の結果は${soon.length === 1 ? "その調査" : "それらの調査"}に入らないか、直らないままになります。`,
        ]),
  ].join("");
}

/** How many of them are closed, and how many close soon. */
export const atRiskNumbers = (surveys: readonly SurveyAtRisk[]) => ({
  closedSurveys: surveys.filter(({ closed }) => closed).length,
  closingSurveys: surveys.filter(({ closed }) => !closed).length,
});

/** The confirmation to ask for before reopening a cycle that cannot be submitted again now, or only if that is done soon. */
export function reopeningConfirmation(surveys: readonly SurveyAtRisk[]) {
  const numbers = atRiskNumbers(surveys);
  const detail = `${atRiskText(surveys)}提出した内容は、省庁にそのまま残ります。それでも戻すときは、締め切られた調査の数（${numbers.closedSurveys}）と、締切の近い調査の数（${numbers.closingSurveys}）を確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", detail, { current: { ...numbers, surveys: surveys.map(({ title }) => title) } });
}

/** The late corrections that wait at the closed surveys to which the cycle was submitted; empty if none does. */
export async function waitingLateText({ transaction, now }: Asking, submissions: readonly CycleSubmission[]): Promise<string> {
  const closed = new Map(submissions.filter(({ surveyClosed }) => surveyClosed).map(({ surveyId, surveyTitle }) => [surveyId, surveyTitle]));
  const lates = await latestLateCorrections(transaction, [...closed.keys()], now);
  return lates.flatMap((late) => (late.state === "waiting" ? [sentence`「${closed.get(late.surveyId) ?? ""}」は、${lateText(late)}`] : [])).join("");
}
