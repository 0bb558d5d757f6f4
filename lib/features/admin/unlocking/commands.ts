import "server-only";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { platformOnly } from "@/lib/features/admin/operators/commands";
import { change, look } from "@/lib/server/audit/change";
import { liftLock, lockedAccounts } from "@/lib/server/auth/lock";
import type { Visitor } from "@/lib/server/scope/scope";

const UNLOCK = { ministryOfficer: "platform.unlockOfficer", platformAdministrator: "platform.unlockAdministrator" } as const;
type Office = keyof typeof UNLOCK;

/** Lets the holder of an office try to sign in again whose address failed too often. For the platform. */
export const unlockOffice = (visitor: Visitor, role: Office, accountId: string, now: Date): Promise<Result<null, Refusal>> =>
  change(visitor, { action: UNLOCK[role], target: `account/${accountId}` }, now, async (transaction) => {
    const permitted = platformOnly(visitor, "platform.accounts");
    if (!permitted.ok) return permitted;
    if ((await transaction.account.count({ where: { id: accountId, operatorId: null, role, disabledAt: null } })) !== 1) return refused(NOT_FOUND);
    const notLifted = await liftLock(transaction, accountId, now);
    return notLifted ? refused(notLifted) : granted(null);
  });

/** Which holders of offices have to wait before a browser that does not know them may sign in. For the platform. */
export const lockedOffices = (visitor: Visitor, accountIds: readonly string[], now: Date): Promise<Result<ReadonlySet<string>, Refusal>> =>
  look(visitor, { action: "platform.accounts", target: "offices" }, now, async (transaction) => {
    const permitted = platformOnly(visitor, "platform.accounts");
    return permitted.ok ? granted(await lockedAccounts(transaction, accountIds, now)) : permitted;
  });
