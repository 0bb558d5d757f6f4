import "server-only";
import { change } from "@/lib/audit/change";
import type { Visitor } from "@/lib/auth/scope";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { type SurveyEvent, type SurveyRefusal, transitionSurvey } from "@/lib/domain/survey/conduct";
import { bindingRefusal, boundSector } from "@/lib/features/guidelines/binding";
import { isIdentifier } from "@/lib/features/plain-text";
import { lockAcceptance } from "@/lib/features/surveys/acceptance";
import { closingNumbersOf, closingText } from "@/lib/features/surveys/closing";
import { fiscalYearRefusal, overtakenSurvey } from "@/lib/features/surveys/days";
import type { SurveyOutcome } from "@/lib/features/surveys/schema";
import { permittedSurvey, type SurveyRecord } from "@/lib/features/surveys/survey-record";
import type { Prisma, Transaction } from "@/prisma/client";

type Outcome = Result<SurveyOutcome, Refusal>;

async function readNumbers(transaction: Transaction, { id, closesOn }: SurveyRecord, now: Date) {
  const [counted] = await transaction.$queryRaw<{ called: number; submitted: number }[]>`
    SELECT (SELECT count(*)::int FROM survey_call WHERE survey_id = ${id}::uuid) AS called,
      (SELECT count(DISTINCT operator_id)::int FROM submission WHERE survey_id = ${id}::uuid) AS submitted`;
  return closingNumbersOf({ called: counted?.called ?? 0, submitted: counted?.submitted ?? 0, closesOn }, now);
}

const ONLY = {
  open: "受付を始められるのは、計画中の調査だけです。",
  close: "締め切れるのは、受付中の調査だけです。",
  reopen: "締切りを取り消せるのは、締め切った調査だけです。",
} as const satisfies Record<SurveyEvent["type"], string>;

function surveyRefusal(cause: SurveyRefusal): Refusal {
  switch (cause.code) {
    case "wrongState":
      return refusal("wrong_state", ONLY[cause.event], { current: { state: cause.state } });
    case "confirmationNeeded":
      return refusal("confirmation_required", `提出していない事業者が${cause.missing}者あります。`, { current: { missing: cause.missing } });
    case "reasonMissing":
      return refusal("reason_required", "締切りを取り消す理由を入力してください。");
    case "published":
      return refusal("wrong_state", "結果を公表した調査の締切りは、取り消せません。");
  }
}

/** The survey, if the visitor may manage it. Who conducts it, changes it or submits to it meanwhile waits. */
export async function lockedSurvey(transaction: Transaction, visitor: Visitor, surveyId: string): Promise<Result<SurveyRecord, Refusal>> {
  if (!isIdentifier(surveyId)) return refused(NOT_FOUND);
  await lockAcceptance(transaction, surveyId, "closing");
  return permittedSurvey(transaction, visitor, surveyId, "survey.manage");
}

/** Moves the survey from the state in which it was read; two officers at once do it one after the other. */
async function move(transaction: Transaction, survey: SurveyRecord, event: SurveyEvent, data: Prisma.SurveyUpdateManyMutationInput): Promise<Outcome> {
  const next = transitionSurvey(survey.state, event);
  if (!next.ok) return refused(surveyRefusal(next.refusal));
  await transaction.survey.updateMany({ where: { id: survey.id, state: survey.state }, data: { ...data, state: next.value } });
  return granted({ id: survey.id, state: next.value });
}

/** Opens a planned survey: from now on the called operators can submit. Refused: an edition that does not bind the sector, days that went by, a fiscal year that they are not of. */
export const openSurvey = (visitor: Visitor, surveyId: string, now: Date): Promise<Outcome> =>
  change(visitor, { action: "survey.open", target: `survey/${surveyId}` }, now, async (transaction) => {
    const found = await lockedSurvey(transaction, visitor, surveyId);
    if (!found.ok) return found;
    const survey = found.value;
    if (survey.state === "planned") {
      const unfit = (await bindingRefusal(transaction, await boundSector(transaction, survey.sectorId), survey.editionId)) ?? overtakenSurvey(survey, now) ?? fiscalYearRefusal(survey.fiscalYear, survey);
      if (unfit) return refused(unfit);
    }
    return move(transaction, survey, { type: "open" }, {});
  });

/**
 * Closes an open survey: no more submissions, corrections included. While operators are missing, or before the last day has
 * passed, only with the number of missing ones confirmed.
 */
export const closeSurvey = (visitor: Visitor, surveyId: string, confirmed: number | undefined, now: Date): Promise<Outcome> =>
  change(visitor, { action: "survey.close", target: `survey/${surveyId}`, detail: confirmed === undefined ? {} : { confirmedMissing: confirmed } }, now, async (transaction) => {
    const found = await lockedSurvey(transaction, visitor, surveyId);
    if (!found.ok) return found;
    const numbers = await readNumbers(transaction, found.value, now);
    const { missing, early, ...others } = numbers;
    const moved = await move(transaction, found.value, { type: "close", missing, early, confirmed }, { closedAt: now });
    if (moved.ok || moved.refusal.code !== "confirmation_required") return moved;
    const detail = `${closingText(numbers)}。締め切ると、訂正も含めて提出を受け付けません。まだの事業者の数（${missing}）を確かめて、もう一度送ってください。`;
    return refused(refusal("confirmation_required", detail, { current: { ...others, missing } }));
  });

/** Takes submissions again, with a reason that the called operators read. Results are not published yet, so it is always possible. */
export const reopenSurvey = (visitor: Visitor, surveyId: string, reason: string, now: Date): Promise<Outcome> =>
  change(visitor, { action: "survey.reopen", target: `survey/${surveyId}`, detail: { reason } }, now, async (transaction) => {
    const found = await lockedSurvey(transaction, visitor, surveyId);
    if (!found.ok) return found;
    return move(transaction, found.value, { type: "reopen", reason, published: false }, { closedAt: null, reopenedAt: now, reopenedReason: reason });
  });
