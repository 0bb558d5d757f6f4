import "server-only";
import { FAILURES_ALLOWED } from "@/lib/auth/attempt";
import type { Transaction } from "@/prisma/client";

/** Which of the accounts of the scope have failed so often that a browser that is not known to them has to wait. */
export async function lockedAccounts(transaction: Transaction, accountIds: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  const rows = await transaction.$queryRaw<{ account_id: string }[]>`
    SELECT account_id FROM portal_locked_accounts(${[...accountIds]}::uuid[], ${now}, ${FAILURES_ALLOWED}::int)`;
  return new Set(rows.map((row) => row.account_id));
}

/** Lifts the lock of an account of the scope. One that is not locked stays as it is. */
export async function liftLock(transaction: Transaction, accountId: string, now: Date): Promise<void> {
  await transaction.$queryRaw`SELECT portal_lift_lock(${accountId}::uuid, ${now}) AS lifted`;
}
