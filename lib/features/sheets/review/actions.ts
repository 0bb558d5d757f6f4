"use server";

import { addItemRemark, tickForMinistry, withdrawItemRemark } from "@/lib/features/sheets/item-remarks/commands";
import { acceptSheet, acceptSheets, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { withNotice } from "@/lib/labels/notices";
import { commandForm } from "@/lib/server/use-cases/command-form";

const ACCEPTED = withNotice("/operator/review", "accepted");

export const acceptSheetAction = commandForm(acceptSheet, ["sheetId"], { next: () => ACCEPTED });

/** Accepts the sheets that the page showed with their numbers, all or none. It has no fields, so problems are shown without one. */
export const acceptSheetsAction = commandForm(acceptSheets, [], { besideNothing: true, next: () => ACCEPTED });

/** Returns a sheet with a reason. */
export const returnSheetAction = commandForm(returnSheet, ["sheetId"], { next: () => withNotice("/operator/review", "returned") });

/** Writes a remark on one item for the respondents. */
export const addRemarkAction = commandForm(addItemRemark, ["sheetId", "itemId"], { next: () => ({ status: "done", message: "所見を書きました。" }) });

/** Withdraws a remark; the page goes on showing that there was one. */
export const withdrawRemarkAction = commandForm(withdrawItemRemark, ["sheetId", "remarkId"], {
  next: () => ({ status: "done", message: "所見を取り下げました。書き直すときは、もう一度書いてください。" }),
});

/** Includes the remark of an answer in the ministry's data, or removes it. */
export const tickForMinistryAction = commandForm(tickForMinistry, ["sheetId", "itemId"], {
  next: ({ forMinistry }) => ({
    status: "done",
    message: forMinistry ? "この備考を、提出するときに省庁へ渡すことにしました。" : "この備考を、省庁へ渡さないことにしました。",
  }),
});
