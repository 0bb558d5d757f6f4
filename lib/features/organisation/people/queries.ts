import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { PERSON, type PersonRow, personOf, somebody } from "@/lib/features/organisation/people/record";
import { HAS_PASSWORD, STAFF_ORDER } from "@/lib/features/organisation/people/sql";
import { PEOPLE_TAG, type PeopleQuery, peopleQuery, person, personPage } from "@/lib/features/organisation/record/schema";
import { countFollowing } from "@/lib/features/sheets/moving/queries";
import { Prisma } from "@/lib/server/database/client";
import { containsWords } from "@/lib/server/database/search";
import { get, ofOwnOperator, query, reading } from "@/lib/server/use-cases/use-case";
import { rowsOf } from "@/lib/validation/paging";

function condition(operatorId: string, { q, departmentId, presence, password }: PeopleQuery): Prisma.Sql {
  const parts = [Prisma.sql`p.operator_id = ${operatorId}::uuid`];
  if (presence === "present") parts.push(Prisma.sql`p.left_at IS NULL`);
  if (presence === "left") parts.push(Prisma.sql`p.left_at IS NOT NULL`);
  if (departmentId !== undefined) parts.push(Prisma.sql`p.department_id = ${departmentId}::uuid`);
  parts.push(containsWords(Prisma.sql`p.search_fold`, q ?? ""));
  if (password !== undefined) {
    parts.push(Prisma.sql`${HAS_PASSWORD} = ${password === "set"}`);
  }
  return Prisma.join(parts, " AND ");
}

/** People of the own operator whose name, address or staff number contains each word of `q`, by department; with or without a password. */
export const listPeople = query({
  name: "people.list",
  takesOut: "always",
  may: "people.read",
  api: get("/people", "listPeople", PEOPLE_TAG, "人の一覧"),
  on: ofOwnOperator("people"),
  input: peopleQuery,
  output: personPage,
  async run({ transaction, subject: { operatorId }, input }) {
    const where = condition(operatorId, input);
    const [counted] = await transaction.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM person p WHERE ${where}`;
    const { skip, take } = rowsOf(input);
    const rows = await transaction.$queryRaw<PersonRow[]>`${PERSON} WHERE ${where}
      ORDER BY ${STAFF_ORDER} LIMIT ${take} OFFSET ${skip}`;
    return granted({ items: rows.map(personOf), page: input.page, perPage: input.perPage, total: Number(counted?.total ?? 0) });
  },
});

export const readPersonDetail = query({
  name: "people.read",
  takesOut: "always",
  api: get("/people/{personId}", "readPerson", PEOPLE_TAG, "一人の登録"),
  on: somebody.seen,
  output: person,
  run: ({ subject: { operatorId: _operator, ...one } }) => Promise.resolve(granted(one)),
});

/** The number of sheets that can move with the person, wherever they are now. */
export const readMovingSheets = reading({
  of: changePerson,
  takesOut: { no: "how many sheets would move, beside a person who was read with an entry" },
  on: somebody.seen,
  run: async ({ transaction, subject: { operatorId, id } }) => granted(await countFollowing(transaction, operatorId, [{ id, department: null }])),
});

interface SameNumber {
  readonly name: string;
  readonly staffNumber: string;
}

/** The people of the own operator who have the same staff number, from before equal numbers were refused. */
export const readSameNumbers = reading({
  of: listPeople,
  on: ofOwnOperator("people"),
  async run({ transaction, subject: { operatorId } }) {
    const rows = await transaction.$queryRaw<(SameNumber & { readonly fold: string })[]>`
      SELECT p.name, p.staff_number AS "staffNumber", p.staff_number_fold AS fold FROM person p
      WHERE p.operator_id = ${operatorId}::uuid AND p.staff_number_fold IN (
        SELECT staff_number_fold FROM person WHERE operator_id = ${operatorId}::uuid AND doubled)
      ORDER BY p.staff_number_fold, p.doubled, p.id`;
    const groups = new Map<string, SameNumber[]>();
    for (const row of rows) groups.set(row.fold, [...(groups.get(row.fold) ?? []), row]);
    return granted([...groups.values()].filter(({ length }) => length > 1));
  },
});
