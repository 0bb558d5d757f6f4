import "server-only";
import { change } from "@/lib/audit/change";
import type { Visitor } from "@/lib/auth/scope";
import { transitionCycle } from "@/lib/domain/checking/cycle";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { closingConfirmation, closingNumbers } from "@/lib/features/cycles/closing";
import { cycleRefusal } from "@/lib/features/cycles/cycle-refusal";
import { type CycleRecord, permittedCycle } from "@/lib/features/cycles/cycle-record";
import type { CycleOutcome } from "@/lib/features/cycles/open-cycle";
import type { Prisma, Transaction } from "@/prisma/client";

type Outcome = Promise<Result<CycleOutcome, Refusal>>;

async function setState(transaction: Transaction, { operatorId, id }: CycleRecord, state: CycleOutcome["state"], data: Prisma.CycleUpdateManyMutationInput) {
  await transaction.cycle.updateMany({ where: { operatorId, id }, data: { ...data, state } });
  return granted({ id, state });
}

/**
 * Ends the answering: from now on only returned sheets are answered. While sheets are out, or the due date has not passed,
 * it is done only with the number of sheets out confirmed.
 */
export const reviewCycle = (visitor: Visitor, cycleId: string, confirmed: number | undefined, now: Date): Outcome =>
  change(visitor, { action: "cycle.review", target: `cycle/${cycleId}`, detail: confirmed === undefined ? {} : { confirmedOutstanding: confirmed } }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "cycle.review", "exclusive");
    if (!found.ok) return found;
    const numbers = await closingNumbers(transaction, found.value, now);
    const { outstanding, early } = numbers;
    const next = transitionCycle(found.value.state, { type: "review", outstanding, early, confirmed });
    if (!next.ok) return refused(next.refusal.code === "confirmationNeeded" ? closingConfirmation(numbers) : cycleRefusal(next.refusal));
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

/**
 * Takes answers again, with a reason: in a cycle that is reviewed, approved or submitted. Its sheets stay as they are, and what
 * was submitted stays too.
 */
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

/** Answers on the sheets of a cycle: whatever was written and not taken back. A reason alone, which no screen shows, is none. */
export async function countAnswers(transaction: Transaction, { operatorId, id }: CycleRecord): Promise<number> {
  const [counted] = await transaction.$queryRaw<{ answers: number }[]>`
    SELECT count(*)::int AS answers FROM sheet s JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id
    WHERE s.operator_id = ${operatorId}::uuid AND s.cycle_id = ${id}::uuid AND num_nonnulls(a.status, a.remark, a.evidence) > 0`;
  return counted?.answers ?? 0;
}

/** Cancels a cycle that nobody has answered, with a reason. It stays readable and is in no figure; its way back is a new plan. */
export const cancelCycle = (visitor: Visitor, cycleId: string, reason: string, now: Date): Outcome =>
  change(visitor, { action: "cycle.cancel", target: `cycle/${cycleId}`, detail: { reason } }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "cycle.cancel", "exclusive");
    if (!found.ok) return found;
    const next = transitionCycle(found.value.state, { type: "cancel", reason, answers: await countAnswers(transaction, found.value) });
    if (!next.ok) return refused(cycleRefusal(next.refusal));
    return setState(transaction, found.value, next.value, { cancelledAt: now, cancelledBy: visitor.actor.personId, cancelledReason: reason });
  });
