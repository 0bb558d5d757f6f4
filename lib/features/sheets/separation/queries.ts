import "server-only";
import { conflictingAppointments } from "@/lib/domain/access/separation";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import { countedDeputyships } from "@/lib/features/organisation/duties/queries";
import type { Transaction } from "@/lib/server/database/client";

interface Held {
  readonly personId: string;
  readonly name: string;
  readonly role: AppointmentRole | null;
}

/** Names of people who must not answer sheets of this role because of their appointments and deputyships: auditor and audited (3.1.4.1(2)). */
export async function barredFrom(
  transaction: Transaction,
  operatorId: string,
  sheetRole: Exclude<AnsweringRole, "handler">,
  personIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const standing = await countedDeputyships(transaction, operatorId, personIds, now);
  const held = await transaction.$queryRaw<Held[]>`
    SELECT DISTINCT p.id AS "personId", p.name, a.role FROM person p LEFT JOIN appointment a ON a.operator_id = p.operator_id AND a.person_id = p.id
    WHERE p.operator_id = ${operatorId}::uuid AND p.id = ANY(${[...personIds]}::uuid[]) ORDER BY p.name, a.role`;
  return [...grouped(held, ({ personId }) => personId)].flatMap(([personId, rows]) => {
    const duties = [...rows.flatMap(({ role }) => (role === null ? [] : [{ role }])), ...(standing.get(personId) ?? [])];
    const added = conflictingAppointments([...duties, { role: sheetRole }]).length > conflictingAppointments(duties).length;
    return added ? [rows[0]?.name ?? ""] : [];
  });
}
