import "server-only";
import type { MovedSheet } from "@/lib/features/cycles/moving/parts";
import { FOLLOWS_PERSON, FOLLOWS_SYSTEM, MOVABLE } from "@/lib/features/cycles/moving/sql";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { moveTallies, openTallies } from "@/lib/features/cycles/tallies/rows";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { rowLocks } from "@/lib/server/database/lock";

interface Moving extends MovedSheet {
  readonly cycleId: string;
  readonly counts: boolean;
}

/**
 * Moves sheets of running cycles to another department, with what they count (docs/design.md 6 and 9). `which` selects them and
 * `target` is their new department, in SQL over the sheet `s`, its person `p` and its critical system `y`. The locks are those of a change of state;
 * organisations change one at a time, so that two moves never wait for each other's tallies.
 */
export async function moveSheets(transaction: Transaction, operatorId: string, which: Prisma.Sql, target: Prisma.Sql): Promise<readonly MovedSheet[]> {
  const sheets = await transaction.$queryRaw<Moving[]>`
    SELECT s.id, s.cycle_id AS "cycleId", s.counts, s.department_id AS before, ${target} AS "departmentId"
    FROM cycle c JOIN sheet s ON s.operator_id = c.operator_id AND s.cycle_id = c.id
    LEFT JOIN person p ON p.operator_id = s.operator_id AND p.id = s.person_id
    LEFT JOIN critical_system y ON y.operator_id = s.operator_id AND y.id = s.system_id
    WHERE s.operator_id = ${operatorId}::uuid AND ${MOVABLE}
      AND ${which} AND s.department_id IS DISTINCT FROM ${target}
    ORDER BY c.id, s.id ${rowLocks({ cycle: "share", sheet: "change" })}`;
  const counted = sheets.filter(({ counts }) => counts);
  for (const { id } of counted) await moveTallies(transaction, { operatorId, id }, -1);
  await transaction.$executeRaw`
    UPDATE sheet s SET department_id = n."departmentId" FROM jsonb_to_recordset(${JSON.stringify(sheets)}::jsonb) AS n(id uuid, "departmentId" uuid)
    WHERE s.operator_id = ${operatorId}::uuid AND s.id = n.id`;
  for (const cycleId of new Set(sheets.map((sheet) => sheet.cycleId))) await openTallies(transaction, operatorId, cycleId);
  for (const { id } of counted) await moveTallies(transaction, { operatorId, id }, 1);
  // A scope that no sheet has any more would read as 未把握.
  await transaction.$executeRaw`
    DELETE FROM tally t WHERE t.operator_id = ${operatorId}::uuid AND t.cycle_id = ANY(${sheets.map((sheet) => sheet.cycleId)}::uuid[])
      AND NOT EXISTS (SELECT 1 FROM sheet s WHERE s.operator_id = t.operator_id AND s.cycle_id = t.cycle_id AND s.scope = t.scope)`;
  return sheets;
}

/**
 * A round that runs again has its sheets that are not accepted in the departments of today: those of 取扱者 who are there, and of
 * critical systems in use.
 */
export async function followWhereRunsAgain(transaction: Transaction, { operatorId, id }: CycleRecord): Promise<readonly MovedSheet[]> {
  const own = Prisma.sql`s.cycle_id = ${id}::uuid`;
  const people = await moveSheets(transaction, operatorId, Prisma.sql`${own} AND ${FOLLOWS_PERSON} AND p.left_at IS NULL`, Prisma.sql`p.department_id`);
  const systems = await moveSheets(transaction, operatorId, Prisma.sql`${own} AND ${FOLLOWS_SYSTEM} AND y.retired_at IS NULL`, Prisma.sql`y.department_id`);
  return [...people, ...systems];
}
