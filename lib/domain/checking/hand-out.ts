import { postKey } from "@/lib/domain/checking/posts";
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
      readonly measures: readonly Unassigned[];
    };

export type AnsweringPlace = Omit<SheetPlan, "itemIds">;
type Emptiness = MissingPlace["cause"];

const nowhere = (role: AnsweringRole): AnsweringPlace => ({
  ...{ role, departmentId: null, systemId: null, personId: null },
  respondentIds: [],
});

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];

/** The sheets that a role has in this operator (docs/design.md 3), with their respondents. Empty if there is no person, department … */
export const placesOf = (role: AnsweringRole, { people, departments, systems, appointments }: Organisation): readonly AnsweringPlace[] => {
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

/** What is left out, by the place that the entries name: there may be thousands of entries, and of places that ask for them. */
type LeftOutIndex = ReadonlyMap<string, ReadonlySet<string>>;

const indexOf = (leftOut: readonly LeftOut[]): LeftOutIndex => {
  const index = new Map<string, Set<string>>();
  for (const { item, role, departmentId, systemId } of leftOut) {
    const key = postKey({ role: role ?? "", departmentId, systemId });
    index.set(key, (index.get(key) ?? new Set()).add(item));
  }
  return index;
};

/** The keys of the index that cover the place. */
const covering = (index: LeftOutIndex, place: AnsweringPlace): readonly string[] =>
  index.size === 0
    ? []
    : unique(
        ["", place.role].flatMap((role) =>
          [null, place.departmentId].flatMap((departmentId) => [null, place.systemId].map((systemId) => postKey({ role, departmentId, systemId }))),
        ),
      ).filter((key) => index.has(key));

const itemsIn = (index: LeftOutIndex, keys: readonly string[]): ReadonlySet<string> => new Set(keys.flatMap((key) => [...(index.get(key) ?? [])]));

/** A 指針 is one CISO sheet in printed order, regardless of whom its sentences oblige (docs/design.md 3). */
export const rolesOf = (edition: HandOutEdition, item: HandOutItem): readonly AnsweringRole[] => (edition.kind === "policy" ? ["ciso"] : item.answeredBy);

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
const itemsOn = ({ measures, examples }: Asked, mode: ExampleMode, leftOut: ReadonlySet<string>): readonly string[] => {
  const kept = measures.filter(({ id }) => !leftOut.has(id));
  if (kept.length === 0 && mode !== "asked") return [];
  const shown = examples.filter(({ illustrates }) => illustrates !== null && !leftOut.has(illustrates));
  return [...kept, ...shown].sort((a, b) => a.order - b.order).map(({ id }) => id);
};

/** A measure with every place where it would be on no sheet. */
export interface Unassigned {
  readonly item: string;
  readonly missing: readonly MissingPlace[];
}
type Missing = Map<string, MissingPlace[]>;

const noteMissing = (
  missing: Missing,
  { role, departmentId, systemId }: AnsweringPlace,
  cause: Emptiness,
  { measures }: Asked,
  leftOut: ReadonlySet<string>,
) => {
  for (const { id } of measures) {
    if (leftOut.has(id)) continue;
    const places = missing.get(id) ?? [];
    places.push({ role, departmentId, systemId, cause });
    missing.set(id, places);
  }
};

type SelectionRefusal = Exclude<HandOutRefusal, { readonly code: "unassignedMeasures" }>;

const checkSelection = (edition: HandOutEdition, selection: Selection): Result<ReadonlySet<string>, SelectionRefusal> => {
  const known = new Set(edition.items.flatMap(({ id, kind }) => (kind === "measure" ? [id] : [])));
  const chosen = selection.measures === "all" ? [...known] : selection.measures;
  const unknown = [...chosen, ...selection.leftOut.map(({ item }) => item)].filter((id) => !known.has(id));
  if (unknown.length > 0) return refused({ code: "unknownMeasure", items: unique(unknown) });
  const unexplained = selection.leftOut.filter(({ reason }) => !hasVisible(reason)).map(({ item }) => item);
  if (unexplained.length > 0) return refused({ code: "reasonMissing", items: unique(unexplained) });
  return chosen.length === 0 ? refused({ code: "noMeasures" }) : granted(new Set(chosen));
};

/** The sheets of the places that have a respondent, and, in printed order, the measures that would be on no sheet somewhere. */
export interface Planned {
  readonly sheets: readonly SheetPlan[];
  readonly unassigned: readonly Unassigned[];
  /** What each role asks apart from what is left out at single places. */
  readonly itemsOfRoles: ReadonlyMap<AnsweringRole, readonly string[]>;
}

/** The plan of `handOut` with what would be on no sheet as data. */
export const planHandOut = (edition: HandOutEdition, selection: Selection, organisation: Organisation): Result<Planned, SelectionRefusal> => {
  const selected = checkSelection(edition, selection);
  if (!selected.ok) return selected;
  const missing: Missing = new Map();
  const sheets: SheetPlan[] = [];
  const itemsOfRoles = new Map<AnsweringRole, readonly string[]>();
  const index = indexOf(selection.leftOut);
  for (const role of ANSWERING_ROLES) {
    const asked = askedOf(edition, selected.value, role);
    const leftOutOfRole = itemsIn(index, covering(index, nowhere(role)));
    itemsOfRoles.set(role, itemsOn(asked, selection.examples, leftOutOfRole));
    const places = placesOf(role, organisation);
    const nobody = EMPTY[role];
    if (places.length === 0 && nobody !== undefined) noteMissing(missing, nowhere(role), nobody, asked, leftOutOfRole);
    // Places where the same is left out share one list: there may be twenty thousand, and it is compared with the others of the role.
    const lists = new Map<string, readonly string[]>();
    const known = new Map<string, readonly string[]>();
    for (const place of places) {
      const unit = postKey(place);
      const keys = known.get(unit) ?? covering(index, place);
      known.set(unit, keys);
      if (place.respondentIds.length === 0) {
        noteMissing(missing, place, "noAppointment", asked, itemsIn(index, keys));
        continue;
      }
      const key = keys.join(" ");
      const itemIds = lists.get(key) ?? itemsOn(asked, selection.examples, itemsIn(index, keys));
      lists.set(key, itemIds);
      if (itemIds.length > 0) sheets.push({ ...place, itemIds });
    }
  }
  const ordered = missing.size === 0 ? [] : edition.items.toSorted((a, b) => a.order - b.order);
  const unassigned = ordered.flatMap(({ id: item }) => (missing.has(item) ? [{ item, missing: missing.get(item) ?? [] }] : []));
  return granted({ sheets, unassigned, itemsOfRoles });
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
  const plan = planHandOut(edition, selection, organisation);
  if (!plan.ok) return plan;
  const { sheets, unassigned } = plan.value;
  return unassigned.length === 0 ? granted({ sheets }) : refused({ code: "unassignedMeasures", measures: unassigned });
};
