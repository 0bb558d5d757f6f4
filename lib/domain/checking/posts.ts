import type { AppointmentRole } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";

const [_handler, ...ANSWERING_POSTS] = ANSWERING_ROLES;
/** The roles that an operator's person can be appointed to; 取扱者 is everyone. */
export const OPERATOR_ROLES = [...ANSWERING_POSTS, "secretariat"] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/** Roles that read or decide about others' answers, or appoint those who do (3.1.4.1(2)). `portal_deciding` in the database has the same list. */
export const DECIDING = ["ciso", "executive", "auditor", "securityManager", "secretariat"] as const satisfies readonly AppointmentRole[];

export const isDeciding = (role: AppointmentRole): role is (typeof DECIDING)[number] => DECIDING.some((one) => one === role);

/** What an appointment to the role is for: one department, one critical system, or the whole operator. */
export function placeOfPost(role: AppointmentRole): "department" | "system" | "operator" {
  if (role === "securityManager") return "department";
  return role === "systemAdministrator" ? "system" : "operator";
}

/** Sheets of this role are about the person's own conduct, so that nobody else may answer them (3.1.4.1(4)). */
export const OWN_CONDUCT = "handler" satisfies AppointmentRole;

export const isOwnConduct = (role: AppointmentRole): role is typeof OWN_CONDUCT => role === OWN_CONDUCT;

/** A post as one text, for comparing and as the history names it: `role/department/system`. */
export const postKey = (post: {
  readonly role: string;
  readonly departmentId?: string | null | undefined;
  readonly systemId?: string | null | undefined;
}): string => [post.role, post.departmentId ?? "", post.systemId ?? ""].join("/");
