import "server-only";
import { operatorParams } from "@/lib/features/admin/record/schema";
import { lockOrganisation } from "@/lib/features/organisation/access/queries";
import { jobScope } from "@/lib/server/scope/scope";
import type { On } from "@/lib/server/use-cases/use-case";

/** An operator that the platform works for: in the scope of a job for it, under its organisation's lock, with the audit entry in the operator's trail. */
export const servedOperator: On<typeof operatorParams, { readonly operatorId: string }> = {
  params: operatorParams,
  place: ({ operatorId }) => `operator/${operatorId}`,
  enters: {
    target: {},
    scope: async (transaction, { operatorId }, { visitor }) =>
      (await transaction.operator.count({ where: { id: operatorId } })) === 1 ? jobScope(operatorId, visitor.account.accountId) : null,
  },
  find: async (transaction, { operatorId }) => {
    await lockOrganisation(transaction, operatorId);
    return { operatorId };
  },
  target: () => ({}),
};
