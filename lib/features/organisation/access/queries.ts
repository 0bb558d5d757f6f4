import "server-only";
import type { Transaction } from "@/lib/server/database/client";
import { lockNamed } from "@/lib/server/database/lock";
import type { none } from "@/lib/server/use-cases/operation";
import { type On, ofOwnOperator } from "@/lib/server/use-cases/use-case";

/** Serialises changes to one operator's people and units, so that checks are still valid when the change is written. */
export const lockOrganisation = (transaction: Transaction, operatorId: string): Promise<void> => lockNamed(transaction, { of: "organisation", operatorId });

/** The subject of use cases on the own operator's people and units, under the organisation's lock. */
export const ownOrganisation = (place: string): On<typeof none, { readonly operatorId: string }> => {
  const own = ofOwnOperator(place);
  return {
    ...own,
    waits: true,
    find: async (transaction, params, asking, input) => {
      const found = await own.find(transaction, params, asking, input);
      if (found) await lockOrganisation(transaction, found.operatorId);
      return found;
    },
  };
};
