import "server-only";
import { change } from "@/lib/server/audit/change";
import type { Visitor } from "@/lib/server/scope/scope";
import { transitionCycle } from "@/lib/domain/checking/cycle";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { closingConfirmation, closingNumbers } from "@/lib/features/cycles/closing/queries";
import { cycleRefusal } from "@/lib/features/cycles/record/refusals";
import { closedSurveys, reopeningConfirmation } from "@/lib/features/cycles/reopening/queries";
import { type CycleRecord, permittedCycle } from "@/lib/features/cycles/record/record";
import type { CycleOutcome } from "@/lib/features/cycles/hand-out/commands";
import type { Prisma, Transaction } from "@/lib/server/database/client";

export type Outcome = Promise<Result<CycleOutcome, Refusal>>;

/** Moves the cycle to the state that an event leads to. */
export async function setState(transaction: Transaction, { operatorId, id }: CycleRecord, state: CycleOutcome["state"], data: Prisma.CycleUpdateManyMutationInput) {
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
 * was submitted stays too. Where a survey that got it is closed, a new version cannot be sent: that is confirmed.
 */
export function reopenCycle(visitor: Visitor, cycleId: string, reason: string, confirmed: number | undefined, now: Date): Outcome {
  const detail = { reason, ...(confirmed === undefined ? {} : { confirmedClosedSurveys: confirmed }) };
  return change(visitor, { action: "cycle.reopen", target: `cycle/${cycleId}`, detail }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "cycle.reopen", "exclusive");
    if (!found.ok) return found;
    const closed = await closedSurveys(transaction, cycleId);
    const next = transitionCycle(found.value.state, { type: "reopen", reason, closedSurveys: closed.length, confirmed });
    if (!next.ok) return refused(next.refusal.code === "confirmationNeeded" ? reopeningConfirmation(closed) : cycleRefusal(next.refusal));
    return setState(transaction, found.value, next.value, {
      ...{ reopenedReason: reason, approvedAt: null, approvedBy: null, reviewingAt: null, reviewingBy: null },
    });
  });
}
