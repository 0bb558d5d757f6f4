import "server-only";
import { transitionCycle } from "@/lib/domain/checking/cycle";
import type { CycleState } from "@/lib/domain/checking/state";
import { granted, refused } from "@/lib/domain/shared/result";
import { closingConfirmation, closingNumbers } from "@/lib/features/cycles/closing/queries";
import { type CycleRecord, cycle } from "@/lib/features/cycles/record/record";
import { cycleRefusal } from "@/lib/features/cycles/record/refusals";
import { approvalTarget } from "@/lib/features/cycles/record/rules";
import { cycleState, inState, outstandingSheets, reviewBody, TAG } from "@/lib/features/cycles/record/schema";
import type { Prisma, Transaction } from "@/lib/server/database/client";
import { command, post } from "@/lib/server/use-cases/use-case";

/** Moves the cycle to its state after an event. */
export async function setState(transaction: Transaction, { operatorId, id }: CycleRecord, state: CycleState, data: Prisma.CycleUpdateManyMutationInput) {
  await transaction.cycle.updateMany({ where: { operatorId, id }, data: { ...data, state } });
  return granted({ id, state });
}

/**
 * Closes answering: from now on only returned sheets can be answered. While sheets are outstanding, or before the due date
 * has passed, the number of outstanding sheets has to be confirmed.
 */
export const reviewCycle = command({
  name: "cycle.review",
  api: post("/cycles/{cycleId}/review", "reviewCycle", TAG, "回答を締め切って確認に移る（期限の前と、提出されていない点検票があるときは、枚数の確認が要る）"),
  on: cycle.exclusive,
  input: reviewBody,
  output: cycleState,
  refuses: ["confirmation_required", "wrong_state"],
  current: { wrong_state: inState, confirmation_required: outstandingSheets },
  keeps: ["confirmedOutstanding"],
  wayBack: { by: "cycle.reopen" },
  async run({ transaction, subject, input, by, now }) {
    const numbers = await closingNumbers(transaction, subject, now);
    const { outstanding, early } = numbers;
    const next = transitionCycle(subject.state, { type: "review", outstanding, early, confirmed: input.confirmedOutstanding });
    if (!next.ok) return refused(next.refusal.code === "confirmationNeeded" ? closingConfirmation(numbers) : cycleRefusal(next.refusal));
    return setState(transaction, subject, next.value, { reviewingAt: now, reviewingBy: by });
  },
});

const returnedSheets = (transaction: Transaction, { operatorId, id }: CycleRecord): Promise<number> =>
  transaction.sheet.count({ where: { operatorId, cycleId: id, state: "returned" } });

/** Approves: fixes the figures, on the revision with which the cycle opened. */
export const approveCycle = command({
  name: "cycle.approve",
  api: post("/cycles/{cycleId}/approve", "approveCycle", TAG, "承認する"),
  on: { ...cycle.exclusive, target: approvalTarget },
  output: cycleState,
  refuses: ["wrong_state", "sheet_returned"],
  current: { wrong_state: inState },
  wayBack: { by: "cycle.reopen" },
  async run({ transaction, subject, by, now }) {
    const next = transitionCycle(subject.state, { type: "approve", returnedSheets: await returnedSheets(transaction, subject) });
    if (!next.ok) return refused(cycleRefusal(next.refusal));
    return setState(transaction, subject, next.value, { approvedAt: now, approvedBy: by });
  },
});
