import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { isCounted } from "@/lib/domain/checking/sheet";
import type { SheetToWithdraw } from "@/lib/domain/checking/withdrawal";
import { WRITTEN } from "@/lib/features/cycles/tallies/sql";
import { reviewTargets } from "@/lib/features/sheets/record/record";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { rowLocks } from "@/lib/server/database/lock";
import type { Asking } from "@/lib/server/use-cases/use-case";

interface OfCycle {
  readonly operatorId: string;
  readonly id: string;
}

/** The sheets of the locked cycle, locked in the order of their ids; null if one of them is not the cycle's. */
export async function lockSheets(transaction: Transaction, cycle: OfCycle, sheetIds: readonly string[]): Promise<string[] | null> {
  const wanted = [...new Set(sheetIds)];
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM sheet s WHERE s.operator_id = ${cycle.operatorId}::uuid AND s.cycle_id = ${cycle.id}::uuid AND s.id = ANY(${wanted}::uuid[])
    ORDER BY s.id ${rowLocks({ sheet: "change" })}`;
  return rows.length === wanted.length ? rows.map(({ id }) => id) : null;
}

type Found = Pick<SheetToWithdraw, "id" | "state" | "answers" | "unasked">;

/**
 * Sheets of the cycle with what withdrawing all of them would remove: their answers, and the measures that no other sheet asks
 * and that the CISO did not leave out when planning; and whether the person may withdraw each, by the rules of one sheet, and in
 * which capacity by the last that has to allow it.
 */
export async function sheetsToWithdraw(transaction: Transaction, { visitor, now }: Asking, { operatorId, id }: OfCycle, sheetIds: readonly string[]) {
  const found = await transaction.$queryRaw<Found[]>`
    WITH staying AS (
      SELECT DISTINCT o.item_id FROM sheet s JOIN cycle_item o ON o.operator_id = s.operator_id AND o.cycle_id = s.cycle_id AND o.role = s.role
      WHERE s.operator_id = ${operatorId}::uuid AND s.cycle_id = ${id}::uuid AND s.state <> 'withdrawn' AND s.id <> ALL(${[...sheetIds]}::uuid[])),
    unasked AS (
      SELECT i.role, array_agg(i.item_id ORDER BY i.position) AS items FROM cycle_item i
      WHERE i.operator_id = ${operatorId}::uuid AND i.cycle_id = ${id}::uuid AND i.kind = 'measure' AND i.item_id NOT IN (SELECT item_id FROM staying)
        AND NOT EXISTS (SELECT 1 FROM cycle_left_out l WHERE l.operator_id = i.operator_id AND l.cycle_id = i.cycle_id AND l.item_id = i.item_id AND l.scope = '')
      GROUP BY i.role)
    SELECT s.id, s.state, coalesce(u.items, '{}') AS unasked,
      (SELECT count(*) FROM answer a WHERE a.operator_id = s.operator_id AND a.sheet_id = s.id AND ${Prisma.raw(WRITTEN)})::int AS answers
    FROM sheet s LEFT JOIN unasked u ON u.role = s.role
    WHERE s.operator_id = ${operatorId}::uuid AND s.cycle_id = ${id}::uuid AND s.id = ANY(${[...sheetIds]}::uuid[]) ORDER BY s.id`;
  const targets = await reviewTargets(transaction, operatorId, sheetIds, now);
  return found.map(({ id: sheetId, state, answers, unasked }) => {
    const target = targets.get(sheetId) ?? {};
    const [open, counted] = [decide(visitor.actor, "sheet.withdraw", target), decide(visitor.actor, "sheet.withdrawCounted", target)];
    const decided = isCounted(state) ? counted : open;
    const capacity = decided.ok ? decided.value : undefined;
    return { ...{ id: sheetId, state, answers, unasked, target, capacity }, allowed: open.ok, allowedCounted: counted.ok };
  });
}
