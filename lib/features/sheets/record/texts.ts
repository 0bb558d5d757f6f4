import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { ROLE_WORDS, WHOLE_OPERATOR } from "@/lib/labels/words";

type Named = Pick<SheetSummary, "role" | "personName" | "systemName" | "departmentName">;

/** The person, system or department of a sheet: 「バゲージハンドリングシステム（BHS）」 */
export const sheetScope = ({ personName, systemName, departmentName }: Omit<Named, "role">): string =>
  personName ?? systemName ?? departmentName ?? WHOLE_OPERATOR.short;

/** 「システム管理者の点検票　バゲージハンドリングシステム（BHS）」 */
export const sheetTitle = (sheet: Named): string => `${ROLE_WORDS[sheet.role]}の点検票　${sheetScope(sheet)}`;
