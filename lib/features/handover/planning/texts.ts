import { isOwnConduct } from "@/lib/domain/checking/posts";
import type { HandoverSheet } from "@/lib/features/handover/record/schema";
import { sentence } from "@/lib/labels/own-direction";
import { ROLE_WORDS, WHOLE_OPERATOR } from "@/lib/labels/words";

export type NamedSheet = Pick<HandoverSheet, "role" | "systemName" | "departmentName" | "cycleTitle">;

const sheetPlace = ({ systemName, departmentName }: NamedSheet): string => systemName ?? departmentName ?? WHOLE_OPERATOR.short;

/** What a sheet is called on the page of a handover and in its refusals. */
export const sheetTitle = (sheet: NamedSheet): string =>
  isOwnConduct(sheet.role)
    ? sentence`取扱者の点検票（${sheet.cycleTitle}）`
    : sentence`${ROLE_WORDS[sheet.role]}の点検票　${sheetPlace(sheet)}（${sheet.cycleTitle}）`;
