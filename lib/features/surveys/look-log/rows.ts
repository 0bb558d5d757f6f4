import "server-only";
import { randomUUID } from "node:crypto";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

/**
 * Writes that a ministry officer looked at these operators' figures, one row for each, in the transaction that reads
 * them. An operator's own look at its submission is nobody's business and leaves no row.
 */
export async function logLooks(transaction: Transaction, visitor: Visitor, operatorIds: readonly string[], what: string, now: Date): Promise<void> {
  const { scope, account } = visitor;
  if (scope.kind !== "ministry" || operatorIds.length === 0) return;
  await transaction.lookLog.createMany({
    data: operatorIds.map((operatorId) => ({ operatorId, id: randomUUID(), at: now, accountId: scope.accountId, officer: account.name, what })),
  });
}
