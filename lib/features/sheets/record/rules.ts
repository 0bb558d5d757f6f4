import { isAnswerable } from "@/lib/domain/checking/sheet";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";

/** Whether the sheet is to be answered now. */
export const isOpen = (sheet: Pick<SheetSummary, "state" | "cycleState">): boolean => isAnswerable(sheet.state, sheet.cycleState);
