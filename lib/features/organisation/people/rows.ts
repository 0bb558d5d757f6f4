import "server-only";
import type { Transaction } from "@/lib/server/database/client";

/**
 * Leaving ends the roles and closes the login, which ends its password, sessions, tokens and link. Coming back allows a new
 * link for the login; roles are given again separately.
 */
export async function moveInOrOut(transaction: Transaction, operatorId: string, personId: string, left: boolean, now: Date): Promise<void> {
  if (left) await transaction.appointment.deleteMany({ where: { operatorId, personId } });
  await transaction.person.updateMany({ where: { operatorId, id: personId }, data: { leftAt: left ? now : null } });
  await transaction.account.updateMany({ where: { operatorId, personId }, data: { disabledAt: left ? now : null } });
}
