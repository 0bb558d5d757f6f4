import "server-only";
import { randomUUID } from "node:crypto";
import { differences } from "@/lib/domain/shared/differences";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { movedParts } from "@/lib/features/cycles/moving/parts";
import { ensureLogins, followPeople } from "@/lib/features/organisation/logins/rows";
import { staff as staffOfOperator } from "@/lib/features/organisation/people/record";
import { importInput, importOutcome } from "@/lib/features/organisation/record/schema";
import { readStaffColumns, type StaffRow } from "@/lib/features/organisation/staff-file/csv";
import { countEnding, moving, outcomeOf, readdressed, readPlan, STAFF_IMPORT } from "@/lib/features/organisation/staff-list/queries";
import type { StaffListPlan } from "@/lib/features/organisation/staff-list/rules";
import { followPeopleMoved } from "@/lib/features/sheets/moving/rows";
import type { Part } from "@/lib/server/audit/audited-transaction";
import type { Transaction } from "@/lib/server/database/client";
import { command } from "@/lib/server/use-cases/use-case";

/** Frees the addresses that move from one person of the list to another, for example in an exchange. */
async function vacate(transaction: Transaction, operatorId: string, planned: StaffListPlan): Promise<void> {
  const wanted = new Set([...planned.added, ...planned.changed.map(({ after }) => after)].map(({ email }) => email));
  const ids = readdressed(planned).flatMap(({ before }) => (wanted.has(before.email) ? [before.id] : []));
  if (ids.length === 0) return;
  await transaction.$executeRaw`UPDATE person SET email = id || '@moving.invalid' WHERE operator_id = ${operatorId}::uuid AND id = ANY(${ids}::uuid[])`;
  await transaction.$executeRaw`UPDATE account SET email = person_id || '@moving.invalid' WHERE operator_id = ${operatorId}::uuid AND person_id = ANY(${ids}::uuid[])`;
}

/** Carries out a list. Out: an audit entry for each department and person. */
async function write(transaction: Transaction, operatorId: string, planned: StaffListPlan): Promise<readonly Part[]> {
  const { added, changed, newDepartments } = planned;
  const departments = newDepartments.map((name) => ({ operatorId, id: randomUUID(), name }));
  await transaction.department.createMany({ data: departments });
  const named = await transaction.department.findMany({ where: { operatorId }, select: { id: true, name: true } });
  const idOf = new Map(named.map(({ id, name }) => [name, id]));
  const valuesOf = ({ name, email, staffNumber, department }: Omit<StaffRow, "line">) => ({ name, email, staffNumber, departmentId: idOf.get(department) });
  await vacate(transaction, operatorId, planned);
  const changes = changed.map(({ before, after }) => ({ ...valuesOf(after), id: before.id }));
  await transaction.$executeRaw`
    UPDATE person p SET name = t.name, email = t.email, staff_number = t."staffNumber", department_id = t."departmentId"
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS t(id uuid, name text, email text, "staffNumber" text, "departmentId" uuid)
    WHERE p.operator_id = ${operatorId}::uuid AND p.id = t.id`;
  const loginOf = ({ id, name, email }: { readonly id: string; readonly name: string; readonly email: string }) => ({ personId: id, name, email });
  await followPeople(transaction, operatorId, changes.map(loginOf));
  const people = added.map((row) => ({ ...valuesOf(row), id: randomUUID() }));
  await transaction.$executeRaw`
    INSERT INTO person (operator_id, id, department_id, name, email, staff_number)
    SELECT ${operatorId}::uuid, t.id, t."departmentId", t.name, t.email, t."staffNumber"
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS t(id uuid, name text, email text, "staffNumber" text, "departmentId" uuid)`;
  await ensureLogins(transaction, operatorId, people.map(loginOf));
  return [
    ...departments.map(({ id }) => ({ place: `department/${id}`, action: "department.add", detail: {} })),
    ...people.map(({ id }) => ({ place: `person/${id}`, action: "people.add", detail: {} })),
    ...changed.map(({ before, after }) => ({
      ...{ place: `person/${before.id}`, action: "people.change" },
      detail: { ...differences<object>(valuesOf(before), valuesOf(after)) },
    })),
  ];
}

const CHANGED_MEANWHILE = refusal(
  "confirmation_required",
  "確かめた後に、名簿か登録が変わりました。もう一度名簿を選んで、変わるところを確かめてください。何も取り込んでいません。",
);

/**
 * Adds and changes the people of a staff list, all or none; missing departments are created. Nobody is removed: people who
 * are not in the list stay. With `hash` only what was previewed under it is done. Logins are created as in `addPerson`;
 * addresses change as in `changePerson`, also between people of the list, and each change ends the password and the link. Sheets that are
 * not accepted move with people to other departments. Each person and department has an audit entry, as if done alone, and so has each sheet that moves.
 */
export const importStaffList = command({
  name: "people.import",
  may: "people.manage",
  ...STAFF_IMPORT,
  on: staffOfOperator,
  input: importInput,
  output: importOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large", "confirmation_required"],
  wayBack: { by: "people.change" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: { operatorId }, input: { ignoreColumns, hash }, file, addDetail, each }) {
    addDetail({ bytes: String(file.byteLength) });
    const list = readStaffColumns(file, ignoreColumns === "1");
    if (!list.ok) return list;
    const planned = await readPlan(transaction, visitor, operatorId, list.value);
    if (!planned.ok) return planned;
    const { plan } = planned.value;
    const ending = await countEnding(transaction, visitor, operatorId, plan);
    const parts = await write(transaction, operatorId, plan);
    const people = moving(plan).map(({ id }) => id);
    const moved = await followPeopleMoved(transaction, operatorId, people);
    const movedSheets = moved.length;
    const outcome = outcomeOf(planned.value, { ...ending, movedSheets }, true);
    // Only now it is known what moved; the refusal takes back what was written.
    if (hash !== undefined && hash !== outcome.hash) return refused(CHANGED_MEANWHILE);
    addDetail({ movedSheets });
    each([...parts, ...movedParts(moved)]);
    return granted(outcome);
  },
});
