import "server-only";
import { conflictingAppointments } from "@/lib/domain/access/separation";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import type { Transaction } from "@/lib/server/database/client";

interface Held {
  readonly personId: string;
  readonly name: string;
  readonly role: AppointmentRole;
}

/** Names of people who must not answer sheets of this role because of their appointments: auditor and audited (3.1.4.1(2)). */
export async function barredFrom(
  transaction: Transaction,
  operatorId: string,
  sheetRole: Exclude<AnsweringRole, "handler">,
  personIds: readonly string[],
): Promise<string[]> {
  const held = await transaction.$queryRaw<Held[]>`
    SELECT DISTINCT a.person_id AS "personId", p.name, a.role FROM appointment a JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id
    WHERE a.operator_id = ${operatorId}::uuid AND a.person_id = ANY(${[...personIds]}::uuid[]) ORDER BY p.name, a.role`;
  return [...grouped(held, ({ personId }) => personId).values()].flatMap((appointments) => {
    const added = conflictingAppointments([...appointments, { role: sheetRole }]).length > conflictingAppointments(appointments).length;
    return added ? [appointments[0]?.name ?? ""] : [];
  });
}
