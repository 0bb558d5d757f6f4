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
  const deputyships = await countedDeputyships(transaction, operatorId, personIds, now);
  const held = await transaction.$queryRaw<Held[]>`
    SELECT DISTINCT p.id AS "personId", p.name, a.role FROM person p LEFT JOIN appointment a ON a.operator_id = p.operator_id AND a.person_id = p.id
    WHERE p.operator_id = ${operatorId}::uuid AND p.id = ANY(${[...personIds]}::uuid[]) ORDER BY p.name, a.role`;
  return [...grouped(held, ({ personId }) => personId)].flatMap(([personId, rows]) => {
    const duties = [...rows.flatMap(({ role }) => (role === null ? [] : [{ role }])), ...(deputyships.get(personId) ?? [])];
    const added = conflictingAppointments([...duties, { role: sheetRole }]).length > conflictingAppointments(duties).length;
    return added ? [rows[0]?.name ?? ""] : [];
  });
}

/** Names of those of these people who are 監査実施者 and answer sheets of running cycles that are audited (3.1.4.1(2)). */
export async function auditorsAnswering(transaction: Transaction, operatorId: string, personIds: readonly string[]): Promise<string[]> {
  const answered = await transaction.$queryRaw<{ name: string; role: AppointmentRole }[]>`
    SELECT DISTINCT p.name, s.role FROM sheet_respondent r
    JOIN sheet s ON s.operator_id = r.operator_id AND s.id = r.sheet_id AND s.state <> 'withdrawn' AND s.role <> 'handler'
    JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state IN ('open', 'reviewing')
    JOIN appointment a ON a.operator_id = r.operator_id AND a.person_id = r.person_id AND a.role = 'auditor'
    JOIN person p ON p.operator_id = r.operator_id AND p.id = r.person_id
    WHERE r.operator_id = ${operatorId}::uuid AND r.person_id = ANY(${[...personIds]}::uuid[]) ORDER BY p.name, s.role`;
  return [...new Set(answered.filter(({ role }) => conflictingAppointments([{ role: "auditor" }, { role }]).length > 0).map(({ name }) => name))];
}
