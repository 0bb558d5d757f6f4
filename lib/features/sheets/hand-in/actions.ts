"use server";

import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { commandForm } from "@/lib/server/use-cases/command-form";

/** Hands the sheet in with the numbers that the page showed: unanswered measures, and answers to examples that will not count. */
export const handInAction = commandForm(handInSheet, ["sheetId"], { next: (_state, { sheetId }) => `/checks?handedIn=${sheetId}` });
