import type { SheetPlan } from "@/lib/domain/checking/hand-out";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";

export interface ExistingSheet extends Pick<SheetPlan, "role" | "departmentId" | "systemId" | "personId"> {
  readonly id: string;
  readonly withdrawn: boolean;
  /**
   * Whether its withdrawal decides nothing about the next one: its person left with it or later, and may be back; or its post was vacant
   * when the round began, and what was left out there is left out again.
   */
  readonly asBefore: boolean;
}

/** Withdrawn sheets that are handed out again: these, or those of these people. Without both, everything that nobody ever got. */
export interface Named {
  readonly personIds?: readonly string[] | undefined;
  readonly sheetIds?: readonly string[] | undefined;
}

/** The identity of a sheet. A person has one 取扱者 sheet, whatever the department. */
const sheetKey = ({ role, departmentId, systemId, personId }: Omit<ExistingSheet, "id" | "withdrawn" | "asBefore">): string =>
  personId === null ? [role, systemId === null ? (departmentId ?? "") : "", systemId ?? ""].join("/") : `${role}/${personId}`;

/** The planned sheets that do not exist yet. A withdrawn one is handed out again only if it, or its person, is named or came back. */
export function missingSheets(sheets: readonly SheetPlan[], existing: readonly ExistingSheet[], { personIds, sheetIds }: Named): SheetPlan[] {
  const live = new Set(existing.filter(({ withdrawn }) => !withdrawn).map(sheetKey));
  const known = new Set(existing.filter(({ asBefore }) => !asBefore).map(sheetKey));
  const again = new Set(existing.filter(({ id }) => sheetIds?.includes(id)).map(sheetKey));
  const wanted = (sheet: SheetPlan): boolean => {
    if (personIds === undefined && sheetIds === undefined) return !known.has(sheetKey(sheet));
    return again.has(sheetKey(sheet)) || (sheet.personId !== null && personIds?.includes(sheet.personId) === true);
  };
  return sheets.filter((sheet) => !live.has(sheetKey(sheet)) && wanted(sheet));
}

/**
 * These sheets, each with what its role asks, which all sheets of a role in a cycle have in common (ADR 0004). A sheet of a place where
 * some of that is left out stays out.
 */
export function asTheirRolesAsk(sheets: readonly SheetPlan[], asked: ReadonlyMap<AnsweringRole, readonly string[]>): SheetPlan[] {
  // The sheets of many people share one list.
  const fitting = new Map<readonly string[], boolean>();
  return sheets.flatMap((sheet) => {
    const items = asked.get(sheet.role) ?? [];
    const planned = new Set(fitting.has(sheet.itemIds) ? [] : sheet.itemIds);
    const fits = fitting.get(sheet.itemIds) ?? items.every((item) => planned.has(item));
    fitting.set(sheet.itemIds, fits);
    return fits ? [{ ...sheet, itemIds: items }] : [];
  });
}
