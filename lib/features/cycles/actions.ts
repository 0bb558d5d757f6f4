"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import type { FormOutcome } from "@/components/ui/action-form";
import { requireVisitor } from "@/lib/auth/current";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";
import { approveCycle, reopenCycle, reviewCycle } from "@/lib/features/cycles/conduct";
import { cycleHref } from "@/lib/features/cycles/cycle-texts";
import { cycleDetailOf } from "@/lib/features/cycles/data";
import { handOutLater, openCycle } from "@/lib/features/cycles/open-cycle";
import { changePlan, leaveOut, planCycle } from "@/lib/features/cycles/plan";
import { leftOutBody, planBody, planChangeBody, reopenBody } from "@/lib/features/cycles/schema";
import { refusedOutcome } from "@/lib/http/form-outcome";

interface Problems {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

const problems = ({ issues }: Problems): FormOutcome => ({
  status: "refused",
  message: "入力に直すところがあります。",
  fields: issues.map(({ message }) => ({ path: "", message })),
});

/** Goes on, or says what was refused; what a refusal lists are ids, which the pages show with their texts. */
function goOn(result: Result<unknown, Refusal>, href: string): FormOutcome {
  if (!result.ok) return refusedOutcome(result.refusal);
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

/** Plans a new cycle. */
export async function planCycleAction(_previous: FormOutcome, form: FormData): Promise<FormOutcome> {
  const body = planBody.safeParse({ ...planOf(form), edition: text(form, "edition") });
  if (!body.success) return problems(body.error);
  const planned = await planCycle(await requireVisitor(), body.data, new Date());
  if (!planned.ok) return refusedOutcome(planned.refusal);
  redirect((body.data.measures === "all" ? cycleHref(planned.value.id, "hand-out") : cycleHref(planned.value.id, "plan")) as Route);
}

/** Changes a planned cycle. */
export async function changePlanAction(cycleId: string, _previous: FormOutcome, form: FormData): Promise<FormOutcome> {
  const body = planChangeBody.safeParse(planOf(form));
  if (!body.success) return problems(body.error);
  return goOn(await changePlan(await requireVisitor(), cycleId, body.data, new Date()), cycleHref(cycleId, "hand-out"));
}

/** Leaves the ticked measures of one place out, besides what is left out already. */
export async function leaveOutAction(cycleId: string, _previous: FormOutcome, form: FormData): Promise<FormOutcome> {
  const visitor = await requireVisitor();
  const now = new Date();
  const detail = await cycleDetailOf(visitor, cycleId, now);
  if (!detail.ok) return refusedOutcome(detail.refusal);
  const place = { role: text(form, "role") || null, departmentId: text(form, "departmentId") || null, systemId: text(form, "systemId") || null };
  const added = form.getAll("items").map((item) => ({ item, reason: text(form, "reason"), ...place }));
  if (added.length === 0) return { status: "refused", message: "外す項目を選んでください。" };
  const body = leftOutBody.safeParse({ leftOut: [...detail.value.leftOut, ...added] });
  if (!body.success) return problems({ issues: body.error.issues.slice(0, 1) });
  return goOn(await leaveOut(visitor, cycleId, body.data.leftOut, now), cycleHref(cycleId, "hand-out"));
}

/** Asks again for everything that was left out. */
export async function askAllAction(cycleId: string, _previous: FormOutcome, _form: FormData): Promise<FormOutcome> {
  return goOn(await leaveOut(await requireVisitor(), cycleId, [], new Date()), cycleHref(cycleId, "hand-out"));
}

/** Hands out the sheets. */
export async function openCycleAction(cycleId: string, _previous: FormOutcome, _form: FormData): Promise<FormOutcome> {
  const opened = await openCycle(await requireVisitor(), cycleId, new Date());
  if (!opened.ok) return refusedOutcome({ code: opened.refusal.code, detail: opened.refusal.detail });
  redirect(cycleHref(cycleId) as Route);
}

/** Hands out the sheets of who came later. */
export async function handOutLaterAction(cycleId: string, _previous: FormOutcome, _form: FormData): Promise<FormOutcome> {
  const handed = await handOutLater(await requireVisitor(), cycleId, {}, new Date());
  if (!handed.ok) return refusedOutcome(handed.refusal);
  const { handedOut } = handed.value;
  return { status: "done", message: handedOut === 0 ? "配っていない点検票はありませんでした。" : `点検票を${handedOut}枚、配りました。` };
}

export async function reviewCycleAction(cycleId: string, _previous: FormOutcome, _form: FormData): Promise<FormOutcome> {
  return goOn(await reviewCycle(await requireVisitor(), cycleId, new Date()), cycleHref(cycleId));
}

export async function approveCycleAction(cycleId: string, _previous: FormOutcome, _form: FormData): Promise<FormOutcome> {
  return goOn(await approveCycle(await requireVisitor(), cycleId, new Date()), cycleHref(cycleId));
}

export async function reopenCycleAction(cycleId: string, _previous: FormOutcome, form: FormData): Promise<FormOutcome> {
  const body = reopenBody.safeParse({ reason: text(form, "reason") });
  if (!body.success) return problems(body.error);
  return goOn(await reopenCycle(await requireVisitor(), cycleId, body.data.reason, new Date()), cycleHref(cycleId));
}
