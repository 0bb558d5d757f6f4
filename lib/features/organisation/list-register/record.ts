import "server-only";
import type { RegisteredPerson, RegisteredSystem, RegisteredUnit } from "@/lib/features/organisation/list-register/rules";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** Everybody of the operator, leavers too, with the roles they hold. */
export const readRegisteredPeople = (transaction: Transaction, operatorId: string): Promise<RegisteredPerson[]> =>
  transaction.$queryRaw<RegisteredPerson[]>`
    SELECT p.id, p.name, p.email, p.staff_number AS "staffNumber", p.left_at IS NOT NULL AS left, coalesce(h.held, '[]'::jsonb) AS appointments
    FROM person p LEFT JOIN (
      SELECT a.person_id, jsonb_agg(jsonb_build_object('role', a.role, 'departmentId', a.department_id, 'systemId', a.system_id)
        ORDER BY a.role, a.department_id, a.system_id) AS held
      FROM appointment a WHERE a.operator_id = ${operatorId}::uuid GROUP BY a.person_id) h ON h.person_id = p.id
    WHERE p.operator_id = ${operatorId}::uuid ORDER BY p.name, p.id`;

const UNIT = Prisma.sql`u.id, u.name, u.retired_at IS NOT NULL AS retired`;

export const readRegisteredDepartments = (transaction: Transaction, operatorId: string): Promise<RegisteredUnit[]> =>
  transaction.$queryRaw<RegisteredUnit[]>`SELECT ${UNIT} FROM department u WHERE u.operator_id = ${operatorId}::uuid ORDER BY u.name, u.id`;

export const readRegisteredSystems = (transaction: Transaction, operatorId: string): Promise<RegisteredSystem[]> =>
  transaction.$queryRaw<RegisteredSystem[]>`
    SELECT ${UNIT}, u.kind, u.department_id AS "departmentId" FROM critical_system u WHERE u.operator_id = ${operatorId}::uuid ORDER BY u.name, u.id`;
