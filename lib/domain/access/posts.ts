import type { AppointmentRole } from "@/lib/domain/checking/state";

/** Roles that read or decide about others' answers, or say who does (3.1.4.1(2)); `portal_deciding` in the database knows the same. */
export const DECIDING = ["ciso", "executive", "auditor", "securityManager", "secretariat"] as const satisfies readonly AppointmentRole[];

export const isDeciding = (role: AppointmentRole): role is (typeof DECIDING)[number] => DECIDING.some((one) => one === role);

/** What somebody is appointed to a role for: one department, one critical system, or the whole operator. */
export function placeOfPost(role: AppointmentRole): "department" | "system" | "operator" {
  if (role === "securityManager") return "department";
  return role === "systemAdministrator" ? "system" : "operator";
}

/** Whether a sheet of the role is about one's own conduct, and so never answered by another (3.1.4.1(4)). */
export const isOwnConduct = (role: AppointmentRole): role is "handler" => role === "handler";
