import "server-only";
import { change } from "@/lib/audit/change";
import type { Visitor } from "@/lib/auth/scope";
import { transitionCycle } from "@/lib/domain/checking/cycle";
import type { SheetState } from "@/lib/domain/checking/state";
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

interface ApprovalFacts {
  readonly returnedSheets: number;
  readonly cisoSheet: SheetState | null;
  readonly executiveAppointed: boolean;
}

/** What approval depends on. An executive who answers the CISO's sheet cannot accept it, so does not count. */
async function approvalFacts(transaction: Transaction, { operatorId, id }: CycleRecord): Promise<ApprovalFacts> {
  const [facts] = await transaction.$queryRaw<ApprovalFacts[]>`
    SELECT (SELECT count(*)::int FROM sheet WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${id}::uuid AND state = 'returned') AS "returnedSheets",
      (SELECT state FROM sheet WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${id}::uuid AND role = 'ciso' AND state <> 'withdrawn' LIMIT 1) AS "cisoSheet",
      EXISTS (SELECT 1 FROM appointment a JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id AND p.left_at IS NULL
        WHERE a.operator_id = ${operatorId}::uuid AND a.role = 'executive' AND NOT EXISTS (
          SELECT 1 FROM sheet s JOIN sheet_respondent r ON r.operator_id = s.operator_id AND r.sheet_id = s.id
          WHERE s.operator_id = a.operator_id AND s.cycle_id = ${id}::uuid AND s.role = 'ciso' AND r.person_id = a.person_id)) AS "executiveAppointed"`;
  return facts ?? { returnedSheets: 0, cisoSheet: null, executiveAppointed: false };
}

/** Approves: the figures stand. The edition is confirmed as it is published now. */
export const approveCycle = (visitor: Visitor, cycleId: string, now: Date): Outcome =>
  change(visitor, { action: "cycle.approve", target: `cycle/${cycleId}` }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "cycle.approve", "exclusive");
    if (!found.ok) return found;
    const next = transitionCycle(found.value.state, { type: "approve", ...(await approvalFacts(transaction, found.value)) });
    if (!next.ok) return refused(cycleRefusal(next.refusal));
    const { publishedRevision } = found.value;
    return setState(transaction, found.value, next.value, { approvedAt: now, approvedBy: visitor.actor.personId, editionRevision: publishedRevision });
  });

/** Opens an approved or submitted cycle again, with a reason; what was submitted stays as it is. */
export const reopenCycle = (visitor: Visitor, cycleId: string, reason: string, now: Date): Outcome =>
  change(visitor, { action: "cycle.reopen", target: `cycle/${cycleId}` }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "cycle.reopen", "exclusive");
    if (!found.ok) return found;
    const next = transitionCycle(found.value.state, { type: "reopen", reason });
    if (!next.ok) return refused(cycleRefusal(next.refusal));
    return setState(transaction, found.value, next.value, {
      ...{ reopenedReason: reason, approvedAt: null, approvedBy: null, reviewingAt: null, reviewingBy: null },
    });
  });
