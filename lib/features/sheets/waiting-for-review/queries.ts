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

/**
 * These sheets in the order of the review: the one that was handed in first at the head, of several at one moment by role and
 * staff number; those that nobody has handed in are last.
 */
export const inReviewOrder = async (transaction: Transaction, sheetIds: readonly string[]): Promise<string[]> =>
  (
    await transaction.$queryRaw<{ id: string }[]>`
      SELECT s.id FROM sheet s LEFT JOIN person p ON p.operator_id = s.operator_id AND p.id = s.person_id
      WHERE s.operator_id = portal_operator() AND s.id = ANY(${[...sheetIds]}::uuid[])
      ORDER BY s.handed_in_at NULLS LAST, s.role, p.staff_number, s.id`
  ).map(({ id }) => id);

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
