"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { acceptSheets, returnSheet } from "@/lib/features/sheets/hand-over/commands";
import { bulkAcceptBody, remarkBody, returnBody } from "@/lib/features/sheets/record/schema";
import { addItemRemark, tickForMinistry } from "@/lib/features/sheets/remarks/commands";
import { withNotice } from "@/lib/labels/notices";
import { requireVisitor } from "@/lib/server/auth/current";
import { entriesOf, readForm } from "@/lib/server/use-cases/form-input";
import { refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { bareAction, boundId, boundText, formAction } from "@/lib/server/use-cases/server-action";

/** Accepts the ticked sheets, or all that the list shows, all or none. */
export const acceptSheetsAction = formAction([], async (_previous, form) => {
  const body = bulkAcceptBody.safeParse({ sheetIds: form.getAll(form.has("all") ? "shownIds" : "sheetIds") });
  if (!body.success) return { status: "refused", message: "受理する点検票を選んでください。" };
  const result = await acceptSheets(await requireVisitor(), body.data.sheetIds, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  redirect(withNotice("/operator/review", "accepted"));
});

/** Returns a sheet with a reason. */
export const returnSheetAction = formAction([boundId], async (sheetId, _previous, form) => {
  const body = readForm(returnBody, { reason: form.get("reason") });
  if (!body.ok) return body.refusal;
  const result = await returnSheet(await requireVisitor(), sheetId, body.value.reason, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  redirect(withNotice("/operator/review", "returned"));
});

/** Writes a remark on one item for the respondents. */
export const addRemarkAction = formAction([boundId, boundText], async (sheetId, itemId, _previous, form) => {
  const body = readForm(remarkBody, entriesOf(form));
  if (!body.ok) return body.refusal;
  const result = await addItemRemark(await requireVisitor(), sheetId, itemId, body.value.text, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  refresh();
  return { status: "done", message: "所見を書きました。" };
});

/** Takes the remark of an answer into what the ministry gets, or out of it. */
export const tickForMinistryAction = bareAction([boundId, boundText, z.boolean()], async (sheetId, itemId, forMinistry) => {
  const result = await tickForMinistry(await requireVisitor(), sheetId, itemId, forMinistry, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  refresh();
  return {
    status: "done",
    message: forMinistry ? "この備考を、提出するときに省庁へ渡すことにしました。" : "この備考を、省庁へ渡さないことにしました。",
  };
});
