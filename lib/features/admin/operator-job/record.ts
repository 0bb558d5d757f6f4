import "server-only";
import { operatorParams } from "@/lib/features/admin/record/schema";
import { jobScope } from "@/lib/server/scope/scope";
import type { On } from "@/lib/server/use-cases/use-case";

/** An operator that the platform works for: in the scope of a job for it, under the lock of its people, with the audit entry in the operator's trail. */
export const servedOperator: On<typeof operatorParams, { readonly operatorId: string }> = {
  params: operatorParams,
  place: ({ operatorId }) => `operator/${operatorId}`,
  enters: {
    target: {},
    scope: async (transaction, { operatorId }, { visitor }) =>
      (await transaction.operator.count({ where: { id: operatorId } })) === 1 ? jobScope(operatorId, visitor.account.accountId) : null,
  },
  people: "exclusive",
  find: (_transaction, { operatorId }) => Promise.resolve({ operatorId }),
  target: () => ({}),
};
