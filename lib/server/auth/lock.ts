import "server-only";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { DECIDING_TEXT, deniedPart } from "@/lib/labels/permission-words";
import { FAILURES_ALLOWED } from "@/lib/server/auth/attempt";
import { askingTransaction } from "@/lib/server/auth/secrets";
import { type NotUnlocked, unlockAccount } from "@/lib/server/auth/unlock";
import type { Transaction } from "@/lib/server/database/client";

/** The accounts of the scope with so many failures that an unknown browser has to wait. */
export async function lockedAccounts(transaction: Transaction, accountIds: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  const rows = await transaction.$queryRaw<{ account_id: string }[]>`
    SELECT account_id FROM portal_locked_accounts(${[...accountIds]}::uuid[], ${now}, ${FAILURES_ALLOWED}::int)`;
  return new Set(rows.map((row) => row.account_id));
}

/** Whether the account of the scope may lift this account's lock. */
export async function mayLift(transaction: Transaction, accountId: string): Promise<boolean> {
  const [row] = await transaction.$queryRaw<{ may: boolean }[]>`SELECT portal_may_lift(${accountId}::uuid) AS may`;
  return row?.may ?? false;
}

const WAITING =
  "待たずに要るときは、ポータルのサーバーで作業する人が account unlock で解けます。前にサインインした端末のブラウザからは、止まっていても入れます。";

const REFUSALS = {
  notTheirs: deniedPart(
    "people.manage",
    "people.appointDeciding",
    (may) => `${DECIDING_TEXT}の人のサインインの停止を解けるのは、${may}だけです。${may}に頼むか、15分ほど待ってください。${WAITING}`,
  ),
  tooOften: refusal(
    "wrong_state",
    `この人のサインインの停止は、24時間に3回解きました。だれかがパスワードを試し続けているかもしれないので、ここではもう解けません。15分ほど待ってください。${WAITING}`,
  ),
} as const satisfies Record<NotUnlocked, Refusal>;

/** Lifts the lock of an account of the scope, or returns the refusal. An account that is not locked stays as it is. */
export async function liftLock(transaction: Transaction, accountId: string, now: Date): Promise<(typeof REFUSALS)[NotUnlocked] | null> {
  const { outcome } = await unlockAccount(askingTransaction(transaction), accountId, now);
  return outcome === "lifted" ? null : REFUSALS[outcome];
}
