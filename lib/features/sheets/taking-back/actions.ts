"use server";

import { takeBackHandIn, undoReturn } from "@/lib/features/sheets/taking-back/commands";
import { withNotice } from "@/lib/labels/notices";
import { commandForm } from "@/lib/server/use-cases/command-form";

export const takeBackAction = commandForm(takeBackHandIn, ["sheetId"], { next: () => withNotice("/checks", "taken-back") });

export const undoReturnAction = commandForm(undoReturn, ["sheetId"], { next: () => withNotice("/operator/review", "return-undone") });
