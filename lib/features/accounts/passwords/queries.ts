import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { readMe } from "@/lib/features/accounts/me/queries";
import { ownAccount } from "@/lib/features/accounts/record/record";
import type { PasswordOrigin } from "@/lib/server/scope/scope";
import { reading } from "@/lib/server/use-cases/use-case";

/** The link with which the visitor's password was set, whether or not the notice was read. */
export const readPasswordOrigin = reading({
  of: readMe,
  takesOut: { no: "with which link the visitor's own password was set" },
  on: ownAccount,
  async run({ transaction, subject: { accountId: id } }) {
    const row = await transaction.account.findFirst({ where: { id }, select: { passwordOrigin: true } });
    return granted((row?.passwordOrigin ?? null) as PasswordOrigin | null);
  },
});
