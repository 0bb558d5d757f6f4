import "server-only";
import { z } from "zod";
import { granted } from "@/lib/domain/shared/result";
import { listOfficers } from "@/lib/features/admin/offices/queries";
import { ofPlatform } from "@/lib/features/admin/record/record";
import { lockedAccounts } from "@/lib/server/auth/lock";
import { reading } from "@/lib/server/use-cases/use-case";
import { identifier } from "@/lib/validation/plain-text";

/** The office holders for whom an unknown browser has to wait before signing in. */
export const readLockedHolders = reading({
  of: listOfficers,
  takesOut: { no: "which of the holders wait, beside their list, which leaves the entry" },
  on: ofPlatform("offices"),
  input: z.object({ accountIds: z.array(identifier) }),
  run: async ({ transaction, input: { accountIds }, now }) => granted(await lockedAccounts(transaction, accountIds, now)),
});
