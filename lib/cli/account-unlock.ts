import type pg from "pg";
import { forAccount, type FoundAccount, readAccountOptions } from "@/lib/cli/account";
import type { Run } from "@/lib/cli/command";

/** Lifts the lock of the account's address after too many wrong passwords, with a row in the audit trail. Gives how many failures it set aside. */
export async function unlockAsOwner(client: pg.Client, { id, operatorId }: FoundAccount, now: Date): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE login_attempt t SET lifted = true FROM account a
     WHERE a.id = $1 AND t.email = a.email AND NOT t.succeeded AND NOT t.lifted AND t.at > $2::timestamptz - interval '15 minutes'`,
    [id, now],
  );
  await client.query(
    `INSERT INTO audit (at, operator_id, account_id, action, outcome, target, detail)
     VALUES ($1, $2, $3::uuid, 'account.unlock', 'done', 'account/' || $3, '{"by": "commandLine"}')`,
    [now, operatorId, id],
  );
  return rowCount ?? 0;
}

/** `portal account unlock --email MAIL [--operator NAME]`: for somebody whose address strangers tried too often. */
export const run: Run = (args, io) =>
  forAccount(readAccountOptions(args, []), io, async (client, account) => {
    const failures = await unlockAsOwner(client, account, new Date());
    return failures === 0 ? "サインインは止まっていませんでした。" : `サインインの停止を解きました（失敗 ${String(failures)}件を数えません）。`;
  });
