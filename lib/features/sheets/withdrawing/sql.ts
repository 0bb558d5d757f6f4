import "server-only";
import { OF_VACANT_POST } from "@/lib/features/cycles/record/sql";
import { Prisma } from "@/lib/server/database/client";

/**
 * In SQL: the measures of the roles of a cycle (`role`, `item_id`, `position`) that nobody is asked any more once these sheets are
 * withdrawn, and that the CISO did not leave out: everywhere, or at each post that ever got a sheet asking it, because all of them were
 * vacant when the cycle was opened.
 */
export const unaskedWithout = (operatorId: string, cycleId: string, sheetIds: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT i.role, i.item_id, i.position FROM cycle_item i
  WHERE i.operator_id = ${operatorId}::uuid AND i.cycle_id = ${cycleId}::uuid AND i.kind = 'measure'
    AND i.item_id NOT IN (
      SELECT o.item_id FROM (SELECT DISTINCT role FROM sheet
        WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${cycleId}::uuid AND state <> 'withdrawn' AND id <> ALL(${[...sheetIds]}::uuid[])) staying
      JOIN cycle_item o ON o.operator_id = ${operatorId}::uuid AND o.cycle_id = ${cycleId}::uuid AND o.role = staying.role)
    AND i.item_id NOT IN (SELECT item_id FROM cycle_left_out WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${cycleId}::uuid AND scope = '')
    AND i.item_id IN (
      SELECT o.item_id FROM (SELECT DISTINCT role, CASE WHEN person_id IS NULL THEN place END AS place FROM sheet
        WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${cycleId}::uuid) s
      JOIN cycle_item o ON o.operator_id = ${operatorId}::uuid AND o.cycle_id = ${cycleId}::uuid AND o.role = s.role
      WHERE NOT EXISTS (SELECT 1 FROM cycle_left_out l
        WHERE l.operator_id = o.operator_id AND l.cycle_id = o.cycle_id AND l.item_id = o.item_id AND ${Prisma.raw(OF_VACANT_POST)}))`;
