import "server-only";
import { decide, managedDepartments } from "@/lib/domain/access/permission";
import { isReviewer } from "@/lib/domain/access/review";
import { waitingTargets } from "@/lib/features/sheets/record/record";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

export interface WaitingSheet {
  readonly id: string;
  readonly cycleId: string;
}

/** Whether the visitor's role reviews sheets at all. */
export const mayReview = ({ actor }: Visitor): boolean => isReviewer(actor);

/** Handed-in sheets of running cycles that wait for the visitor's review. */
export async function sheetsWaitingFor(transaction: Transaction, visitor: Visitor): Promise<WaitingSheet[]> {
  const { operatorId } = visitor.actor;
  if (operatorId === null || !mayReview(visitor)) return [];
  const targets = await waitingTargets(transaction, operatorId, managedDepartments(visitor.actor));
  return [...targets].filter(([, target]) => decide(visitor.actor, "sheet.accept", target).ok).map(([id, { cycleId }]) => ({ id, cycleId }));
}
