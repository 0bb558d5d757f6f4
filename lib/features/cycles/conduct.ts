import "server-only";
import { change } from "@/lib/audit/change";
import type { Visitor } from "@/lib/auth/scope";
import { transitionCycle } from "@/lib/domain/checking/cycle";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { cycleRefusal } from "@/lib/features/cycles/cycle-refusal";
import { type CycleRecord, permittedCycle } from "@/lib/features/cycles/cycle-record";
import type { CycleOutcome } from "@/lib/features/cycles/open-cycle";
import type { Prisma, Transaction } from "@/prisma/client";

type Outcome = Promise<Result<CycleOutcome, Refusal>>;

async function setState(transaction: Transaction, { operatorId, id }: CycleRecord, state: CycleOutcome["state"], data: Prisma.CycleUpdateManyMutationInput) {
  await transaction.cycle.updateMany({ where: { operatorId, id }, data: { ...data, state } });
  return granted({ id, state });
}

/** Ends the answering: from now on only returned sheets are answered. */
export const reviewCycle = (visitor: Visitor, cycleId: string, now: Date): Outcome =>
  change(visitor, { action: "cycle.review", target: `cycle/${cycleId}` }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "cycle.review", "exclusive");
    if (!found.ok) return found;
    const next = transitionCycle(found.value.state, { type: "review" });
    if (!next.ok) return refused(cycleRefusal(next.refusal));
    return setState(transaction, found.value, next.value, { reviewingAt: now, reviewingBy: visitor.actor.personId });
  });

const returnedSheets = (transaction: Transaction, { operatorId, id }: CycleRecord): Promise<number> =>
  transaction.sheet.count({ where: { operatorId, cycleId: id, state: "returned" } });

/** Approves: the figures stand. The edition is confirmed as it is published now. */
export const approveCycle = (visitor: Visitor, cycleId: string, now: Date): Outcome =>
  change(visitor, { action: "cycle.approve", target: `cycle/${cycleId}` }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "cycle.approve", "exclusive");
    if (!found.ok) return found;
    const next = transitionCycle(found.value.state, { type: "approve", returnedSheets: await returnedSheets(transaction, found.value) });
    if (!next.ok) return refused(cycleRefusal(next.refusal));
    const { publishedRevision } = found.value;
    return setState(transaction, found.value, next.value, { approvedAt: now, approvedBy: visitor.actor.personId, editionRevision: publishedRevision });
  });

/** Opens an approved or submitted cycle again, with a reason; what was submitted stays as it is. */
export const reopenCycle = (visitor: Visitor, cycleId: string, reason: string, now: Date): Outcome =>
  change(visitor, { action: "cycle.reopen", target: `cycle/${cycleId}`, detail: { reason } }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "cycle.reopen", "exclusive");
    if (!found.ok) return found;
    const next = transitionCycle(found.value.state, { type: "reopen", reason });
    if (!next.ok) return refused(cycleRefusal(next.refusal));
    return setState(transaction, found.value, next.value, {
      ...{ reopenedReason: reason, approvedAt: null, approvedBy: null, reviewingAt: null, reviewingBy: null },
    });
  });
