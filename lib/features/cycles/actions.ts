"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { requireVisitor } from "@/lib/server/auth/current";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";
import { changePlan } from "@/lib/features/cycles/plan-change/commands";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { approveCycle, reopenCycle, reviewCycle } from "@/lib/features/cycles/conduct/commands";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { cycleDetailOf } from "@/lib/features/cycles/list/queries";
import { handOutLater, openCycle } from "@/lib/features/cycles/hand-out/commands";
import { leaveOut, planCycle } from "@/lib/features/cycles/plan/commands";
import { cancelBody, leftOutBody, leftOutReason, planBody, planChangeBody, reopenBody, restoreBody, reviewBody } from "@/lib/features/cycles/record/schema";
import { withNotice } from "@/lib/labels/notices";
import { readForm, sentNumber } from "@/lib/server/use-cases/form-input";
import { type FormOutcome, problemsOutcome, refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { boundId, formAction } from "@/lib/server/use-cases/server-action";

/** Fields of a period have the name of its end alone. */
const inForm = ({ fields, ...rest }: Refusal): Refusal =>
  fields === undefined ? rest : { ...rest, fields: fields.map(({ path, message }) => ({ path: path.replace("period.", ""), message })) };

/** Goes on, or says what was refused; what a refusal lists are ids, which the pages show with their texts. */
function goOn(result: Result<unknown, Refusal>, href: string): FormOutcome {
  if (!result.ok) return refusedOutcome(inForm(result.refusal));
  redirect(href as Route);
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

const planOf = (form: FormData) => ({
  title: text(form, "title"),
  period: { from: text(form, "from"), to: text(form, "to") },
  dueOn: text(form, "dueOn"),
  examples: text(form, "examples"),
  measures: form.get("scope") === "chosen" ? form.getAll("measures") : "all",
});

/** Plans a new cycle; which measures it asks, where not all, is chosen on the page of the plan. */
export const planCycleAction = formAction([], async (_previous, form) => {
  const body = readForm(planBody, { ...planOf(form), measures: "all", edition: text(form, "edition") });
  if (!body.ok) return body.refusal;
  const planned = await planCycle(await requireVisitor(), body.value, new Date());
  if (!planned.ok) return refusedOutcome(inForm(planned.refusal));
  redirect((form.get("scope") === "chosen" ? `${withNotice(cycleHref(planned.value.id, "plan"), "plan-made")}&scope=chosen` : cycleHref(planned.value.id, "hand-out")) as Route);
});

/** Changes a planned cycle. */
export const changePlanAction = formAction([boundId], async (cycleId, _previous, form) => {
  const body = readForm(planChangeBody, planOf(form));
  if (!body.ok) return body.refusal;
  return goOn(await changePlan(await requireVisitor(), cycleId, body.value, new Date()), cycleHref(cycleId, "hand-out"));
});

/** Changes title and dates of a cycle that is being answered. */
export const changeRunningAction = formAction([boundId], async (cycleId, _previous, form) => {
  const body = readForm(planChangeBody.required({ reason: true }), {
    title: text(form, "title"),
    period: { from: text(form, "from"), to: text(form, "to") },
    dueOn: text(form, "dueOn"),
    reason: text(form, "reason"),
  });
  if (!body.ok) return body.refusal;
  return goOn(await changePlan(await requireVisitor(), cycleId, body.value, new Date()), withNotice(cycleHref(cycleId), "changed"));
});

/** Leaves the ticked measures of one place out, besides what is left out already. */
export const leaveOutAction = formAction([boundId], async (cycleId, _previous, form) => {
  const visitor = await requireVisitor();
  const now = new Date();
  const detail = await cycleDetailOf(visitor, cycleId, now);
  if (!detail.ok) return refusedOutcome(detail.refusal);
  const place = { role: text(form, "role") || null, departmentId: text(form, "departmentId") || null, systemId: text(form, "systemId") || null };
  const added = form.getAll("items").map((item) => ({ item, reason: text(form, "reason"), ...place }));
  const reason = leftOutReason.safeParse(text(form, "reason"));
  const wrong = [
    ...(reason.success ? [] : reason.error.issues.map(({ message }) => ({ path: "reason", message }))),
    ...(added.length > 0 ? [] : [{ path: "items", message: "外す項目を選んでください。" }]),
  ];
  if (wrong.length > 0) return problemsOutcome(wrong);
  const body = readForm(leftOutBody, { leftOut: [...detail.value.leftOut, ...added] });
  if (!body.ok) return body.refusal;
  const result = await leaveOut(visitor, cycleId, body.value.leftOut, now);
  // The reason is written once for all of them.
  if (!result.ok && result.refusal.fields) return problemsOutcome([{ path: "reason", message: result.refusal.detail }]);
  return goOn(result, cycleHref(cycleId, "hand-out"));
});

/** Asks again for everything that was left out. */
export const askAllAction = formAction([boundId], async (cycleId) => {
  return goOn(await leaveOut(await requireVisitor(), cycleId, [], new Date()), cycleHref(cycleId, "hand-out"));
});

/** Hands out the sheets. */
export const openCycleAction = formAction([boundId], async (cycleId) => {
  const opened = await openCycle(await requireVisitor(), cycleId, new Date());
  if (!opened.ok) return refusedOutcome({ code: opened.refusal.code, detail: opened.refusal.detail });
  redirect(withNotice(cycleHref(cycleId), "handed-out") as Route);
});

/** Hands out the sheets of who came later. */
export const handOutLaterAction = formAction([boundId], async (cycleId) => {
  const handed = await handOutLater(await requireVisitor(), cycleId, {}, new Date());
  if (!handed.ok) return refusedOutcome(handed.refusal);
  const { handedOut } = handed.value;
  refresh();
  return { status: "done", message: handedOut === 0 ? "配っていない点検票はありませんでした。" : `点検票を${handedOut}枚、配りました。` };
});

/** Ends the answering with the number of sheets out that the page showed; where it is another one now, the page shows that. */
export const reviewCycleAction = formAction([boundId], async (cycleId, _previous, form) => {
  const body = readForm(reviewBody, { confirmedOutstanding: sentNumber(form, "confirmedOutstanding") });
  if (!body.ok) return body.refusal;
  const reviewed = await reviewCycle(await requireVisitor(), cycleId, body.value.confirmedOutstanding, new Date());
  if (!reviewed.ok) refresh();
  return goOn(reviewed, withNotice(cycleHref(cycleId), "reviewing"));
});

/** Cancels the cycle with the number of answers that the page showed; where it is another one now, the page shows that. */
export const cancelCycleAction = formAction([boundId], async (cycleId, _previous, form) => {
  const body = readForm(cancelBody, { reason: text(form, "reason"), confirmedAnswers: sentNumber(form, "confirmedAnswers") });
  if (!body.ok) return body.refusal;
  const { reason, confirmedAnswers } = body.value;
  const cancelled = await cancelCycle(await requireVisitor(), cycleId, reason, confirmedAnswers, new Date());
  if (!cancelled.ok) refresh();
  return goOn(cancelled, withNotice(cycleHref(cycleId), "cancelled"));
});

/** Puts a cancelled cycle back where it was. */
export const restoreCycleAction = formAction([boundId], async (cycleId, _previous, form) => {
  const body = readForm(restoreBody, { reason: text(form, "reason") });
  if (!body.ok) return body.refusal;
  return goOn(await restoreCycle(await requireVisitor(), cycleId, body.value.reason, new Date()), withNotice(cycleHref(cycleId), "restored"));
});

export const approveCycleAction = formAction([boundId], async (cycleId) => {
  return goOn(await approveCycle(await requireVisitor(), cycleId, new Date()), withNotice(cycleHref(cycleId), "approved"));
});

export const reopenCycleAction = formAction([boundId], async (cycleId, _previous, form) => {
  const body = readForm(reopenBody, { reason: text(form, "reason"), confirmedClosedSurveys: sentNumber(form, "confirmedClosedSurveys") });
  if (!body.ok) return body.refusal;
  const { reason, confirmedClosedSurveys } = body.value;
  const reopened = await reopenCycle(await requireVisitor(), cycleId, reason, confirmedClosedSurveys, new Date());
  if (!reopened.ok) refresh();
  return goOn(reopened, withNotice(cycleHref(cycleId), "reopened"));
});
