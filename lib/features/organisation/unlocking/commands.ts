import "server-only";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { permittedOperator } from "@/lib/features/organisation/access/queries";
import { changePeople } from "@/lib/features/organisation/people/commands";
import { look } from "@/lib/server/audit/change";
import { liftLock, lockedAccounts, mayLift } from "@/lib/server/auth/lock";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

const accountOf = (transaction: Transaction, operatorId: string, personId: string) =>
  transaction.account.findFirst({ where: { operatorId, personId, disabledAt: null }, select: { id: true } });

/**
 * Lets a person try to sign in again whose account failed too often. Who may make a link for the person may do it, three times
 * a day (`portal_unlock`), for the account here alone: another one of the address, at another operator, stays as it is.
 */
export const unlockPerson = (visitor: Visitor, personId: string, now: Date): Promise<Result<null, Refusal>> =>
  changePeople(visitor, { action: "people.unlock", target: `person/${personId}`, detail: {} }, now, async (transaction, operatorId) => {
    const account = await accountOf(transaction, operatorId, personId);
    if (!account) return refused(NOT_FOUND);
    const notLifted = await liftLock(transaction, account.id, now);
    return notLifted ? refused(notLifted) : granted(null);
  });

/** `lifts`: the visitor may end it; `waits`: somebody else may, or it ends by itself. */
export type Lock = "open" | "lifts" | "waits";

/** Whether the person's account has to wait before strangers' browsers may sign in with it. For who keeps the register. */
export const readLock = (visitor: Visitor, personId: string, now: Date): Promise<Result<Lock, Refusal>> =>
  look(visitor, { action: "people.read", target: `person/${personId}` }, now, async (transaction) => {
    const operator = permittedOperator(visitor, "people.manage");
    if (!operator.ok) return operator;
    const account = await accountOf(transaction, operator.value, personId);
    if (!account || !(await lockedAccounts(transaction, [account.id], now)).has(account.id)) return granted("open");
    return granted((await mayLift(transaction, account.id)) ? "lifts" : "waits");
  });
