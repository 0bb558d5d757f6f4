import { randomUUID } from "node:crypto";
import { newSecret, secretHash } from "@/lib/auth/secret-hash";
import { PLACEHOLDER_EMAIL } from "@/lib/features/account/placeholder";
import { withClient } from "@/lib/runtime/portal-logins";

const ADMINISTRATOR_LOCK = 7_120_605;
const LINK_DAYS = 7;

/**
 * A link, good for 7 days and one use, with which the first platform administrator says who they are and sets a password.
 * Null as soon as one with a password can sign in. Each call replaces the link before it. Runs as the owner of the tables.
 */
export const firstAdministratorLink = (ownerUrl: string, portalUrl: string): Promise<string | null> =>
  withClient(ownerUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [ADMINISTRATOR_LOCK]);
    const { rowCount: administrators } = await client.query(
      "SELECT 1 FROM account WHERE role = 'platformAdministrator' AND password_hash IS NOT NULL AND disabled_at IS NULL LIMIT 1",
    );
    if (administrators !== 0) return null;
    const secret = newSecret("portal_inv");
    await client.query(
      `INSERT INTO account (id, email, name, role) VALUES ($1, $2, 'admin', 'platformAdministrator')
       ON CONFLICT (email, operator_id, role, sector_id) DO UPDATE SET disabled_at = NULL`,
      [randomUUID(), PLACEHOLDER_EMAIL],
    );
    await client.query(
      `UPDATE access_token SET revoked_at = now() WHERE purpose = 'invitation' AND revoked_at IS NULL
       AND account_id = (SELECT id FROM account WHERE email = $1 AND operator_id IS NULL)`,
      [PLACEHOLDER_EMAIL],
    );
    await client.query(
      `INSERT INTO access_token (id, account_id, name, purpose, hash, created_at, expires_at)
       SELECT $1, id, '最初の管理者', 'invitation', $2, now(), now() + make_interval(days => $3) FROM account WHERE email = $4 AND operator_id IS NULL`,
      [randomUUID(), secretHash(secret), LINK_DAYS, PLACEHOLDER_EMAIL],
    );
    return `${portalUrl}/invite/${secret}`;
  });
