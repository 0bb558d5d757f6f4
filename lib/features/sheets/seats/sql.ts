import "server-only";
import { calendarDate } from "@/lib/labels/japanese-date";
import { Prisma } from "@/lib/server/database/client";

/** In SQL: the deputyship `q`, or the one of another name, is in force today in Japan. */
export function inForce(now: Date, name: "q" | "e" = "q"): Prisma.Sql {
  const one = Prisma.raw(name);
  return Prisma.sql`(${one}.ended_at IS NULL AND ${calendarDate(now)}::date BETWEEN ${one}.from_on AND ${one}.until_on)`;
}
