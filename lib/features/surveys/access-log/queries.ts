import "server-only";
import type { Transaction } from "@/lib/server/database/client";
import { type Page, type PageQuery, rowsOf } from "@/lib/validation/paging";

/** An access log entry: a reading of an operator's figures by the ministry, alone or together with others'. */
export interface LoggedReading {
  readonly id: string;
  readonly at: Date;
  readonly officer: string;
  readonly what: string;
}

/** The readings of an operator's figures, newest first. Row-level security shows an operator its own. */
export async function readingsOf(transaction: Transaction, operatorId: string, page: PageQuery): Promise<Page<LoggedReading>> {
  const { skip, take } = rowsOf(page);
  const [counted] = await transaction.$queryRaw<{ total: number }[]>`
    SELECT (SELECT count(*) FROM look_log WHERE operator_id = ${operatorId}::uuid)::int
      + (SELECT count(*) FROM operator_set s JOIN sector_access_log l USING (sector_id, digest) WHERE s.operator_ids @> ARRAY[${operatorId}::uuid])::int AS total`;
  const items = await transaction.$queryRaw<LoggedReading[]>`
    SELECT id, at, officer, what FROM look_log WHERE operator_id = ${operatorId}::uuid
    UNION ALL SELECT l.id, l.at, l.officer, l.what FROM operator_set s JOIN sector_access_log l USING (sector_id, digest)
      WHERE s.operator_ids @> ARRAY[${operatorId}::uuid]
    ORDER BY at DESC, id LIMIT ${take} OFFSET ${skip}`;
  return { ...page, items, total: counted?.total ?? 0 };
}
