"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import type { FormOutcome } from "@/components/ui/action-form";
import { requireVisitor } from "@/lib/auth/current";
import { handInSheet } from "@/lib/features/sheets/hand-over";
import { refusedOutcome } from "@/lib/http/form-outcome";

/** Hands the sheet in with the numbers that the page showed: unanswered measures, and answers to examples that will not count. */
export async function handInAction(sheetId: string, _previous: FormOutcome, form: FormData): Promise<FormOutcome> {
  const [unanswered, setAside] = ["confirmedUnanswered", "confirmedSetAside"].map((name) => Number(form.get(name))).map((count) => (Number.isInteger(count) ? count : undefined));
  const outcome = await handInSheet(await requireVisitor(), sheetId, unanswered, new Date(), setAside);
  if (!outcome.ok && outcome.refusal.code === "confirmation_required") refresh(); // The page shows the present numbers beside the words.
  if (!outcome.ok) return refusedOutcome({ code: outcome.refusal.code, detail: outcome.refusal.detail });
  redirect(`/checks?handedIn=${sheetId}`);
}
