import { isOwnConduct, placeOfPost } from "@/lib/domain/access/posts";
import type { LeftOut, SheetPlan } from "@/lib/domain/checking/hand-out";

export interface ExistingSheet extends Pick<SheetPlan, "role" | "departmentId" | "systemId" | "personId"> {
  readonly id: string;
  readonly withdrawn: boolean;
  /** Whether it was withdrawn because its person left. If they are back, nobody decided that they answer nothing. */
  readonly ofLeaver: boolean;
}

/** Withdrawn sheets that are handed out again: these, or those of these people. Without both, everything that nobody ever got. */
export interface Named {
  readonly personIds?: readonly string[] | undefined;
  readonly sheetIds?: readonly string[] | undefined;
}

/** The identity of a sheet. A person has one 取扱者 sheet, whatever the department. */
const sheetKey = ({ role, departmentId, systemId, personId }: Omit<ExistingSheet, "id" | "withdrawn" | "ofLeaver">): string =>
  personId === null ? [role, systemId === null ? (departmentId ?? "") : "", systemId ?? ""].join("/") : `${role}/${personId}`;

/** The planned sheets that do not exist yet. A withdrawn one is handed out again only if it, or its person, is named or came back. */
export function missingSheets(sheets: readonly SheetPlan[], existing: readonly ExistingSheet[], { personIds, sheetIds }: Named): SheetPlan[] {
  const live = new Set(existing.filter(({ withdrawn }) => !withdrawn).map(sheetKey));
  const known = new Set(existing.filter(({ ofLeaver }) => !ofLeaver).map(sheetKey));
  const again = new Set(existing.filter(({ id }) => sheetIds?.includes(id)).map(sheetKey));
  const wanted = (sheet: SheetPlan): boolean => {
    if (personIds === undefined && sheetIds === undefined) return !known.has(sheetKey(sheet));
    return again.has(sheetKey(sheet)) || (sheet.personId !== null && personIds?.includes(sheet.personId) === true);
  };
  return sheets.filter((sheet) => !live.has(sheetKey(sheet)) && wanted(sheet));
}

/**
 * Whether a measure is left out at the place of one post alone. Opening allows that where nobody holds the post (ADR 0012), so that
 * it is asked as soon as somebody does. What is left out everywhere, or for all departments or systems, was decided for the round.
 */
export function atOnePost({ role, departmentId, systemId }: LeftOut): boolean {
  if (!role || isOwnConduct(role)) return false;
  return { operator: true, department: Boolean(departmentId), system: Boolean(systemId) }[placeOfPost(role)];
}

/** Whether the measure is left out at the place of this sheet. */
export const leftOutAt = ({ role, departmentId, systemId }: LeftOut, sheet: SheetPlan): boolean =>
  role === sheet.role && (departmentId ?? sheet.departmentId) === sheet.departmentId && (systemId ?? sheet.systemId) === sheet.systemId;
