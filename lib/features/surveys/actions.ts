"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/commands";
import { closeSurvey, openSurvey, reopenSurvey, takeBackSurvey } from "@/lib/features/surveys/conduct/commands";
import { surveyBody, surveyChange, surveyCloseBody, surveyOpenBody, surveyReopenBody, surveyTakeBackBody } from "@/lib/features/surveys/record/schema";
import { surveyHref } from "@/lib/features/surveys/record/view";
import { withNotice } from "@/lib/labels/notices";
import { requireVisitor } from "@/lib/server/auth/current";
import { entriesOf, readForm, sentNumber } from "@/lib/server/use-cases/form-input";
import { type FormOutcome, problemsOutcome, refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { boundId, formAction } from "@/lib/server/use-cases/server-action";

export const createSurveyAction = formAction([], async (_previous, form) => {
  const { fiscalYear, ...entries } = entriesOf(form);
  const body = readForm(surveyBody, { ...entries, fiscalYear: Number(fiscalYear), operatorIds: form.getAll("operatorIds").map(String) });
  if (!body.ok) return body.refusal;
  const created = await createSurvey(await requireVisitor(), body.value, new Date());
  if (!created.ok) return refusedOutcome(created.refusal);
  redirect(surveyHref(created.value.id) as Route);
});

export const changeSurveyAction = formAction([boundId], async (surveyId, _previous, form) => {
  const { title, fiscalYear, opensOn, closesOn } = entriesOf(form);
  const added = form.getAll("addOperatorIds").map(String);
  const body = readForm(surveyChange, {
    ...{ title: title ?? "", closesOn: closesOn ?? "" },
    ...(form.has("opensOn") ? { opensOn: opensOn ?? "" } : {}),
    ...(form.has("fiscalYear") ? { fiscalYear: Number(fiscalYear) } : {}),
    ...(added.length > 0 ? { addOperatorIds: added } : {}),
  });
  if (!body.ok) return body.refusal;
  const changed = await changeSurvey(await requireVisitor(), surveyId, body.value, new Date());
  if (!changed.ok) return refusedOutcome(changed.refusal);
  refresh();
  return { status: "done", message: added.length > 0 ? `調査を直し、${added.length}者を対象に加えました。` : "調査を直しました。" };
});

/** Goes on to the survey with what was done; where that was refused, the page shows the present numbers beside why. */
function goOn(result: Awaited<ReturnType<typeof openSurvey>>, notice: Parameters<typeof withNotice>[1]): FormOutcome {
  if (result.ok) redirect(withNotice(surveyHref(result.value.id), notice) as Route);
  refresh();
  return refusedOutcome(result.refusal);
}

/** Opens the survey with the number of called operators that the page showed. */
export const openSurveyAction = formAction([boundId], async (surveyId, _previous, form) => {
  const body = readForm(surveyOpenBody, { confirmedCalled: sentNumber(form, "confirmedCalled") });
  if (!body.ok) return body.refusal;
  return goOn(await openSurvey(await requireVisitor(), surveyId, body.value.confirmedCalled, new Date()), "survey-opened");
});

export const takeBackSurveyAction = formAction([boundId], async (surveyId, _previous, form) => {
  const body = readForm(surveyTakeBackBody, { reason: form.get("reason") });
  if (!body.ok) return body.refusal;
  return goOn(await takeBackSurvey(await requireVisitor(), surveyId, body.value.reason, new Date()), "survey-taken-back");
});

export const closeSurveyAction = formAction([boundId], async (surveyId, _previous, form) => {
  if (form.get("confirmed") !== "yes") return problemsOutcome([{ path: "confirmed", message: "提出状況を確かめて、印を付けてください。" }]);
  const body = readForm(surveyCloseBody, { confirmedMissing: sentNumber(form, "confirmedMissing") });
  if (!body.ok) return body.refusal;
  return goOn(await closeSurvey(await requireVisitor(), surveyId, body.value.confirmedMissing, new Date()), "survey-closed");
});

export const reopenSurveyAction = formAction([boundId], async (surveyId, _previous, form) => {
  const body = readForm(surveyReopenBody, { reason: form.get("reason") });
  if (!body.ok) return body.refusal;
  return goOn(await reopenSurvey(await requireVisitor(), surveyId, body.value.reason, new Date()), "survey-reopened");
});
