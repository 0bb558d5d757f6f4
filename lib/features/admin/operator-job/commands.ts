import "server-only";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { platformOnly } from "@/lib/features/admin/operators/commands";
import { lockOrganisation } from "@/lib/features/organisation/access/queries";
import { change, type Deed, look, rightsTaken } from "@/lib/server/audit/change";
import type { Transaction } from "@/lib/server/database/client";
import { jobScope, type Visitor } from "@/lib/server/scope/scope";

/**
 * What the platform does for one operator's accounts: in the scope of a job for that operator, under its organisation's lock,
 * with the audit row in the operator's trail. Refused: who may not, and an operator that is not there.
 */
export async function doForOperator<Value>(
  visitor: Visitor,
  operatorId: string,
  deed: Deed,
  now: Date,
  work: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  const permitted = await look(visitor, deed, now, async (transaction) => {
    const platform = platformOnly(visitor, "platform.accounts");
    if (!platform.ok) return platform;
    return (await transaction.operator.count({ where: { id: operatorId } })) === 1 ? granted(true as const) : refused(NOT_FOUND);
  });
  if (!permitted.ok) return permitted;
  const job: Visitor = { ...visitor, scope: jobScope(operatorId, visitor.account.accountId) };
  return change(job, deed, now, async (transaction) => {
    await lockOrganisation(transaction, operatorId);
    const taken = await rightsTaken(transaction, job, now);
    return taken ? refused(taken) : work(transaction);
  });
}
