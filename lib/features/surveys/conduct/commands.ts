import "server-only";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { type SurveyEvent, type SurveyRefusal, transitionSurvey } from "@/lib/domain/survey/conduct";
import { sectorBindingRefusal } from "@/lib/features/guidelines/binding/queries";
import { lockAcceptance } from "@/lib/features/surveys/acceptance/queries";
import { closingNumbersOf, closingText } from "@/lib/features/surveys/closing/texts";
import { openingDatesText, openingNumbersOf, type SurveyOpeningNumbers } from "@/lib/features/surveys/opening/texts";
import { permittedSurvey, type SurveyRecord } from "@/lib/features/surveys/record/record";
import { fiscalYearRefusal, overtakenSurvey } from "@/lib/features/surveys/record/rules";
import type { SurveyOutcome } from "@/lib/features/surveys/record/schema";
import { change } from "@/lib/server/audit/change";
import type { Prisma, Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { isIdentifier } from "@/lib/validation/plain-text";

type Outcome = Result<SurveyOutcome, Refusal>;

/** How many operators the survey calls, and how many of them have submitted. */
async function countOperators(transaction: Transaction, id: string): Promise<{ called: number; submitted: number }> {
  const [counted] = await transaction.$queryRaw<{ called: number; submitted: number }[]>`
    SELECT (SELECT count(*)::int FROM survey_call WHERE survey_id = ${id}::uuid) AS called,
      (SELECT count(DISTINCT operator_id)::int FROM submission WHERE survey_id = ${id}::uuid) AS submitted`;
  return { called: counted?.called ?? 0, submitted: counted?.submitted ?? 0 };
}

const ONLY = {
  open: "受付を始められるのは、計画中の調査だけです。",
  takeBack: "受付の開始を取り消せるのは、受付中の調査だけです。",
  close: "締め切れるのは、受付中の調査だけです。",
  reopen: "締切りを取り消せるのは、締め切った調査だけです。",
} as const satisfies Record<SurveyEvent["type"], string>;

const CONFIRMED = { open: "対象の事業者の数", close: "提出していない事業者の数" } as const;
const REASONS = { takeBack: "受付の開始を取り消す理由", reopen: "締切りを取り消す理由" } as const;

function surveyRefusal(cause: SurveyRefusal): Refusal {
  switch (cause.code) {
    case "wrongState":
      return refusal("wrong_state", ONLY[cause.event], { current: { state: cause.state } });
    case "confirmationNeeded":
      return refusal("confirmation_required", `${CONFIRMED[cause.event]}（${cause.number}）を確かめて、もう一度送ってください。`, {
        current: { number: cause.number },
      });
    case "submitted":
      return refusal("wrong_state", `${cause.operators}者が提出しているため、受付の開始は取り消せません。受付を終えるときは、調査を締め切ってください。`, {
        current: { submitted: cause.operators },
      });
    case "reasonMissing":
      return refusal("reason_required", `${REASONS[cause.event]}を入力してください。`);
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

/** Why a planned survey cannot be opened as it is: an edition that does not bind the sector, days that went by, a fiscal year that they are not of. */
export const unfitToOpen = async (transaction: Transaction, survey: SurveyRecord, now: Date): Promise<Refusal | null> =>
  (await sectorBindingRefusal(transaction, survey.sectorId, survey.editionId)) ?? overtakenSurvey(survey, now) ?? fiscalYearRefusal(survey.fiscalYear, survey);

function openingConfirmation(numbers: SurveyOpeningNumbers): Refusal {
  const detail = `対象は${numbers.called}者です。${openingDatesText(numbers)}。始めると、事業者に調査が見え、提出できるようになります。対象の事業者の数（${numbers.called}）を確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", detail, { current: { ...numbers } });
}

/** Opens a planned survey with the number of called operators confirmed: from now on they can submit. Refused what is unfit (`unfitToOpen`). */
export const openSurvey = (visitor: Visitor, surveyId: string, confirmed: number | undefined, now: Date): Promise<Outcome> =>
  change(
    visitor,
    { action: "survey.open", target: `survey/${surveyId}`, detail: confirmed === undefined ? {} : { confirmedCalled: confirmed } },
    now,
    async (transaction) => {
      const found = await lockedSurvey(transaction, visitor, surveyId);
      if (!found.ok) return found;
      const survey = found.value;
      const unfit = survey.state === "planned" ? await unfitToOpen(transaction, survey, now) : null;
      if (unfit) return refused(unfit);
      const { called } = await countOperators(transaction, survey.id);
      const moved = await move(transaction, survey, { type: "open", called, confirmed }, { takenBackAt: null, takenBackReason: null });
      if (moved.ok || moved.refusal.code !== "confirmation_required") return moved;
      return refused(openingConfirmation(openingNumbersOf({ called, opensOn: survey.opensOn, closesOn: survey.closesOn }, now)));
    },
  );

/** Takes the opening back while nobody has submitted, with a reason that the called operators read: the survey is planned again. */
export const takeBackSurvey = (visitor: Visitor, surveyId: string, reason: string, now: Date): Promise<Outcome> =>
  change(visitor, { action: "survey.takeBack", target: `survey/${surveyId}`, detail: { reason } }, now, async (transaction) => {
    const found = await lockedSurvey(transaction, visitor, surveyId);
    if (!found.ok) return found;
    const { submitted } = await countOperators(transaction, found.value.id);
    const data = { takenBackAt: now, takenBackReason: reason, reopenedAt: null, reopenedReason: null };
    return move(transaction, found.value, { type: "takeBack", reason, submitted }, data);
  });

/**
 * Closes an open survey: no more submissions, corrections included. While operators are missing, or before the last day has
 * passed, only with the number of missing ones confirmed.
 */
export const closeSurvey = (visitor: Visitor, surveyId: string, confirmed: number | undefined, now: Date): Promise<Outcome> =>
  change(
    visitor,
    { action: "survey.close", target: `survey/${surveyId}`, detail: confirmed === undefined ? {} : { confirmedMissing: confirmed } },
    now,
    async (transaction) => {
      const found = await lockedSurvey(transaction, visitor, surveyId);
      if (!found.ok) return found;
      const { id, closesOn } = found.value;
      const numbers = closingNumbersOf({ ...(await countOperators(transaction, id)), closesOn }, now);
      const { missing, early, ...others } = numbers;
      const moved = await move(transaction, found.value, { type: "close", missing, early, confirmed }, { closedAt: now });
      if (moved.ok || moved.refusal.code !== "confirmation_required") return moved;
      const detail = `${closingText(numbers)}。締め切ると、訂正も含めて提出を受け付けません。まだの事業者の数（${missing}）を確かめて、もう一度送ってください。`;
      return refused(refusal("confirmation_required", detail, { current: { ...others, missing } }));
    },
  );

/** Takes submissions again, with a reason that the called operators read. Results are not published yet, so it is always possible. */
export const reopenSurvey = (visitor: Visitor, surveyId: string, reason: string, now: Date): Promise<Outcome> =>
  change(visitor, { action: "survey.reopen", target: `survey/${surveyId}`, detail: { reason } }, now, async (transaction) => {
    const found = await lockedSurvey(transaction, visitor, surveyId);
    if (!found.ok) return found;
    return move(transaction, found.value, { type: "reopen", reason, published: false }, { closedAt: null, reopenedAt: now, reopenedReason: reason });
  });
