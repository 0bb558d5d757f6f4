import "server-only";
import { look } from "@/lib/audit/change";
import { liftLock, lockedAccounts } from "@/lib/auth/lock";
import type { Visitor } from "@/lib/auth/scope";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { permittedOperator } from "@/lib/features/organisation/access";
import { changePeople } from "@/lib/features/organisation/people";
import type { Transaction } from "@/prisma/client";

const accountOf = (transaction: Transaction, operatorId: string, personId: string) =>
  transaction.account.findFirst({ where: { operatorId, personId, disabledAt: null }, select: { id: true } });

/**
 * Lets a person try to sign in again whose address failed too often. It opens nothing (the password is still needed), so who keeps
 * the register may do it for everybody of the operator, and the audit trail says who did.
 */
export const unlockPerson = (visitor: Visitor, personId: string, now: Date): Promise<Result<null, Refusal>> =>
  changePeople(visitor, { action: "people.unlock", target: `person/${personId}`, detail: {} }, now, async (transaction, operatorId) => {
    const account = await accountOf(transaction, operatorId, personId);
    if (!account) return refused(NOT_FOUND);
    await liftLock(transaction, account.id, now);
    return granted(null);
  });

/** Whether the person's address has to wait before strangers' browsers may sign in with it. For who may lift that. */
export const isPersonLocked = (visitor: Visitor, personId: string, now: Date): Promise<Result<boolean, Refusal>> =>
  look(visitor, { action: "people.read", target: `person/${personId}` }, now, async (transaction) => {
    const operator = permittedOperator(visitor, "people.manage");
    if (!operator.ok) return operator;
    const account = await accountOf(transaction, operator.value, personId);
    return granted(account !== null && (await lockedAccounts(transaction, [account.id], now)).has(account.id));
  });
