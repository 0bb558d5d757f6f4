import "server-only";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import type { Transaction } from "@/lib/server/database/client";

/** Whether the departments and systems of these posts are there and in use. */
export async function placesExist(
  transaction: Transaction,
  operatorId: string,
  appointments: readonly Pick<AppointmentBody, "departmentId" | "systemId">[],
): Promise<boolean> {
  const departments = [...new Set(appointments.flatMap(({ departmentId }) => (departmentId === null ? [] : [departmentId])))];
  const systems = [...new Set(appointments.flatMap(({ systemId }) => (systemId === null ? [] : [systemId])))];
  const inUse = { operatorId, retiredAt: null };
  return (
    (await transaction.department.count({ where: { ...inUse, id: { in: departments } } })) === departments.length &&
    (await transaction.criticalSystem.count({ where: { ...inUse, id: { in: systems } } })) === systems.length
  );
}
