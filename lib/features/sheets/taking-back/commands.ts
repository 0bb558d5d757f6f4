import "server-only";
import { z } from "zod";
import { takeBack, undoReturn as undo } from "@/lib/domain/checking/sheet";
import { refused } from "@/lib/domain/shared/result";
import { sheet as anySheet } from "@/lib/features/sheets/record/record";
import { inState, remarksBegun, sheetState, TAG } from "@/lib/features/sheets/record/schema";
import { readReturnUndo, remarksSinceHandIn } from "@/lib/features/sheets/taking-back/queries";
import { move } from "@/lib/features/sheets/transitions/commands";
import { sheetRefusal } from "@/lib/features/sheets/transitions/refusals";
import { bringBackOnReturn } from "@/lib/features/sheets/uncounted/rows";
import { Prisma } from "@/lib/server/database/client";
import { command, post } from "@/lib/server/use-cases/use-case";

/**
 * Takes a hand-in back, by a respondent, while the cycle is open and nobody has reviewed the sheet; its answers leave the
 * tallies until it is handed in again. A sheet that was never returned is as if it had not been handed in.
 */
export const takeBackHandIn = command({
  name: "sheet.takeBack",
  may: "sheet.handIn",
  api: post("/sheets/{sheetId}/take-back", "takeBackHandIn", TAG, "提出を取り消す（回答の受付中で、まだだれも確認していないとき）"),
  on: anySheet.locked,
  output: sheetState,
  refuses: ["wrong_state"],
  current: { wrong_state: z.union([inState, remarksBegun]) },
  wayBack: { by: "sheet.handIn" },
  async run({ transaction, subject: sheet }) {
    const { state, cycleState } = sheet;
    const everReturned = sheet.returnedReason !== null;
    const remarks = (await remarksSinceHandIn(transaction, [sheet.id])).get(sheet.id) ?? 0;
    const next = takeBack({ state, cycleState, everReturned, remarks });
    if (!next.ok) return refused(sheetRefusal(sheet.guideline, next.refusal));
    const taken = await move(transaction, sheet, next.value, everReturned ? {} : { handedInAt: null, handedInBy: null });
    await bringBackOnReturn(transaction, sheet);
    return taken;
  },
});

/** Undoes a return while no answer was changed: the sheet is handed in or accepted as before, and counts again. */
export const undoReturn = command({
  name: "sheet.undoReturn",
  may: "sheet.return",
  api: post("/sheets/{sheetId}/undo-return", "undoReturn", TAG, "差戻しを取り消す（差し戻した後に回答が直されていないとき）"),
  on: anySheet.reviewed,
  output: sheetState,
  refuses: ["wrong_state"],
  current: { wrong_state: inState },
  wayBack: { by: "sheet.return" },
  async run({ transaction, subject: sheet }) {
    const { state, cycleState } = sheet;
    const kept = await readReturnUndo(transaction, sheet);
    const next = undo({ state, cycleState, before: kept?.state ?? null, changed: kept?.changed ?? true });
    if (!next.ok) return refused(sheetRefusal(sheet.guideline, next.refusal));
    const { returnedReason = null, reviewedAt = null, reviewedBy = null } = kept ?? {};
    return move(transaction, sheet, next.value, { returnedReason, reviewedAt, reviewedBy, returnUndo: Prisma.DbNull });
  },
});
