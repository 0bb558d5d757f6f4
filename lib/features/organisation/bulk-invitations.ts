import "server-only";
import { look } from "@/lib/audit/change";
import type { Visitor } from "@/lib/auth/scope";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result } from "@/lib/domain/shared/result";
import { permittedOperator } from "@/lib/features/organisation/access";
import { keepInvitations, newInvitation } from "@/lib/features/organisation/invitations";
import { ensureLogins } from "@/lib/features/organisation/login";
import { changePeople } from "@/lib/features/organisation/people";
import type { InvitationList } from "@/lib/features/organisation/schema";
import { Prisma, type Transaction } from "@/prisma/client";

export const INVITED_AT_ONCE = 500;

/**
 * The people who may be invited by anybody who manages people: here, not oneself, and without a password, whatever links
 * were made before. Whether an address signs in elsewhere in the portal makes no difference.
 */
const uninvited = (operatorId: string, visitor: Visitor): Prisma.Sql => Prisma.sql`
  FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
  WHERE p.operator_id = ${operatorId}::uuid AND p.left_at IS NULL AND p.id <> ${visitor.actor.personId}::uuid AND NOT EXISTS (
    SELECT 1 FROM account a WHERE a.operator_id = p.operator_id AND a.person_id = p.id AND portal_has_password(a.id))`;

interface Uninvited {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly departmentName: string;
}

const nextUninvited = (transaction: Transaction, operatorId: string, visitor: Visitor, after: string | null): Promise<Uninvited[]> =>
  transaction.$queryRaw<Uninvited[]>`
    SELECT p.id AS "personId", p.name, p.email, d.name AS "departmentName" ${uninvited(operatorId, visitor)}
      AND (${after}::uuid IS NULL OR p.id > ${after}::uuid) ORDER BY p.id LIMIT ${INVITED_AT_ONCE}`;

async function countAfter(transaction: Transaction, operatorId: string, visitor: Visitor, last: string): Promise<number> {
  const [row] = await transaction.$queryRaw<{ left: number }[]>`SELECT count(*)::int AS left ${uninvited(operatorId, visitor)} AND p.id > ${last}::uuid`;
  return row?.left ?? 0;
}

/**
 * Makes the links of everybody who has no password yet, as `invitePerson` does one: at most 500 at a time, in the order of
 * the ids, beginning after the person `after`. The audit row names for whom.
 */
export function inviteEverybody(visitor: Visitor, after: string | null, now: Date): Promise<Result<InvitationList, Refusal>> {
  const detail: Record<string, string> = {};
  return changePeople(visitor, { action: "people.inviteAll", target: "people", detail }, now, async (transaction, operatorId) => {
    const people = await nextUninvited(transaction, operatorId, visitor, after);
    const made = people.map((person) => ({ ...person, ...newInvitation(now) }));
    await ensureLogins(transaction, operatorId, people);
    await keepInvitations(transaction, operatorId, made, now);
    detail["people"] = people.map(({ personId }) => personId).join(",");
    const last = people.at(-1)?.personId ?? null;
    const left = last === null ? 0 : await countAfter(transaction, operatorId, visitor, last);
    return granted({ invitations: made.map(({ secret: _secret, ...invitation }) => invitation), left, next: left > 0 ? last : null });
  });
}

/** How many people have no password yet, and after whom each call of `inviteEverybody` but the first begins. */
export const countUninvited = (visitor: Visitor, now: Date): Promise<Result<{ total: number; cursors: string[] }, Refusal>> =>
  look(visitor, { action: "people.list", target: "people" }, now, async (transaction) => {
    const operator = permittedOperator(visitor, "people.manage");
    if (!operator.ok) return operator;
    const rows = await transaction.$queryRaw<{ id: string; total: number; place: number }[]>`
      SELECT id, total, place FROM (
        SELECT p.id, (count(*) OVER ())::int AS total, (row_number() OVER (ORDER BY p.id))::int AS place ${uninvited(operator.value, visitor)}) AS one
      WHERE place % ${INVITED_AT_ONCE} = 0 OR place = total ORDER BY place`;
    const total = rows.at(-1)?.total ?? 0;
    return granted({ total, cursors: rows.filter(({ place }) => place < total).map(({ id }) => id) });
  });
