import type pg from "pg";
import { issueAsOwner } from "@/lib/auth/owner-secrets";
import { type Ask, linkOf } from "@/lib/auth/secrets";
import { forAccount, type FoundAccount, readAccountOptions } from "@/lib/cli/account";
import type { Run } from "@/lib/cli/command";
import { knownAddress } from "@/lib/cli/environment";
import { RECOVERY_DELAY_HOURS } from "@/lib/domain/access/recovery";

const HOUR = 3_600_000;
/** Short, since whoever holds the link takes the account over. */
const LINK_HOURS = 24;

/** Whether the account is the only CISO of its operator: nobody else there could make a link, or would notice. */
async function isSoleCiso(ask: Ask, { id, operatorId }: FoundAccount): Promise<boolean> {
  const holders = await ask<{ id: string }>(
    `SELECT a.id FROM account a JOIN appointment m ON m.operator_id = a.operator_id AND m.person_id = a.person_id
     WHERE a.operator_id = $1::uuid AND m.role = 'ciso' AND a.disabled_at IS NULL AND a.had_password`,
    [operatorId],
  );
  return holders.length === 1 && holders[0]?.id === id;
}

/**
 * Secret of a link with which the account's owner sets a new password; the link before it ends, the password stays until
 * then. The audit trail says that it was made on the command line, and those who are concerned see it on their first page as
 * long as it is open. For the only CISO of an operator it works 24 hours later, so that there is time to revoke it.
 */
export const createLinkAsOwner = (client: pg.ClientBase, account: FoundAccount, now: Date): Promise<string> =>
  issueAsOwner(
    client,
    account,
    "invitation",
    async (ask) => {
      const from = now.getTime() + ((await isSoleCiso(ask, account)) ? RECOVERY_DELAY_HOURS * HOUR : 0);
      return { name: "再設定", effectiveAt: new Date(from), expiresAt: new Date(from + LINK_HOURS * HOUR) };
    },
    { action: "account.link", target: () => `account/${account.id}`, detail: {} },
    now,
  );

/** `portal account link --email MAIL [--operator NAME]`: for somebody who forgot the password and whom nobody else can invite again. */
export const run: Run = (args, io) =>
  forAccount(readAccountOptions(args, []), io, async (client, account, _wish, environment) => {
    const secret = await createLinkAsOwner(client, account, new Date());
    io.error("リンクは24時間、一度だけ使えます。作ったことは操作の記録に残り、関係する人の最初の画面に出ます。");
    io.error("ただ一人のCISOのリンクは、24時間後から使えます。それまでは、その事業者のCISO・経営層・事務局が取り消せます。");
    const address = knownAddress(environment);
    if (address === null) io.error("ポータルが動いておらず、PORTAL_URL もないので、アドレスは分かりません。利用者が開くポータルの URL の後ろに、次を続けて渡してください。");
    return linkOf(address ?? "", secret);
  });
