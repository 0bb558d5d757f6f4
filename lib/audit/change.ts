import "server-only";
import type { Visitor } from "@/lib/auth/scope";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";
import { inScope, type Prisma, type Transaction } from "@/prisma/client";

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

async function attempt<Value>(
  visitor: Visitor,
  deed: Deed,
  now: Date,
  work: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
  recordsSuccess: boolean,
): Promise<Result<Value, Refusal>> {
  try {
    return await inScope(visitor.scope, async (transaction) => {
      const result = await work(transaction);
      if (!result.ok) throw new RolledBack(result.refusal);
      if (recordsSuccess) await record(transaction, visitor, deed, "done", {}, now);
      return result;
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    const { refusal } = error;
    await inScope(visitor.scope, (transaction) => record(transaction, visitor, deed, "refused", { code: refusal.code }, now));
    return { ok: false, refusal };
  }
}

/**
 * One change in one transaction, with its audit row; what is refused leaves nothing behind but the audit row of the refusal.
 * `work` may run more than once (see `inScope`).
 */
export const change = <Value>(
  visitor: Visitor,
  deed: Deed,
  now: Date,
  work: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> => attempt(visitor, deed, now, work, true);

/** Like `change`, for writes that keep a history of their own (answers): only refusals go to the audit trail. */
export const changeWithHistory = <Value>(
  visitor: Visitor,
  deed: Deed,
  now: Date,
  work: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> => attempt(visitor, deed, now, work, false);

/** Reads in one transaction; a refusal is audited, a look is not. */
export const look = <Value>(
  visitor: Visitor,
  deed: Deed,
  now: Date,
  work: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> => attempt(visitor, deed, now, work, false);

/** The audit row of a refusal that comes before any transaction: a wrong origin, an input that cannot be read. */
export const recordRefusal = (visitor: Visitor, deed: Deed, { code }: Refusal, now: Date): Promise<void> =>
  inScope(visitor.scope, (transaction) => record(transaction, visitor, deed, "refused", { code }, now));
