import type pg from "pg";
import { type Ask, inOwnerScope, type Issued, issueSecrets, type SecretWish } from "@/lib/auth/secrets";

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
 * platform, where it has none): the command line has no account, and the row names the account for which it was made.
 */
export const issueAsOwner = (
  client: pg.ClientBase,
  { id, operatorId }: OwnedAccount,
  purpose: "invitation" | "api",
  wishOf: (ask: Ask) => Promise<Omit<SecretWish, "accountId" | "how">>,
  { action, target, detail }: Told,
  now: Date,
): Promise<string> =>
  inOwnerScope(client, operatorId, async (ask) => {
    const wish = await wishOf(ask);
    const [issued] = await issueSecrets(ask, purpose, [{ ...wish, accountId: id, how: "commandLine" }], now);
    if (!issued) throw new Error("the account was closed meanwhile");
    const effective = wish.effectiveAt ? { effectiveAt: wish.effectiveAt.toISOString() } : {};
    await ask(
      `INSERT INTO audit (at, operator_id, account_id, action, outcome, target, detail)
       VALUES ($1::timestamptz, $2::uuid, $3::uuid, $4::text, 'done', $5::text, $6::jsonb)`,
      [now, operatorId, id, action, target(issued), JSON.stringify({ by: "commandLine", ...detail, ...effective })],
    );
    return issued.secret;
  });
