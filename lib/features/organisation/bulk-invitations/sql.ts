import "server-only";
import { DECIDING } from "@/lib/domain/checking/posts";
import { mayAppointDeciding } from "@/lib/features/organisation/deciding/queries";
import { HAS_PASSWORD } from "@/lib/features/organisation/people/sql";
import { Prisma } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

/** The people of an operator for whom links are made in bulk. */
export interface Asked {
  readonly operatorId: string;
  readonly visitor: Visitor;
  /** Whether holders of deciding roles are included, by the same rule as for one person (`refusedToLink`). */
  readonly deciding: boolean;
  /** Leaves out people whose link is still valid at this time; null: they get another link too. */
  readonly openAt: Date | null;
}

/** Present people without a password, except the visitor, whatever links they had. Accounts of the same address elsewhere make no difference. */
export const uninvited = ({ operatorId, visitor }: Asked): Prisma.Sql => Prisma.sql`
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
export const leftOut = ({ visitor, deciding }: Asked): Prisma.Sql => {
  if (mayAppointDeciding(visitor)) return Prisma.sql`false`;
  return deciding ? Prisma.sql`EXISTS (SELECT 1 FROM portal_platforms_choices(ARRAY[p.id]))` : Prisma.sql`(${DECIDES} OR ${HAD_PASSWORD})`;
};

export const invitable = (asked: Asked): Prisma.Sql => {
  const permitted = Prisma.sql`${uninvited(asked)} AND NOT ${leftOut(asked)}`;
  return asked.openAt === null ? permitted : Prisma.sql`${permitted} AND NOT ${hasOpenLink(asked.openAt)}`;
};
