"use server";

import { redirect } from "next/navigation";
import type { FormOutcome } from "@/components/ui/action-form";
import { requireVisitor } from "@/lib/auth/current";
import { handInSheet } from "@/lib/features/sheets/hand-over";
import { refusedOutcome } from "@/lib/http/form-outcome";

/** Hands the sheet in with the number of unanswered measures that the page showed. */
export async function handInAction(sheetId: string, _previous: FormOutcome, form: FormData): Promise<FormOutcome> {
  const confirmed = Number(form.get("confirmedUnanswered"));
  const outcome = await handInSheet(await requireVisitor(), sheetId, Number.isInteger(confirmed) ? confirmed : undefined, new Date());
  if (!outcome.ok) return refusedOutcome({ code: outcome.refusal.code, detail: outcome.refusal.detail });
  redirect(`/checks?handedIn=${sheetId}`);
}
