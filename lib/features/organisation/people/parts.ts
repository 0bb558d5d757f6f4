import { differences } from "@/lib/domain/shared/differences";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { Person } from "@/lib/features/organisation/record/schema";
import type { Part } from "@/lib/server/audit/audited-transaction";

type Posts = readonly Parameters<typeof appointmentKey>[0][];

/** Roles for an audit entry, where their order says nothing. */
export const rolesOf = (posts: Posts) => ({ roles: [...new Set(posts.map(appointmentKey))].sort().join(" ") });

/** What an audit entry says of a person before and after a change; leaving also ends the roles. */
export const registered = ({ name, email, staffNumber, departmentId, leftAt, appointments }: Person) => ({
  ...{ name, email, staffNumber, departmentId },
  ...{ left: leftAt !== null, ...rolesOf(appointments) },
});

/** The audit entry of a person whose roles changed with something else; none if they are the same. */
export function appointedParts(personId: string, before: Posts, after: Posts): Part[] {
  const change = differences(rolesOf(before), rolesOf(after));
  return change ? [{ place: `person/${personId}`, action: "people.appoint", detail: { ...change } }] : [];
}
