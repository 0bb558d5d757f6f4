import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { Person } from "@/lib/features/organisation/record/schema";

/** Roles for an audit entry, where their order says nothing. */
export const rolesOf = (posts: readonly Parameters<typeof appointmentKey>[0][]) => ({ roles: [...new Set(posts.map(appointmentKey))].sort().join(" ") });

/** What an audit entry says of a person before and after a change; leaving also ends the roles. */
export const registered = ({ name, email, staffNumber, departmentId, leftAt, appointments }: Person) => ({
  ...{ name, email, staffNumber, departmentId },
  ...{ left: leftAt !== null, ...rolesOf(appointments) },
});
