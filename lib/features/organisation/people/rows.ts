import "server-only";
import { type Doing, endOnLeaving } from "@/lib/features/organisation/ending-deputies/rows";
import type { Part } from "@/lib/server/audit/audited-transaction";
import type { Transaction } from "@/lib/server/database/client";

interface Moving {
  readonly operatorId: string;
  readonly id: string;
}

/**
 * Leaving ends the roles and deputyships and closes the login, which ends its password, sessions, tokens and link. Coming back
 * allows a new link for the login; roles are given again separately. Out: an audit entry for each deputyship that ends.
 */
export async function moveInOrOut(transaction: Transaction, person: Moving, left: boolean, doing: Doing): Promise<readonly Part[]> {
  const { operatorId, id } = person;
  const at = left ? doing.now : null;
  const ended = left ? await endOnLeaving(transaction, operatorId, id, doing) : [];
  if (left) await transaction.appointment.deleteMany({ where: { operatorId, personId: id } });
  await transaction.person.updateMany({ where: { operatorId, id }, data: { leftAt: at } });
  await transaction.account.updateMany({ where: { operatorId, personId: id }, data: { disabledAt: at } });
  return ended;
}
