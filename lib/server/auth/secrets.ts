import { randomUUID } from "node:crypto";
import type pg from "pg";
import { newSecret, secretHash } from "@/lib/server/auth/secret-hash";

/** Sends one statement to the database: the web server through its transaction, the command line through the owner's connection. */
export type Ask = <Row extends object>(sql: string, values: readonly unknown[]) => Promise<readonly Row[]>;

interface RawQueries {
  $queryRawUnsafe<Rows>(sql: string, ...values: unknown[]): PromiseLike<Rows>;
}

export const askingTransaction =
  (transaction: RawQueries): Ask =>
  async <Row extends object>(sql: string, values: readonly unknown[]) =>
    transaction.$queryRawUnsafe<readonly Row[]>(sql, ...values);

export const askingClient =
  (client: pg.ClientBase): Ask =>
  async <Row extends object>(sql: string, values: readonly unknown[]) =>
    (await client.query<Row>(sql, [...values])).rows;

/** The occasion on which a secret is issued; the database itself records who issued it. */
export type Occasion = "own" | "person" | "bulk" | "firstAccount" | "office" | "recovery" | "commandLine" | "firstStart";

export interface SecretWish {
  /** The id of the secret, if the caller has to know it beforehand. */
  readonly id?: string;
  readonly accountId: string;
  readonly name: string;
  readonly how: Occasion;
  /** When a token expires. The database sets the expiry of links. */
  readonly expiresAt?: Date;
}

export interface Issued {
  readonly id: string;
  readonly accountId: string;
  readonly secret: string;
  /** When the link starts to work: at once, or a day later if it opens the account of an only CISO. */
  readonly effectiveAt: Date;
  readonly expiresAt: Date;
}

type Given = Pick<Issued, "accountId" | "effectiveAt" | "expiresAt">;

/**
 * The only issuer of links (`invitation`) and access tokens (`api`): stores their hashes and returns the secrets, which are
 * kept nowhere. A new link ends the previous one. The database (`portal_may_issue`) decides for the account of the
 * transaction's scope who gets a secret and when it works; the other accounts get none.
 */
export async function issueSecrets(ask: Ask, purpose: "invitation" | "api", wishes: readonly SecretWish[], now: Date): Promise<readonly Issued[]> {
  const made = wishes.map((wish) => ({ ...wish, id: wish.id ?? randomUUID(), secret: newSecret(purpose === "api" ? "portal_pat" : "portal_inv") }));
  const rows = made.map(({ secret, ...wish }) => ({ ...wish, purpose, hash: secretHash(secret) }));
  const given = await ask<Given>("SELECT * FROM portal_issue_secrets($1::jsonb, $2::timestamptz)", [JSON.stringify(rows), now]);
  const spans = new Map(given.map((one) => [one.accountId, one]));
  return made.flatMap(({ id, accountId, secret }) => {
    const span = spans.get(accountId);
    return span ? [{ ...span, id, secret }] : [];
  });
}

/** Ends an open token of the scope's account, or an open link of an account that the scope manages. Returns the account, or null. */
export async function revokeSecret(ask: Ask, purpose: "invitation" | "api", id: string, now: Date): Promise<string | null> {
  const [row] = await ask<{ account: string | null }>("SELECT portal_revoke($1::uuid, $2::text, $3::timestamptz) AS account", [id, purpose, now]);
  return row?.account ?? null;
}

/** The URL of a link. */
export const linkOf = (origin: string, secret: string): string => `${origin}/invite/${secret}`;

/**
 * Runs `work` on the owner's connection in one transaction, in the scope of a job for the operator (of the platform if null).
 * The scope has no account: its changes count as made on the command line.
 */
export async function inOwnerScope<Value>(client: pg.ClientBase, operatorId: string | null, work: (ask: Ask) => Promise<Value>): Promise<Value> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT set_config('app.scope', $1, true), set_config('app.operator', $2, true), set_config('app.account', '', true)", [
      operatorId === null ? "platform" : "job",
      operatorId ?? "",
    ]);
    const value = await work(askingClient(client));
    await client.query("COMMIT");
    return value;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
