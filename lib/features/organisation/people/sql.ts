import "server-only";
import { Prisma } from "@/lib/server/database/client";

/** The order in which people are listed and handed their links; `p` is the person, `d` the department. */
export const STAFF_ORDER = Prisma.sql`d.name, p.staff_number IS NULL, coalesce(p.staff_number, ''), p.name, p.id`;

/** Whether a person comes after the one of this id in `STAFF_ORDER`. */
export const comesAfter = (operatorId: string, personId: string): Prisma.Sql => Prisma.sql`(${STAFF_ORDER}) > (
  SELECT ${STAFF_ORDER} FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
  WHERE p.operator_id = ${operatorId}::uuid AND p.id = ${personId}::uuid)`;

/**
 * In SQL: whether the person `p` has a password. An aggregate and not EXISTS: without statistics, as after an import, that would be
 * joined by calling the function for every account beside every person.
 */
export const HAS_PASSWORD = Prisma.sql`coalesce((
  SELECT bool_or(portal_has_password(a.id)) FROM account a WHERE a.operator_id = p.operator_id AND a.person_id = p.id), false)`;
