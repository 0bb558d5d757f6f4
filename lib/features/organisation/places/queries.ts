import "server-only";
import { invalidField } from "@/lib/domain/shared/refusal";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { sentence } from "@/lib/labels/own-direction";
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

/** Whether the department is there and in use. */
export const departmentInUse = (transaction: Transaction, operatorId: string, departmentId: string): Promise<boolean> =>
  placesExist(transaction, operatorId, [{ departmentId, systemId: null }]);

/** Why nobody and nothing can come back into this department: it is retired, so that no list could name it. Null if it is in use. */
export async function refusedReturn(transaction: Transaction, operatorId: string, departmentId: string) {
  const retired = await transaction.department.findFirst({ where: { operatorId, id: departmentId, retiredAt: { not: null } }, select: { name: true } });
  return retired && invalidField("departmentId", sentence`「${retired.name}」は廃止した部署です。いま使っている部署を選んでください。`);
}
