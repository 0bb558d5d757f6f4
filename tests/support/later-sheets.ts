import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { readCycleDetail } from "@/lib/features/cycles/list/queries";
import { leaveOut } from "@/lib/features/cycles/plan/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { addPerson } from "@/lib/features/organisation/people/commands";
import { readStaffing } from "@/lib/features/staffing/counts/queries";
import { listTasks } from "@/lib/features/tasks/list/queries";
import { withClient } from "@/lib/runtime/portal-logins";
import { as, kuko, NOW, own, PLAN, plannedCycle, value } from "@/tests/support/planned-cycle-ground";
import { handOutAsShown, planAsShown } from "@/tests/support/rounds";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

let clock = NOW.getTime();
/** Each time a while later, because numbers are kept until a change that the fixtures do not record. */
export const later = (): Date => new Date((clock += 120_000));

export const operator = (name: string): Promise<World> => withClient(own.ownerUrl, (client) => makeOperator(client, "airport", name));
export const run = (of: World, statement: string) => withClient(own.ownerUrl, (client) => client.query(statement, [of.operatorId]));
export const missing = async (of: World) => value(await readStaffing(as("secretariat", of), {}, later()));
export const open = async (of: World, cycleId?: string): Promise<string> => {
  const opened = cycleId ?? (await plannedCycle(of));
  value(await handOutAsShown(as("ciso", of), { cycleId: opened }, NOW));
  return opened;
};
export const newcomer = async (of: World, name: string, departmentId: string): Promise<string> =>
  value(await addPerson(as("secretariat", of), { name, email: `${name}.${of.operatorId}@new.example`, departmentId }, NOW)).id;
export const takes = async (of: World, personId: string, role: string, place: Omit<Place, "role"> = {}) =>
  value(await appoint(as("ciso", of), { personId, appointments: [{ role, departmentId: null, systemId: null, ...place }] as never }, NOW));
export const handsOut = async (of: World, cycleId: string): Promise<number> => value(await handOutLater(as("secretariat", of), { cycleId }, NOW)).handedOut;
/** The measures that the role answers. */
export const measuresOf = (role: AnsweringRole): string[] =>
  kuko.items.flatMap(({ id, kind, answeredBy }) => (kind === "measure" && answeredBy.includes(role) ? [id] : []));
/** One that no other role answers, and no other an example of. */
export const onlyOf = (role: AnsweringRole): string =>
  measuresOf(role).find((id) => kuko.items.every((item) => ![item.id, item.illustrates].includes(id) || item.answeredBy.join() === role)) ?? "";

export type Place = { readonly role?: string; readonly departmentId?: string; readonly systemId?: string };
export const at = (items: readonly string[], place: Place) => items.map((item) => ({ item, ...place, reason: "今回は点検しないため" }));
/** Opens a round without these. */
export async function openWithout(of: World, leftOut: readonly ReturnType<typeof at>[number][]): Promise<string> {
  const { id: cycleId } = value(await planAsShown(as("ciso", of), PLAN, NOW));
  value(await leaveOut(as("ciso", of), { cycleId, leftOut: leftOut as never }, NOW));
  return open(of, cycleId);
}
export const leftOutIn = async (of: World, cycleId: string) => value(await readCycleDetail(as("ciso", of), { cycleId }, NOW)).leftOut;
export const vacates = (of: World, role: string, place?: string) =>
  run(of, `DELETE FROM appointment WHERE operator_id = $1 AND role = '${role}'${place === undefined ? "" : ` AND '${place}' IN (department_id, system_id)`}`);
export const itemsOf = async (of: World, cycleId: string, role: string): Promise<string[]> =>
  (await run(of, `SELECT item_id FROM cycle_item WHERE operator_id = $1 AND cycle_id = '${cycleId}' AND role = '${role}' AND kind = 'measure'`)).rows.map(
    (row: { item_id: string }) => row.item_id,
  );
export const askedForLater = async (of: World, role: OperatorRole) =>
  value(await listTasks(as(role, of), {}, later()))
    .items.filter(({ kind }) => kind === "handOutLater")
    .map(({ title, page }) => [title, page]);
