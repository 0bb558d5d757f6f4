import "server-only";
import { randomUUID } from "node:crypto";
import { digestOf } from "@/lib/features/surveys/access-log/rules";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

/** A reading of several operators' figures: the operators, in order, with the SHA-256 of their ids, and what was read. */
export interface Reading {
  readonly operatorIds: readonly string[];
  readonly digest: string;
  readonly what: string;
}

/** Writes the readings whose sets are already stored; returns their digests. */
async function logKnown(transaction: Transaction, visitor: Visitor, sectorId: string, readings: readonly Reading[], now: Date): Promise<Set<string>> {
  const { scope, account } = visitor;
  const [digests, whats] = [readings.map(({ digest }) => digest), readings.map(({ what }) => what)];
  const written = await transaction.$queryRaw<{ digest: string }[]>`
    WITH logged AS (
      INSERT INTO sector_access_log (sector_id, id, digest, at, account_id, officer, what)
      SELECT s.sector_id, gen_random_uuid(), s.digest, ${now}::timestamptz, ${scope.accountId}::uuid, ${account.name}::text, r.what
      FROM unnest(${digests}::text[], ${whats}::text[]) AS r (digest, what) JOIN operator_set s ON s.sector_id = ${sectorId} AND s.digest = r.digest)
    SELECT digest FROM operator_set WHERE sector_id = ${sectorId} AND digest = ANY(${digests}::text[])`;
  return new Set(written.map(({ digest }) => digest));
}

/**
 * Logs that a ministry officer read the figures of several operators, one row for each reading, in the transaction that reads
 * them. Each set of operators is stored once for all its readings.
 */
export async function logReadings(transaction: Transaction, visitor: Visitor, readings: readonly Reading[], now: Date): Promise<void> {
  const { scope } = visitor;
  const logged = readings.filter(({ operatorIds }) => operatorIds.length > 0);
  if (scope.kind !== "ministry" || logged.length === 0) return;
  const { sectorId } = scope;
  const known = await logKnown(transaction, visitor, sectorId, logged, now);
  const unknown = logged.filter(({ digest }) => !known.has(digest));
  if (unknown.length === 0) return;
  for (const { digest, operatorIds } of unknown) {
    await transaction.$executeRaw`
      INSERT INTO operator_set (sector_id, digest, operator_ids) VALUES (${sectorId}, ${digest}, ${[...operatorIds]}::uuid[]) ON CONFLICT DO NOTHING`;
  }
  await logKnown(transaction, visitor, sectorId, unknown, now);
}

/**
 * Logs that a ministry officer read these operators' figures: one operator's with a separate row, several together with one
 * row. An operator's own reading of its submission is not logged.
 */
export async function logAccess(transaction: Transaction, visitor: Visitor, operatorIds: readonly string[], what: string, now: Date): Promise<void> {
  const { scope, account } = visitor;
  const [operatorId, ...others] = [...new Set(operatorIds)].sort();
  if (scope.kind !== "ministry" || operatorId === undefined) return;
  const ids = [operatorId, ...others];
  if (others.length > 0) await logReadings(transaction, visitor, [{ operatorIds: ids, digest: digestOf(ids), what }], now);
  else await transaction.lookLog.createMany({ data: [{ operatorId, id: randomUUID(), at: now, accountId: scope.accountId, officer: account.name, what }] });
}
