import "server-only";
import { randomUUID } from "node:crypto";
import type { SurveyState } from "@/lib/domain/checking/state";
import { differences } from "@/lib/domain/shared/differences";
import { invalidField, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { sectorBindingRefusal } from "@/lib/features/guidelines/binding/queries";
import { notBinding } from "@/lib/features/guidelines/binding/schema";
import { calledPlace } from "@/lib/features/surveys/calls/record";
import { ofOwnSector, type SurveyRecord, survey } from "@/lib/features/surveys/record/record";
import { fiscalYearRefusal, surveyDaysRefusal } from "@/lib/features/surveys/record/rules";
import { type SurveyChange, surveyBody, surveyChange, surveyChanged, surveyOutcome, TAG } from "@/lib/features/surveys/record/schema";
import type { Part } from "@/lib/server/audit/audited-transaction";
import type { Transaction } from "@/lib/server/database/client";
import { command, patch, post } from "@/lib/server/use-cases/use-case";

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
  if (rows.length === 0) return refused(invalidField(path, "対象の事業者がありません。"));
  if (chosen && rows.length < new Set(chosen).size) return refused(invalidField(path, "この分野にない事業者が入っています。"));
  return granted(rows.map(({ id }) => id));
}

/** The parts of a command that calls these operators. */
const partsOf = (surveyId: string, operatorIds: readonly string[]): Part[] =>
  operatorIds.map((operatorId) => ({ place: calledPlace({ surveyId, operatorId }), detail: {} }));

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
  current: { edition_not_binding: notBinding },
  wayBack: { none: "only its ministry sees a planned survey, and can change it" },
  async run({ transaction, subject: { sectorId }, input, now, made, addDetail, each }) {
    const { edition: editionId, fiscalYear, title, opensOn, closesOn, operatorIds } = input;
    if ((await transaction.edition.count({ where: { id: editionId } })) === 0)
      return refused(invalidField("edition", "ガイドラインの版を選び直してください。"));
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
    addDetail({ called: called.value.length });
    each(partsOf(id, called.value));
    return granted({ id, state: "planned" as const });
  },
});

const CLOSED = refusal("wrong_state", "締め切った調査は変えられません。直すときは、締切りを取り消してください。");

type Changeable = Pick<SurveyRecord, "title" | "fiscalYear" | "opensOn" | "closesOn">;

/** What can be changed of a survey, as it is. */
const changeableFields = ({ title, fiscalYear, opensOn, closesOn }: SurveyRecord): Changeable => ({ title, fiscalYear, opensOn, closesOn });

/** What it is after the change. */
const wanted = (
  before: Changeable,
  { title = before.title, fiscalYear = before.fiscalYear, opensOn = before.opensOn, closesOn = before.closesOn }: SurveyChange,
): Changeable => ({ title, fiscalYear, opensOn, closesOn });

/** Refuses changes that an open survey does not allow. */
function fixedOnceOpen(state: SurveyState, before: Changeable, after: Changeable) {
  if (state === "closed") return CLOSED;
  if (state !== "open") return null;
  if (after.opensOn !== before.opensOn) return refusal("wrong_state", "受付を始めた調査の、始める日は変えられません。");
  if (after.fiscalYear !== before.fiscalYear) return refusal("wrong_state", "受付を始めた調査の、年度は変えられません。");
  return null;
}

/** The refusal of the days and the year after the change; unchanged days are not compared with today. */
function whenRefusal(state: SurveyState, before: Changeable, after: Changeable, now: Date): Refusal<"invalid_input"> | null {
  const days = surveyDaysRefusal(after, now, before);
  if (days) return days;
  const same = after.fiscalYear === before.fiscalYear && after.opensOn === before.opensOn && after.closesOn === before.closesOn;
  return same ? null : fiscalYearRefusal(after.fiscalYear, after, state === "open" ? "closesOn" : "fiscalYear");
}

/** Calls more operators and returns those that were not called yet. Refused, as for planning: an edition that no longer binds the sector, operators of another sector. */
async function callMore(transaction: Transaction, { id: surveyId, sectorId, editionId }: SurveyRecord, operatorIds: readonly string[]) {
  const unfit = await sectorBindingRefusal(transaction, sectorId, editionId);
  if (unfit) return refused(unfit);
  const chosen = await operatorsToCall(transaction, sectorId, operatorIds, "addOperatorIds");
  if (!chosen.ok) return chosen;
  const before = await transaction.surveyCall.findMany({ where: { surveyId, operatorId: { in: chosen.value } }, select: { operatorId: true } });
  const known = new Set(before.map(({ operatorId }) => operatorId));
  const called = chosen.value.filter((operatorId) => !known.has(operatorId));
  await transaction.surveyCall.createMany({ data: called.map((operatorId) => ({ operatorId, surveyId, sectorId })) });
  await transaction.takenOutCall.deleteMany({ where: { surveyId, operatorId: { in: called } } });
  return granted(called);
}

/**
 * Changes title, dates and calls of a survey that is not closed, and is changed back likewise: the audit entry keeps what was
 * changed. A call is taken out by itself. The first day and the fiscal year change only before it is opened.
 */
export const changeSurvey = command({
  name: "survey.change",
  may: "survey.manage",
  api: patch("/surveys/{surveyId}", "changeSurvey", TAG, "調査の名前・日付を直し、事業者を加える"),
  on: survey.exclusive,
  input: surveyChange,
  output: surveyChanged,
  refuses: ["invalid_input", "wrong_state", "edition_not_binding"],
  current: { edition_not_binding: notBinding },
  wayBack: { by: "survey.takeOut" },
  async run({ transaction, subject, input, now, addDetail, keepChange, each }) {
    const { id, state } = subject;
    const before = changeableFields(subject);
    const after = wanted(before, input);
    keepChange(differences(before, after));
    const wrong = fixedOnceOpen(state, before, after) ?? whenRefusal(state, before, after, now);
    if (wrong) return refused(wrong);
    await transaction.survey.updateMany({ where: { id }, data: { ...after, opensOn: new Date(after.opensOn), closesOn: new Date(after.closesOn) } });
    if (!input.addOperatorIds) return granted({ id, state, called: 0 });
    const called = await callMore(transaction, subject, input.addOperatorIds);
    if (!called.ok) return called;
    addDetail({ called: called.value.length });
    each(partsOf(id, called.value));
    return granted({ id, state, called: called.value.length });
  },
});
