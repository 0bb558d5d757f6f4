import "server-only";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import { countsAs, UNCOUNTED } from "@/lib/features/cycles/tallies/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { rowLocks } from "@/lib/server/database/lock";

/** The sheet whose answers enter or leave the tallies. */
export interface TalliedSheet {
  readonly operatorId: string;
  readonly id: string;
}

/** SQL for the contribution of an answer that fulfils a condition to a counter. */
const adds = (so: Prisma.Sql, direction: number): Prisma.Sql => Prisma.sql`CASE WHEN ${so} THEN ${direction}::int ELSE 0 END`;

const is = (status: AnswerStatus): Prisma.Sql => Prisma.raw(countsAs(status));

/**
 * Adds a sheet's answers, but those that do not count with their measure, to its scope's tally (`+1`, when it begins to count) or takes them out (`-1`).
 * The sheet is locked by the caller, so its answers stand still; two hand-ins of one scope wait for each other at its tally,
 * which is locked before the statement that reads it.
 */
export async function moveTallies(transaction: Transaction, sheet: TalliedSheet, direction: 1 | -1): Promise<void> {
  const { operatorId, id } = sheet;
  const key = Prisma.sql`(operator_id, cycle_id, scope) = (SELECT s.operator_id, s.cycle_id, s.scope FROM sheet s WHERE s.operator_id = ${operatorId}::uuid AND s.id = ${id}::uuid)`;
  await transaction.$executeRaw`SELECT 1 FROM tally t WHERE ${key} ${rowLocks({ tally: "exclusive" })}`;
  await transaction.$executeRaw`
    UPDATE tally SET asked = n.asked, implemented = n.implemented, partial = n.partial, not_implemented = n.not_implemented, not_applicable = n.not_applicable,
      unevidenced = n.unevidenced
    FROM (
      SELECT array_agg(t.asked + ${direction}::int ORDER BY t.place) AS asked,
        array_agg(t.implemented + ${adds(is("implemented"), direction)} ORDER BY t.place) AS implemented,
        array_agg(t.partial + ${adds(is("partial"), direction)} ORDER BY t.place) AS partial,
        array_agg(t.not_implemented + ${adds(is("notImplemented"), direction)} ORDER BY t.place) AS not_implemented,
        array_agg(t.not_applicable + ${adds(is("notApplicable"), direction)} ORDER BY t.place) AS not_applicable,
        array_agg(t.unevidenced + ${adds(Prisma.sql`${is("implemented")} AND a.evidence IS NULL`, direction)} ORDER BY t.place) AS unevidenced
      FROM (SELECT * FROM tally_item WHERE ${key}) t
      JOIN cycle_item i ON i.operator_id = t.operator_id AND i.cycle_id = t.cycle_id AND i.role = t.role AND i.item_id = t.item_id
      LEFT JOIN answer a ON a.operator_id = i.operator_id AND a.sheet_id = ${id}::uuid AND a.item_id = i.item_id AND NOT ${Prisma.raw(UNCOUNTED)}) n
    WHERE ${key}`;
}

/** Creates the tallies of every scope of a cycle's sheets at zero: a scope without a counted sheet is 未把握, not absent. */
export async function openTallies(transaction: Transaction, operatorId: string, cycleId: string): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO tally (operator_id, cycle_id, scope, role, department_id, system_id, asked, implemented, partial, not_implemented, not_applicable,
      unevidenced)
    SELECT s.operator_id, s.cycle_id, s.scope, s.role, s.department_id, s.system_id, i.zeros, i.zeros, i.zeros, i.zeros, i.zeros, i.zeros
    FROM (SELECT DISTINCT operator_id, cycle_id, scope, role, department_id, system_id FROM sheet
          WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${cycleId}::uuid AND state <> 'withdrawn') s
    JOIN (SELECT role, array_fill(0, ARRAY[count(*)::int]) AS zeros FROM cycle_item
          WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${cycleId}::uuid GROUP BY role) i ON i.role = s.role
    ON CONFLICT DO NOTHING`;
}
