import type pg from "pg";
import { type FoundAccount, forAccount, readAccountOptions } from "@/lib/cli/account";
import type { Run } from "@/lib/cli/command";
import { knownAddress } from "@/lib/cli/environment";
import { bearersText } from "@/lib/labels/permission-words";
import { issueAsOwner } from "@/lib/server/auth/owner-secrets";
import { linkOf } from "@/lib/server/auth/secrets";

/**
 * Issues a link with which the account's owner sets a new password; the previous link ends, the password stays until the link
 * is used. The audit trail records that it was made on the command line, and the people concerned see it on their first page
 * as long as it is open. It is valid for 24 hours, because its holder can take the account over; for the only CISO of an
 * operator these begin 24 hours later, so that there is time to revoke it.
 */
export async function createLinkAsOwner(client: pg.ClientBase, account: FoundAccount, now: Date): Promise<string> {
  const audited = { action: "account.link", target: () => `account/${account.id}`, detail: {} } as const;
  const secret = await issueAsOwner(client, account, "invitation", { name: "再設定" }, audited, now);
  if (secret === null) throw new Error("このアカウントは、いま閉じられました。");
  return secret;
}

/** `portal account link --email MAIL [--operator NAME]`: for a person who forgot the password and whom nobody else can invite again. */
export const run: Run = (args, io) =>
  forAccount(readAccountOptions(args, []), io, async (client, account, _wish, environment) => {
    const secret = await createLinkAsOwner(client, account, new Date());
    io.error("リンクは24時間、一度だけ使えます。作ったことは操作の記録に残り、関係する人の最初の画面に出ます。");
    io.error(`ただ一人のCISOのリンクは、24時間後から使えます。それまでは、${bearersText("announcedLink.revoke")}が取り消せます。`);
    const address = knownAddress(environment);
    if (address === null)
      io.error("ポータルが動いておらず、PORTAL_URL もないので、アドレスは分かりません。利用者が開くポータルの URL の後ろに、次を続けて渡してください。");
    return linkOf(address ?? "", secret);
  });
