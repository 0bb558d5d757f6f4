"use server";

import { z } from "zod";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { handOutLater, openCycle } from "@/lib/features/cycles/hand-out/commands";
import { readCycleDetail } from "@/lib/features/cycles/list/queries";
import { leaveOut, planCycle } from "@/lib/features/cycles/plan/commands";
import { changePlan } from "@/lib/features/cycles/plan-change/commands";
import { leftOutReason } from "@/lib/features/cycles/record/schema";
import { approveCycle, reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { withNotice } from "@/lib/labels/notices";
import { commandForm, enteredIn } from "@/lib/server/use-cases/command-form";

const choosesMeasures = (form: FormData): boolean => form.get("scope") === "chosen";

/** Sending the form again, unchanged, confirms the number of equal cycles that its refusal named. */
const equalConfirmed = ({ equalCycles }: { readonly equalCycles: number }) => ({ confirmedEqualCycles: equalCycles });

/** Plans a new cycle. A selection of measures is made on the page of the plan. */
export const planCycleAction = commandForm(planCycle, [], {
  entered: (form) => ({ ...enteredIn(planCycle.declaration.input, form), measures: "all" }),
  confirms: equalConfirmed,
  next: ({ id }, _given, form) => (choosesMeasures(form) ? `${withNotice(cycleHref(id, "plan"), "plan-made")}&scope=chosen` : cycleHref(id, "hand-out")),
});

/** Changes a planned cycle. */
export const changePlanAction = commandForm(changePlan, ["cycleId"], {
  entered: (form) => ({ ...enteredIn(changePlan.declaration.input, form), measures: choosesMeasures(form) ? form.getAll("measures") : "all" }),
  confirms: equalConfirmed,
  next: (_changed, { cycleId }) => cycleHref(cycleId, "hand-out"),
});

/** Changes title and dates of an open cycle. */
export const changeRunningAction = commandForm(changePlan, ["cycleId"], {
  confirms: ({ equalCycles, daysEarly = 0 }: { readonly equalCycles: number; readonly daysEarly?: number }) => ({
    confirmedEqualCycles: equalCycles,
    confirmedDaysEarly: daysEarly,
  }),
  next: (_changed, { cycleId }) => withNotice(cycleHref(cycleId), "changed"),
});

/** Leaves the ticked measures of one place out, for one reason, in addition to those already left out. */
export const leaveOutAction = commandForm(leaveOut, ["cycleId"], {
  extra: { reason: leftOutReason, items: z.array(z.string(), { error: "外す項目を選んでください。" }) },
  reads: readCycleDetail,
  entered: (form, { leftOut }) => {
    const place = { role: form.get("role") || null, departmentId: form.get("departmentId") || null, systemId: form.get("systemId") || null };
    return { leftOut: [...leftOut, ...form.getAll("items").map((item) => ({ item, reason: form.get("reason"), ...place }))] };
  },
  next: (_left, { cycleId }) => cycleHref(cycleId, "hand-out"),
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
export const restoreCycleAction = commandForm(restoreCycle, ["cycleId"], { confirms: equalConfirmed, next: ({ id }) => withNotice(cycleHref(id), "restored") });

export const approveCycleAction = commandForm(approveCycle, ["cycleId"], { next: ({ id }) => withNotice(cycleHref(id), "approved") });
