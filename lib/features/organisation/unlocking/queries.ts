import "server-only";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result } from "@/lib/domain/shared/result";
import { somebody } from "@/lib/features/organisation/people/record";
import { unlockPerson } from "@/lib/features/organisation/unlocking/commands";
import { presentAccount } from "@/lib/features/organisation/unlocking/record";
import { lockedAccounts, mayLift } from "@/lib/server/auth/lock";
import { reading } from "@/lib/server/use-cases/use-case";

/** `lifts`: the visitor may lift it; `waits`: somebody else may, or it ends by itself. */
export type Lock = "open" | "lifts" | "waits";

/** Whether the person's account is locked for unknown browsers. For those who manage people. */
export const readLock = reading({
  of: unlockPerson,
  takesOut: { no: "whether somebody is locked out, beside an account that was read with an entry" },
  on: somebody.seen,
  async run({ transaction, subject: { operatorId, id }, now }): Promise<Result<Lock, Refusal>> {
    const account = await presentAccount(transaction, operatorId, id);
    if (!account || !(await lockedAccounts(transaction, [account.id], now)).has(account.id)) return granted("open");
    return granted((await mayLift(transaction, account.id)) ? "lifts" : "waits");
  },
});
