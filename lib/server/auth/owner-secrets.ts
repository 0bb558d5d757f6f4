import type pg from "pg";
import { type Ask, type Issued, inOwnerScope, issueSecrets, type SecretWish } from "@/lib/server/auth/secrets";

/** The account that a secret of the command line is for. */
interface OwnedAccount {
  readonly id: string;
  readonly operatorId: string | null;
}

/** Writes what the command line did for the account into the trail of its operator (of the platform, where it has none), naming the account: the command line has none. */
export const auditAsOwner = (ask: Ask, { id, operatorId }: OwnedAccount, action: string, target: string, detail: Readonly<Record<string, string>>, now: Date) =>
  ask(
    `INSERT INTO audit (at, operator_id, account_id, action, outcome, target, detail)
     VALUES ($1::timestamptz, $2::uuid, $3::uuid, $4::text, 'done', $5::text, $6::jsonb)`,
    [now, operatorId, id, action, target, JSON.stringify({ by: "commandLine", ...detail })],
  );

/** What the audit row of a secret says. */
interface SecretAudit {
  readonly action: "account.link" | "token.create";
  readonly target: (issued: Issued) => string;
  readonly detail: Readonly<Record<string, string>>;
}

/**
 * Issues a secret of an account as the owner of the tables, with its row in the audit trail. Null where the database makes none (`portal_may_issue`): a closed account, a token of a deciding role.
 */
export const issueAsOwner = (
  client: pg.ClientBase,
  account: OwnedAccount,
  purpose: "invitation" | "api",
  wish: Omit<SecretWish, "accountId" | "how">,
  { action, target, detail }: SecretAudit,
  now: Date,
): Promise<string | null> =>
  inOwnerScope(client, account.operatorId, async (ask) => {
    const [issued] = await issueSecrets(ask, purpose, [{ ...wish, accountId: account.id, how: "commandLine" }], now);
    if (!issued) return null;
    const effective = issued.effectiveAt > now ? { effectiveAt: issued.effectiveAt.toISOString() } : {};
    await auditAsOwner(ask, account, action, target(issued), { ...detail, ...effective }, now);
    return issued.secret;
  });
