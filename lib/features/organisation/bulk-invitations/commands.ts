import "server-only";
import { DECIDING } from "@/lib/domain/access/posts";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result } from "@/lib/domain/shared/result";
import { appointsDeciding, mayAppointDeciding } from "@/lib/features/organisation/deciding/queries";
import { APPOINTER } from "@/lib/features/organisation/deciding/refusals";
import { linkPeople } from "@/lib/features/organisation/invitations/commands";
import { staff } from "@/lib/features/organisation/people/record";
import { comesAfter, HAS_PASSWORD, STAFF_ORDER } from "@/lib/features/organisation/people/sql";
import { invitationList, invitationsBody, PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { DECIDING_TEXT } from "@/lib/labels/permission-words";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { command, ofOwnOperator, post, reading } from "@/lib/server/use-cases/use-case";

export const INVITED_AT_ONCE = 500;

/** Why people are left out of bulk links; their number is put before it. */
export const LEFT_OUT_BECAUSE = `${DECIDING_TEXT}の人と、パスワードを決めたことのある人の招待リンクは、${APPOINTER}だけが作れます。ポータル管理者が最初に登録した人のものは、本人がパスワードを決めるまで、ポータル管理者も作れます。`;

/** The people of an operator for whom links are made in bulk. */
interface Asked {
  readonly operatorId: string;
  readonly visitor: Visitor;
  /** Whether holders of deciding roles are included, by the same rule as for one person (`refusedToLink`). */
  readonly deciding: boolean;
  /** Leaves out people whose link is still valid at this time; null: they get another link too. */
  readonly openAt: Date | null;
}

async function askedBy(transaction: Transaction, visitor: Visitor, operatorId: string, openAt: Date | null): Promise<Asked> {
  return { operatorId, visitor, openAt, deciding: await appointsDeciding(transaction, visitor, operatorId) };
}

/** Present people without a password, except the visitor, whatever links they had. Accounts of the same address elsewhere make no difference. */
const uninvited = ({ operatorId, visitor }: Asked): Prisma.Sql => Prisma.sql`
  FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
  WHERE p.operator_id = ${operatorId}::uuid AND p.left_at IS NULL AND p.id <> ${visitor.actor.personId}::uuid AND NOT ${HAS_PASSWORD}`;

/** Whether the person holds a deciding role, or is a deputy of one now or later. */
const DECIDES = Prisma.sql`(EXISTS (
  SELECT 1 FROM appointment m WHERE m.operator_id = p.operator_id AND m.person_id = p.id AND m.role = ANY(${[...DECIDING]})) OR EXISTS (
  SELECT 1 FROM deputy d WHERE d.operator_id = p.operator_id AND d.person_id = p.id AND d.ended_at IS NULL AND d.until_on >= current_date - 1
    AND d.role = ANY(${[...DECIDING]})))`;

const HAD_PASSWORD = Prisma.sql`EXISTS (
  SELECT 1 FROM account a WHERE a.operator_id = p.operator_id AND a.person_id = p.id AND a.had_password)`;

/** An aggregate, for the reason of `HAS_PASSWORD`. */
const hasOpenLink = (at: Date): Prisma.Sql => Prisma.sql`coalesce((
  SELECT bool_or(l.link ->> 'state' = 'open' AND (l.link ->> 'expiresAt')::timestamptz > ${at})
  FROM (SELECT portal_link_of(a.id) AS link FROM account a WHERE a.operator_id = p.operator_id AND a.person_id = p.id) l), false)`;

/** The people for whom the visitor may not make a link (`refusedToLink`). */
const leftOut = ({ visitor, deciding }: Asked): Prisma.Sql => {
  if (mayAppointDeciding(visitor)) return Prisma.sql`false`;
  return deciding ? Prisma.sql`EXISTS (SELECT 1 FROM portal_platforms_choices(ARRAY[p.id]))` : Prisma.sql`(${DECIDES} OR ${HAD_PASSWORD})`;
};

const invitable = (asked: Asked): Prisma.Sql => {
  const permitted = Prisma.sql`${uninvited(asked)} AND NOT ${leftOut(asked)}`;
  return asked.openAt === null ? permitted : Prisma.sql`${permitted} AND NOT ${hasOpenLink(asked.openAt)}`;
};

async function countLeftOut(transaction: Transaction, asked: Asked): Promise<number> {
  const [row] = await transaction.$queryRaw<{ people: number }[]>`SELECT count(*)::int AS people ${uninvited(asked)} AND ${leftOut(asked)}`;
  return row?.people ?? 0;
}

interface Uninvited {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly departmentName: string;
}

const nextUninvited = (transaction: Transaction, asked: Asked, after: string | null): Promise<Uninvited[]> =>
  transaction.$queryRaw<Uninvited[]>`
    SELECT p.id AS "personId", p.name, p.email, d.name AS "departmentName" ${invitable(asked)}
      AND ${after === null ? Prisma.sql`true` : comesAfter(asked.operatorId, after)} ORDER BY ${STAFF_ORDER} LIMIT ${INVITED_AT_ONCE}`;

async function countAfter(transaction: Transaction, asked: Asked, last: string): Promise<number> {
  const [row] = await transaction.$queryRaw<{ left: number }[]>`SELECT count(*)::int AS left ${invitable(asked)} AND ${comesAfter(asked.operatorId, last)}`;
  return row?.left ?? 0;
}

/**
 * Makes links for everybody without a password, like `invitePerson` for one: at most 500 at a time, by department, staff
 * number and name, starting after the person `after`. `onlyMissing`: only for people without a valid link, because a new link ends the old
 * one. People for whom the visitor may not make a link are left out and counted. Each link has an audit entry.
 */
export const inviteEverybody = command({
  name: "people.inviteAll",
  may: "people.manage",
  api: post("/people/invitations", "invitePeople", PEOPLE_TAG, "パスワードを決めていない人すべてのリンクを作る（一度に500人まで）", 201),
  on: staff,
  input: invitationsBody,
  output: invitationList,
  wayBack: { by: "people.inviteAll" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: { operatorId }, input: { after = null, onlyMissing }, now, each }) {
    const asked = await askedBy(transaction, visitor, operatorId, onlyMissing ? now : null);
    const people = await nextUninvited(transaction, asked, after);
    const links = await linkPeople(transaction, operatorId, people, "bulk", now);
    const invitations = people.flatMap((person) => {
      const link = links.get(person.personId);
      return link ? [{ ...person, ...link }] : [];
    });
    each(invitations.map(({ personId }) => ({ place: `person/${personId}` })));
    const last = people.at(-1)?.personId ?? null;
    const left = last === null ? 0 : await countAfter(transaction, asked, last);
    return granted({ invitations, left, next: left > 0 ? last : null, leftOut: await countLeftOut(transaction, asked) });
  },
});

interface UninvitedCount {
  readonly total: number;
  /** The person after whom each call of `inviteEverybody` except the first starts. */
  readonly cursors: string[];
  readonly leftOut: number;
  /** The number whose link ended because the address or the roles changed. */
  readonly remake: number;
  /** The number without a valid link. */
  readonly missing: number;
}

/** The number of people without a password, and the parts in which their links are made. */
export const countUninvited = reading({
  of: inviteEverybody,
  takesOut: { no: "a number, and where each part of the list begins" },
  on: ofOwnOperator("people"),
  async run({ transaction, visitor, subject: { operatorId }, now }): Promise<Result<UninvitedCount, Refusal>> {
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
    return granted({ total, cursors, leftOut: await countLeftOut(transaction, asked), remake: again?.remake ?? 0, missing: without?.missing ?? 0 });
  },
});
