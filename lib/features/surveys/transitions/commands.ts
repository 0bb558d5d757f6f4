import "server-only";
import { z } from "zod";
import type { SurveyState } from "@/lib/domain/checking/state";
import { inWords, refusal, type WordsFor } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { type SurveyEventType, type SurveyRefusal, transitionSurvey } from "@/lib/domain/survey/transitions";
import { sectorBindingRefusal } from "@/lib/features/guidelines/binding/queries";
import { notBinding } from "@/lib/features/guidelines/binding/schema";
import { endWaiting } from "@/lib/features/surveys/calls/rows";
import { closingNumbersOf, closingText } from "@/lib/features/surveys/closing/texts";
import { openingDatesText, openingNumbersOf, type SurveyOpeningNumbers } from "@/lib/features/surveys/opening/texts";
import { type SurveyRecord, survey } from "@/lib/features/surveys/record/record";
import { fiscalYearRefusal, overtakenSurvey } from "@/lib/features/surveys/record/rules";
import {
  closingNumbers,
  inState,
  openingNumbers,
  submittedNumber,
  surveyCloseBody,
  surveyOpenBody,
  surveyOutcome,
  surveyReopenBody,
  surveyTakeBackBody,
  TAG,
} from "@/lib/features/surveys/record/schema";
import type { Prisma, Transaction } from "@/lib/server/database/client";
import { command, post } from "@/lib/server/use-cases/use-case";

/** The number of operators that the survey calls, and of those that have submitted. */
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
} as const satisfies Record<SurveyEventType, string>;

const REASONS = { takeBack: "受付の開始を取り消す理由", reopen: "締切りを取り消す理由" } as const;

const WORDS = {
  wrongState: ({ event, state }) => refusal("wrong_state", ONLY[event], { current: { state } }),
  submitted: ({ operators }) =>
    refusal("wrong_state", `${operators}者が提出しているため、受付の開始は取り消せません。受付を終えるときは、調査を締め切ってください。`, {
      current: { submitted: operators },
    }),
  reasonMissing: ({ event }) => refusal("reason_required", `${REASONS[event]}を入力してください。`),
  published: () => refusal("wrong_state", "結果を公表した調査の締切りは、取り消せません。"),
} as const satisfies WordsFor<Exclude<SurveyRefusal, { readonly code: "confirmationNeeded" }>>;

/** Moves the survey from the state in which it was read; simultaneous changes by two officers run one after the other. */
async function move(transaction: Transaction, { id, state: before }: SurveyRecord, state: SurveyState, data: Prisma.SurveyUpdateManyMutationInput) {
  await transaction.survey.updateMany({ where: { id, state: before }, data: { ...data, state } });
  return granted({ id, state });
}

/** Why a planned survey cannot be opened now: an edition that does not bind the sector, days that have passed, a fiscal year that does not fit them. */
export const unfitToOpen = async (transaction: Transaction, survey: SurveyRecord, now: Date) =>
  (await sectorBindingRefusal(transaction, survey.sectorId, survey.editionId)) ?? overtakenSurvey(survey, now) ?? fiscalYearRefusal(survey.fiscalYear, survey);

function openingConfirmation(numbers: SurveyOpeningNumbers) {
  const detail = `対象は${numbers.called}者です。${openingDatesText(numbers)}。始めると、事業者に調査が見え、提出できるようになります。対象の事業者の数（${numbers.called}）を確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", detail, { current: { ...numbers } });
}

/** Opens a planned survey after confirming the number of called operators, who can then submit. Refused as in `unfitToOpen`. */
export const openSurvey = command({
  name: "survey.open",
  may: "survey.manage",
  api: post("/surveys/{surveyId}/open", "openSurvey", TAG, "調査の受付を始める（対象の事業者の数の確認が要る）"),
  on: survey.exclusive,
  input: surveyOpenBody,
  output: surveyOutcome,
  refuses: ["invalid_input", "confirmation_required", "wrong_state", "edition_not_binding"],
  current: { wrong_state: inState, confirmation_required: openingNumbers, edition_not_binding: notBinding },
  keeps: ["confirmedCalled"],
  wayBack: { by: "survey.takeBack" },
  async run({ transaction, subject, input: { confirmedCalled: confirmed }, now }) {
    const unfit = subject.state === "planned" ? await unfitToOpen(transaction, subject, now) : null;
    if (unfit) return refused(unfit);
    const { called } = await countOperators(transaction, subject.id);
    const next = transitionSurvey(subject.state, { type: "open", called, confirmed });
    if (next.ok) return move(transaction, subject, next.value, { takenBackAt: null, takenBackReason: null });
    if (next.refusal.code !== "confirmationNeeded") return refused(inWords(WORDS, next.refusal));
    return refused(openingConfirmation(openingNumbersOf({ called, opensOn: subject.opensOn, closesOn: subject.closesOn }, now)));
  },
});

/**
 * Takes the opening back while nobody has submitted, with a reason that the called operators can read: the survey is planned again.
 * Late corrections that still wait, of a closing that was undone before, end: the next closing is another one, of changed plans.
 */
export const takeBackSurvey = command({
  name: "survey.takeBack",
  may: "survey.manage",
  api: post(
    "/surveys/{surveyId}/take-back",
    "takeBackSurvey",
    TAG,
    "まだ提出がないとき、理由を付けて受付の開始を取り消し、計画に戻す（待っている締切後の受付は終わる）",
  ),
  on: survey.exclusive,
  input: surveyTakeBackBody,
  output: surveyOutcome,
  refuses: ["reason_required", "wrong_state"],
  current: { wrong_state: z.union([inState, submittedNumber]) },
  keeps: ["reason"],
  wayBack: { by: "survey.open" },
  async run({ transaction, subject, input: { reason }, now, addDetail }) {
    const { submitted } = await countOperators(transaction, subject.id);
    const next = transitionSurvey(subject.state, { type: "takeBack", reason, submitted });
    if (!next.ok) return refused(inWords(WORDS, next.refusal));
    const lateCorrections = await endWaiting(transaction, { surveyId: subject.id }, reason, now);
    if (lateCorrections > 0) addDetail({ lateCorrections });
    return move(transaction, subject, next.value, { takenBackAt: now, takenBackReason: reason, reopenedAt: null, reopenedReason: null });
  },
});

/**
 * Closes an open survey: no more submissions or corrections. While operators are missing, or before the last day has passed,
 * the number of missing ones has to be confirmed.
 */
export const closeSurvey = command({
  name: "survey.close",
  may: "survey.manage",
  api: post(
    "/surveys/{surveyId}/close",
    "closeSurvey",
    TAG,
    "調査を締め切る（以後の提出は survey_not_open。締切の前と、提出していない事業者があるときは、その数の確認が要る）",
  ),
  on: survey.exclusive,
  input: surveyCloseBody,
  output: surveyOutcome,
  refuses: ["confirmation_required", "wrong_state"],
  current: { wrong_state: inState, confirmation_required: closingNumbers },
  keeps: ["confirmedMissing"],
  wayBack: { by: "survey.reopen" },
  async run({ transaction, subject, input: { confirmedMissing: confirmed }, now }) {
    const { id, closesOn } = subject;
    const numbers = closingNumbersOf({ ...(await countOperators(transaction, id)), closesOn }, now);
    const { missing, early, ...others } = numbers;
    const next = transitionSurvey(subject.state, { type: "close", missing, early, confirmed });
    if (next.ok) return move(transaction, subject, next.value, { closedAt: now });
    if (next.refusal.code !== "confirmationNeeded") return refused(inWords(WORDS, next.refusal));
    const detail = `${closingText(numbers)}。締め切ると、訂正も含めて提出を受け付けません。まだの事業者の数（${missing}）を確かめて、もう一度送ってください。`;
    return refused(refusal("confirmation_required", detail, { current: { ...others, missing } }));
  },
});

/** Reopens the survey, with a reason that the called operators can read. Always possible, because results are not published yet. */
export const reopenSurvey = command({
  name: "survey.reopen",
  may: "survey.manage",
  api: post("/surveys/{surveyId}/reopen", "reopenSurvey", TAG, "理由を付けて締切りを取り消し、受付に戻す"),
  on: survey.exclusive,
  input: surveyReopenBody,
  output: surveyOutcome,
  refuses: ["reason_required", "wrong_state"],
  current: { wrong_state: inState },
  keeps: ["reason"],
  wayBack: { by: "survey.close" },
  run({ transaction, subject, input: { reason }, now }) {
    const next = transitionSurvey(subject.state, { type: "reopen", reason, published: false });
    if (!next.ok) return Promise.resolve(refused(inWords(WORDS, next.refusal)));
    return move(transaction, subject, next.value, { closedAt: null, reopenedAt: now, reopenedReason: reason });
  },
});
