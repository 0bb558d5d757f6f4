"use server";

import { redirect } from "next/navigation";
import type { FormOutcome } from "@/components/ui/action-form";
import { requireVisitor } from "@/lib/auth/current";
import { handOutLater } from "@/lib/features/cycles/open-cycle";
import { assignSheet, withdrawSheet } from "@/lib/features/sheets/hand-over";
import { assignBody, withdrawBody } from "@/lib/features/sheets/schema";
import { refusedOutcome } from "@/lib/http/form-outcome";

/** The ticked people answer the sheet from now on. */
export async function assignSheetAction(sheetId: string, _previous: FormOutcome, form: FormData): Promise<FormOutcome> {
  const body = assignBody.safeParse({ respondentIds: form.getAll("respondentIds") });
  if (!body.success) return { status: "refused", message: "回答する人を 1 人以上選んでください。" };
  const result = await assignSheet(await requireVisitor(), sheetId, body.data.respondentIds, new Date());
  return result.ok ? { status: "done", message: "担当を決めました。これまでの回答は、回答した人の名前とともに残っています。" } : refusedOutcome(result.refusal);
}

/** Takes the sheet out of the cycle. */
export async function withdrawSheetAction(sheetId: string, backHref: string, _previous: FormOutcome, form: FormData): Promise<FormOutcome> {
  const body = withdrawBody.safeParse({ reason: form.get("reason") });
  if (!body.success) return { status: "refused", message: "取り下げる理由を入力してください（1000 文字まで）。" };
  const result = await withdrawSheet(await requireVisitor(), sheetId, body.data.reason, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  redirect(backHref.startsWith("/operator/cycles/") ? `/operator/cycles/${backHref.slice("/operator/cycles/".length)}` : "/operator");
}

/** Hands a withdrawn sheet out again, as a new one. */
export async function handOutAgainAction(cycleId: string, sheetId: string, _previous: FormOutcome, _form: FormData): Promise<FormOutcome> {
  const result = await handOutLater(await requireVisitor(), cycleId, { sheetIds: [sheetId] }, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  if (result.value.handedOut > 0) redirect(`/operator/cycles/${cycleId}/progress`);
  return { status: "refused", message: "同じ担当の点検票がすでにあるか、いまは回答する人がいないため、配りませんでした。" };
}
