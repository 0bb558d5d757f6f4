import "server-only";
import { randomUUID } from "node:crypto";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { sectorBindingRefusal } from "@/lib/features/guidelines/binding/queries";
import { ofOwnSector, type SurveyRecord, survey } from "@/lib/features/surveys/record/record";
import { fiscalYearRefusal, surveyDaysRefusal } from "@/lib/features/surveys/record/rules";
import { type SurveyChange, surveyBody, surveyChange, surveyOutcome, TAG } from "@/lib/features/surveys/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import { command, patch, post } from "@/lib/server/use-cases/use-case";

const invalid = (path: string, message: string) => refusal("invalid_input", message, { fields: [{ path, message }] });

/** The chosen operators that belong to the sector; without a choice, all of the sector that are not stopped. */
async function operatorsToCall(
  transaction: Transaction,
  sectorId: string,
  chosen: readonly string[] | undefined,
  path: string,
): Promise<Result<string[], Refusal<"invalid_input">>> {
  const rows = await transaction.operator.findMany({
    where: { sectorId, ...(chosen ? { id: { in: [...chosen] } } : { stoppedAt: null }) },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  if (rows.length === 0) return refused(invalid(path, "対象の事業者がありません。"));
  if (chosen && rows.length < new Set(chosen).size) return refused(invalid(path, "この分野にない事業者が入っています。"));
  return granted(rows.map(({ id }) => id));
}

/**
 * Plans a survey of the officer's own sector and calls its operators. Nobody can submit before it is opened. Refused: an
 * edition that does not bind the sector, unacceptable days, a fiscal year that does not fit them, operators of another
 * sector.
 */
export const createSurvey = command({
  name: "survey.create",
  may: "survey.manage",
  api: post("/surveys", "createSurvey", TAG, "調査を計画し、事業者を対象にする", 201),
  on: ofOwnSector("survey"),
  input: surveyBody,
  output: surveyOutcome,
  refuses: ["invalid_input", "edition_not_binding"],
  wayBack: { none: "only its ministry sees a planned survey, and can change it" },
  async run({ transaction, subject: { sectorId }, input, now, made }) {
    const { edition: editionId, fiscalYear, title, opensOn, closesOn, operatorIds } = input;
    if ((await transaction.edition.count({ where: { id: editionId } })) === 0) return refused(invalid("edition", "ガイドラインの版を選び直してください。"));
    const unfit =
      (await sectorBindingRefusal(transaction, sectorId, editionId)) ??
      surveyDaysRefusal({ opensOn, closesOn }, now) ??
      fiscalYearRefusal(fiscalYear, { opensOn, closesOn });
    if (unfit) return refused(unfit);
    const called = await operatorsToCall(transaction, sectorId, operatorIds, "operatorIds");
    if (!called.ok) return called;
    const id = randomUUID();
    made(`survey/${id}`);
    const dates = { opensOn: new Date(opensOn), closesOn: new Date(closesOn), createdAt: now };
    await transaction.survey.createMany({ data: [{ id, sectorId, editionId, title, fiscalYear, ...dates, state: "planned" }] });
    await transaction.surveyCall.createMany({ data: called.value.map((operatorId) => ({ operatorId, surveyId: id, sectorId })) });
    return granted({ id, state: "planned" as const });
  },
});

const CLOSED = refusal("wrong_state", "締め切った調査は変えられません。直すときは、締切りを取り消してください。");

/** Refuses changes that an open survey does not allow. */
function fixedOnceOpen({ state, opensOn, fiscalYear }: SurveyRecord, body: SurveyChange) {
  if (state === "closed") return CLOSED;
  if (state !== "open") return null;
  if (body.opensOn !== undefined && body.opensOn !== opensOn) return refusal("wrong_state", "受付を始めた調査の、始める日は変えられません。");
  if (body.fiscalYear !== undefined && body.fiscalYear !== fiscalYear) return refusal("wrong_state", "受付を始めた調査の、年度は変えられません。");
  return null;
}

/** The refusal of the days and the year after the change; unchanged days are not compared with today. */
function whenRefusal(survey: SurveyRecord, body: SurveyChange, now: Date): Refusal<"invalid_input"> | null {
  const before = { opensOn: survey.opensOn, closesOn: survey.closesOn };
  const after = { opensOn: body.opensOn ?? before.opensOn, closesOn: body.closesOn ?? before.closesOn };
  const year = body.fiscalYear ?? survey.fiscalYear;
  const days = surveyDaysRefusal(after, now, before);
  if (days) return days;
  const same = year === survey.fiscalYear && after.opensOn === before.opensOn && after.closesOn === before.closesOn;
  return same ? null : fiscalYearRefusal(year, after, survey.state === "open" ? "closesOn" : "fiscalYear");
}

/** Calls more operators. Refused, as for planning: an edition that no longer binds the sector, operators of another sector. */
async function callMore(transaction: Transaction, { id: surveyId, sectorId, editionId }: SurveyRecord, operatorIds: readonly string[]) {
  const unfit = await sectorBindingRefusal(transaction, sectorId, editionId);
  if (unfit) return unfit;
  const called = await operatorsToCall(transaction, sectorId, operatorIds, "addOperatorIds");
  if (!called.ok) return called.refusal;
  const data = called.value.map((operatorId) => ({ operatorId, surveyId, sectorId }));
  await transaction.surveyCall.createMany({ data, skipDuplicates: true });
  await transaction.takenOutCall.deleteMany({ where: { surveyId, operatorId: { in: called.value } } });
  return null;
}

/** Changes title, dates and calls of a survey that is not closed, and is changed back likewise; a call is taken out by itself. The first day and the fiscal year only before it is opened. */
export const changeSurvey = command({
  name: "survey.change",
  may: "survey.manage",
  api: patch("/surveys/{surveyId}", "changeSurvey", TAG, "調査の名前・日付を直し、事業者を加える"),
  on: survey.exclusive,
  input: surveyChange,
  output: surveyOutcome,
  refuses: ["invalid_input", "wrong_state", "edition_not_binding"],
  wayBack: { by: "survey.takeOut" },
  async run({ transaction, subject, input, now }) {
    const wrong = fixedOnceOpen(subject, input) ?? whenRefusal(subject, input, now);
    if (wrong) return refused(wrong);
    const { title, fiscalYear, opensOn, closesOn, addOperatorIds } = input;
    await transaction.survey.updateMany({
      where: { id: subject.id },
      data: {
        ...(title !== undefined && { title }),
        ...(fiscalYear !== undefined && { fiscalYear }),
        ...(opensOn !== undefined && { opensOn: new Date(opensOn) }),
        ...(closesOn !== undefined && { closesOn: new Date(closesOn) }),
      },
    });
    const uncalled = addOperatorIds ? await callMore(transaction, subject, addOperatorIds) : null;
    return uncalled ? refused(uncalled) : granted({ id: subject.id, state: subject.state });
  },
});
