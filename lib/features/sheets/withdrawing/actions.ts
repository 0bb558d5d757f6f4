"use server";

import { withdrawConfirmed, withdrawManyBody } from "@/lib/features/sheets/record/schema";
import { withdrawSheets } from "@/lib/features/sheets/withdrawing/commands";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { withNotice } from "@/lib/labels/notices";
import { commandForm, enteredIn } from "@/lib/server/use-cases/command-form";

interface Numbers {
  readonly sheets: number;
  readonly answers: number;
  readonly handedIn: number;
}

/**
 * Withdraws the sheets that the page showed without the ticked ones. If their numbers are not those that the form confirms,
 * because of a tick or because something has changed, it asks for the present ones.
 */
export const withdrawSheetsAction = commandForm(withdrawSheets, ["cycleId"], {
  extra: { confirmed: withdrawConfirmed },
  entered: (form) => {
    const except = new Set(form.getAll("except"));
    return { ...enteredIn(withdrawManyBody, form), sheetIds: form.getAll("sheetIds").filter((id) => !except.has(id)) };
  },
  confirms: ({ sheets, answers, handedIn }: Numbers) => ({ confirmedSheets: sheets, confirmedAnswers: answers, confirmedHandedIn: handedIn }),
  outdatedBy: ["not_permitted", "not_found", "items_on_no_sheet"],
  next: (_withdrawn, { cycleId }) => withNotice(cycleHref(cycleId, "progress"), "withdrawn"),
});
