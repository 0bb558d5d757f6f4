"use server";

import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { withdrawConfirmed } from "@/lib/features/sheets/record/schema";
import { withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import { assignmentHref, searchHref } from "@/lib/features/staffing/assignment/parts";
import { NONE_TO_COME } from "@/lib/features/staffing/assignment/texts";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { withNotice } from "@/lib/labels/notices";
import { commandForm } from "@/lib/server/use-cases/command-form";
import { identifier } from "@/lib/validation/plain-text";

/** Makes the selected people the respondents of the sheet. The button of the search leads to the people that it finds, beside the selected ones. */
export const assignSheetAction = commandForm(assignSheet, ["sheetId"], {
  leadsTo: (form, { sheetId }) => (form.has("find") ? searchHref(sheetId, form.get("q"), form.getAll("respondentIds")) : null),
  next: (_assigned, { sheetId }) => withNotice(assignmentHref(sheetId), "assigned"),
});

/**
 * Withdraws the sheet with the number of answers that the page showed; if the number has changed, or the sheet was handed in,
 * the page shows it. The form asks for one confirmation more than the use case.
 */
export const withdrawSheetAction = commandForm(withdrawSheet, ["sheetId"], {
  extra: { confirmed: withdrawConfirmed, cycleId: identifier },
  outdatedBy: ["not_permitted", "not_found", "own_work", "items_on_no_sheet"],
  next: (_withdrawn, { cycleId }) => withNotice(cycleHref(cycleId, "progress"), "withdrawn"),
});

/** Hands a withdrawn sheet out again, as a new one. */
export const handOutAgainAction = commandForm(handOutLater, ["cycleId"], {
  next: ({ handedOut }, { cycleId }) =>
    handedOut > 0 ? withNotice(cycleHref(cycleId, "progress"), "handed-out-again") : { status: "refused", message: NONE_TO_COME },
});
