"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { assignSheet } from "@/lib/features/sheets/assignment/commands";
import { withdrawForm } from "@/lib/features/sheets/record/schema";
import { withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { withNotice } from "@/lib/labels/notices";
import { requireVisitor } from "@/lib/server/auth/current";
import { commandForm } from "@/lib/server/use-cases/command-form";
import { entriesOf, readForm, sentNumber } from "@/lib/server/use-cases/form-input";
import { refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { boundId, formAction } from "@/lib/server/use-cases/server-action";

/** Makes the selected people the respondents of the sheet. */
export const assignSheetAction = commandForm(assignSheet, ["sheetId"], {
  next: () => ({ status: "done", message: "担当を決めました。これまでの回答は、回答した人の名前とともに残っています。" }),
});

/**
 * Withdraws the sheet with the number of answers that the page showed; if the number has changed, the page shows the new one.
 * The form asks for one confirmation more than the use case.
 */
export const withdrawSheetAction = formAction([boundId, boundId], async (cycleId, sheetId, _previous, form) => {
  const body = readForm(withdrawForm, { ...entriesOf(form), confirmedAnswers: sentNumber(form, "confirmedAnswers") });
  if (!body.ok) return body.refusal;
  const result = await withdrawSheet(await requireVisitor(), { sheetId, ...body.value }, new Date());
  if (!result.ok) refresh();
  if (!result.ok) return refusedOutcome({ code: result.refusal.code, detail: result.refusal.detail });
  redirect(withNotice(cycleHref(cycleId, "progress"), "withdrawn") as Route);
});

/** Hands a withdrawn sheet out again, as a new one. */
export const handOutAgainAction = commandForm(handOutLater, ["cycleId"], {
  next: ({ handedOut }, { cycleId }) =>
    handedOut > 0
      ? withNotice(cycleHref(cycleId, "progress"), "handed-out-again")
      : { status: "refused", message: "同じ担当の点検票がすでにあるか、いまは回答する人がいないため、配りませんでした。" },
});
