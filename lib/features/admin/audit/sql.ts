import "server-only";
import type { AuditFilter } from "@/lib/features/admin/record/schema";
import { startOfDay } from "@/lib/labels/japanese-date";
import { Prisma } from "@/lib/server/database/client";

const DAY = 86_400_000;

/** A text within LIKE; % and _ match themselves. */
const literal = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** The entries of one operator, or of the platform (null), that a filter wants. */
export function wanted(operatorId: string | null, { who, action, outcome, target, from, to, source }: AuditFilter, upTo?: string): Prisma.Sql {
  const parts = [operatorId === null ? Prisma.sql`a.operator_id IS NULL` : Prisma.sql`a.operator_id = ${operatorId}::uuid`];
  if (who !== undefined) {
    parts.push(Prisma.sql`(a.account_id::text = ${who} OR a.account_id IN (SELECT c.id FROM account c WHERE c.name ILIKE ${`%${literal(who)}%`}))`);
  }
  if (action !== undefined) parts.push(Prisma.sql`a.action = ${action}`);
  if (outcome !== undefined) parts.push(Prisma.sql`a.outcome = ${outcome}`);
  if (target !== undefined) parts.push(Prisma.sql`(a.target = ${target} OR a.target LIKE ${`%/${literal(target)}%`})`);
  if (from !== undefined) parts.push(Prisma.sql`a.at >= ${startOfDay(from)}::timestamptz`);
  if (to !== undefined) parts.push(Prisma.sql`a.at < ${new Date(startOfDay(to).getTime() + DAY)}::timestamptz`);
  if (source !== undefined) parts.push(Prisma.sql`a.source LIKE ${`${literal(source)}%`}`);
  if (upTo !== undefined) parts.push(Prisma.sql`a.id <= ${upTo}::bigint`);
  return Prisma.join(parts, " AND ");
}

/** The entries with the names of their accounts, newest first. */
export const entriesOf = (where: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT a.id::text AS id, a.at, a.account_id AS "accountId", c.name AS "accountName", a.action, a.outcome, a.target, a.detail,
    a.source AS "sourceAddress", a.user_agent AS "userAgent", a.session_id AS "sessionId", a.token_id AS "tokenId"
  FROM audit a LEFT JOIN account c ON c.id = a.account_id WHERE ${where} ORDER BY a.id DESC`;
