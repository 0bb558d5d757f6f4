import "server-only";
import { randomUUID } from "node:crypto";
import { canonicalJson, sha256 } from "@/lib/documents/canonical";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { refusedToReaddress } from "@/lib/features/organisation/deciding/queries";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import { SHOWN_DOUBTS, shownRows } from "@/lib/features/organisation/list-import/rules";
import { ensureLogins, followPeople } from "@/lib/features/organisation/logins/rows";
import { staff as staffOfOperator } from "@/lib/features/organisation/people/record";
import { type ImportOutcome, importInput, importOutcome, type OperatorRole, PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import type { KnownPerson } from "@/lib/features/organisation/staff-doubts/rules";
import { readStaffColumns, STAFF_LIST_BYTES, type StaffList, type StaffRow, staffListRefusal } from "@/lib/features/organisation/staff-file/csv";
import { planStaffList, type StaffListPlan } from "@/lib/features/organisation/staff-list/rules";
import { followPeopleMoved } from "@/lib/features/sheets/moving/rows";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { command, ofOwnOperator, post, query } from "@/lib/server/use-cases/use-case";

const SHOWN_ROWS = 200;

/** The people whose address the list changes, with the addresses before and after. */
const readdressed = ({ changed }: StaffListPlan) => changed.filter(({ before, after }) => before.email !== after.email);

/** Why the visitor may not change these addresses, by the same rule as for one person (`changePerson`). */
async function refusedAddresses(transaction: Transaction, visitor: Visitor, operatorId: string, planned: StaffListPlan) {
  const ids = readdressed(planned).map(({ before }) => before.id);
  const held = await transaction.$queryRaw<{ role: OperatorRole }[]>`
    SELECT DISTINCT role FROM appointment WHERE operator_id = ${operatorId}::uuid AND person_id = ANY(${ids}::uuid[])`;
  return refusedToReaddress(transaction, visitor, operatorId, held, ids);
}

interface Planned {
  readonly plan: StaffListPlan;
  readonly ignored: readonly string[];
}

async function plan(transaction: Transaction, visitor: Visitor, operatorId: string, { rows, ignored }: StaffList) {
  const people = await transaction.$queryRaw<KnownPerson[]>`
    SELECT p.id, p.staff_number AS "staffNumber", p.name, p.email, d.name AS department, p.left_at IS NOT NULL AS left
    FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id WHERE p.operator_id = ${operatorId}::uuid`;
  const departments = await transaction.department.findMany({ where: { operatorId }, select: { name: true, retiredAt: true } });
  const planned = planStaffList(rows, people, new Map(departments.map(({ name, retiredAt }) => [name, retiredAt !== null])));
  if (planned.problems.length > 0) return refused(staffListRefusal(planned.problems));
  const notTheirs = await refusedAddresses(transaction, visitor, operatorId, planned);
  return notTheirs ? refused(notTheirs) : granted({ plan: planned, ignored } satisfies Planned);
}

const staff = ({ staffNumber, name, email, department }: Omit<StaffRow, "line">) => ({ staffNumber, name, email, department });

/** The number of people whose password ends with their address; the visitor's own stays. */
async function countPasswordsEnding(transaction: Transaction, { actor }: Visitor, operatorId: string, planned: StaffListPlan): Promise<number> {
  const ids = readdressed(planned)
    .map(({ before }) => before.id)
    .filter((id) => id !== actor.personId);
  const [row] = await transaction.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM account WHERE operator_id = ${operatorId}::uuid AND person_id = ANY(${ids}::uuid[]) AND portal_has_password(id)`;
  return row?.people ?? 0;
}

/** What a list would do, as it was planned: the same only for the same list over the same people. */
const hashOf = (planned: StaffListPlan): string => sha256(canonicalJson(planned));

const outcome = ({ plan: planned, ignored }: Planned, passwordsEnd: number, applied: boolean): ImportOutcome => ({
  applied,
  passwordsEnd,
  hash: hashOf(planned),
  ignoredColumns: [...ignored],
  doubts: planned.doubts.slice(0, SHOWN_DOUBTS).map((doubt) => ({ line: doubt.line, place: placeOf(doubt), message: doubt.message })),
  moreDoubts: Math.max(0, planned.doubts.length - SHOWN_DOUBTS),
  ...rowsOf(planned),
});

const rowsOf = ({ added, changed, unchanged, newDepartments, doubts }: StaffListPlan) => ({
  added: added.length,
  changed: changed.length,
  unchanged,
  newDepartments: [...newDepartments],
  rows: shownRows<ImportOutcome["rows"][number]>(
    [
      ...added.map((row) => ({ line: row.line, kind: "added" as const, before: null, after: staff(row) })),
      ...changed.map(({ before, after }) => ({ line: after.line, kind: "changed" as const, before: staff(before), after: staff(after) })),
    ],
    doubts,
    SHOWN_ROWS,
  ),
});

/** Frees the addresses that move from one person of the list to another, for example in an exchange. */
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

/** The list as a CSV file. */
const upload = { contentTypes: ["text/csv"], limit: STAFF_LIST_BYTES };

/** One address for both: `dryRun=1` only previews (`operations.ts`). */
const api = post("/people/import", "importPeople", PEOPLE_TAG, "名簿（CSV）を取り込む。dryRun=1 は変更を示すだけ");

const CHANGED_MEANWHILE = refusal(
  "confirmation_required",
  "確かめた後に、名簿か登録が変わりました。もう一度名簿を選んで、変わるところを確かめてください。何も取り込んでいません。",
);

/** The changes that a staff list would make. Refused with every problem of the list. */
export const previewStaffList = query({
  name: "people.previewImport",
  takesOut: "always",
  may: "people.manage",
  ...{ api, upload },
  on: ofOwnOperator("people"),
  input: importInput,
  output: importOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large"],
  async run({ transaction, visitor, subject: { operatorId }, input: { ignoreColumns }, file }) {
    const list = readStaffColumns(file, ignoreColumns === "1");
    if (!list.ok) return list;
    const planned = await plan(transaction, visitor, operatorId, list.value);
    return planned.ok ? granted(outcome(planned.value, await countPasswordsEnding(transaction, visitor, operatorId, planned.value.plan), false)) : planned;
  },
});

/**
 * Adds and changes the people of a staff list, all or none; missing departments are created. Nobody is removed: people who
 * are not in the list stay. With `hash` only what was previewed under it is done. Logins are created as in `addPerson`;
 * addresses change as in `changePerson`, also between people of the list, and each change ends the password. Sheets that are
 * not accepted move with people to other departments. Each change of an address has an audit entry with both addresses.
 */
export const importStaffList = command({
  name: "people.import",
  may: "people.manage",
  ...{ api, upload },
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
    const planned = await plan(transaction, visitor, operatorId, list.value);
    if (!planned.ok) return planned;
    if (hash !== undefined && hash !== hashOf(planned.value.plan)) return refused(CHANGED_MEANWHILE);
    each(
      readdressed(planned.value.plan).map(({ before, after }) => ({
        place: `person/${before.id}`,
        detail: { emailBefore: before.email, emailAfter: after.email },
      })),
    );
    const passwordsEnd = await countPasswordsEnding(transaction, visitor, operatorId, planned.value.plan);
    await write(transaction, operatorId, planned.value.plan);
    const moved = planned.value.plan.changed.filter(({ before, after }) => before.department !== after.department).map(({ before }) => before.id);
    addDetail({ movedSheets: (await followPeopleMoved(transaction, operatorId, moved)).length });
    return granted(outcome(planned.value, passwordsEnd, true));
  },
});
