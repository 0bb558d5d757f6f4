import "server-only";
import { ofPlatform } from "@/lib/features/admin/record/record";
import { accountParams } from "@/lib/features/admin/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import { lockNamed } from "@/lib/server/database/lock";
import type { none } from "@/lib/server/use-cases/operation";
import type { On } from "@/lib/server/use-cases/use-case";

/** The role of an account outside of the operators. */
export type Office = "ministryOfficer" | "platformAdministrator";

/** The place of an office in the audit trail and in the API. */
export const PLACE = { ministryOfficer: "ministry-officers", platformAdministrator: "platform-administrators" } as const satisfies Record<Office, string>;

/** Serialises changes of the offices, so that a person who was suspended in the meantime cannot suspend or invite anybody. */
const lockOffices = (transaction: Transaction): Promise<void> => lockNamed(transaction, { of: "offices" });

/** The holders of an office, changed one at a time. */
export const lockedOffice = (office: Office): On<typeof none, object> => ({
  ...ofPlatform(PLACE[office]),
  find: async (transaction) => {
    await lockOffices(transaction);
    return {};
  },
});

/** The account of a holder, changed one at a time. The change itself, for the platform only, finds out whether it exists. */
export const lockedHolder: On<typeof accountParams, { readonly accountId: string }> = {
  params: accountParams,
  place: ({ accountId }) => `account/${accountId}`,
  find: async (transaction, { accountId }) => {
    await lockOffices(transaction);
    return { accountId };
  },
  target: () => ({}),
};
