import "server-only";
import { NO_DEPARTMENT, NO_SYSTEM } from "@/lib/domain/gap/filter";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { type Apart, sheetCountsOver } from "@/lib/domain/scoring/counters";
import type { ScoreGrouping } from "@/lib/domain/scoring/measure";
import type { Counted } from "@/lib/domain/scoring/score";
import type { SheetCount, Tally } from "@/lib/domain/scoring/tally";
import { Prisma, type Transaction } from "@/lib/server/database/client";

export const apartFor = (by: ScoreGrouping | undefined): Apart => ({ department: by === "department", system: by === "system" });

/** Whether the cycle has sheets of departments, and of critical systems. */
export async function readPlaces(transaction: Transaction, cycleId: string): Promise<{ readonly department: boolean; readonly system: boolean }> {
  const [row] = await transaction.$queryRaw<{ department: boolean | null; system: boolean | null }[]>`
    SELECT bool_or(department_id IS NOT NULL) AS department, bool_or(system_id IS NOT NULL) AS system
    FROM sheet WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid AND state <> 'withdrawn'`;
  return { department: row?.department ?? false, system: row?.system ?? false };
}

/** The places that counts are taken over; without a part, all. */
export interface Within {
  /** A department's id; `NO_DEPARTMENT` for sheets without one. */
  readonly department?: string | undefined;
  readonly role?: AnsweringRole | undefined;
  /** A critical system's id; `NO_SYSTEM` for sheets without one. */
  readonly system?: string | undefined;
}

/** The condition on the columns of a row of `from` that has a place. */
export function withinSql({ department, role, system }: Within, from: "t" | "s"): Prisma.Sql {
  const column = (name: string): Prisma.Sql => Prisma.raw(`${from}.${name}`);
  const isOf = (name: string, id: string | undefined, none: string): Prisma.Sql[] =>
    id === undefined ? [] : [id === none ? Prisma.sql`${column(name)} IS NULL` : Prisma.sql`${column(name)} = ${id}::uuid`];
  const parts = [
    ...isOf("department_id", department, NO_DEPARTMENT),
    ...(role === undefined ? [] : [Prisma.sql`${column("role")} = ${role}`]),
    ...isOf("system_id", system, NO_SYSTEM),
  ];
  return parts.length === 0 ? Prisma.sql`TRUE` : Prisma.join(parts, " AND ");
}

/** The tallies and sheet counts of a department, or of the whole operator. */
export const readCounts = (transaction: Transaction, cycleId: string, apart: Apart, departmentId: string | null): Promise<Counted> =>
  readCountsWithin(transaction, cycleId, apart, departmentId === null ? {} : { department: departmentId });

/** The sheets of one place; withdrawn ones are in neither number. */
export interface SheetsOfPlace extends SheetCount {
  readonly scope: string;
}

/** The sheets of a cycle by place, in the order of role, department and critical system. A place whose sheets are all withdrawn is left out, as if never handed out. */
export const readSheetsByPlace = (transaction: Transaction, cycleId: string, within: Within): Promise<SheetsOfPlace[]> =>
  transaction.$queryRaw<SheetsOfPlace[]>`
    SELECT s.role, s.department_id AS department, s.system_id AS system, s.scope, count(*)::int AS "handedOut",
      count(*) FILTER (WHERE s.counts)::int AS counted
    FROM sheet s WHERE s.operator_id = portal_operator() AND s.cycle_id = ${cycleId}::uuid AND s.state <> 'withdrawn' AND ${withinSql(within, "s")}
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3`;

/**
 * Tallies and sheet counts of a cycle, summed in the database by role and item and, if requested, by department or critical
 * system.
 */
export async function readCountsWithin(transaction: Transaction, cycleId: string, apart: Apart, within: Within): Promise<Counted> {
  const department = apart.department ? Prisma.sql`department_id` : Prisma.sql`NULL::uuid`;
  const system = apart.system ? Prisma.sql`system_id` : Prisma.sql`NULL::uuid`;
  const places = await readSheetsByPlace(transaction, cycleId, within);
  const tallies = await transaction.$queryRaw<Tally[]>`
    SELECT role, ${department} AS department, ${system} AS system, item_id AS item, sum(asked)::int AS asked,
      sum(implemented)::int AS implemented, sum(partial)::int AS partial, sum(not_implemented)::int AS "notImplemented",
      sum(not_applicable)::int AS "notApplicable"
    FROM tally_item
    WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid AND scope = ANY(${places.map(({ scope }) => scope)})
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
  return { tallies, sheets: sheetCountsOver(places, apart) };
}
