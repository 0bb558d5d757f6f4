import type { Capacity } from "@/lib/domain/access/capacity";
import { inTurn, mayDecideFor, type Post } from "@/lib/domain/access/deputy";
import type { Actor, Appointment, Deputyship } from "@/lib/domain/checking/actor";
import { placeOfPost } from "@/lib/domain/checking/posts";
import type { AppointmentRole } from "@/lib/domain/checking/state";

/** A post without the parts that its role does not have: the department of a system administrator's sheet is its system's. */
export const postOf = ({ role, departmentId, systemId }: Appointment): Post => {
  const place = placeOfPost(role);
  return { role, departmentId: place === "department" ? (departmentId ?? null) : null, systemId: place === "system" ? (systemId ?? null) : null };
};

const asHolder = ({ role, departmentId = null, systemId = null }: Appointment): Capacity => ({ kind: "post", role, departmentId, systemId });
const asDeputy = ({ role, departmentId, systemId }: Deputyship): Capacity => ({ kind: "deputy", role, departmentId, systemId });

const isManagerOf =
  (department: string | null | undefined) =>
  ({ role, departmentId }: Appointment): boolean =>
    role === "securityManager" && typeof department === "string" && departmentId === department;

/** The first of these roles that the person holds, as a capacity. */
export function fromPost({ appointments }: Actor, roles: readonly AppointmentRole[]): Capacity | null {
  const held = roles.flatMap((role) => appointments.find((one) => one.role === role) ?? []);
  return held[0] ? asHolder(held[0]) : null;
}

/** The person as 責任者 of the department. */
export function fromDepartment({ appointments }: Actor, departmentId: string | null | undefined): Capacity | null {
  const held = appointments.find(isManagerOf(departmentId));
  return held ? asHolder(held) : null;
}

/** The person as a deputy of one of these posts, where `acts` lets this deputyship act. */
export function fromDeputyship({ deputyships = [] }: Actor, ofPost: (post: Deputyship) => boolean, acts: (one: Deputyship) => boolean): Capacity | null {
  const acting = deputyships.find((one) => ofPost(one) && acts(one));
  return acting ? asDeputy(acting) : null;
}

export const oneOf =
  (roles: readonly AppointmentRole[]) =>
  ({ role }: Deputyship): boolean =>
    roles.includes(role);

/** The person as a deputy who reads what this post reads: taking part in the object is no hindrance. */
export const readingDeputy = (actor: Actor, ofPost: (post: Deputyship) => boolean, involved: readonly string[]): Capacity | null =>
  fromDeputyship(actor, ofPost, (one) => inTurn(one, involved));

/** The person as a deputy who changes or decides something in which these people take part. */
export const decidingDeputy = (actor: Actor, ofPost: (post: Deputyship) => boolean, involved: readonly string[]): Capacity | null =>
  fromDeputyship(actor, ofPost, (one) => mayDecideFor(one, actor.personId, involved));

export const deputyOfDepartment = (departmentId: string | null | undefined) => isManagerOf(departmentId);

/** The departments whose 責任者 the person is or stands in for. */
export const managedDepartments = ({ appointments, deputyships = [] }: Actor): string[] => [
  ...new Set(
    [...appointments, ...deputyships.filter((one) => inTurn(one, []))].flatMap(({ role, departmentId }) =>
      role === "securityManager" && departmentId ? [departmentId] : [],
    ),
  ),
];

/** The same, with those where it may become the person's turn for some object. */
export const representedDepartments = ({ appointments, deputyships = [] }: Actor): string[] => [
  ...new Set([...appointments, ...deputyships].flatMap(({ role, departmentId }) => (role === "securityManager" && departmentId ? [departmentId] : []))),
];

/** The deputyships in which it is the person's turn, regardless of who takes part in an object. */
export const actingDeputyships = ({ deputyships = [] }: Actor): readonly Deputyship[] => deputyships.filter((one) => inTurn(one, []));
