import "server-only";
import { daysAfter } from "@/lib/domain/shared/day";
import { refusal } from "@/lib/domain/shared/refusal";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { lockAcceptance } from "@/lib/features/surveys/submission-lock/queries";
import { calendarDate, dateWithWeekday, startOfDay } from "@/lib/labels/japanese-date";
import type { Transaction } from "@/lib/server/database/client";

/** Days before its last day in which a survey counts as closing soon: less than it takes to answer, review and approve again. */
const SOON_DAYS = 14;

/** A survey to which a cycle could not be submitted again after it was reopened, or only if that is done soon. */
export interface SurveyAtRisk {
  readonly id: string;
  readonly title: string;
  readonly closed: boolean;
  readonly closesOn: string;
}

type Reopened = Pick<CycleRecord, "id" | "editionId" | "state" | "selectedItems">;

/**
 * The closed surveys that the cycle was submitted to, and the open ones that close soon, that it was submitted to or could be.
 * A cycle in review has to be approved anyway, and a partial one cannot be submitted, so only closed ones matter for them.
 */
export const surveysAtRisk = ({ transaction, now }: { readonly transaction: Transaction; readonly now: Date }, cycle: Reopened): Promise<SurveyAtRisk[]> => {
  const submittable = (cycle.state === "approved" || cycle.state === "submitted") && cycle.selectedItems === null;
  return transaction.$queryRaw<SurveyAtRisk[]>`
    SELECT s.id, s.title, s.state = 'closed' AS closed, s.closes_on::text AS "closesOn"
    FROM survey s JOIN survey_call k ON k.survey_id = s.id AND k.operator_id = portal_operator()
    LEFT JOIN LATERAL (SELECT m.cycle_id FROM submission m WHERE m.operator_id = k.operator_id AND m.survey_id = s.id ORDER BY m.version DESC LIMIT 1) last ON true
    WHERE CASE s.state
      WHEN 'closed' THEN EXISTS (SELECT 1 FROM submission m WHERE m.operator_id = k.operator_id AND m.survey_id = s.id AND m.cycle_id = ${cycle.id}::uuid)
      WHEN 'open' THEN ${submittable} AND s.edition_id = ${cycle.editionId} AND s.closes_on <= ${daysAfter(calendarDate(now), SOON_DAYS)}::date
        AND coalesce(last.cycle_id, ${cycle.id}::uuid) = ${cycle.id}::uuid
      ELSE false END
    ORDER BY s.id`;
};

/** The same for the locked cycle. The closing of these surveys waits until the transaction ends, so that the numbers stay valid. */
export async function lockedSurveysAtRisk(asking: { readonly transaction: Transaction; readonly now: Date }, cycle: Reopened): Promise<SurveyAtRisk[]> {
  const { transaction } = asking;
  const sent = await transaction.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT survey_id AS id FROM submission WHERE operator_id = portal_operator() AND cycle_id = ${cycle.id}::uuid`;
  const ids = new Set([...sent, ...(await surveysAtRisk(asking, cycle))].map(({ id }) => id));
  for (const id of [...ids].sort()) await lockAcceptance(transaction, id, "submitting");
  return surveysAtRisk(asking, cycle);
}

const named = (surveys: readonly SurveyAtRisk[]): string => surveys.map(({ title }) => `「${title}」`).join("・");
const closing = ({ title, closesOn }: SurveyAtRisk): string => `「${title}」の締切（${dateWithWeekday(startOfDay(closesOn))}）`;

/** 「「2026年度 浸透状況調査」は締め切られているため、…」 */
export function atRiskText(surveys: readonly SurveyAtRisk[]): string {
  const [closed, soon] = [surveys.filter((one) => one.closed), surveys.filter((one) => !one.closed)];
  return [
    ...(closed.length === 0 ? [] : [`${named(closed)}は締め切られているため、省庁が締切りを取り消すまで、直した結果を提出できません。`]),
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
