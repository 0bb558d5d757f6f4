import type { Capacity } from "@/lib/domain/access/capacity";
import { decidingDeputy, deputyOfDepartment, fromDepartment, fromPost, oneOf } from "@/lib/domain/access/holding";
import type { Actor } from "@/lib/domain/checking/actor";
import { placeOfPost } from "@/lib/domain/checking/posts";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

const REVIEWERS = ["securityManager", "ciso", "executive"] as const satisfies readonly AppointmentRole[];
export type Reviewer = (typeof REVIEWERS)[number];

/** Reviewers of one department's sheets, and of the whole operator's. */
export const DEPARTMENT_REVIEWERS: readonly Reviewer[] = REVIEWERS.filter((one) => placeOfPost(one) === "department");
export const OPERATOR_REVIEWERS: readonly Reviewer[] = REVIEWERS.filter((one) => placeOfPost(one) === "operator");

/** Reviewers with another one above them, to whom the sheets that they answer may fall. */
export const REVIEWED_REVIEWERS: readonly Reviewer[] = REVIEWERS.slice(0, -1);

/** Somebody who reviews from a post: its holder, or a deputy of it today. */
export interface ReviewingSeat {
  readonly role: Reviewer;
  readonly personId: string;
  readonly deputy: boolean;
}

/** The seats of these people that review a department's sheets. */
export const seatsAmong = (
  departmentId: string | null,
  people: readonly { readonly id: string; readonly appointments: Actor["appointments"] }[],
): ReviewingSeat[] =>
  people.flatMap(({ id, appointments }) =>
    appointments.flatMap(({ role, departmentId: where }) => {
      const reviewer = REVIEWERS.find((one) => one === role && (one !== "securityManager" || where === departmentId));
      return reviewer === undefined ? [] : [{ role: reviewer, personId: id, deputy: false }];
    }),
  );

/** The parts of a sheet that decide who may accept it. */
export interface ReviewedSheet {
  readonly operatorId: string;
  readonly role: AnsweringRole;
  readonly departmentId: string | null;
  readonly systemId?: string | null;
  readonly respondentIds: readonly string[];
  /** Everyone who ever answered an item, handed the sheet in or answered a remark on it, including former respondents and deputies. */
  readonly involvedIds?: readonly string[];
  /** The deputies of today of the post whose sheet it is: as much its respondents as the holder. */
  readonly deputyIds?: readonly string[];
  /** Further appointments of its respondents, so that a manager's or the CISO's own sheet finds a reviewer. */
  readonly respondentHolds?: readonly AppointmentRole[];
  /** The 責任者 of its department, the CISOs and the 経営層, with their deputies in order. Without them nobody is known to be involved. */
  readonly seats?: readonly ReviewingSeat[];
}

export type ReviewRefusal = { readonly code: "otherOperator" | "ownSheet" | "notReviewer" };

/** The CISO's sheet, or any sheet that the CISO answers: nobody below the CISO may review it. */
const isOfCiso = (sheet: ReviewedSheet): boolean => sheet.role === "ciso" || (sheet.respondentHolds ?? []).includes("ciso");

const isOfDepartment = (sheet: ReviewedSheet): boolean => sheet.departmentId !== null && (sheet.role === "handler" || sheet.role === "systemAdministrator");

/** Whether the person's role, or one that they are a deputy of, reviews sheets at all. */
export const isReviewer = ({ operatorId, appointments, deputyships = [] }: Actor): boolean =>
  operatorId !== null && REVIEWERS.some((reviewer) => [...appointments, ...deputyships].some(({ role }) => role === reviewer));

/** 責任者 → CISO → 経営層, from the lowest that reviews such a sheet. */
function levelsOf(sheet: ReviewedSheet): readonly Reviewer[] {
  if (isOfCiso(sheet)) return ["executive"];
  return isOfDepartment(sheet) ? REVIEWERS : ["ciso", "executive"];
}

/** Everyone with a part in the sheet, or in another object that is decided about: none of them decides from another post. */
export const partIn = ({
  respondentIds = [],
  involvedIds = [],
  deputyIds = [],
}: Partial<Pick<ReviewedSheet, "respondentIds" | "involvedIds" | "deputyIds">>): readonly string[] => [...respondentIds, ...involvedIds, ...deputyIds];

/**
 * The seats of the level from which the sheet may be accepted: holders without a part in it, and where no holder has one, the first
 * deputy without one, whose turn it is (`inTurn`).
 */
export function freeSeats(sheet: ReviewedSheet, level: Reviewer): readonly ReviewingSeat[] {
  const involved = partIn(sheet);
  const seats = (sheet.seats ?? []).filter(({ role }) => role === level);
  const isFree = ({ personId }: ReviewingSeat): boolean => !involved.includes(personId);
  const holders = seats.filter(({ deputy }) => !deputy);
  const next = holders.every(isFree) ? seats.find((seat) => seat.deputy && isFree(seat)) : undefined;
  return [...holders.filter(isFree), ...(next ? [next] : [])];
}

const reviewable = (sheet: ReviewedSheet, level: Reviewer): boolean => freeSeats(sheet, level).length > 0;

const ofManagers = (sheet: ReviewedSheet): boolean => isOfDepartment(sheet) && !isOfCiso(sheet) && (sheet.respondentHolds ?? []).includes("securityManager");

/**
 * The posts that review the sheet (docs/design.md 3 and 6): the lowest level at which somebody may, and beside the 責任者 the
 * CISO where a 責任者 answers it. Empty where nobody is left: a second person has to be appointed.
 */
export function reviewersOf(sheet: ReviewedSheet): readonly Reviewer[] {
  const levels = levelsOf(sheet);
  const first = sheet.seats ? levels.find((level) => reviewable(sheet, level)) : levels[0];
  if (first === undefined) return [];
  const beside = first === "securityManager" && ofManagers(sheet) && (!sheet.seats || reviewable(sheet, "ciso"));
  return beside ? ["securityManager", "ciso"] : [first];
}

/** The post that the sheet goes to; null where nobody is left to review it. */
export const reviewerOf = (sheet: ReviewedSheet): Reviewer | null => reviewersOf(sheet).at(-1) ?? null;

const fromLevel = (actor: Actor, sheet: ReviewedSheet, level: Reviewer): Capacity | null =>
  level === "securityManager" ? fromDepartment(actor, sheet.departmentId) : fromPost(actor, [level]);

const ofLevel = (sheet: ReviewedSheet, level: Reviewer) => (level === "securityManager" ? deputyOfDepartment(sheet.departmentId) : oneOf([level]));

const firstOf = <Value>(values: readonly (Value | null)[]): Value | null => values.find((value) => value !== null) ?? null;

/**
 * In which capacity a person accepts or returns a sheet (docs/design.md 3 and 6; 3.1.4.1(2)). Refused: another operator's
 * sheet; a sheet that the person answers, has answered or handed in, or of whose post they are a deputy; a person who is not
 * its reviewer, or whose turn as a deputy it is not.
 */
export function mayAccept(actor: Actor, sheet: ReviewedSheet): Result<Capacity, ReviewRefusal> {
  if (actor.operatorId !== sheet.operatorId) return refused({ code: "otherOperator" });
  const own = partIn(sheet).includes(actor.personId);
  // A person with a part in it hears so, also where the sheet fell to the next because of them.
  const { seats: _seats, ...bare } = sheet;
  const levels = own ? [...new Set([...reviewersOf(bare), ...reviewersOf(sheet)])] : reviewersOf(sheet);
  const holder = firstOf(levels.toReversed().map((level) => fromLevel(actor, sheet, level)));
  const stands = (actor.deputyships ?? []).some((one) => levels.some((level) => ofLevel(sheet, level)(one)));
  if (own) return refused({ code: holder !== null || stands ? "ownSheet" : "notReviewer" });
  const capacity = holder ?? firstOf(levels.map((level) => decidingDeputy(actor, ofLevel(sheet, level), partIn(sheet))));
  return capacity ? granted(capacity) : refused({ code: "notReviewer" });
}

/** Whether the person reviews the sheet or would but for their own part in it, and so reads it. */
export const reviews = (actor: Actor, sheet: ReviewedSheet): boolean => {
  const decided = mayAccept(actor, sheet);
  return decided.ok || decided.refusal.code === "ownSheet";
};
