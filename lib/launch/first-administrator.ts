import { randomUUID } from "node:crypto";
import { PLACEHOLDER_EMAIL } from "@/lib/domain/access/placeholder";
import { awaitTurn, withClient } from "@/lib/runtime/portal-logins";
import { inOwnerScope, issueSecrets, linkOf } from "@/lib/server/auth/secrets";

const ADMINISTRATOR_LOCK = 7_120_605;

/**
 * A link, valid for 7 days and one use, by which the first platform administrator enters their name and address and sets a
 * password. Null once an administrator with a password can sign in. Each call replaces the previous link. Runs as the owner
 * of the tables.
 */
export const firstAdministratorLink = (ownerUrl: string, portalUrl: string): Promise<string | null> =>
  withClient(ownerUrl, async (client) => {
    await awaitTurn(client, { lock: ADMINISTRATOR_LOCK, work: "最初の管理者の登録の準備" });
    const { rowCount: administrators } = await client.query(
      "SELECT 1 FROM account WHERE role = 'platformAdministrator' AND password_hash IS NOT NULL AND disabled_at IS NULL LIMIT 1",
    );
    if (administrators !== 0) return null;
    return inOwnerScope(client, null, async (ask) => {
      const [account] = await ask<{ id: string }>(
        `INSERT INTO account (id, email, name, role) VALUES ($1, $2, 'admin', 'platformAdministrator')
         ON CONFLICT (email, operator_id, role, sector_id) WHERE operator_id IS NOT NULL OR disabled_at IS NULL DO UPDATE SET name = account.name RETURNING id`,
        [randomUUID(), PLACEHOLDER_EMAIL],
      );
      const wish = { accountId: account?.id ?? "", name: "最初の管理者", how: "firstStart" as const };
      const [issued] = await issueSecrets(ask, "invitation", [wish], new Date());
      return issued ? linkOf(portalUrl, issued.secret) : null;
    });
  });
