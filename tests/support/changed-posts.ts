import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { idOf, post } from "@/tests/support/handover-ground";
import { rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

/** The post of a 責任者, and that of a システム管理者, whose sheets the cycles of `sheet-ground` have. */
export const managing = () => post("securityManager", { departmentId: world.departments[0] });
export const administering = () => post("systemAdministrator", { systemId: world.systems[0] });

export const give = (to: OperatorRole, { role, departmentId, systemId }: AppointmentBody) =>
  rows("INSERT INTO appointment (operator_id, id, person_id, role, department_id, system_id) VALUES ($1, gen_random_uuid(), $2, $3, $4, $5)", [
    ...[world.operatorId, idOf(to), role, departmentId, systemId],
  ]);
export const vacate = (who: OperatorRole) => rows("DELETE FROM appointment WHERE person_id = $1", [idOf(who)]);
/** Names the person as a respondent of the sheet. */
export const names = (who: OperatorRole, sheetId: string) =>
  rows("INSERT INTO sheet_respondent (operator_id, sheet_id, person_id) VALUES ($1, $2, $3)", [world.operatorId, sheetId, idOf(who)]);
export const handsIn = (who: OperatorRole, sheetId: string) => rows("UPDATE sheet SET handed_in_by = $2 WHERE id = $1", [sheetId, idOf(who)]);

/** A deputy of the post, in force on the day of the tests, or for the period. Out: the deputyship's id. */
export async function stands(who: OperatorRole, of: AppointmentBody, [from, until]: readonly [string, string] = ["2026-11-01", "2026-12-31"], order = 1) {
  const [named] = await rows<{ id: string }>(
    `INSERT INTO deputy (operator_id, id, person_id, role, department_id, system_id, ordinal, from_on, until_on, reason, named_at, named_by)
     VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, $8, '育児休業のため', now(), $9) RETURNING id`,
    [world.operatorId, idOf(who), of.role, of.departmentId, of.systemId, order, from, until, idOf("ciso")],
  );
  return named?.id ?? "";
}
