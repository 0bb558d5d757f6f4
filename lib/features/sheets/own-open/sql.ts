import "server-only";
import type { Appointment } from "@/lib/domain/checking/actor";
import { calendarDate } from "@/lib/labels/japanese-date";
import { Prisma } from "@/lib/server/database/client";

/** In SQL: the key of the one of these posts that answers the sheet `s`; null if there is none. */
export const postOf = (posts: readonly Appointment[]): Prisma.Sql => Prisma.sql`(
  SELECT concat_ws('/', n.role, coalesce(n."departmentId"::text, ''), coalesce(n."systemId"::text, ''))
  FROM jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) AS n(role text, "departmentId" uuid, "systemId" uuid)
  WHERE portal_answers_as(n.role, n."departmentId", n."systemId", s.role, s.department_id, s.system_id) LIMIT 1)`;

/** In SQL: the deputyships `q` in force or still to come, with their places `d` and `y`. */
export const deputyshipsOf = (operatorId: string, now: Date): Prisma.Sql => Prisma.sql`
  FROM deputy q
  LEFT JOIN department d ON d.operator_id = q.operator_id AND d.id = q.department_id
  LEFT JOIN critical_system y ON y.operator_id = q.operator_id AND y.id = q.system_id
  WHERE q.operator_id = ${operatorId}::uuid AND q.ended_at IS NULL AND q.until_on >= ${calendarDate(now)}::date
    AND d.retired_at IS NULL AND y.retired_at IS NULL`;
