import "server-only";
import { holdsStill, RIGHTS_TAKEN } from "@/lib/auth/rights";
import type { Visitor } from "@/lib/auth/scope";
import { DISK_FULL } from "@/lib/domain/shared/outage";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { refused, type Result } from "@/lib/domain/shared/result";
import { type Asker, databaseDiskFull, inScope, type Prisma, readAsker, type Transaction } from "@/prisma/client";

/** What is being done, to what, for the audit trail. */
export interface Deed {
  /** `cycle.approve`, `sheet.handIn`, … */
  readonly action: string;
  /** What it is done to: `sheet/…`. */
  readonly target: string;
  readonly detail?: Prisma.InputJsonObject;
}

class RolledBack extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** More than the longest list of ids has (sheets that are accepted together). */
const LONGEST_TARGET = 40_000;

/** A target as it can be kept: ids in it may come from an address or a form, and may be anything. */
const keepable = (target: string): string => target.replace(/[\u0000\p{Cs}]/gu, "\ufffd").slice(0, LONGEST_TARGET);

async function record(transaction: Transaction, visitor: Visitor, deed: Deed, outcome: string, detail: Prisma.InputJsonObject, now: Date) {
  const { scope } = visitor;
  await transaction.audit.createMany({
    data: [
      {
        at: now,
        operatorId: scope.kind === "operator" || scope.kind === "job" ? scope.operatorId : null,
        accountId: scope.accountId,
        action: deed.action,
        target: keepable(deed.target),
        outcome,
        detail: { ...deed.detail, ...detail },
      },
    ],
  });
}

const askerOf = ({ account: { accountId }, sessionId, tokenHash }: Visitor, now: Date): Asker => ({ accountId, sessionId, tokenHash, now });

/** Why the visitor may not go on after a lock was waited for: rights may have been taken away meanwhile. */
export const rightsTaken = async (transaction: Transaction, visitor: Visitor, now: Date): Promise<Refusal | null> =>
  holdsStill(visitor, await readAsker(transaction, askerOf(visitor, now))) ? null : RIGHTS_TAKEN;

async function attempt<Value>(
  visitor: Visitor,
  deed: Deed,
  now: Date,
  work: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
  { writes, recordsSuccess }: { readonly writes: boolean; readonly recordsSuccess: boolean },
): Promise<Result<Value, Refusal>> {
  // Before PostgreSQL itself would have to stop, and what is there with it.
  if (writes && databaseDiskFull()) return refused(DISK_FULL);
  const asker = writes ? askerOf(visitor, now) : undefined;
  try {
    return await inScope(
      visitor.scope,
      async (transaction, present) => {
        if (writes && !holdsStill(visitor, present)) throw new RolledBack(RIGHTS_TAKEN);
        const result = await work(transaction);
        if (!result.ok) throw new RolledBack(result.refusal);
        if (recordsSuccess) await record(transaction, visitor, deed, "done", {}, now);
        return result;
      },
      asker,
    );
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    const { refusal } = error;
    await inScope(visitor.scope, (transaction) => record(transaction, visitor, deed, "refused", { code: refusal.code }, now));
    return { ok: false, refusal };
  }
}

/**
 * One change in one transaction, with its audit row; what is refused leaves nothing behind but the audit row of the refusal.
 * `work` may run more than once (see `inScope`). Rights that were taken away before the transaction began are not acted on.
 */
export const change = <Value>(
  visitor: Visitor,
  deed: Deed,
  now: Date,
  work: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> => attempt(visitor, deed, now, work, { writes: true, recordsSuccess: true });

/** Like `change`, for writes that keep a history of their own (answers): only refusals go to the audit trail. */
export const changeWithHistory = <Value>(
  visitor: Visitor,
  deed: Deed,
  now: Date,
  work: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> => attempt(visitor, deed, now, work, { writes: true, recordsSuccess: false });

/** Reads in one transaction; a refusal is audited, a look is not. */
export const look = <Value>(
  visitor: Visitor,
  deed: Deed,
  now: Date,
  work: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> => attempt(visitor, deed, now, work, { writes: false, recordsSuccess: false });

/** The audit row of a refusal that comes before any transaction: a wrong origin, an input that cannot be read. */
export const recordRefusal = (visitor: Visitor, deed: Deed, { code }: Refusal, now: Date): Promise<void> =>
  inScope(visitor.scope, (transaction) => record(transaction, visitor, deed, "refused", { code }, now));
