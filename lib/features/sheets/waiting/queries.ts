import "server-only";
import { decide } from "@/lib/domain/access/permission";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import { waitingTargets } from "@/lib/features/sheets/record/record";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

export interface WaitingSheet {
  readonly id: string;
  readonly cycleId: string;
}

const REVIEWING: ReadonlySet<AppointmentRole> = new Set(["securityManager", "ciso", "executive"]);

/** Whether anybody's sheets may come to the visitor to be accepted. */
export const mayReview = ({ actor }: Visitor): boolean => actor.operatorId !== null && actor.appointments.some(({ role }) => REVIEWING.has(role));

/** Handed-in sheets of running cycles that wait for the visitor's decision. */
export async function sheetsWaitingFor(transaction: Transaction, visitor: Visitor): Promise<WaitingSheet[]> {
  const { operatorId, appointments } = visitor.actor;
  if (operatorId === null || !mayReview(visitor)) return [];
  const departments = appointments.flatMap(({ role, departmentId }) => (role === "securityManager" && departmentId ? [departmentId] : []));
  const targets = await waitingTargets(transaction, operatorId, departments);
  return [...targets].filter(([, target]) => decide(visitor.actor, "sheet.accept", target).ok).map(([id, { cycleId }]) => ({ id, cycleId }));
}
