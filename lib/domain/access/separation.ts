import { type Conflict, conflict, conflictingAppointments } from "@/lib/domain/access/permission";
import type { Appointment } from "@/lib/domain/checking/actor";
import type { AppointmentRole } from "@/lib/domain/checking/state";

/**
 * Duties one person holds that 3.1.4.1(2) wants apart, wider than what is refused: besides `conflictingAppointments`
 * the CISO who is also the 経営層 that accepts the CISO's sheet, and the 責任者 who is also システム管理者 in the same
 * department and so handed in what the 責任者 accepts. The gap report points at them.
 */
export const heldTogether = (appointments: readonly Appointment[]): readonly Conflict[] => {
  const has = (role: AppointmentRole): boolean => appointments.some((one) => one.role === role);
  const managed = new Set(appointments.filter(({ role }) => role === "securityManager").map(({ departmentId }) => departmentId ?? null));
  const ownSystem = appointments.some(({ role, departmentId }) => role === "systemAdministrator" && departmentId != null && managed.has(departmentId));
  return [
    ...conflictingAppointments(appointments),
    ...(has("ciso") && has("executive") ? [conflict("applicantAndApprover", "ciso", "executive")] : []),
    ...(ownSystem ? [conflict("applicantAndApprover", "systemAdministrator", "securityManager")] : []),
  ];
};
