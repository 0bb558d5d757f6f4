"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { handInSheet } from "@/lib/features/sheets/hand-over/commands";
import { requireVisitor } from "@/lib/server/auth/current";
import { sentNumber } from "@/lib/server/use-cases/form-input";
import { refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { boundId, formAction } from "@/lib/server/use-cases/server-action";

/** Hands the sheet in with the numbers that the page showed: unanswered measures, and answers to examples that will not count. */
export const handInAction = formAction([boundId], async (sheetId, _previous, form) => {
  const [unanswered, setAside] = ["confirmedUnanswered", "confirmedSetAside"].map((name) => sentNumber(form, name));
  const outcome = await handInSheet(await requireVisitor(), sheetId, unanswered, new Date(), setAside);
  if (!outcome.ok && outcome.refusal.code === "confirmation_required") refresh(); // The page shows the present numbers beside the words.
  if (!outcome.ok) return refusedOutcome({ code: outcome.refusal.code, detail: outcome.refusal.detail });
  redirect(`/checks?handedIn=${sheetId}`);
});
