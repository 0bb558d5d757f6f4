import type pg from "pg";
import { type Ask, type Issued, inOwnerScope, issueSecrets, type SecretWish } from "@/lib/server/auth/secrets";

/** The account that the command line issues a secret for. */
interface OwnedAccount {
  readonly id: string;
  readonly operatorId: string | null;
}

/**
 * Writes a change by the command line into the audit trail of the operator (of the platform if there is none). The entry names the
 * account that the action is about, if it is about one, because the command line has none.
 */
export const auditAsOwner = (
  ask: Ask,
  { id, operatorId }: { readonly id: string | null; readonly operatorId: string | null },
  action: string,
  target: string,
  detail: Readonly<Record<string, unknown>>,
  now: Date,
) =>
  ask(
    `INSERT INTO audit (at, operator_id, account_id, action, outcome, changed, target, detail)
     VALUES ($1::timestamptz, $2::uuid, $3::uuid, $4::text, 'done', true, $5::text, $6::jsonb)`,
    [now, operatorId, id, action, target, JSON.stringify({ by: "commandLine", ...detail })],
  );

/** What the audit entry of a secret contains. */
interface SecretAudit {
  readonly action: "account.link" | "token.create";
  readonly target: (issued: Issued) => string;
  readonly detail: Readonly<Record<string, string>>;
}

/**
 * Issues a secret for an account as the owner of the tables, with its audit entry. Null where the database refuses
 * (`portal_may_issue`): a closed account, or a token for a role that decides.
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
