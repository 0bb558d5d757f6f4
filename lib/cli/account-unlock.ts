import type pg from "pg";
import { inOwnerScope } from "@/lib/auth/secrets";
import { unlockAccount } from "@/lib/auth/unlock";
import { forAccount, type FoundAccount, readAccountOptions } from "@/lib/cli/account";
import type { Run } from "@/lib/cli/command";

/** Lifts the lock of the account after too many wrong passwords, with a row in the audit trail. Gives how many failures it set aside. */
export const unlockAsOwner = (client: pg.Client, { id, operatorId }: FoundAccount, now: Date): Promise<number> =>
  inOwnerScope(client, operatorId, async (ask) => {
    const { failures } = await unlockAccount(ask, id, now);
    await ask(
      `INSERT INTO audit (at, operator_id, account_id, action, outcome, target, detail)
       VALUES ($1, $2, $3::uuid, 'account.unlock', 'done', 'account/' || $3, '{"by": "commandLine"}')`,
      [now, operatorId, id],
    );
    return failures;
  });

/** `portal account unlock --email MAIL [--operator NAME]`: for somebody whose address strangers tried too often. */
export const run: Run = (args, io) =>
  forAccount(readAccountOptions(args, []), io, async (client, account) => {
    const failures = await unlockAsOwner(client, account, new Date());
    return failures === 0
      ? "このアカウントへの失敗は数えていませんでした。接続元からの失敗の多さで止まっていたときも、15分のあいだ、この人は入れます。"
      : `サインインの停止を解きました（失敗 ${String(failures)}件を数えません）。`;
  });
