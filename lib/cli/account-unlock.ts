import type pg from "pg";
import { type FoundAccount, forAccount, readAccountOptions } from "@/lib/cli/account";
import type { Run } from "@/lib/cli/command";
import { auditAsOwner } from "@/lib/server/auth/owner-secrets";
import { inOwnerScope } from "@/lib/server/auth/secrets";
import { unlockAccount } from "@/lib/server/auth/unlock";

/** Lifts the lock of the account after too many wrong passwords, with an audit entry. Returns the number of failures that no longer count. */
export const unlockAsOwner = (client: pg.Client, account: FoundAccount, now: Date): Promise<number> =>
  inOwnerScope(client, account.operatorId, async (ask) => {
    const { failures } = await unlockAccount(ask, account.id, now);
    await auditAsOwner(ask, account, "account.unlock", `account/${account.id}`, {}, now);
    return failures;
  });

/** `portal account unlock --email MAIL [--operator NAME]`: for a person whose address others tried too often. */
export const run: Run = (args, io) =>
  forAccount(readAccountOptions(args, []), io, async (client, account) => {
    const failures = await unlockAsOwner(client, account, new Date());
    return failures === 0
      ? "このアカウントへの失敗は数えていませんでした。接続元からの失敗の多さで止まっていたときも、15分のあいだ、この人は入れます。"
      : `サインインの停止を解きました（失敗 ${String(failures)}件を数えません）。`;
  });
