"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { submitBody } from "@/lib/features/cycles/record/schema";
import { submitCycle } from "@/lib/features/submissions/commands";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { withNotice } from "@/lib/labels/notices";
import { requireVisitor } from "@/lib/server/auth/current";
import { refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { boundId, formAction } from "@/lib/server/use-cases/server-action";

/** Submits exactly what the page showed. */
export const submitCycleAction = formAction([boundId], async (cycleId, _previous, form) => {
  const body = submitBody.safeParse({ surveyId: form.get("surveyId"), hash: form.get("hash") });
  if (!body.success) return { status: "refused", message: "画面を開き直して、提出する内容を確かめてください。" };
  const submitted = await submitCycle(await requireVisitor(), cycleId, body.data.surveyId, body.data.hash, new Date());
  if (!submitted.ok) return refusedOutcome(submitted.refusal);
  redirect(withNotice(cycleHref(cycleId), "submitted") as Route);
});
