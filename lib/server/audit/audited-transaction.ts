import "server-only";
import { representedPost, type WholeCapacity } from "@/lib/domain/access/capacity";
import { DAY } from "@/lib/domain/shared/day";
import type { Differences } from "@/lib/domain/shared/differences";
import { DISK_FULL } from "@/lib/domain/shared/outage";
import type { Refusal, RefusalCode } from "@/lib/domain/shared/refusal";
import { type Result, refused } from "@/lib/domain/shared/result";
import { type Asker, currentRights, databaseDiskFull, inScope, type Prisma, type Transaction } from "@/lib/server/database/client";
import { report } from "@/lib/server/log/report";
import { holdsStill, RIGHTS_TAKEN } from "@/lib/server/scope/rights";
import type { AccountDescription, Visitor } from "@/lib/server/scope/scope";

/** One of several objects that an action affects; its own detail, action and capacity replace those of the whole in its audit entry and its event. */
export interface Part {
  readonly place: string;
  readonly detail?: Prisma.InputJsonObject;
  readonly action?: string;
  readonly capacity?: WholeCapacity | undefined;
}

/** The action and its target, for the audit trail. */
export interface AuditedAction {
  /** `cycle.approve`, `sheet.handIn`, … */
  readonly action: string;
  /** The object that the action affects: `sheet/…`. */
  readonly target: string;
  readonly detail?: Prisma.InputJsonObject;
  /** The name of the entry of a read, where it is not that of the action whose rule decides. */
  readonly readAs?: string;
  /** All statements see the same data, so that the figures of a page agree. */
  readonly oneSnapshot?: boolean;
}

/** What one attempt at an action notes for its entry. An attempt that is lost against another transaction takes its notes with it. */
export interface Noted extends AuditedAction {
  target: string;
  detail: Prisma.InputJsonObject;
  /** What is read is the visitor's own, or takes nothing out: it leaves no entry. */
  withoutEntry: boolean;
  /** What it changed. Only an entry of what was done has it. */
  change: Differences<object> | null;
  /** The parts of a bulk action; each gets its own audit entry. */
  each: readonly Part[];
  /** The capacity in which it is done; also marks the action as an event for later notification. */
  capacity: WholeCapacity | null;
}

/** What an entry says of the post that a deputy represented. */
function acting(capacity: WholeCapacity | null): Prisma.InputJsonObject {
  const represented = capacity && representedPost(capacity);
  return represented === null ? {} : { represented };
}

const nothingNoted = (audited: AuditedAction): Noted => ({
  ...{ ...audited, detail: audited.detail ?? {} },
  ...{ withoutEntry: false, change: null, each: [], capacity: null },
});

type Work<Value> = (transaction: Transaction, noted: Noted) => Promise<Result<Value, Refusal>>;

/** How the last attempt ended, and what it noted. */
interface Ended<Value> {
  readonly result: Result<Value, Refusal>;
  readonly noted: Noted;
}

class RolledBack extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly noted: Noted,
  ) {
    super(refusal.code);
  }
}

/** Longer than any real target. */
const LONGEST_TARGET = 1_000;

/** Makes a target storable. Its ids may come from an address or a form, so they can hold any text. */
const keepable = (target: string): string => target.replace(/[\u0000\p{Cs}]/gu, "\ufffd").slice(0, LONGEST_TARGET);

const askerOf = ({ account: { accountId }, sessionId, tokenHash }: Visitor, now: Date): Asker => ({ accountId, sessionId, tokenHash, now });

/** SQL for the visitor's current account, as input for `holdsStill`. For a statement that also reads other things. */
export const currentRightsOf = (visitor: Visitor, now: Date): Prisma.Sql => currentRights(askerOf(visitor, now));

interface PresentRow {
  readonly account: AccountDescription | null;
}

/** The refusal if the visitor lost rights while the transaction waited for a lock; else null. */
export async function rightsTaken(transaction: Transaction, visitor: Visitor, now: Date): Promise<typeof RIGHTS_TAKEN | null> {
  const [row] = await transaction.$queryRaw<PresentRow[]>`SELECT ${currentRightsOf(visitor, now)} AS account`;
  return holdsStill(visitor, row?.account ?? null) ? null : RIGHTS_TAKEN;
}

/** Events that nobody was notified of within 14 days expire (docs/design.md 13). */
const EVENT_LASTS = 14 * DAY;

/** What an entry says of the action. A refusal, a read, and the end of one's own session change nothing of the operator. */
interface Outcome {
  readonly outcome: "done" | "refused";
  readonly changed: boolean;
}
const CHANGED: Outcome = { outcome: "done", changed: true };
const UNCHANGED: Outcome = { outcome: "done", changed: false };
const REFUSED: Outcome = { outcome: "refused", changed: false };

/**
 * Writes the audit entry and the event, and one of each for every part. Returns the visitor's account as read at the end,
 * after the last lock wait, in the same round trip.
 */
async function record(
  transaction: Transaction,
  visitor: Visitor,
  noted: Noted,
  { outcome, changed }: Outcome,
  detail: Prisma.InputJsonObject,
  now: Date,
): Promise<AccountDescription | null> {
  const { scope } = visitor;
  const operatorId = scope.kind === "operator" || scope.kind === "job" ? scope.operatorId : null;
  const done = outcome === "done";
  const whole = { ...noted.detail, ...(done ? noted.change : null), ...detail };
  const parts = done ? noted.each : [];
  const rows: readonly Part[] = [{ place: noted.target }, ...parts];
  const capacities = rows.map(({ capacity = noted.capacity }) => capacity);
  const places = rows.map(({ place }) => keepable(place));
  const actions = rows.map(({ action = noted.action }) => action);
  const details = rows.map(({ detail: own = whole }, at) => JSON.stringify({ ...own, ...acting(capacities[at] ?? null) }));
  const events = done && noted.capacity ? places : [];
  const sectorId = scope.kind === "ministry" ? scope.sectorId : null;
  const expiresAt = new Date(now.getTime() + EVENT_LASTS);
  const [row] = await transaction.$queryRaw<PresentRow[]>`
    WITH recorded AS (
      INSERT INTO audit (at, operator_id, account_id, action, target, outcome, changed, detail)
      SELECT ${now}, ${operatorId}::uuid, ${scope.accountId}::uuid, action, place, ${outcome}, ${changed}, detail::jsonb
      FROM unnest(${places}::text[], ${actions}::text[], ${details}::text[]) AS part (place, action, detail)),
    written AS (
      INSERT INTO outbox (at, expires_at, event, object, operator_id, sector_id, account_id, capacity)
      SELECT ${now}, ${expiresAt}, action, object, ${operatorId}::uuid, ${sectorId}, ${scope.accountId}::uuid, capacity::jsonb
      FROM unnest(${events}::text[], ${actions}::text[], ${capacities.map((one) => JSON.stringify(one ?? {}))}::text[]) AS part (object, action, capacity) WHERE object IS NOT NULL)
    SELECT ${currentRightsOf(visitor, now)} AS account`;
  return row?.account ?? null;
}

/** Limit of a target in a log line; the target can be any text. */
const LOGGED_TARGET = 200;

/** Writes a log line instead of an entry. */
function reportInstead(event: "read" | "refusal", visitor: Visitor, action: string, target: string, more: { readonly code?: RefusalCode } = {}): void {
  report("warn", event, { account: visitor.scope.accountId, action, target: keepable(target).slice(0, LOGGED_TARGET), ...more });
}

/** SQLSTATE of a database that can only be read, and of a full disk. */
const TAKES_NO_ENTRY = new Set<unknown>(["25006", "53100"]);

/** The database takes no entry. */
class Unrecorded extends Error {}

/** Writes the entry of what is answered without one, too (`orUnrecorded`). */
async function recordIfTaken(...entry: Parameters<typeof record>): Promise<AccountDescription | null> {
  try {
    return await record(...entry);
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    throw TAKES_NO_ENTRY.has(code) ? new Unrecorded("the database takes no entry") : error;
  }
}

/** `otherwise`: what to do while the database takes no entry. A disk that counts as full leaves its last space to accepted changes. */
async function orUnrecorded<Value>(recorded: () => Promise<Value>, otherwise: () => Value | Promise<Value>): Promise<Value> {
  try {
    if (!databaseDiskFull()) return await recorded();
  } catch (error) {
    if (!(error instanceof Unrecorded)) throw error;
  }
  return otherwise();
}

/**
 * Writes the audit entry of a refusal, including one before any transaction (wrong origin, unreadable input); while the database
 * takes none, a log line. Then it is a refusal all the same: what is refused waits for nothing that an outage stops.
 */
export const recordRefusal = (visitor: Visitor, audited: AuditedAction, { code }: Refusal, now: Date): Promise<void> =>
  orUnrecorded(
    async () => {
      const write = (transaction: Transaction) => recordIfTaken(transaction, visitor, nothingNoted(audited), REFUSED, { code }, now);
      await inScope(visitor.scope, write, { credential: visitor });
    },
    () => {
      reportInstead("refusal", visitor, audited.action, audited.target, { code });
    },
  );

interface WayRules {
  /** Check the rights when the transaction begins. */
  readonly checksFirst: boolean;
  /** Check the rights again at the end, in case they were revoked during a lock wait. */
  readonly checksLast: boolean;
  /** The entry of a success; null: it leaves none. */
  readonly success: Outcome | null;
  readonly writes: boolean;
}

/** How an action checks rights and what it records. */
const WAYS = {
  /** Reads: refusals are audited, successful reads are not. */
  reading: { checksFirst: false, checksLast: false, success: null, writes: false },
  /** Reads that take data out, with an audit entry. While the database takes none, they get a log line instead and go on. */
  takingOut: { checksFirst: false, checksLast: false, success: UNCHANGED, writes: false },
  /** Changes with an audit entry. Refused as well if the rights were revoked before the change finished, for example while it waited for a locked row. */
  change: { checksFirst: true, checksLast: true, success: CHANGED, writes: true },
  /**
   * May revoke the visitor's own rights (roles, password), so they are checked at the beginning only. Code that waits for a
   * lock checks them again with `rightsTaken`.
   */
  changeOfRights: { checksFirst: true, checksLast: false, success: CHANGED, writes: true },
  /** Ends the visitor's own session. */
  leaving: { checksFirst: true, checksLast: false, success: UNCHANGED, writes: true },
  /**
   * Keeps its own history (answers), so only refusals are audited. `work` compares `currentRightsOf` with the visitor in the
   * first statement after its lock, which saves a statement per save.
   */
  ownHistory: { checksFirst: false, checksLast: false, success: null, writes: true },
} as const satisfies Record<string, WayRules>;
export type Way = keyof typeof WAYS;

/** The codes that a way may give by itself. */
export const refusedIn = (way: Way): readonly RefusalCode[] => (WAYS[way].checksFirst ? [RIGHTS_TAKEN.code] : []);

/**
 * Runs one piece of work in one transaction. A refusal rolls everything back and leaves only its audit entry. `work` may run
 * more than once (see `inScope`), each time with nothing noted yet.
 */
export async function auditedTransaction<Value>(
  way: Way,
  visitor: Visitor,
  audited: AuditedAction,
  now: Date,
  work: Work<Value>,
): Promise<Result<Value, Refusal>> {
  const attempted = (as: Way) => transact(as, visitor, audited, now, work);
  if (way !== "takingOut") return (await attempted(way)).result;
  const unrecorded = async (): Promise<Ended<Value>> => {
    const read = await attempted("reading");
    const { action, readAs = action, target, withoutEntry } = read.noted;
    if (read.result.ok && !withoutEntry) reportInstead("read", visitor, readAs, target);
    return read;
  };
  return (await orUnrecorded(() => attempted(way), unrecorded)).result;
}

async function transact<Value>(way: Way, visitor: Visitor, audited: AuditedAction, now: Date, work: Work<Value>): Promise<Ended<Value>> {
  const { checksFirst, checksLast, success, writes } = WAYS[way];
  // Stop before PostgreSQL itself has to stop and can no longer serve existing data.
  if (writes && databaseDiskFull()) return { result: refused(DISK_FULL), noted: nothingNoted(audited) };
  const asker = checksFirst ? askerOf(visitor, now) : undefined;
  try {
    return await inScope(
      visitor.scope,
      async (transaction, present) => {
        const noted = nothingNoted(audited);
        if (checksFirst && !holdsStill(visitor, present)) throw new RolledBack(RIGHTS_TAKEN, noted);
        const result = await work(transaction, noted);
        if (!result.ok) throw new RolledBack(result.refusal, noted);
        const last =
          success && !noted.withoutEntry
            ? await (writes
                ? record(transaction, visitor, noted, success, {}, now)
                : recordIfTaken(transaction, visitor, { ...noted, action: noted.readAs ?? noted.action }, success, {}, now))
            : null;
        if (checksLast && !holdsStill(visitor, last)) throw new RolledBack(RIGHTS_TAKEN, noted);
        return { result, noted };
      },
      { ...(asker ? { asker } : {}), ...(success ? { credential: visitor } : {}), ...(audited.oneSnapshot ? { oneSnapshot: true } : {}) },
    );
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    const { refusal, noted } = error;
    await recordRefusal(visitor, { ...noted, detail: { ...noted.detail, ...acting(noted.capacity) } }, refusal, now);
    return { result: refused(refusal), noted };
  }
}
