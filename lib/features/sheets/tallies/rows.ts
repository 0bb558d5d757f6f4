import "server-only";
import { SET_ASIDE } from "@/lib/features/sheets/tallies/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** The sheet whose answers enter or leave the tallies. */
export interface TalliedSheet {
  readonly operatorId: string;
  readonly id: string;
  readonly cycleId: string;
  readonly role: string;
  readonly departmentId: string | null;
  readonly systemId: string | null;
}

/** Key of a tally's scope: `role/department/system`, empty where there is none. */
export const tallyScope = ({ role, departmentId, systemId }: Omit<TalliedSheet, "operatorId" | "id" | "cycleId">): string =>
  [role, departmentId ?? "", systemId ?? ""].join("/");

/**
 * Adds a sheet's answers, but those that are set aside with their measure, to its scope's tallies (`+1`, when it begins to count) or takes them out (`-1`).
 * The sheet is locked by the caller, so its answers stand still; the tallies are locked in key order before they change,
 * so that two hand-ins of one scope wait for each other instead of blocking each other.
 */
export async function moveTallies(transaction: Transaction, sheet: TalliedSheet, direction: 1 | -1): Promise<void> {
  const { operatorId, id, cycleId, role } = sheet;
  const scope = tallyScope(sheet);
  await transaction.$executeRaw`
    WITH locked AS MATERIALIZED (
      SELECT item_id FROM tally
      WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${cycleId}::uuid AND scope = ${scope}
      ORDER BY item_id FOR UPDATE)
    UPDATE tally t SET
      asked = t.asked + ${direction},
      implemented = t.implemented + CASE WHEN a.status = 'implemented' THEN ${direction} ELSE 0 END,
      partial = t.partial + CASE WHEN a.status = 'partial' THEN ${direction} ELSE 0 END,
      not_implemented = t.not_implemented + CASE WHEN a.status = 'notImplemented' THEN ${direction} ELSE 0 END,
      not_applicable = t.not_applicable + CASE WHEN a.status = 'notApplicable' THEN ${direction} ELSE 0 END
    FROM locked
    JOIN cycle_item i ON i.operator_id = ${operatorId}::uuid AND i.cycle_id = ${cycleId}::uuid AND i.role = ${role} AND i.item_id = locked.item_id
    LEFT JOIN answer a ON a.operator_id = ${operatorId}::uuid AND a.sheet_id = ${id}::uuid AND a.item_id = i.item_id AND NOT ${Prisma.raw(SET_ASIDE)}
    WHERE t.operator_id = ${operatorId}::uuid AND t.cycle_id = ${cycleId}::uuid AND t.scope = ${scope} AND t.item_id = i.item_id`;
}

/** The tallies of every scope that a cycle's sheets have, at zero: a scope without a counted sheet is 未把握, not absent. */
export async function openTallies(transaction: Transaction, operatorId: string, cycleId: string): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO tally (operator_id, cycle_id, scope, item_id, role, department_id, system_id, asked, implemented, partial, not_implemented, not_applicable)
    SELECT s.operator_id, s.cycle_id, s.role || '/' || coalesce(s.department_id::text, '') || '/' || coalesce(s.system_id::text, ''),
      i.item_id, s.role, s.department_id, s.system_id, 0, 0, 0, 0, 0
    FROM (SELECT DISTINCT operator_id, cycle_id, role, department_id, system_id FROM sheet
          WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${cycleId}::uuid AND state <> 'withdrawn') s
    JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role
    ON CONFLICT DO NOTHING`;
}
