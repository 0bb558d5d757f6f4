import { type AnsweringPlace, type HandOutEdition, type LeftOut, type Organisation, placesOf, rolesOf, type SheetPlan } from "@/lib/domain/checking/hand-out";
import { isOwnConduct } from "@/lib/domain/checking/posts";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";

/** An entry with what it is about if it was made for a vacant post: the id of the system, department or operator of that post. */
export interface StoredLeftOut extends LeftOut {
  readonly vacantPlace: string | null;
}

/** What a post is of: a system, whatever its department, or a department, or the operator. */
export const placeId = ({ systemId, departmentId }: Pick<SheetPlan, "systemId" | "departmentId">, operatorId: string): string =>
  systemId ?? departmentId ?? operatorId;

const covers = (entry: LeftOut, place: AnsweringPlace): boolean =>
  (entry.departmentId ?? place.departmentId) === place.departmentId && (entry.systemId ?? place.systemId) === place.systemId;

/**
 * The entries that cover the place of one post alone, and that one vacant, each with what the post is of. What is left out
 * everywhere, at several places or where somebody answers was decided for the cycle.
 */
export function leftOutWhileVacant(edition: HandOutEdition, leftOut: readonly LeftOut[], organisation: Organisation, operatorId: string): StoredLeftOut[] {
  const items = new Map(edition.items.map((item) => [item.id, item]));
  const places = new Map<AnsweringRole, readonly AnsweringPlace[]>();
  const covered = new Map<string, readonly AnsweringPlace[]>();
  const coveredBy = (entry: LeftOut, role: AnsweringRole): readonly AnsweringPlace[] => {
    const key = [role, entry.departmentId ?? "", entry.systemId ?? ""].join("/");
    const ofRole = places.get(role) ?? placesOf(role, organisation);
    places.set(role, ofRole);
    const found = covered.get(key) ?? ofRole.filter((place) => covers(entry, place));
    covered.set(key, found);
    return found;
  };
  return leftOut.flatMap((entry) => {
    const item = items.get(entry.item);
    if (item === undefined || !(entry.role ?? entry.departmentId ?? entry.systemId)) return [];
    const [place, ...others] = rolesOf(edition, item)
      .filter((role) => (entry.role ?? role) === role)
      .flatMap((role) => coveredBy(entry, role));
    if (place === undefined || others.length > 0 || isOwnConduct(place.role) || place.respondentIds.length > 0) return [];
    return [{ ...entry, vacantPlace: placeId(place, operatorId) }];
  });
}

/** The entries that end because these sheets of posts ask their measures now. */
export function takenInBy(leftOut: readonly StoredLeftOut[], sheets: readonly SheetPlan[], operatorId: string): LeftOut[] {
  const asking = new Map<string, SheetPlan[]>();
  for (const sheet of sheets.filter(({ personId }) => personId === null)) {
    const id = placeId(sheet, operatorId);
    asking.set(id, [...(asking.get(id) ?? []), sheet]);
  }
  return leftOut.filter(({ item, role, vacantPlace }) =>
    (asking.get(vacantPlace ?? "") ?? []).some((sheet) => (role ?? sheet.role) === sheet.role && sheet.itemIds.includes(item)),
  );
}
