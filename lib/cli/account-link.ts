import { randomUUID } from "node:crypto";
import type pg from "pg";
import { newSecret, secretHash } from "@/lib/auth/secret-hash";
import { forAccount, type FoundAccount, readAccountOptions } from "@/lib/cli/account";
import type { Run } from "@/lib/cli/command";

/** Short, since whoever holds the link takes the account over. */
const LINK_HOURS = 24;

/**
 * Secret of a link with which the account's owner sets a new password; the links before it end, the password stays until
 * then. The audit trail of the operator says that it was made on the command line.
 */
export async function createLinkAsOwner(client: pg.Client, { id, operatorId }: FoundAccount, now: Date): Promise<string> {
  const secret = newSecret("portal_inv");
  await client.query(
    `WITH ended AS (
       UPDATE access_token SET revoked_at = $5::timestamptz WHERE account_id = $2::uuid AND purpose = 'invitation' AND revoked_at IS NULL),
     made AS (
       INSERT INTO access_token (id, account_id, name, purpose, hash, created_at, expires_at)
       VALUES ($1::uuid, $2::uuid, '再設定', 'invitation', $3, $5::timestamptz, $5::timestamptz + make_interval(hours => $4::int)))
     INSERT INTO audit (at, operator_id, account_id, action, outcome, target, detail)
     VALUES ($5::timestamptz, $6::uuid, $2::uuid, 'account.link', 'done', 'account/' || $2, '{"by": "commandLine"}')`,
    [randomUUID(), id, secretHash(secret), LINK_HOURS, now, operatorId],
  );
  return secret;
}

/** `portal account link --email MAIL [--operator NAME]`: for somebody who forgot the password and whom nobody else can invite again. */
export const run: Run = (args, io) =>
  forAccount(readAccountOptions(args, []), io, async (client, account, _wish, { portalUrl }) => `${portalUrl}/invite/${await createLinkAsOwner(client, account, new Date())}`);
