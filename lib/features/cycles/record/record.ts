import "server-only";
import type { CycleState, ExampleMode } from "@/lib/domain/checking/state";
import { cycleParams } from "@/lib/features/cycles/record/schema";
import { representedIn } from "@/lib/server/audit/represented";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { rowLocks } from "@/lib/server/database/lock";
import type { On } from "@/lib/server/use-cases/use-case";
import { isIdentifier } from "@/lib/validation/plain-text";

/** A cycle with the revision of its edition. Dates are `YYYY-MM-DD`. */
export interface CycleRecord {
  readonly operatorId: string;
  readonly id: string;
  readonly editionId: string;
  readonly title: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly dueOn: string;
  readonly state: CycleState;
  readonly exampleMode: ExampleMode;
  readonly selectedItems: readonly string[] | null;
  /** The revision that was published when it opened; before opening, the revision published now. */
  readonly editionRevision: number;
  /** The content hash of that revision. */
  readonly contentHash: string;
  readonly previousCycleId: string | null;
  readonly createdAt: Date;
  /** Everybody who planned it, changed its plan, handed out its sheets or withdrew some. */
  readonly plannedBy: readonly string[];
  readonly openedAt: Date | null;
  readonly reviewingAt: Date | null;
  readonly approvedAt: Date | null;
  readonly approvedByName: string | null;
  /** The post whose deputy approved it; null where the CISO did. */
  readonly approvalRepresented: string | null;
  readonly reopenedReason: string | null;
  readonly cancelledAt: Date | null;
  readonly cancelledReason: string | null;
}

const columns = Prisma.sql`c.operator_id AS "operatorId", c.id, c.edition_id AS "editionId", c.title, c.period_from::text AS "periodFrom",
  c.period_to::text AS "periodTo", c.due_on::text AS "dueOn", c.state, c.example_mode AS "exampleMode", c.selected_items AS "selectedItems",
  v.revision AS "editionRevision", v.content_hash AS "contentHash",
  c.previous_cycle_id AS "previousCycleId", c.created_at AS "createdAt", c.planned_by AS "plannedBy", c.opened_at AS "openedAt", c.reviewing_at AS "reviewingAt",
  c.approved_at AS "approvedAt", c.reopened_reason AS "reopenedReason", c.cancelled_at AS "cancelledAt", c.cancelled_reason AS "cancelledReason",
  (SELECT p.name FROM person p WHERE p.operator_id = c.operator_id AND p.id = c.approved_by) AS "approvedByName",
  ${representedIn("cycle.approve", Prisma.sql`'cycle/' || c.id`, Prisma.sql`c.approved_at`)} AS "approvalRepresented"`;

/** Cycles with their revisions. */
const cycles = Prisma.sql`cycle c JOIN edition e ON e.id = c.edition_id
  JOIN edition_revision v ON v.edition_id = e.id AND v.revision = coalesce(c.edition_revision, e.revision)`;

/** The cycle in the scope's operator; null if there is none. `exclusive` locks it for a change of state, before any other lock. */
export async function readCycle(transaction: Transaction, cycleId: string, lock: "none" | "exclusive"): Promise<CycleRecord | null> {
  if (!isIdentifier(cycleId)) return null;
  const [cycle] = await transaction.$queryRaw<CycleRecord[]>`
    SELECT ${columns} FROM ${cycles}
    WHERE c.operator_id = portal_operator() AND c.id = ${cycleId}::uuid ${rowLocks(lock === "none" ? {} : { cycle: lock })}`;
  return cycle ?? null;
}

/** Cycles of the scope's operator, newest period first. Cancelled ones only if their state is requested. */
export const readCycles = (transaction: Transaction, state: CycleState | undefined, limit: number, offset: number): Promise<CycleRecord[]> =>
  transaction.$queryRaw<CycleRecord[]>`
    SELECT ${columns} FROM ${cycles}
    WHERE c.operator_id = portal_operator() AND c.state ${state === undefined ? Prisma.sql`<> 'cancelled'` : Prisma.sql`= ${state}`}
    ORDER BY c.period_from DESC, c.period_to DESC, c.created_at DESC, c.id DESC LIMIT ${limit} OFFSET ${offset}`;

/** As many of the newest cycles as a page looks back on: two years of monthly ones. */
export const readLatestCycles = (transaction: Transaction): Promise<CycleRecord[]> => readCycles(transaction, undefined, 24, 0);

type InOrder = Pick<CycleRecord, "editionId" | "periodFrom" | "periodTo">;

/**
 * The approved or submitted cycles of the same edition before this one, newest first: those whose period begins earlier, or begins
 * on the same day and ends earlier. Whatever is compared with 前回 or copied from it goes by this order (ADR 0043).
 */
export const earlierCyclesOf = (transaction: Transaction, { editionId, periodFrom, periodTo }: InOrder): Promise<readonly string[]> =>
  earlierThan(transaction, Prisma.sql`SELECT ${editionId}, ${periodFrom}::date, ${periodTo}::date`);

/** The same of the cycle with this id. */
export const earlierCyclesOfId = (transaction: Transaction, cycleId: string): Promise<readonly string[]> =>
  earlierThan(transaction, Prisma.sql`SELECT edition_id, period_from, period_to FROM cycle WHERE operator_id = portal_operator() AND id = ${cycleId}::uuid`);

/** `place`: the edition and the days of one cycle, as one row. */
async function earlierThan(transaction: Transaction, place: Prisma.Sql): Promise<readonly string[]> {
  const earlier = await transaction.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM cycle c JOIN (${place}) AS own (edition_id, period_from, period_to)
      ON own.edition_id = c.edition_id AND (c.period_from, c.period_to) < (own.period_from, own.period_to)
    WHERE c.operator_id = portal_operator() AND c.state IN ('approved', 'submitted')
    ORDER BY c.period_from DESC, c.period_to DESC, c.created_at DESC, c.id DESC`;
  return earlier.map(({ id }) => id);
}

/** The newest `limit` of the earlier cycles, newest first. */
export async function readEarlierCycles(transaction: Transaction, cycle: InOrder, limit: number): Promise<CycleRecord[]> {
  const ids = (await earlierCyclesOf(transaction, cycle)).slice(0, limit);
  return transaction.$queryRaw<CycleRecord[]>`
    SELECT ${columns} FROM ${cycles}
    WHERE c.operator_id = portal_operator() AND c.id = ANY(${ids}::uuid[]) ORDER BY array_position(${ids}::uuid[], c.id)`;
}

/** The last of the earlier cycles, for comparisons of figures. */
export const previousCycleOf = async (transaction: Transaction, cycle: InOrder): Promise<string | null> =>
  (await earlierCyclesOf(transaction, cycle))[0] ?? null;

/** Open or reviewed cycles of the edition (of any, if none is given) that share days with the period. */
export const overlappingCycles = (
  transaction: Transaction,
  cycle: { readonly id: string | null; readonly editionId: string | null; readonly from: string; readonly to: string },
) =>
  transaction.$queryRaw<{ title: string; from: string; to: string }[]>`
    SELECT title, period_from::text AS "from", period_to::text AS "to" FROM cycle
    WHERE operator_id = portal_operator() AND state IN ('open', 'reviewing') AND id IS DISTINCT FROM ${cycle.id}::uuid
      AND (${cycle.editionId}::text IS NULL OR edition_id = ${cycle.editionId}) AND period_from <= ${cycle.to}::date AND period_to >= ${cycle.from}::date
    ORDER BY period_from DESC, id LIMIT 3`;

const cycleBy = (lock: "none" | "exclusive"): On<typeof cycleParams, CycleRecord> => ({
  params: cycleParams,
  place: ({ cycleId }) => `cycle/${cycleId}`,
  find: (transaction, { cycleId }) => readCycle(transaction, cycleId, lock),
  target: ({ operatorId }) => ({ operatorId }),
});

/**
 * A cycle of the own operator, as the subject of use cases. `exclusive`: locked for a change of its state. `staffed`: so that nobody
 * takes or gives up a post, moves, joins or leaves meanwhile either: it gets respondents, or its sheets come to other departments.
 */
export const cycle = { seen: cycleBy("none"), exclusive: cycleBy("exclusive"), staffed: { ...cycleBy("exclusive"), people: "share" } } as const;
