import "server-only";
import { calendarDate } from "@/lib/labels/japanese-date";
import { Prisma } from "@/lib/server/database/client";

/** In SQL: the deputyship `q` is in force today in Japan. */
export const inForce = (now: Date): Prisma.Sql => Prisma.sql`(q.ended_at IS NULL AND ${calendarDate(now)}::date BETWEEN q.from_on AND q.until_on)`;
