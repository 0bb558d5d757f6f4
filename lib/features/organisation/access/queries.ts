import "server-only";
import { type Action, decide } from "@/lib/domain/access/permission";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type none, type On, ofOwnOperator } from "@/lib/server/use-cases/use-case";

/** The visitor's own operator, if the visitor may do `action` there. */
export function permittedOperator(visitor: Visitor, action: Action): Result<string, Refusal> {
  const { operatorId } = visitor.actor;
  if (operatorId !== null && decide(visitor.actor, action, { operatorId }).ok) return granted(operatorId);
  return refused(refusal("not_permitted", "この操作の権限がありません。事業者の事務局かCISOに確かめてください。"));
}

/** Changes to one operator's people and units wait for each other, so that what is checked still holds when it is written. */
export async function lockOrganisation(transaction: Transaction, operatorId: string): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('organisation ' || ${operatorId}, 0))`;
}

/** What the own operator has of a kind, while nothing else changes its people and units. */
export const ownOrganisation = (place: string): On<typeof none, { readonly operatorId: string }> => {
  const own = ofOwnOperator(place);
  return {
    ...own,
    find: async (transaction, params, asking, input) => {
      const found = await own.find(transaction, params, asking, input);
      if (found) await lockOrganisation(transaction, found.operatorId);
      return found;
    },
  };
};
