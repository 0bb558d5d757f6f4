"use server";

import { redirect } from "next/navigation";
import { bulkAcceptBody } from "@/lib/features/sheets/record/schema";
import { addItemRemark, tickForMinistry } from "@/lib/features/sheets/remarks/commands";
import { acceptSheet, acceptSheets, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { withNotice } from "@/lib/labels/notices";
import { requireVisitor } from "@/lib/server/auth/current";
import { commandForm } from "@/lib/server/use-cases/command-form";
import { refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { formAction } from "@/lib/server/use-cases/server-action";

const ACCEPTED = withNotice("/operator/review", "accepted");

export const acceptSheetAction = commandForm(acceptSheet, ["sheetId"], { next: () => ACCEPTED });

/** Accepts the selected sheets, or all in the list, all or none. The list has no fields, so problems are shown without one. */
export const acceptSheetsAction = formAction([], async (_previous, form) => {
  const body = bulkAcceptBody.safeParse({ sheetIds: form.getAll(form.has("all") ? "shownIds" : "sheetIds") });
  if (!body.success) return { status: "refused", message: "受理する点検票を選んでください。" };
  const result = await acceptSheets(await requireVisitor(), body.data, new Date());
  return result.ok ? redirect(ACCEPTED) : refusedOutcome(result.refusal);
});

/** Returns a sheet with a reason. */
export const returnSheetAction = commandForm(returnSheet, ["sheetId"], { next: () => withNotice("/operator/review", "returned") });

/** Writes a remark on one item for the respondents. */
export const addRemarkAction = commandForm(addItemRemark, ["sheetId", "itemId"], { next: () => ({ status: "done", message: "所見を書きました。" }) });

/** Includes the remark of an answer in the ministry's data, or removes it. */
export const tickForMinistryAction = commandForm(tickForMinistry, ["sheetId", "itemId"], {
  next: ({ forMinistry }) => ({
    status: "done",
    message: forMinistry ? "この備考を、提出するときに省庁へ渡すことにしました。" : "この備考を、省庁へ渡さないことにしました。",
  }),
});
