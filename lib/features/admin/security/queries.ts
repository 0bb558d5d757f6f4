import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { ownTrail } from "@/lib/features/admin/audit/queries";
import { LOGS_TAG, type SecurityEvent, securityEventPage, securityQuery } from "@/lib/features/admin/record/schema";
import { Prisma } from "@/lib/server/database/client";
import { get, query } from "@/lib/server/use-cases/use-case";
import { rowsOf } from "@/lib/validation/paging";

type EventRow = Omit<SecurityEvent, "minute" | "lastAt"> & { readonly minute: Date; readonly lastAt: Date };

/** Security events: all for the platform, those of its known accounts for an operator; newest first. */
export const listSecurityEvents = query({
  name: "securityEvent.list",
  takesOut: "always",
  may: "audit.list",
  api: get("/security-events", "listSecurityEvents", LOGS_TAG, "サインインなどの失敗の記録（1分ごとに数える）"),
  on: ownTrail,
  input: securityQuery,
  output: securityEventPage,
  async run({ transaction, input: { page, perPage, kind, source } }) {
    const parts = [Prisma.sql`true`];
    if (kind !== undefined) parts.push(Prisma.sql`e.kind = ${kind}`);
    if (source) parts.push(Prisma.sql`starts_with(e.source, ${source})`);
    const where = Prisma.join(parts, " AND ");
    const [counted] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM security_event e WHERE ${where}`;
    const { skip, take } = rowsOf({ page, perPage });
    const rows = await transaction.$queryRaw<EventRow[]>`
      SELECT e.id::text AS id, e.minute, e.last_at AS "lastAt", e.kind, e.times, e.source AS "sourceAddress", e.user_agent AS "userAgent", e.subjects,
        e.account_id AS "accountId", a.name AS "accountName"
      FROM security_event e LEFT JOIN account a ON a.id = e.account_id WHERE ${where} ORDER BY e.id DESC LIMIT ${take} OFFSET ${skip}`;
    const items = rows.map((row) => ({ ...row, minute: row.minute.toISOString(), lastAt: row.lastAt.toISOString() }));
    return granted({ items, page, perPage, total: counted?.total ?? 0 });
  },
});
