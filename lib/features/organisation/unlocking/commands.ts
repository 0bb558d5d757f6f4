import "server-only";
import { z } from "zod";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { somebody } from "@/lib/features/organisation/people/record";
import { PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { liftLock, lockedAccounts, mayLift } from "@/lib/server/auth/lock";
import type { Transaction } from "@/lib/server/database/client";
import { command, post, reading } from "@/lib/server/use-cases/use-case";

const accountOf = (transaction: Transaction, operatorId: string, personId: string) =>
  transaction.account.findFirst({ where: { operatorId, personId, disabledAt: null }, select: { id: true } });

/**
 * Lifts the lock of a person whose account failed too often. For visitors who may make a link for the person, three times a
 * day (`portal_unlock`), and for this account only: accounts of the same address at other operators stay as they are.
 */
export const unlockPerson = command({
  name: "people.unlock",
  may: "people.manage",
  api: post("/people/{personId}/unlock", "unlockPerson", PEOPLE_TAG, "失敗が続いて止まったサインインを、また使えるようにする", 204),
  on: somebody.exclusive,
  output: z.null(),
  refuses: ["not_permitted", "not_found", "wrong_state"],
  wayBack: { none: "the person still signs in with the password" },
  takesOwnRights: true,
  async run({ transaction, subject: { operatorId, id }, now }) {
    const account = await accountOf(transaction, operatorId, id);
    if (!account) return refused(NOT_FOUND);
    const notLifted = await liftLock(transaction, account.id, now);
    return notLifted ? refused(notLifted) : granted(null);
  },
});

/** `lifts`: the visitor may lift it; `waits`: somebody else may, or it ends by itself. */
export type Lock = "open" | "lifts" | "waits";

/** Whether the person's account is locked for unknown browsers. For those who manage people. */
export const readLock = reading({
  of: unlockPerson,
  takesOut: { no: "whether somebody is locked out, beside an account that was read with an entry" },
  on: somebody.seen,
  async run({ transaction, subject: { operatorId, id }, now }): Promise<Result<Lock, Refusal>> {
    const account = await accountOf(transaction, operatorId, id);
    if (!account || !(await lockedAccounts(transaction, [account.id], now)).has(account.id)) return granted("open");
    return granted((await mayLift(transaction, account.id)) ? "lifts" : "waits");
  },
});
