"use server";

import { withdrawConfirmed } from "@/lib/features/sheets/record/schema";
import { withdrawSheets } from "@/lib/features/sheets/withdrawing/commands";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { withNotice } from "@/lib/labels/notices";
import { commandForm } from "@/lib/server/use-cases/command-form";

/** Withdraws the sheets that the page showed, with the numbers that it showed; if anything has changed, the page shows it. */
export const withdrawSheetsAction = commandForm(withdrawSheets, ["cycleId"], {
  extra: { confirmed: withdrawConfirmed },
  outdatedBy: ["not_permitted", "not_found", "items_on_no_sheet"],
  next: (_withdrawn, { cycleId }) => withNotice(cycleHref(cycleId, "progress"), "withdrawn"),
});
