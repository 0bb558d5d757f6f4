import type { Actor } from "@/lib/domain/checking/actor";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

/** The parts of a sheet that decide who may accept it. */
export interface ReviewedSheet {
  readonly operatorId: string;
  readonly role: AnsweringRole;
  readonly departmentId: string | null;
  readonly respondentIds: readonly string[];
  /** Everyone who answered an item or handed the sheet in, including former respondents. */
  readonly involvedIds?: readonly string[];
  /** Further appointments of its respondents, so that a manager's or the CISO's own sheet finds a reviewer. */
  readonly respondentHolds?: readonly AppointmentRole[];
}

export type ReviewRefusal = { readonly code: "otherOperator" | "ownSheet" | "notReviewer" };

/** The CISO's sheet, or any sheet that the CISO answers: nobody below the CISO may review it. */
const isOfCiso = (sheet: ReviewedSheet): boolean => sheet.role === "ciso" || (sheet.respondentHolds ?? []).includes("ciso");

const isOfDepartment = (sheet: ReviewedSheet): boolean => sheet.departmentId !== null && (sheet.role === "handler" || sheet.role === "systemAdministrator");

const REVIEWERS = ["securityManager", "ciso", "executive"] as const satisfies readonly AppointmentRole[];
export type Reviewer = (typeof REVIEWERS)[number];

/** Whether the person's role reviews sheets at all. */
export const isReviewer = ({ operatorId, appointments }: Actor): boolean =>
  operatorId !== null && REVIEWERS.some((reviewer) => appointments.some(({ role }) => role === reviewer));

/** The role that accepts or returns the sheet (docs/design.md 3). A 責任者's own sheet goes to the CISO. */
export const reviewerOf = (sheet: ReviewedSheet): Reviewer => {
  if (isOfCiso(sheet)) return "executive";
  if (!isOfDepartment(sheet)) return "ciso";
  return (sheet.respondentHolds ?? []).includes("securityManager") ? "ciso" : "securityManager";
};

/** Whether the person's role reviews this sheet, ignoring their own part in it (docs/design.md 3). */
export const reviews = (actor: Actor, sheet: ReviewedSheet): boolean => {
  const holds = (role: AppointmentRole): boolean => actor.appointments.some((one) => one.role === role);
  if (isOfCiso(sheet)) return holds("executive");
  if (!isOfDepartment(sheet)) return holds("ciso");
  if ((sheet.respondentHolds ?? []).includes("securityManager") && holds("ciso")) return true;
  return actor.appointments.some((one) => one.role === "securityManager" && (one.departmentId ?? null) === sheet.departmentId);
};

/**
 * Who accepts or returns a sheet (docs/design.md 3; 3.1.4.1(2)): the 責任者 the 取扱者 and システム管理者 sheets of the own department,
 * the CISO the others (and those of the 責任者 among them), the 経営層 the CISO's. Refused: another operator's sheet; a sheet that
 * the person answers, has answered or handed in; a person who is not its reviewer.
 */
export const mayAccept = (actor: Actor, sheet: ReviewedSheet): Result<true, ReviewRefusal> => {
  if (actor.operatorId !== sheet.operatorId) return refused({ code: "otherOperator" });
  if (!reviews(actor, sheet)) return refused({ code: "notReviewer" });
  const own = [...sheet.respondentIds, ...(sheet.involvedIds ?? [])].includes(actor.personId);
  return own ? refused({ code: "ownSheet" }) : granted(true);
};
