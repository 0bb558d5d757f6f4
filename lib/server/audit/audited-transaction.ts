import "server-only";
import type { Capacity } from "@/lib/domain/access/capacity";
import { DISK_FULL } from "@/lib/domain/shared/outage";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { type Result, refused } from "@/lib/domain/shared/result";
import { type Asker, databaseDiskFull, inScope, type Prisma, standing, type Transaction } from "@/lib/server/database/client";
import { report } from "@/lib/server/log/report";
import { holdsStill, RIGHTS_TAKEN } from "@/lib/server/scope/rights";
import type { AccountDescription, Visitor } from "@/lib/server/scope/scope";

/** One of several that it is done to, with what the audit row of it alone says: the whole's detail and action where it has none. */
export interface Part {
  readonly place: string;
  readonly detail?: Prisma.InputJsonObject;
  readonly action?: string;
}

/** What is being done, to what, for the audit trail. */
export interface AuditedAction {
  /** `cycle.approve`, `sheet.handIn`, … */
  readonly action: string;
  /** What it is done to: `sheet/…`. */
  readonly target: string;
  readonly detail?: Prisma.InputJsonObject;
  /** Where it is done to several at once: each, for an audit row of its own. */
  readonly each?: readonly Part[];
  /** It is an event for whoever is told of it later, done in this capacity. */
  readonly capacity?: Capacity;
}

class RolledBack extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** Longer than any place is. */
const LONGEST_TARGET = 1_000;

/** A target as it can be kept: ids in it may come from an address or a form, and may be anything. */
const keepable = (target: string): string => target.replace(/[\u0000\p{Cs}]/gu, "\ufffd").slice(0, LONGEST_TARGET);

const askerOf = ({ account: { accountId }, sessionId, tokenHash }: Visitor, now: Date): Asker => ({ accountId, sessionId, tokenHash, now });

/** In SQL: the visitor's account as the statement finds it, for `holdsStill`. For a statement that reads more besides. */
export const presentRights = (visitor: Visitor, now: Date): Prisma.Sql => standing(askerOf(visitor, now));

interface PresentRow {
  readonly account: AccountDescription | null;
}

/** Why the visitor may not go on after a lock was waited for: rights may have been taken away meanwhile. */
export async function rightsTaken(transaction: Transaction, visitor: Visitor, now: Date): Promise<Refusal | null> {
  const [row] = await transaction.$queryRaw<PresentRow[]>`SELECT ${presentRights(visitor, now)} AS account`;
  return holdsStill(visitor, row?.account ?? null) ? null : RIGHTS_TAKEN;
}

/** An event that nobody was told of in 14 days is nobody's business any more (docs/design.md 13). */
const EVENT_LASTS = 14 * 86_400_000;

/** Writes the audit row and the event, and one for each of several that it was done to. Gives the visitor's account as it is then, when nothing is waited for any more: one round trip. */
async function record(
  transaction: Transaction,
  visitor: Visitor,
  audited: AuditedAction,
  outcome: string,
  detail: Prisma.InputJsonObject,
  now: Date,
): Promise<AccountDescription | null> {
  const { scope } = visitor;
  const operatorId = scope.kind === "operator" || scope.kind === "job" ? scope.operatorId : null;
  const whole = { ...audited.detail, ...detail };
  const parts = outcome === "done" ? (audited.each ?? []) : [];
  const rows: readonly Part[] = [{ place: audited.target }, ...parts];
  const places = rows.map(({ place }) => keepable(place));
  const actions = rows.map(({ action = audited.action }) => action);
  const details = rows.map(({ detail: own = whole }) => JSON.stringify(own));
  const events = outcome === "done" && audited.capacity ? places : [];
  const sectorId = scope.kind === "ministry" ? scope.sectorId : null;
  const expiresAt = new Date(now.getTime() + EVENT_LASTS);
  const [row] = await transaction.$queryRaw<PresentRow[]>`
    WITH recorded AS (
      INSERT INTO audit (at, operator_id, account_id, action, target, outcome, detail)
      SELECT ${now}, ${operatorId}::uuid, ${scope.accountId}::uuid, action, place, ${outcome}, detail::jsonb
      FROM unnest(${places}::text[], ${actions}::text[], ${details}::text[]) AS part (place, action, detail)),
    written AS (
      INSERT INTO outbox (at, expires_at, event, object, operator_id, sector_id, account_id, capacity)
      SELECT ${now}, ${expiresAt}, action, object, ${operatorId}::uuid, ${sectorId}, ${scope.accountId}::uuid, ${JSON.stringify(audited.capacity ?? {})}::jsonb
      FROM unnest(${events}::text[], ${actions}::text[]) AS part (object, action) WHERE object IS NOT NULL)
    SELECT ${presentRights(visitor, now)} AS account`;
  return row?.account ?? null;
}

/** A target in a line of the log is short; it may be anything. */
const LOGGED_TARGET = 200;

/**
 * The audit row of a refusal, also of one that comes before any transaction: a wrong origin, an input that cannot be read.
 * While the disk counts as full it is a line of the log instead: what is left is for what was accepted before.
 */
export async function recordRefusal(visitor: Visitor, audited: AuditedAction, { code }: Refusal, now: Date): Promise<void> {
  if (databaseDiskFull())
    report("warn", "refusal", { account: visitor.scope.accountId, action: audited.action, target: keepable(audited.target).slice(0, LOGGED_TARGET), code });
  else await inScope(visitor.scope, (transaction) => record(transaction, visitor, audited, "refused", { code }, now));
}

interface WayRules {
  /** The rights must hold when the transaction begins. */
  readonly checksFirst: boolean;
  /** They must hold when all is done, too: whatever was waited for in between, they were not taken meanwhile. */
  readonly checksLast: boolean;
  readonly recordsSuccess: boolean;
  readonly writes: boolean;
}

/** The ways in which something is done. */
const WAYS = {
  /** Reads; a refusal is audited, a look is not. */
  reading: { checksFirst: false, checksLast: false, recordsSuccess: false, writes: false },
  /** Changes, with an audit row. Refused too is what is done with rights that were taken away before the change was over: while it waited for a row that another one held, whichever row that was. */
  change: { checksFirst: true, checksLast: true, recordsSuccess: true, writes: true },
  /** May take rights from the visitor itself (roles, the sign-in): they are read when it begins. What waits reads them again once its lock is there, by `rightsTaken`. */
  changeOfRights: { checksFirst: true, checksLast: false, recordsSuccess: true, writes: true },
  /** Keeps a history of its own (answers): only refusals go to the audit trail. `work` compares `presentRights` with the visitor in the first statement after its lock, so that saving needs no statement for it. */
  ownHistory: { checksFirst: false, checksLast: false, recordsSuccess: false, writes: true },
} as const satisfies Record<string, WayRules>;
export type Way = keyof typeof WAYS;

/**
 * Does one piece of work in one transaction. What is refused leaves nothing behind but the audit row of the refusal. `work` may
 * run more than once (see `inScope`).
 */
export async function auditedTransaction<Value>(
  way: Way,
  visitor: Visitor,
  audited: AuditedAction,
  now: Date,
  work: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  const { checksFirst, checksLast, recordsSuccess, writes } = WAYS[way];
  // Before PostgreSQL itself would have to stop, and what is there with it.
  if (writes && databaseDiskFull()) return refused(DISK_FULL);
  const asker = checksFirst ? askerOf(visitor, now) : undefined;
  try {
    return await inScope(
      visitor.scope,
      async (transaction, present) => {
        if (checksFirst && !holdsStill(visitor, present)) throw new RolledBack(RIGHTS_TAKEN);
        const result = await work(transaction);
        if (!result.ok) throw new RolledBack(result.refusal);
        const last = recordsSuccess ? await record(transaction, visitor, audited, "done", {}, now) : null;
        if (checksLast && !holdsStill(visitor, last)) throw new RolledBack(RIGHTS_TAKEN);
        return result;
      },
      asker,
    );
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    const { refusal } = error;
    await recordRefusal(visitor, audited, refusal, now);
    return { ok: false, refusal };
  }
}
