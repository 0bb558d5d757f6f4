"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { requireVisitor } from "@/lib/auth/current";
import { entriesOf, readForm, sentNumber } from "@/lib/http/form-input";
import { problemsOutcome, refusedOutcome } from "@/lib/http/form-outcome";
import { boundId, formAction } from "@/lib/http/server-action";
import { closeSurvey, openSurvey, reopenSurvey, takeBackSurvey } from "@/lib/features/surveys/conduct";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/mutations";
import { surveyBody, surveyChange, surveyCloseBody, surveyOpenBody, surveyReopenBody, surveyTakeBackBody } from "@/lib/features/surveys/schema";
import { surveyHref } from "@/lib/features/surveys/view";
import { withNotice } from "@/lib/features/shell/notice-view";

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

/** Opens the survey with the number of called operators that the page showed; where it is another one now, the page shows that. */
export const openSurveyAction = formAction([boundId], async (surveyId, _previous, form) => {
  const body = readForm(surveyOpenBody, { confirmedCalled: sentNumber(form, "confirmedCalled") });
  if (!body.ok) return body.refusal;
  const opened = await openSurvey(await requireVisitor(), surveyId, body.value.confirmedCalled, new Date());
  if (opened.ok) redirect(withNotice(surveyHref(surveyId), "survey-opened") as Route);
  refresh();
  return refusedOutcome(opened.refusal);
});

export const takeBackSurveyAction = formAction([boundId], async (surveyId, _previous, form) => {
  const body = readForm(surveyTakeBackBody, { reason: form.get("reason") });
  if (!body.ok) return body.refusal;
  const back = await takeBackSurvey(await requireVisitor(), surveyId, body.value.reason, new Date());
  refresh();
  if (!back.ok) return refusedOutcome(back.refusal);
  return { status: "done", message: "受付の開始を取り消し、計画に戻しました。" };
});

export const closeSurveyAction = formAction([boundId], async (surveyId, _previous, form) => {
  if (form.get("confirmed") !== "yes") return problemsOutcome([{ path: "confirmed", message: "提出状況を確かめて、印を付けてください。" }]);
  const body = readForm(surveyCloseBody, { confirmedMissing: sentNumber(form, "confirmedMissing") });
  if (!body.ok) return body.refusal;
  const closed = await closeSurvey(await requireVisitor(), surveyId, body.value.confirmedMissing, new Date());
  refresh();
  if (!closed.ok) return refusedOutcome(closed.refusal);
  return { status: "done", message: "調査を締め切りました。以後は提出を受け付けません。" };
});

export const reopenSurveyAction = formAction([boundId], async (surveyId, _previous, form) => {
  const body = readForm(surveyReopenBody, { reason: form.get("reason") });
  if (!body.ok) return body.refusal;
  const reopened = await reopenSurvey(await requireVisitor(), surveyId, body.value.reason, new Date());
  if (!reopened.ok) return refusedOutcome(reopened.refusal);
  refresh();
  return { status: "done", message: "締切りを取り消し、受付に戻しました。" };
});
