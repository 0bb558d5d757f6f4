import "server-only";
import { randomUUID } from "node:crypto";
import { change } from "@/lib/audit/change";
import type { Visitor } from "@/lib/auth/scope";
import { decide } from "@/lib/domain/access/permission";
import type { SurveyState } from "@/lib/domain/checking/state";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { isIdentifier } from "@/lib/features/plain-text";
import { lockAcceptance } from "@/lib/features/surveys/acceptance";
import type { SurveyBody, SurveyChange, SurveyOutcome } from "@/lib/features/surveys/schema";
import { permittedSurvey } from "@/lib/features/surveys/survey-record";
import type { Transaction } from "@/prisma/client";

type Outcome = Promise<Result<SurveyOutcome, Refusal>>;

const invalid = (path: string, message: string): Refusal => refusal("invalid_input", message, { fields: [{ path, message }] });

/** The operators of the sector among `chosen`, all of them where none are chosen. */
async function operatorsToCall(transaction: Transaction, sectorId: string, chosen: readonly string[] | undefined, path: string): Promise<Result<string[], Refusal>> {
  const rows = await transaction.operator.findMany({
    where: { sectorId, ...(chosen ? { id: { in: [...chosen] } } : {}) },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  if (rows.length === 0) return refused(invalid(path, "対象の事業者がありません。"));
  if (chosen && rows.length < new Set(chosen).size) return refused(invalid(path, "この分野にない事業者が入っています。"));
  return granted(rows.map(({ id }) => id));
}

/** Plans a survey of the officer's own sector and calls its operators. Nobody can submit before it is opened. */
export function createSurvey(visitor: Visitor, body: SurveyBody, now: Date): Outcome {
  const id = randomUUID();
  return change(visitor, { action: "survey.create", target: `survey/${id}` }, now, async (transaction) => {
    const sectorId = visitor.actor.sector;
    if (sectorId === null || !decide(visitor.actor, "survey.manage", { sector: sectorId }).ok) {
      return refused(refusal("not_permitted", "調査を作る権限がありません。"));
    }
    const { edition: editionId, fiscalYear, title, opensOn, closesOn, operatorIds } = body;
    if ((await transaction.edition.count({ where: { id: editionId } })) === 0) return refused(invalid("edition", "ガイドラインの版を選び直してください。"));
    const called = await operatorsToCall(transaction, sectorId, operatorIds, "operatorIds");
    if (!called.ok) return called;
    const dates = { opensOn: new Date(opensOn), closesOn: new Date(closesOn), createdAt: now };
    await transaction.survey.createMany({ data: [{ id, sectorId, editionId, title, fiscalYear, ...dates, state: "planned" }] });
    await transaction.surveyCall.createMany({ data: called.value.map((operatorId) => ({ operatorId, surveyId: id, sectorId })) });
    return granted({ id, state: "planned" as const });
  });
}

/** Changes title, dates and calls of a survey that is not closed; the first day only before it is opened. */
export const changeSurvey = (visitor: Visitor, surveyId: string, body: SurveyChange, now: Date): Outcome =>
  change(visitor, { action: "survey.change", target: `survey/${surveyId}` }, now, async (transaction) => {
    const found = await permittedSurvey(transaction, visitor, surveyId, "survey.manage");
    if (!found.ok) return found;
    const { state, sectorId, opensOn, closesOn } = found.value;
    if (state === "closed") return refused(refusal("wrong_state", "締め切った調査は変えられません。"));
    if (state === "open" && body.opensOn !== undefined && body.opensOn !== opensOn) {
      return refused(refusal("wrong_state", "受付を始めた調査の、始める日は変えられません。"));
    }
    if ((body.opensOn ?? opensOn) > (body.closesOn ?? closesOn)) return refused(invalid("closesOn", "締切は、受付を始める日と同じ日かその後にしてください。"));
    await transaction.survey.updateMany({
      where: { id: surveyId },
      data: {
        ...(body.title !== undefined && { title: body.title }),
        ...(body.opensOn !== undefined && { opensOn: new Date(body.opensOn) }),
        ...(body.closesOn !== undefined && { closesOn: new Date(body.closesOn) }),
      },
    });
    if (body.addOperatorIds) {
      const called = await operatorsToCall(transaction, sectorId, body.addOperatorIds, "addOperatorIds");
      if (!called.ok) return called;
      const data = called.value.map((operatorId) => ({ operatorId, surveyId, sectorId }));
      await transaction.surveyCall.createMany({ data, skipDuplicates: true });
    }
    return granted({ id: surveyId, state });
  });

const move = (visitor: Visitor, surveyId: string, action: "open" | "close", from: SurveyState, to: SurveyState, refusedWith: string, now: Date): Outcome =>
  change(visitor, { action: `survey.${action}`, target: `survey/${surveyId}` }, now, async (transaction) => {
    if (!isIdentifier(surveyId)) return refused(NOT_FOUND);
    await lockAcceptance(transaction, surveyId, "closing");
    const found = await permittedSurvey(transaction, visitor, surveyId, "survey.manage");
    if (!found.ok) return found;
    if (found.value.state !== from) return refused(refusal("wrong_state", refusedWith, { current: { state: found.value.state } }));
    await transaction.survey.updateMany({ where: { id: surveyId, state: from }, data: { state: to, ...(to === "closed" && { closedAt: now }) } });
    return granted({ id: surveyId, state: to });
  });

/** Opens a planned survey: from now on the called operators can submit. */
export const openSurvey = (visitor: Visitor, surveyId: string, now: Date): Outcome =>
  move(visitor, surveyId, "open", "planned", "open", "受付を始められるのは、計画中の調査だけです。", now);

/** Closes an open survey for good: no more submissions, corrections included. */
export const closeSurvey = (visitor: Visitor, surveyId: string, now: Date): Outcome =>
  move(visitor, surveyId, "close", "open", "closed", "締め切れるのは、受付中の調査だけです。", now);
