import "server-only";
import type { ScoreGrouping } from "@/lib/domain/scoring/measure";
import type { Counted } from "@/lib/domain/scoring/score";
import type { SheetCount, Tally } from "@/lib/domain/scoring/tally";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** The parts of a scope that counts are grouped by. */
export interface Apart {
  readonly department: boolean;
  readonly system: boolean;
}

export const apartFor = (by: ScoreGrouping | undefined): Apart => ({ department: by === "department", system: by === "system" });

/** Whether the cycle has sheets of departments, and of critical systems. */
export async function readPlaces(transaction: Transaction, cycleId: string): Promise<{ readonly department: boolean; readonly system: boolean }> {
  const [row] = await transaction.$queryRaw<{ department: boolean | null; system: boolean | null }[]>`
    SELECT bool_or(department_id IS NOT NULL) AS department, bool_or(system_id IS NOT NULL) AS system
    FROM sheet WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid AND state <> 'withdrawn'`;
  return { department: row?.department ?? false, system: row?.system ?? false };
}

/**
 * Tallies and sheet counts of a cycle, summed in the database by role and item and, if requested, by department or critical
 * system. Scopes whose sheets are all withdrawn are left out, as if never handed out.
 */
export async function readCounts(transaction: Transaction, cycleId: string, apart: Apart, departmentId: string | null): Promise<Counted> {
  const department = apart.department ? Prisma.sql`department_id` : Prisma.sql`NULL::uuid`;
  const system = apart.system ? Prisma.sql`system_id` : Prisma.sql`NULL::uuid`;
  const within = departmentId === null ? Prisma.empty : Prisma.sql`AND department_id = ${departmentId}::uuid`;
  const tallies = await transaction.$queryRaw<Tally[]>`
    WITH live AS (
      SELECT DISTINCT scope
      FROM sheet WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid AND state <> 'withdrawn')
    SELECT role, ${department} AS department, ${system} AS system, item_id AS item, sum(asked)::int AS asked,
      sum(implemented)::int AS implemented, sum(partial)::int AS partial, sum(not_implemented)::int AS "notImplemented",
      sum(not_applicable)::int AS "notApplicable"
    FROM tally_item JOIN live USING (scope) WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid ${within}
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
  const sheets = await transaction.$queryRaw<SheetCount[]>`
    SELECT role, ${department} AS department, ${system} AS system, count(*)::int AS "handedOut",
      count(*) FILTER (WHERE counts)::int AS counted
    FROM sheet WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid AND state <> 'withdrawn' ${within}
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
  return { tallies, sheets };
}
