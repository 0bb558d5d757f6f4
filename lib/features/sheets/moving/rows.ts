import "server-only";
import { moveTallies, openTallies } from "@/lib/features/cycles/tallies/rows";
import { FOLLOWS_PERSON, FOLLOWS_SYSTEM, MOVABLE } from "@/lib/features/sheets/moving/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { rowLocks } from "@/lib/server/database/lock";

interface Moving {
  readonly id: string;
  readonly cycleId: string;
  readonly counts: boolean;
  readonly departmentId: string;
}

/**
 * Moves sheets of running cycles to another department, with what they count (docs/design.md 6 and 9). `which` selects them and
 * `target` is their new department, in SQL over the sheet `s` and its person `p`. The locks are those of a change of state;
 * organisations change one at a time, so that two moves never wait for each other's tallies.
 */
async function moveSheets(transaction: Transaction, operatorId: string, which: Prisma.Sql, target: Prisma.Sql): Promise<string[]> {
  const sheets = await transaction.$queryRaw<Moving[]>`
    SELECT s.id, s.cycle_id AS "cycleId", s.counts, ${target} AS "departmentId"
    FROM cycle c JOIN sheet s ON s.operator_id = c.operator_id AND s.cycle_id = c.id
    LEFT JOIN person p ON p.operator_id = s.operator_id AND p.id = s.person_id
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
  return sheets.map(({ id }) => id);
}

/** Moves these sheets to the department. */
export const moveSheetsTo = (transaction: Transaction, operatorId: string, sheetIds: readonly string[], departmentId: string): Promise<string[]> =>
  moveSheets(transaction, operatorId, Prisma.sql`s.id = ANY(${[...sheetIds]}::uuid[])`, Prisma.sql`${departmentId}::uuid`);

/** Moves the 取扱者 sheets of these people, unless they are accepted, to the departments that the people have now. */
export const followPeopleMoved = (transaction: Transaction, operatorId: string, personIds: readonly string[]): Promise<string[]> =>
  moveSheets(transaction, operatorId, Prisma.sql`${FOLLOWS_PERSON} AND s.person_id = ANY(${[...personIds]}::uuid[])`, Prisma.sql`p.department_id`);

/** Moves the sheets of a critical system, unless they are accepted, to the department. */
export const followSystemMoved = (transaction: Transaction, operatorId: string, systemId: string, departmentId: string): Promise<string[]> =>
  moveSheets(transaction, operatorId, Prisma.sql`${FOLLOWS_SYSTEM} AND s.system_id = ${systemId}::uuid`, Prisma.sql`${departmentId}::uuid`);
