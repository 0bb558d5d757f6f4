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

/** Names of those of these people who are 監査実施者 and answer sheets of running cycles that are audited (3.1.4.1(2)). */
export async function auditorsAnswering(transaction: Transaction, operatorId: string, personIds: readonly string[]): Promise<string[]> {
  const answered = await transaction.$queryRaw<Held[]>`
    SELECT DISTINCT p.id AS "personId", p.name, s.role FROM sheet_respondent r
    JOIN sheet s ON s.operator_id = r.operator_id AND s.id = r.sheet_id AND s.state <> 'withdrawn' AND s.role <> 'handler'
    JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state IN ('open', 'reviewing')
    JOIN appointment a ON a.operator_id = r.operator_id AND a.person_id = r.person_id AND a.role = 'auditor'
    JOIN person p ON p.operator_id = r.operator_id AND p.id = r.person_id
    WHERE r.operator_id = ${operatorId}::uuid AND r.person_id = ANY(${[...personIds]}::uuid[]) ORDER BY p.name, s.role`;
  return [...new Set(answered.filter(({ role }) => conflictingAppointments([{ role: "auditor" }, { role }]).length > 0).map(({ name }) => name))];
}
