import type { Ask } from "@/lib/server/auth/secrets";

/** Somebody else may, or it was done too often. */
export type NotUnlocked = "notTheirs" | "tooOften";

interface Unlocked {
  readonly outcome: "lifted" | NotUnlocked;
  /** How many failures do not count any more. */
  readonly failures: number;
}

/** Lifts the lock of an account: the web for who may open it and three times a day, the command line always. */
export async function unlockAccount(ask: Ask, accountId: string, now: Date): Promise<Unlocked> {
  const [row] = await ask<Unlocked>("SELECT outcome, failures FROM portal_unlock($1::uuid, $2::timestamptz)", [accountId, now]);
  return row ?? { outcome: "notTheirs", failures: 0 };
}
