import "server-only";
import { representedDepartments } from "@/lib/domain/access/holding";
import { decide } from "@/lib/domain/access/permission";
import { isReviewer } from "@/lib/domain/access/review";
import { listSheets } from "@/lib/features/sheets/record/queries";
import { waitingTargets } from "@/lib/features/sheets/record/record";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
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
const inReviewOrder = async (transaction: Transaction, sheetIds: readonly string[]): Promise<string[]> =>
  (
    await transaction.$queryRaw<{ id: string }[]>`
      SELECT s.id FROM sheet s LEFT JOIN person p ON p.operator_id = s.operator_id AND p.id = s.person_id
      WHERE s.operator_id = portal_operator() AND s.id = ANY(${[...sheetIds]}::uuid[])
      ORDER BY s.handed_in_at NULLS LAST, s.role, p.staff_number, s.id`
  ).map(({ id }) => id);

/** Of these sheets those of one page, in the order of the review. */
export async function listInReviewOrder(transaction: Transaction, sheetIds: readonly string[], page: number, perPage: number): Promise<SheetSummary[]> {
  const order = (await inReviewOrder(transaction, sheetIds)).slice((page - 1) * perPage, page * perPage);
  const { items } = await listSheets(transaction, { sheetIds: order, page: 1, perPage });
  const byId = new Map(items.map((sheet) => [sheet.id, sheet]));
  return order.flatMap((id) => byId.get(id) ?? []);
}

/** Of those that wait, the sheet below this one in the order of the review, the first after the last, and the number of others. */
export async function sheetBelow(transaction: Transaction, waiting: readonly WaitingSheet[], sheetId: string): Promise<{ id: string; others: number } | null> {
  const order = await inReviewOrder(transaction, [...waiting.map(({ id }) => id), sheetId]);
  const others = order.filter((id) => id !== sheetId);
  const id = others[order.indexOf(sheetId)] ?? others[0];
  return id === undefined ? null : { id, others: others.length };
}

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
