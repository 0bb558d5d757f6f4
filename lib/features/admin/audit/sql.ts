import "server-only";
import { DAY } from "@/lib/domain/shared/day";
import { searchFold, searchWords } from "@/lib/domain/shared/text-fold";
import { UNNAMED } from "@/lib/features/admin/audit/texts";
import type { AuditFilter } from "@/lib/features/admin/record/schema";
import { idsNamed } from "@/lib/features/admin/target-names/sql";
import { startOfDay } from "@/lib/labels/japanese-date";
import { Prisma } from "@/lib/server/database/client";
import { containsWords, likePattern } from "@/lib/server/database/search";

/** Whether a search finds a text that is no column. */
function finds(who: string, text: string): boolean {
  const words = searchWords(who);
  return words.length > 0 && words.every((word) => searchFold(text).includes(word));
}

/** The entries of a person, by the id of the account or the words of the name, and those of nobody by what the page calls them. */
function doneBy(who: string): Prisma.Sql {
  const named = Prisma.sql`SELECT c.id FROM account c WHERE ${containsWords(Prisma.sql`c.search_fold`, who)}`;
  const parts = [Prisma.sql`a.account_id::text = ${who}`, Prisma.sql`a.account_id IN (${named})`];
  if (finds(who, UNNAMED.portal)) parts.push(Prisma.sql`a.account_id IS NULL`);
  if (finds(who, UNNAMED.administrator)) parts.push(Prisma.sql`(a.account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM account c WHERE c.id = a.account_id))`);
  return Prisma.sql`(${Prisma.join(parts, " OR ")})`;
}

/** The entries about an object: by the target or an id in it, or by words of the object's name, or of that to which it belongs. */
function about(target: string): Prisma.Sql {
  const parts = [Prisma.sql`a.target = ${target}`, Prisma.sql`a.target LIKE ${`%/${likePattern(target)}%`}`];
  const named = idsNamed(target);
  if (named !== null) for (const place of [2, 3]) parts.push(Prisma.sql`split_part(a.target, '/', ${place}) IN (${named})`);
  return Prisma.sql`(${Prisma.join(parts, " OR ")})`;
}

/** The entries of one operator, or of the platform (null), that a filter wants. */
export function wanted(operatorId: string | null, { who, action, outcome, target, from, to, source }: AuditFilter, upTo?: string): Prisma.Sql {
  const parts = [operatorId === null ? Prisma.sql`a.operator_id IS NULL` : Prisma.sql`a.operator_id = ${operatorId}::uuid`];
  if (who) parts.push(doneBy(who));
  if (action) parts.push(Prisma.sql`a.action = ${action}`);
  if (outcome !== undefined) parts.push(Prisma.sql`a.outcome = ${outcome}`);
  if (target) parts.push(about(target));
  if (from !== undefined) parts.push(Prisma.sql`a.at >= ${startOfDay(from)}::timestamptz`);
  if (to !== undefined) parts.push(Prisma.sql`a.at < ${new Date(startOfDay(to).getTime() + DAY)}::timestamptz`);
  if (source) parts.push(Prisma.sql`a.source LIKE ${`${likePattern(source)}%`}`);
  if (upTo !== undefined) parts.push(Prisma.sql`a.id <= ${upTo}::bigint`);
  return Prisma.join(parts, " AND ");
}

/** The entries with the names of their accounts, newest first. */
export const entriesOf = (where: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT a.id::text AS id, a.at, a.account_id AS "accountId", c.name AS "accountName", a.action, a.outcome, a.target, a.detail,
    a.source AS "sourceAddress", a.user_agent AS "userAgent", a.session_id AS "sessionId", a.token_id AS "tokenId"
  FROM audit a LEFT JOIN account c ON c.id = a.account_id WHERE ${where} ORDER BY a.id DESC`;
