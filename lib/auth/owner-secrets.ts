import type pg from "pg";
import { inOwnerScope, type Issued, issueSecrets, type SecretWish } from "@/lib/auth/secrets";

/** The account that a secret of the command line is for. */
interface OwnedAccount {
  readonly id: string;
  readonly operatorId: string | null;
}

/** What the audit row of a secret says. */
interface Told {
  readonly action: "account.link" | "token.create";
  readonly target: (issued: Issued) => string;
  readonly detail: Readonly<Record<string, string>>;
}

/**
 * Issues a secret of an account as the owner of the tables, with its row in the audit trail of the account's operator (of the
 * platform, where it has none): the command line has no account, and the row names the account for which it was made. Null
 * where the database makes none (`portal_may_issue`): a closed account, a token of a deciding role.
 */
export const issueAsOwner = (
  client: pg.ClientBase,
  { id, operatorId }: OwnedAccount,
  purpose: "invitation" | "api",
  wish: Omit<SecretWish, "accountId" | "how">,
  { action, target, detail }: Told,
  now: Date,
): Promise<string | null> =>
  inOwnerScope(client, operatorId, async (ask) => {
    const [issued] = await issueSecrets(ask, purpose, [{ ...wish, accountId: id, how: "commandLine" }], now);
    if (!issued) return null;
    const effective = issued.effectiveAt > now ? { effectiveAt: issued.effectiveAt.toISOString() } : {};
    await ask(
      `INSERT INTO audit (at, operator_id, account_id, action, outcome, target, detail)
       VALUES ($1::timestamptz, $2::uuid, $3::uuid, $4::text, 'done', $5::text, $6::jsonb)`,
      [now, operatorId, id, action, target(issued), JSON.stringify({ by: "commandLine", ...detail, ...effective })],
    );
    return issued.secret;
  });
