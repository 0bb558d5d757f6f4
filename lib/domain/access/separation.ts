import type { Appointment } from "@/lib/domain/checking/actor";
import type { AppointmentRole } from "@/lib/domain/checking/state";

/** Kinds of duties that 3.1.4.1(2) separates, and the distance of platform and ministry from operators (docs/design.md 6). */
export type SeparationKind = "auditorAndAudited" | "applicantAndApprover" | "outsideOperator";

export interface Conflict {
  readonly kind: SeparationKind;
  readonly roles: readonly [AppointmentRole, AppointmentRole];
}

/** Roles whose work is audited. Everybody is a 取扱者, so that role alone does not bar from auditing. */
export const AUDITED = ["ciso", "securityManager", "systemAdministrator", "exemptionReviewer"] as const;

const OUTSIDE = ["platformAdministrator", "ministryOfficer"] as const;

export const conflict = (kind: SeparationKind, one: AppointmentRole, other: AppointmentRole): Conflict => ({
  kind,
  roles: [one, other],
});

/**
 * Pairs of roles that one person must not hold: auditor with an audited role (3.1.4.1(2)), and an outside role (platform
 * administrator, ministry officer) with any other. In: all appointments of the person. Out: one entry for each such pair,
 * empty if there is none; an appointment that would create one is refused.
 */
export const conflictingAppointments = (appointments: readonly Appointment[]): readonly Conflict[] => {
  const roles = [...new Set(appointments.map(({ role }) => role))];
  const audit = roles.includes("auditor") ? AUDITED.filter((role) => roles.includes(role)).map((role) => conflict("auditorAndAudited", "auditor", role)) : [];
  const outside = OUTSIDE.filter((role) => roles.includes(role)).flatMap((role, index) =>
    roles
      .filter((other) => other !== role && !OUTSIDE.slice(0, index).some((earlier) => earlier === other))
      .map((other) => conflict("outsideOperator", role, other)),
  );
  return [...audit, ...outside];
};

/** What a person does: the role of a post that they hold or are a deputy of, or of a sheet in a running round that they answer. */
export interface Duty {
  readonly role: AppointmentRole;
  /** By answering a sheet of the role, with or without its post. */
  readonly answers: boolean;
}

/**
 * The roles with which a duty cannot go together in one person, as they are in the person's duties (3.1.4.1(2)): a sheet that is
 * answered counts as its post does, in both directions. Empty if it can.
 */
export const keptApartFrom = <Held extends Duty>(role: AppointmentRole, duties: readonly Held[]): readonly Held[] =>
  duties.filter((duty) => conflictingAppointments([{ role }, duty]).length > 0);

/**
 * Duties of one person that 3.1.4.1(2) wants separated. Wider than the refused pairs: in addition to
 * `conflictingAppointments`, the CISO who is also the 経営層 that accepts the CISO's sheet, and the 責任者 who is also システム管理者 in
 * the same department and so handed in what the 責任者 accepts. The gap report lists them.
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
