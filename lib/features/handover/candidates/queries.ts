import "server-only";
import type { ChoiceView } from "@/lib/features/handover/record/view";
import type { Person } from "@/lib/features/organisation/record/schema";
import { sentence } from "@/lib/labels/own-direction";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { containsWords } from "@/lib/server/database/search";

/** The number of people offered as successors; a search finds the others. */
const OFFERED = 60;

/** People who may succeed. With a search: by name, address or number; without: people of the departments in question and holders of roles. Always includes the chosen ones. */
export async function readCandidates(
  transaction: Transaction,
  operatorId: string,
  person: Person,
  { search, chosen }: { readonly search: string; readonly chosen: readonly string[] },
): Promise<ChoiceView[]> {
  const departments = [person.departmentId, ...person.appointments.flatMap(({ departmentId }) => (departmentId === null ? [] : [departmentId]))];
  const rows = await transaction.$queryRaw<{ id: string; name: string; department: string }[]>`
    SELECT p.id, p.name, d.name AS department, p.id = ANY(${[...chosen]}::uuid[]) AS chosen
    FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
    WHERE p.operator_id = ${operatorId}::uuid AND p.left_at IS NULL AND p.id <> ${person.id}::uuid AND (
      p.id = ANY(${[...chosen]}::uuid[])
      OR (${search} <> '' AND ${containsWords(Prisma.sql`p.search_fold`, search)})
      OR (${search} = '' AND (p.department_id = ANY(${departments}::uuid[])
        OR EXISTS (SELECT 1 FROM appointment a WHERE a.operator_id = p.operator_id AND a.person_id = p.id))))
    ORDER BY chosen DESC, p.department_id = ANY(${departments}::uuid[]) DESC, d.name, p.staff_number NULLS LAST, p.name, p.id LIMIT ${OFFERED}`;
  return rows.map(({ id, name, department }) => ({ value: id, label: sentence`${name}（${department}）` }));
}
