import type { AppointmentRole, ExampleMode } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES, type AnsweringRole, type GuidelineKind, type Item } from "@/lib/domain/guideline/edition";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { hasVisible } from "@/lib/domain/shared/text";

export interface HandOutEdition {
  readonly id: string;
  readonly kind: GuidelineKind;
  readonly items: readonly Pick<Item, "id" | "kind" | "order" | "illustrates" | "answeredBy">[];
}
type HandOutItem = HandOutEdition["items"][number];

/** A measure that the CISO leaves out: everywhere, or only for the given role, department or system. */
export interface LeftOut {
  readonly item: string;
  readonly reason: string;
  readonly role?: AnsweringRole | null | undefined;
  readonly departmentId?: string | null | undefined;
  readonly systemId?: string | null | undefined;
}

export interface Selection {
  readonly measures: "all" | readonly string[];
  readonly examples: ExampleMode;
  readonly leftOut: readonly LeftOut[];
}

export interface Organisation {
  /** Everyone who gets a 取扱者 sheet, including executives and contractors (1.1.5(3)). */
  readonly people: readonly { readonly id: string; readonly departmentId: string | null }[];
  readonly departments: readonly { readonly id: string }[];
  readonly systems: readonly { readonly id: string; readonly departmentId: string | null }[];
  readonly appointments: readonly {
    readonly personId: string;
    readonly role: AppointmentRole;
    readonly departmentId: string | null;
    readonly systemId: string | null;
  }[];
}

/** One sheet to be created. `personId` only on a 取扱者 sheet. `itemIds` in printed order. */
export interface SheetPlan {
  readonly role: AnsweringRole;
  readonly departmentId: string | null;
  readonly systemId: string | null;
  readonly personId: string | null;
  readonly respondentIds: readonly string[];
  readonly itemIds: readonly string[];
}

/** A place where a measure is on no sheet: the operator has no person, department or system for the role, or the place has no respondent (`noAppointment`). */
export interface MissingPlace {
  readonly role: AnsweringRole;
  readonly departmentId: string | null;
  readonly systemId: string | null;
  readonly cause: "noPerson" | "noDepartment" | "noSystem" | "noAppointment";
}

export type HandOutRefusal =
  | { readonly code: "noMeasures" }
  | { readonly code: "unknownMeasure"; readonly items: readonly string[] }
  | { readonly code: "reasonMissing"; readonly items: readonly string[] }
  | {
      readonly code: "unassignedMeasures";
      readonly measures: readonly { readonly item: string; readonly missing: readonly MissingPlace[] }[];
    };

type Place = Omit<SheetPlan, "itemIds">;
type Emptiness = MissingPlace["cause"];

const nowhere = (role: AnsweringRole): Place => ({
  ...{ role, departmentId: null, systemId: null, personId: null },
  respondentIds: [],
});

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];

/** The sheets that a role has in this operator (docs/design.md 3), with their respondents. Empty if there is no person, department … */
const placesOf = (role: AnsweringRole, { people, departments, systems, appointments }: Organisation): readonly Place[] => {
  const appointed = (fits: (one: Organisation["appointments"][number]) => boolean): readonly string[] =>
    unique(appointments.filter((one) => one.role === role && fits(one)).map(({ personId }) => personId));
  switch (role) {
    case "handler":
      return people.map(({ id, departmentId }) => ({
        ...nowhere(role),
        departmentId,
        personId: id,
        respondentIds: [id],
      }));
    case "systemAdministrator":
      return systems.map(({ id, departmentId }) => ({
        ...nowhere(role),
        departmentId,
        systemId: id,
        respondentIds: appointed(({ systemId }) => systemId === id),
      }));
    case "securityManager":
      return departments.map(({ id }) => ({
        ...nowhere(role),
        departmentId: id,
        respondentIds: appointed(({ departmentId }) => departmentId === id),
      }));
    default:
      return [{ ...nowhere(role), respondentIds: appointed(() => true) }];
  }
};

const EMPTY: Partial<Record<AnsweringRole, Emptiness>> = {
  handler: "noPerson",
  systemAdministrator: "noSystem",
  securityManager: "noDepartment",
};

const isLeftOut = (leftOut: readonly LeftOut[], item: string, place: Place): boolean =>
  leftOut.some(
    (one) =>
      one.item === item &&
      (one.role ?? place.role) === place.role &&
      (one.departmentId ?? place.departmentId) === place.departmentId &&
      (one.systemId ?? place.systemId) === place.systemId,
  );

/** A 指針 is one CISO sheet in printed order, regardless of whom its sentences oblige (docs/design.md 3). */
const rolesOf = (edition: HandOutEdition, item: HandOutItem): readonly AnsweringRole[] => (edition.kind === "policy" ? ["ciso"] : item.answeredBy);

interface Asked {
  readonly measures: readonly HandOutItem[];
  readonly examples: readonly HandOutItem[];
}

const askedOf = (edition: HandOutEdition, selected: ReadonlySet<string>, role: AnsweringRole): Asked => {
  const mine = edition.items.filter((item) => rolesOf(edition, item).includes(role));
  return {
    measures: mine.filter(({ id, kind }) => kind === "measure" && selected.has(id)),
    examples: mine.filter(({ illustrates }) => illustrates !== null && selected.has(illustrates)),
  };
};

/** The items of one sheet, in printed order; empty if it would have only voluntary examples. */
const itemsOn = (place: Place, { measures, examples }: Asked, selection: Selection): readonly string[] => {
  const { leftOut } = selection;
  const kept = measures.filter(({ id }) => !isLeftOut(leftOut, id, place));
  if (kept.length === 0 && selection.examples !== "asked") return [];
  const shown = examples.filter(({ illustrates }) => illustrates !== null && !isLeftOut(leftOut, illustrates, place));
  return [...kept, ...shown].sort((a, b) => a.order - b.order).map(({ id }) => id);
};

type Missing = Map<string, MissingPlace[]>;

const noteMissing = (missing: Missing, place: Place, cause: Emptiness, { measures }: Asked, leftOut: readonly LeftOut[]) => {
  for (const { id } of measures) {
    if (isLeftOut(leftOut, id, place)) continue;
    const { role, departmentId, systemId } = place;
    missing.set(id, [...(missing.get(id) ?? []), { role, departmentId, systemId, cause }]);
  }
};

const checkSelection = (edition: HandOutEdition, selection: Selection): Result<ReadonlySet<string>, HandOutRefusal> => {
  const known = edition.items.filter(({ kind }) => kind === "measure").map(({ id }) => id);
  const chosen = selection.measures === "all" ? known : selection.measures;
  const unknown = [...chosen, ...selection.leftOut.map(({ item }) => item)].filter((id) => !known.includes(id));
  if (unknown.length > 0) return refused({ code: "unknownMeasure", items: unique(unknown) });
  const unexplained = selection.leftOut.filter(({ reason }) => !hasVisible(reason)).map(({ item }) => item);
  if (unexplained.length > 0) return refused({ code: "reasonMissing", items: unique(unexplained) });
  return chosen.length === 0 ? refused({ code: "noMeasures" }) : granted(new Set(chosen));
};

/**
 * The sheets of a cycle (docs/design.md 3): one 取扱者 sheet per person, one per critical system, one per department, one each
 * for the other roles; only for roles that the selection has items for. An item with several actors goes to each of them;
 * examples go with their measure to the roles that answer them. Refused: an empty or unknown selection; a measure left out
 * without reason; `unassignedMeasures`, in printed order, with every place where a selected measure that is not left out
 * there is on no sheet.
 */
export const handOut = (
  edition: HandOutEdition,
  selection: Selection,
  organisation: Organisation,
): Result<{ readonly sheets: readonly SheetPlan[] }, HandOutRefusal> => {
  const selected = checkSelection(edition, selection);
  if (!selected.ok) return selected;
  const missing: Missing = new Map();
  const sheets: SheetPlan[] = [];
  for (const role of ANSWERING_ROLES) {
    const asked = askedOf(edition, selected.value, role);
    const places = placesOf(role, organisation);
    const nobody = EMPTY[role];
    if (places.length === 0 && nobody !== undefined) noteMissing(missing, nowhere(role), nobody, asked, selection.leftOut);
    const lists = new Map<string, readonly string[]>();
    for (const place of places) {
      if (place.respondentIds.length === 0) {
        noteMissing(missing, place, "noAppointment", asked, selection.leftOut);
        continue;
      }
      const key = JSON.stringify([place.departmentId, place.systemId]);
      const itemIds = lists.get(key) ?? itemsOn(place, asked, selection);
      lists.set(key, itemIds);
      if (itemIds.length > 0) sheets.push({ ...place, itemIds });
    }
  }
  if (missing.size === 0) return granted({ sheets });
  const ordered = edition.items.toSorted((a, b) => a.order - b.order);
  const measures = ordered.flatMap(({ id }) => {
    const places = missing.get(id);
    return places === undefined ? [] : [{ item: id, missing: places }];
  });
  return refused({ code: "unassignedMeasures", measures });
};
