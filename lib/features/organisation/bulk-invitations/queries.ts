import "server-only";
import { type Asked, invitable, leftOut, uninvited } from "@/lib/features/organisation/bulk-invitations/sql";
import { appointsDeciding } from "@/lib/features/organisation/deciding/queries";
import { comesAfter, STAFF_ORDER } from "@/lib/features/organisation/people/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

export const INVITED_AT_ONCE = 500;

export async function askedBy(transaction: Transaction, visitor: Visitor, operatorId: string, openAt: Date | null): Promise<Asked> {
  return { operatorId, visitor, openAt, deciding: await appointsDeciding(transaction, visitor, operatorId) };
}

export async function countLeftOut(transaction: Transaction, asked: Asked): Promise<number> {
  const [row] = await transaction.$queryRaw<{ people: number }[]>`SELECT count(*)::int AS people ${uninvited(asked)} AND ${leftOut(asked)}`;
  return row?.people ?? 0;
}

interface Uninvited {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly departmentName: string;
}

export const nextUninvited = (transaction: Transaction, asked: Asked, after: string | null): Promise<Uninvited[]> =>
  transaction.$queryRaw<Uninvited[]>`
    SELECT p.id AS "personId", p.name, p.email, d.name AS "departmentName" ${invitable(asked)}
      AND ${after === null ? Prisma.sql`true` : comesAfter(asked.operatorId, after)} ORDER BY ${STAFF_ORDER} LIMIT ${INVITED_AT_ONCE}`;

export async function countAfter(transaction: Transaction, asked: Asked, last: string): Promise<number> {
  const [row] = await transaction.$queryRaw<{ left: number }[]>`SELECT count(*)::int AS left ${invitable(asked)} AND ${comesAfter(asked.operatorId, last)}`;
  return row?.left ?? 0;
}

interface UninvitedCount {
  readonly total: number;
  /** The person after whom each call of `people.inviteAll` except the first starts. */
  readonly cursors: string[];
  readonly leftOut: number;
  /** The number whose link ended because the address or the roles changed. */
  readonly remake: number;
  /** The number without a valid link. */
  readonly missing: number;
}

/** The number of people without a password, and the parts in which their links are made. */
export async function uninvitedParts(transaction: Transaction, visitor: Visitor, operatorId: string, now: Date): Promise<UninvitedCount> {
  const asked = await askedBy(transaction, visitor, operatorId, null);
  const rows = await transaction.$queryRaw<{ id: string; total: number; place: number }[]>`
    SELECT id, total, place FROM (
      SELECT p.id, (count(*) OVER ())::int AS total, (row_number() OVER (ORDER BY ${STAFF_ORDER}))::int AS place ${invitable(asked)}) AS one
    WHERE place % ${INVITED_AT_ONCE} = 0 OR place = total ORDER BY place`;
  const [again] = await transaction.$queryRaw<{ remake: number }[]>`
    SELECT (count(*) FILTER (WHERE portal_link_of(a.id) ->> 'state' = 'remake'))::int AS remake FROM (SELECT p.operator_id, p.id ${invitable(asked)}) one
    JOIN account a ON a.operator_id = one.operator_id AND a.person_id = one.id`;
  const [without] = await transaction.$queryRaw<{ missing: number }[]>`SELECT count(*)::int AS missing ${invitable({ ...asked, openAt: now })}`;
  const total = rows.at(-1)?.total ?? 0;
  const cursors = rows.filter(({ place }) => place < total).map(({ id }) => id);
  return { total, cursors, leftOut: await countLeftOut(transaction, asked), remake: again?.remake ?? 0, missing: without?.missing ?? 0 };
}
