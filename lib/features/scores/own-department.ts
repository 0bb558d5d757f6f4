import "server-only";
import type { Visitor } from "@/lib/auth/scope";
import { decide } from "@/lib/domain/access/permission";

type DepartmentRead = "scores.read" | "progress.read";

const managed = (visitor: Visitor): string[] => [
  ...new Set(visitor.actor.appointments.flatMap(({ role, departmentId }) => (role === "securityManager" && departmentId ? [departmentId] : []))),
];

const readsWholeOperator = ({ actor }: Visitor, action: DepartmentRead): boolean => decide(actor, action, { operatorId: actor.operatorId }).ok;

/** The one department whose figures the visitor's pages show; null for the whole operator. */
export const ownDepartment = (visitor: Visitor, action: DepartmentRead): string | null =>
  readsWholeOperator(visitor, action) ? null : (managed(visitor)[0] ?? null);

/** The department that a manager of one department means without saying it; null where there is a choice to make. */
export function impliedDepartment(visitor: Visitor, action: DepartmentRead): string | null {
  const [only, ...others] = managed(visitor);
  return readsWholeOperator(visitor, action) || others.length > 0 ? null : (only ?? null);
}
