import { type OperatorRole } from "@/lib/domain/checking/posts";
import "server-only";
import { canonicalJson, sha256 } from "@/lib/documents/canonical";
import { csvFile } from "@/lib/documents/csv";
import { grouped } from "@/lib/domain/shared/grouped";
import { granted, refused } from "@/lib/domain/shared/result";
import { refusedToReaddress } from "@/lib/features/organisation/deciding/queries";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import { SHOWN_DOUBTS, shownRows } from "@/lib/features/organisation/list-import/rules";
import { HAS_PASSWORD, STAFF_ORDER } from "@/lib/features/organisation/people/sql";
import { type ImportOutcome, importInput, importOutcome, PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import type { KnownPerson } from "@/lib/features/organisation/staff-doubts/rules";
import {
  type ListedPerson,
  readStaffColumns,
  STAFF_LIST_BYTES,
  type StaffList,
  type StaffRow,
  staffCsv,
  staffListRefusal,
} from "@/lib/features/organisation/staff-file/csv";
import { planStaffList, type StaffListPlan } from "@/lib/features/organisation/staff-list/rules";
import { countFollowing } from "@/lib/features/sheets/moving/queries";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { get, ofOwnOperator, post, query } from "@/lib/server/use-cases/use-case";

const SHOWN_ROWS = 200;

/** The people whose address the list changes, with the addresses before and after. */
export const readdressed = ({ changed }: StaffListPlan) => changed.filter(({ before, after }) => before.email !== after.email);

/** The people whom the list moves, with the names of their new departments. */
export const moving = ({ changed }: StaffListPlan) =>
  changed.flatMap(({ before, after }) => (before.department === after.department ? [] : [{ id: before.id, department: after.department }]));

/** Why the visitor may not change these addresses, by the same rule as for one person (`changePerson`). */
async function refusedAddresses(transaction: Transaction, visitor: Visitor, operatorId: string, planned: StaffListPlan) {
  const ids = readdressed(planned).map(({ before }) => before.id);
  const held = await transaction.$queryRaw<{ role: OperatorRole }[]>`
    SELECT DISTINCT role FROM appointment WHERE operator_id = ${operatorId}::uuid AND person_id = ANY(${ids}::uuid[])`;
  return refusedToReaddress(transaction, visitor, operatorId, held, ids);
}

type HeldPost = NonNullable<KnownPerson["posts"]>[number];

/** The posts that people hold or are deputies of, also from a later day on. */
async function readPosts(transaction: Transaction, operatorId: string): Promise<ReadonlyMap<string, readonly HeldPost[]>> {
  const rows = await transaction.$queryRaw<(HeldPost & { readonly personId: string })[]>`
    SELECT h.person_id AS "personId", h.role, d.name AS "departmentName", y.name AS "systemName", h.deputy FROM (
      SELECT person_id, role, department_id, system_id, false AS deputy FROM appointment WHERE operator_id = ${operatorId}::uuid
      UNION ALL SELECT person_id, role, department_id, system_id, true FROM deputy
        WHERE operator_id = ${operatorId}::uuid AND ended_at IS NULL AND until_on >= current_date - 1) h
    LEFT JOIN department d ON d.operator_id = ${operatorId}::uuid AND d.id = h.department_id
    LEFT JOIN critical_system y ON y.operator_id = ${operatorId}::uuid AND y.id = h.system_id
    ORDER BY h.deputy, h.role, d.name, y.name`;
  return new Map([...grouped(rows, ({ personId }) => personId)].map(([id, held]) => [id, held.map(({ personId: _person, ...post }) => post)]));
}

interface Planned {
  readonly plan: StaffListPlan;
  readonly ignored: readonly string[];
}

/** What a list does to the people of the operator. Refused with its problems, or where the visitor may not change an address. */
export async function readPlan(transaction: Transaction, visitor: Visitor, operatorId: string, { rows, ignored }: StaffList) {
  const posts = await readPosts(transaction, operatorId);
  const found = await transaction.$queryRaw<KnownPerson[]>`
    SELECT p.id, p.staff_number AS "staffNumber", p.name, p.email, d.name AS department, p.left_at IS NOT NULL AS left
    FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id WHERE p.operator_id = ${operatorId}::uuid`;
  const people = found.map((person) => ({ ...person, posts: posts.get(person.id) ?? [] }));
  const departments = await transaction.department.findMany({ where: { operatorId }, select: { name: true, retiredAt: true } });
  const planned = planStaffList(rows, people, new Map(departments.map(({ name, retiredAt }) => [name, retiredAt !== null])));
  if (planned.problems.length > 0) return refused(staffListRefusal(planned.problems));
  const notTheirs = await refusedAddresses(transaction, visitor, operatorId, planned);
  return notTheirs ? refused(notTheirs) : granted({ plan: planned, ignored } satisfies Planned);
}

const staff = ({ staffNumber, name, email, department }: Omit<StaffRow, "line">) => ({ staffNumber, name, email, department });

type Ending = Pick<ImportOutcome, "passwordsEnd" | "linksEnd">;

/** The numbers of people whose password, or whose link that can still be used, ends with their address; the visitor's own password stays. */
export async function countEnding(transaction: Transaction, { actor }: Visitor, operatorId: string, planned: StaffListPlan): Promise<Ending> {
  const ids = readdressed(planned).map(({ before }) => before.id);
  const [row] = await transaction.$queryRaw<Ending[]>`
    WITH a AS MATERIALIZED (SELECT person_id, portal_has_password(id) AS has_password, portal_link_of(id) AS link
      FROM account WHERE operator_id = ${operatorId}::uuid AND person_id = ANY(${ids}::uuid[]))
    SELECT count(*) FILTER (WHERE person_id <> ${actor.personId}::uuid AND has_password)::int AS "passwordsEnd",
      count(*) FILTER (WHERE link->>'state' = 'open' AND (link->>'expiresAt')::timestamptz > now())::int AS "linksEnd" FROM a`;
  return row ?? { passwordsEnd: 0, linksEnd: 0 };
}

/** What a list does beside its rows. */
type Effects = Pick<ImportOutcome, "passwordsEnd" | "linksEnd" | "movedSheets">;

/** What an import answers, previewed or done. Its hash is the same only for the same list over the same people and sheets. */
export const outcomeOf = ({ plan: planned, ignored }: Planned, effects: Effects, applied: boolean): ImportOutcome => ({
  applied,
  ...effects,
  hash: sha256(canonicalJson({ plan: planned, effects })),
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

/** The present people by department, as a list that can be changed and imported (`importStaffList`), with who has set a password. */
export const exportStaffList = query({
  name: "people.exportStaff",
  takesOut: "always",
  may: "people.read",
  api: get("/people.csv", "exportPeople", PEOPLE_TAG, "名簿（CSV、部署の順、パスワードを決めたかを含む、UTF-8 BOM付き）"),
  on: ofOwnOperator("people"),
  output: { contentType: "text/csv" },
  async run({ transaction, subject: { operatorId } }) {
    const people = await transaction.$queryRaw<ListedPerson[]>`
      SELECT p.staff_number AS "staffNumber", p.name, p.email, d.name AS department, ${HAS_PASSWORD} AS "hasPassword"
      FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
      WHERE p.operator_id = ${operatorId}::uuid AND p.left_at IS NULL ORDER BY ${STAFF_ORDER}`;
    return granted(csvFile("名簿.csv", staffCsv(people)));
  },
});

/** One address for both, with the list as a CSV file: `dryRun=1` only previews (`operations.ts`). */
export const STAFF_IMPORT = {
  api: post("/people/import", "importPeople", PEOPLE_TAG, "名簿（CSV）を取り込む。dryRun=1 は変更を示すだけ"),
  upload: { contentTypes: ["text/csv"], limit: STAFF_LIST_BYTES },
};

/** The changes that a staff list would make. Refused with every problem of the list. */
export const previewStaffList = query({
  name: "people.previewImport",
  takesOut: "always",
  may: "people.manage",
  ...STAFF_IMPORT,
  on: ofOwnOperator("people"),
  input: importInput,
  output: importOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large"],
  async run({ transaction, visitor, subject: { operatorId }, input: { ignoreColumns }, file }) {
    const list = readStaffColumns(file, ignoreColumns === "1");
    if (!list.ok) return list;
    const planned = await readPlan(transaction, visitor, operatorId, list.value);
    if (!planned.ok) return planned;
    const { plan } = planned.value;
    const ending = await countEnding(transaction, visitor, operatorId, plan);
    return granted(outcomeOf(planned.value, { ...ending, movedSheets: await countFollowing(transaction, operatorId, moving(plan)) }, false));
  },
});
