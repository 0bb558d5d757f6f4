import "server-only";
import { representedDepartments } from "@/lib/domain/access/holding";
import { decide } from "@/lib/domain/access/permission";
import { isReviewer } from "@/lib/domain/access/review";
import { waitingTargets } from "@/lib/features/sheets/record/record";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

export interface WaitingSheet {
  readonly id: string;
  readonly cycleId: string;
  /** Whether the visitor reviews it as a deputy. */
  readonly asDeputy: boolean;
}

/** Whether the visitor's role, or one that they are a deputy of, reviews sheets at all. */
export const mayReview = ({ actor }: Visitor): boolean => isReviewer(actor);

/** Handed-in sheets of running cycles that wait for the visitor's review. */
export async function sheetsWaitingFor(transaction: Transaction, visitor: Visitor, now: Date): Promise<WaitingSheet[]> {
  const { operatorId } = visitor.actor;
  if (operatorId === null || !mayReview(visitor)) return [];
  const targets = await waitingTargets(transaction, operatorId, representedDepartments(visitor.actor), now);
  return [...targets].flatMap(([id, target]) => {
    const decided = decide(visitor.actor, "sheet.accept", target);
    return decided.ok ? [{ id, cycleId: target.cycleId, asDeputy: decided.value.kind === "deputy" }] : [];
  });
}
