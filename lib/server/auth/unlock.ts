import type { Ask } from "@/lib/server/auth/secrets";

/** The account must not lift this lock, or has done so too often. */
export type NotUnlocked = "notTheirs" | "tooOften";

interface Unlocked {
  readonly outcome: "lifted" | NotUnlocked;
  /** The number of failures that no longer count. */
  readonly failures: number;
}

/** Lifts the lock of an account: on the web for accounts that may lift it and three times a day, on the command line always. */
export async function unlockAccount(ask: Ask, accountId: string, now: Date): Promise<Unlocked> {
  const [row] = await ask<Unlocked>("SELECT outcome, failures FROM portal_unlock($1::uuid, $2::timestamptz)", [accountId, now]);
  return row ?? { outcome: "notTheirs", failures: 0 };
}
