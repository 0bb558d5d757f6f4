import "server-only";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { composed } from "@/lib/domain/shared/text";
import { permittedOperator } from "@/lib/features/organisation/access/queries";
import type { PeopleQuery, Person } from "@/lib/features/organisation/record/schema";
import { look } from "@/lib/server/audit/change";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Page, rowsOf } from "@/lib/validation/paging";
import { isIdentifier } from "@/lib/validation/plain-text";

interface PersonRow extends Omit<Person, "leftAt"> {
  readonly leftAt: Date | null;
}

const personOf = (row: PersonRow): Person => ({ ...row, leftAt: row.leftAt?.toISOString() ?? null });

const PERSON = Prisma.sql`
  SELECT p.id, p.name, p.email, p.staff_number AS "staffNumber", p.department_id AS "departmentId", d.name AS "departmentName",
    p.left_at AS "leftAt", coalesce(h.held, '[]'::jsonb) AS appointments, portal_link_of(l.id) AS invitation,
    portal_has_password(l.id) AS "hasPassword"
  FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
  LEFT JOIN account l ON l.operator_id = p.operator_id AND l.person_id = p.id
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('role', a.role, 'departmentId', a.department_id, 'departmentName', ad.name,
      'systemId', a.system_id, 'systemName', s.name) ORDER BY a.role, ad.name, s.name) AS held
    FROM appointment a
    LEFT JOIN department ad ON ad.operator_id = a.operator_id AND ad.id = a.department_id
    LEFT JOIN critical_system s ON s.operator_id = a.operator_id AND s.id = a.system_id
    WHERE a.operator_id = p.operator_id AND a.person_id = p.id) h ON true`;

/** The person; null where there is none, or where `id` (from an address or a form) cannot be one. */
export async function readPerson(transaction: Transaction, operatorId: string, id: string): Promise<Person | null> {
  if (!isIdentifier(id)) return null;
  const [row] = await transaction.$queryRaw<PersonRow[]>`${PERSON} WHERE p.operator_id = ${operatorId}::uuid AND p.id = ${id}::uuid`;
  return row ? personOf(row) : null;
}

/** The words of a search as a LIKE pattern in which % and _ are themselves. */
const pattern = (words: string): string => `%${composed(words).replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

function condition(operatorId: string, { q, departmentId, presence }: PeopleQuery): Prisma.Sql {
  const parts = [Prisma.sql`p.operator_id = ${operatorId}::uuid`];
  if (presence === "present") parts.push(Prisma.sql`p.left_at IS NULL`);
  if (presence === "left") parts.push(Prisma.sql`p.left_at IS NOT NULL`);
  if (departmentId !== undefined) parts.push(Prisma.sql`p.department_id = ${departmentId}::uuid`);
  if (q) parts.push(Prisma.sql`(p.name ILIKE ${pattern(q)} OR p.email ILIKE ${pattern(q)} OR p.staff_number ILIKE ${pattern(q)})`);
  return Prisma.join(parts, " AND ");
}

/** People of the own operator whose name, address or staff number holds `q`. Refused to those who may not read people. */
export const listPeople = (visitor: Visitor, query: PeopleQuery, now: Date): Promise<Result<Page<Person>, Refusal>> =>
  look(visitor, { action: "people.list", target: "people" }, now, async (transaction) => {
    const operator = permittedOperator(visitor, "people.read");
    if (!operator.ok) return operator;
    const where = condition(operator.value, query);
    const [counted] = await transaction.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM person p WHERE ${where}`;
    const { skip, take } = rowsOf(query);
    const rows = await transaction.$queryRaw<PersonRow[]>`${PERSON} WHERE ${where}
      ORDER BY d.name, p.staff_number NULLS LAST, p.name, p.id LIMIT ${take} OFFSET ${skip}`;
    return granted({ items: rows.map(personOf), page: query.page, perPage: query.perPage, total: Number(counted?.total ?? 0) });
  });

export const readPersonFor = (visitor: Visitor, id: string, now: Date): Promise<Result<Person, Refusal>> =>
  look(visitor, { action: "people.read", target: `person/${id}` }, now, async (transaction) => {
    const operator = permittedOperator(visitor, "people.read");
    if (!operator.ok) return operator;
    const person = await readPerson(transaction, operator.value, id);
    return person ? granted(person) : refused(NOT_FOUND);
  });
