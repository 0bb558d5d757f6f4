import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { isCounted } from "@/lib/domain/checking/sheet";
import type { SheetToWithdraw } from "@/lib/domain/checking/withdrawal";
import { differences } from "@/lib/domain/shared/differences";
import { leftOutReasons, readLeftOut } from "@/lib/features/cycles/record/queries";
import { WRITTEN } from "@/lib/features/cycles/tallies/sql";
import { reviewTargets } from "@/lib/features/sheets/record/record";
import { unaskedWithout } from "@/lib/features/sheets/withdrawing/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { rowLocks } from "@/lib/server/database/lock";
import type { Asking, Context } from "@/lib/server/use-cases/use-case";

type Keeping = Pick<Context<unknown, unknown>, "transaction" | "addDetail" | "keepChange">;

/**
 * Withdraws sheets of the cycle, and says what was left out while their posts were vacant, and is left out again: the reasons, and how
 * many they are; null if there is none.
 */
export async function withLeftOutAgain<Done>(transaction: Transaction, cycleId: string, withdrawing: () => Promise<Done>) {
  const before = leftOutReasons(await readLeftOut(transaction, cycleId));
  const done = await withdrawing();
  const change = differences(before, leftOutReasons(await readLeftOut(transaction, cycleId)));
  return { done, again: change && { change, detail: { leftOutAgain: Object.keys(change.after).length } } };
}

/** The same for a use case whose entry keeps it. */
export async function keepingLeftOutAgain<Done>(
  { transaction, addDetail, keepChange }: Keeping,
  cycleId: string,
  withdrawing: () => Promise<Done>,
): Promise<Done> {
  const { done, again } = await withLeftOutAgain(transaction, cycleId, withdrawing);
  if (again === null) return done;
  keepChange(again.change);
  addDetail(again.detail);
  return done;
}

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
 * Sheets of the cycle with what withdrawing all of them would remove: their answers, and the measures that nobody is asked then
 * (`unaskedWithout`); and whether the person may withdraw each, by the rules of one sheet, and in
 * which capacity by the last that has to allow it.
 */
export async function sheetsToWithdraw(transaction: Transaction, { visitor, now }: Asking, { operatorId, id }: OfCycle, sheetIds: readonly string[]) {
  const found = await transaction.$queryRaw<Found[]>`
    WITH unasked AS (
      SELECT role, array_agg(item_id ORDER BY position) AS items FROM (${unaskedWithout(operatorId, id, sheetIds)}) i GROUP BY role)
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
