import "server-only";
import { randomUUID } from "node:crypto";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { permittedOperator } from "@/lib/features/organisation/access/queries";
import { refusedToReaddress } from "@/lib/features/organisation/deciding/queries";
import { ensureLogins, followPeople } from "@/lib/features/organisation/logins/rows";
import { changePeople } from "@/lib/features/organisation/people/commands";
import type { ImportOutcome, OperatorRole } from "@/lib/features/organisation/record/schema";
import { readStaffList, type StaffRow, staffListRefusal } from "@/lib/features/organisation/staff-file/csv";
import { type KnownPerson, planStaffList, type StaffListPlan } from "@/lib/features/organisation/staff-list/rules";
import { look } from "@/lib/server/audit/change";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

const SHOWN_ROWS = 200;

/** Whose address the list changes, with the address before and after it. */
const readdressed = ({ changed }: StaffListPlan) => changed.filter(({ before, after }) => before.email !== after.email);

/** Why the visitor may not change the addresses that the list changes: as for one person (`changePerson`). */
async function refusedAddresses(transaction: Transaction, visitor: Visitor, operatorId: string, planned: StaffListPlan): Promise<Refusal | null> {
  const ids = readdressed(planned).map(({ before }) => before.id);
  const held = await transaction.$queryRaw<{ role: OperatorRole }[]>`
    SELECT DISTINCT role FROM appointment WHERE operator_id = ${operatorId}::uuid AND person_id = ANY(${ids}::uuid[])`;
  return refusedToReaddress(transaction, visitor, operatorId, held, ids);
}

async function plan(transaction: Transaction, visitor: Visitor, operatorId: string, rows: readonly StaffRow[]): Promise<Result<StaffListPlan, Refusal>> {
  const people = await transaction.$queryRaw<KnownPerson[]>`
    SELECT p.id, p.staff_number AS "staffNumber", p.name, p.email, d.name AS department, p.left_at IS NOT NULL AS left
    FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id WHERE p.operator_id = ${operatorId}::uuid`;
  const departments = await transaction.department.findMany({ where: { operatorId }, select: { name: true, retiredAt: true } });
  const planned = planStaffList(rows, people, new Map(departments.map(({ name, retiredAt }) => [name, retiredAt !== null])));
  if (planned.problems.length > 0) return refused(staffListRefusal(planned.problems));
  const notTheirs = await refusedAddresses(transaction, visitor, operatorId, planned);
  return notTheirs ? refused(notTheirs) : granted(planned);
}

const staff = ({ staffNumber, name, email, department }: Omit<StaffRow, "line">) => ({ staffNumber, name, email, department });

/** How many of those whose address changes have a password, which ends with it; one's own stays. */
async function countPasswordsEnding(transaction: Transaction, { actor }: Visitor, operatorId: string, planned: StaffListPlan): Promise<number> {
  const ids = readdressed(planned)
    .map(({ before }) => before.id)
    .filter((id) => id !== actor.personId);
  const [row] = await transaction.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM account WHERE operator_id = ${operatorId}::uuid AND person_id = ANY(${ids}::uuid[]) AND portal_has_password(id)`;
  return row?.people ?? 0;
}

const outcome = ({ added, changed, unchanged, newDepartments }: StaffListPlan, passwordsEnd: number, applied: boolean): ImportOutcome => ({
  applied,
  passwordsEnd,
  added: added.length,
  changed: changed.length,
  unchanged,
  newDepartments: [...newDepartments],
  rows: [
    ...added.map((row) => ({ line: row.line, kind: "added" as const, before: null, after: staff(row) })),
    ...changed.map(({ before, after }) => ({ line: after.line, kind: "changed" as const, before: staff(before), after: staff(after) })),
  ]
    .sort((one, other) => one.line - other.line)
    .slice(0, SHOWN_ROWS),
});

/** Frees the addresses that pass from one person of the list to another, as when two are exchanged. */
async function vacate(transaction: Transaction, operatorId: string, planned: StaffListPlan): Promise<void> {
  const wanted = new Set([...planned.added, ...planned.changed.map(({ after }) => after)].map(({ email }) => email));
  const ids = readdressed(planned).flatMap(({ before }) => (wanted.has(before.email) ? [before.id] : []));
  if (ids.length === 0) return;
  await transaction.$executeRaw`UPDATE person SET email = id || '@moving.invalid' WHERE operator_id = ${operatorId}::uuid AND id = ANY(${ids}::uuid[])`;
  await transaction.$executeRaw`UPDATE account SET email = person_id || '@moving.invalid' WHERE operator_id = ${operatorId}::uuid AND person_id = ANY(${ids}::uuid[])`;
}

async function write(transaction: Transaction, operatorId: string, planned: StaffListPlan): Promise<void> {
  const { added, changed, newDepartments } = planned;
  await transaction.department.createMany({ data: newDepartments.map((name) => ({ operatorId, id: randomUUID(), name })) });
  await vacate(transaction, operatorId, planned);
  const changes = changed.map(({ before, after }) => ({ ...after, id: before.id }));
  await transaction.$executeRaw`
    UPDATE person p SET name = t.name, email = t.email, staff_number = t."staffNumber", department_id = d.id
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS t(id uuid, name text, email text, "staffNumber" text, department text)
    JOIN department d ON d.operator_id = ${operatorId}::uuid AND d.name = t.department
    WHERE p.operator_id = ${operatorId}::uuid AND p.id = t.id`;
  await followPeople(
    transaction,
    operatorId,
    changes.map(({ id, name, email }) => ({ personId: id, name, email })),
  );
  const people = added.map((row) => ({ ...row, id: randomUUID() }));
  await transaction.$executeRaw`
    INSERT INTO person (operator_id, id, department_id, name, email, staff_number)
    SELECT ${operatorId}::uuid, t.id, d.id, t.name, t.email, t."staffNumber"
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS t(id uuid, name text, email text, "staffNumber" text, department text)
    JOIN department d ON d.operator_id = ${operatorId}::uuid AND d.name = t.department`;
  await ensureLogins(
    transaction,
    operatorId,
    people.map(({ id, name, email }) => ({ personId: id, name, email })),
  );
}

/** What a staff list would change, without changing it. Refused with every problem of the list, or to those who may not manage people. */
export const previewStaffList = (visitor: Visitor, bytes: Uint8Array, now: Date): Promise<Result<ImportOutcome, Refusal>> =>
  look(visitor, { action: "people.previewImport", target: "people" }, now, async (transaction) => {
    const operator = permittedOperator(visitor, "people.manage");
    if (!operator.ok) return operator;
    const rows = readStaffList(bytes);
    if (!rows.ok) return rows;
    const planned = await plan(transaction, visitor, operator.value, rows.value);
    return planned.ok ? granted(outcome(planned.value, await countPasswordsEnding(transaction, visitor, operator.value, planned.value), false)) : planned;
  });

/**
 * Adds and changes the people of a staff list, all or none; departments that are not there yet are made. Nobody is removed:
 * who is missing from the list stays. Logins are made as in `addPerson`; addresses change as in `changePerson`, those of the
 * list among each other too, and each ends its password. The trail keeps each before and after.
 */
export function importStaffList(visitor: Visitor, bytes: Uint8Array, now: Date): Promise<Result<ImportOutcome, Refusal>> {
  const detail: Record<string, string> = { bytes: String(bytes.byteLength) };
  return changePeople(visitor, { action: "people.import", target: "people", detail }, now, async (transaction, operatorId) => {
    const rows = readStaffList(bytes);
    if (!rows.ok) return rows;
    const planned = await plan(transaction, visitor, operatorId, rows.value);
    if (!planned.ok) return planned;
    detail["addresses"] = readdressed(planned.value)
      .map(({ before, after }) => `${before.id} ${before.email} ${after.email}`)
      .join("\n");
    const passwordsEnd = await countPasswordsEnding(transaction, visitor, operatorId, planned.value);
    await write(transaction, operatorId, planned.value);
    return granted(outcome(planned.value, passwordsEnd, true));
  });
}
