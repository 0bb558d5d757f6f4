import "server-only";
import { Prisma } from "@/lib/server/database/client";

/**
 * In SQL: the post whose deputy did this, `role/department/system`, as the audit entry of the change says it; null where nobody was
 * represented. For rows that keep who did something and when (`at`, the moment of the entry), but not for whom. `target`: `cycle/…`.
 */
export const representedIn = (action: string, target: Prisma.Sql, at: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (SELECT e.detail ->> 'represented' FROM audit e
   WHERE e.operator_id = portal_operator() AND e.at = ${at} AND e.changed AND e.action = ${action} AND e.target = ${target} ORDER BY e.id DESC LIMIT 1)`;
