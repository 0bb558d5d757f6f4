import "server-only";
import type { Transaction } from "@/lib/server/database/client";

/** The account of a person that can be signed in to; null if there is none. */
export const presentAccount = (transaction: Transaction, operatorId: string, personId: string) =>
  transaction.account.findFirst({ where: { operatorId, personId, disabledAt: null }, select: { id: true } });
