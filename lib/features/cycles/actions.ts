"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { handOutLater, openCycle } from "@/lib/features/cycles/hand-out/commands";
import { readCycleDetail } from "@/lib/features/cycles/list/queries";
import { leaveOut, planCycle } from "@/lib/features/cycles/plan/commands";
import { changePlan } from "@/lib/features/cycles/plan-change/commands";
import { leftOutBody, leftOutReason } from "@/lib/features/cycles/record/schema";
import { approveCycle, reopenCycle, reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { withNotice } from "@/lib/labels/notices";
import { requireVisitor } from "@/lib/server/auth/current";
import { commandForm, enteredIn } from "@/lib/server/use-cases/command-form";
import { readForm } from "@/lib/server/use-cases/form-input";
import { problemsOutcome, refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { boundId, formAction } from "@/lib/server/use-cases/server-action";

const choosesMeasures = (form: FormData): boolean => form.get("scope") === "chosen";

/** Plans a new cycle. A selection of measures is made on the page of the plan. */
export const planCycleAction = commandForm(planCycle, [], {
  entered: (form) => ({ ...enteredIn(planCycle.declaration.input, form), measures: "all" }),
  next: ({ id }, _given, form) => (choosesMeasures(form) ? `${withNotice(cycleHref(id, "plan"), "plan-made")}&scope=chosen` : cycleHref(id, "hand-out")),
});

/** Changes a planned cycle. */
export const changePlanAction = commandForm(changePlan, ["cycleId"], {
  entered: (form) => ({ ...enteredIn(changePlan.declaration.input, form), measures: choosesMeasures(form) ? form.getAll("measures") : "all" }),
  next: (_changed, { cycleId }) => cycleHref(cycleId, "hand-out"),
});

/** Changes title and dates of an open cycle. */
export const changeRunningAction = commandForm(changePlan, ["cycleId"], {
  next: (_changed, { cycleId }) => withNotice(cycleHref(cycleId), "changed"),
});

/** Leaves the ticked measures of one place out, in addition to those already left out. */
export const leaveOutAction = formAction([boundId], async (cycleId, _previous, form) => {
  const [visitor, now] = [await requireVisitor(), new Date()];
  const detail = await readCycleDetail(visitor, { cycleId }, now);
  if (!detail.ok) return refusedOutcome(detail.refusal);
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const place = { role: text("role") || null, departmentId: text("departmentId") || null, systemId: text("systemId") || null };
  const added = form.getAll("items").map((item) => ({ item, reason: text("reason"), ...place }));
  const reason = leftOutReason.safeParse(text("reason"));
  const wrong = [
    ...(reason.success ? [] : reason.error.issues.map(({ message }) => ({ path: "reason", message }))),
    ...(added.length > 0 ? [] : [{ path: "items", message: "外す項目を選んでください。" }]),
  ];
  if (wrong.length > 0) return problemsOutcome(wrong);
  const body = readForm(leftOutBody, { leftOut: [...detail.value.leftOut, ...added] });
  if (!body.ok) return body.refusal;
  const result = await leaveOut(visitor, { cycleId, ...body.value }, now);
  // One reason applies to all of them.
  if (!result.ok) return result.refusal.fields ? problemsOutcome([{ path: "reason", message: result.refusal.detail }]) : refusedOutcome(result.refusal);
  redirect(cycleHref(cycleId, "hand-out") as Route);
});

/** Undoes leaving out for all measures. */
export const askAllAction = commandForm(leaveOut, ["cycleId"], {
  entered: () => ({ leftOut: [] }),
  next: (_left, { cycleId }) => cycleHref(cycleId, "hand-out"),
});

/** Hands out the sheets. */
export const openCycleAction = commandForm(openCycle, ["cycleId"], { next: ({ id }) => withNotice(cycleHref(id), "handed-out") });

/** Hands out the sheets of people who came later. */
export const handOutLaterAction = commandForm(handOutLater, ["cycleId"], {
  entered: () => ({}),
  next: ({ handedOut }) => ({ status: "done", message: handedOut === 0 ? "配っていない点検票はありませんでした。" : `点検票を${handedOut}枚、配りました。` }),
});

/** Closes answering, with the number of outstanding sheets that the page showed. */
export const reviewCycleAction = commandForm(reviewCycle, ["cycleId"], { next: ({ id }) => withNotice(cycleHref(id), "reviewing") });

/** Cancels the cycle, with the number of answers that the page showed. */
export const cancelCycleAction = commandForm(cancelCycle, ["cycleId"], { next: ({ id }) => withNotice(cycleHref(id), "cancelled") });

/** Restores a cancelled cycle. */
export const restoreCycleAction = commandForm(restoreCycle, ["cycleId"], { next: ({ id }) => withNotice(cycleHref(id), "restored") });

export const approveCycleAction = commandForm(approveCycle, ["cycleId"], { next: ({ id }) => withNotice(cycleHref(id), "approved") });

export const reopenCycleAction = commandForm(reopenCycle, ["cycleId"], { next: ({ id }) => withNotice(cycleHref(id), "reopened") });
