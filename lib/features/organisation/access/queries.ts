import "server-only";
import type { Transaction } from "@/lib/server/database/client";
import { lockNamed } from "@/lib/server/database/lock";
import { type none, type On, ofOwnOperator } from "@/lib/server/use-cases/use-case";

/** Changes to one operator's people and units wait for each other, so that what is checked still holds when it is written. */
export const lockOrganisation = (transaction: Transaction, operatorId: string): Promise<void> => lockNamed(transaction, { of: "organisation", operatorId });

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
