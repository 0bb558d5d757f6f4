import { randomUUID } from "node:crypto";
import type pg from "pg";
import { newSecret, secretHash } from "@/lib/server/auth/secret-hash";

/** Asks the database one statement: the web through its transaction, the command line through the owner's connection. */
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

/** On what occasion a secret is made; the database itself adds who made it. */
export type Occasion = "own" | "person" | "bulk" | "firstAccount" | "office" | "recovery" | "commandLine" | "firstStart";

export interface SecretWish {
  /** Of the secret, where it is to be known beforehand. */
  readonly id?: string;
  readonly accountId: string;
  readonly name: string;
  readonly how: Occasion;
  /** Until when a token is to work; of links the database says so itself. */
  readonly expiresAt?: Date;
}

export interface Issued {
  readonly id: string;
  readonly accountId: string;
  readonly secret: string;
  /** From when it works: at once, or a day later where it opens the account of an only CISO. */
  readonly effectiveAt: Date;
  readonly expiresAt: Date;
}

type Given = Pick<Issued, "accountId" | "effectiveAt" | "expiresAt">;

/**
 * The one issuer of links (`invitation`) and access tokens (`api`): keeps their hashes and gives the secrets, which are nowhere
 * else. A new link ends the one before it. Who may have one made, from when and until when it works is decided by the database
 * (`portal_may_issue`) for the account of the transaction's scope; the others get none.
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

/** Ends an open token of the account that asks, or an open link of an account that the scope manages; gives the account, or null. */
export async function revokeSecret(ask: Ask, purpose: "invitation" | "api", id: string, now: Date): Promise<string | null> {
  const [row] = await ask<{ account: string | null }>("SELECT portal_revoke($1::uuid, $2::text, $3::timestamptz) AS account", [id, purpose, now]);
  return row?.account ?? null;
}

/** The address of a link. */
export const linkOf = (origin: string, secret: string): string => `${origin}/invite/${secret}`;

/**
 * Runs `work` on the owner's connection in one transaction with the scope of a job for the operator, or of the platform where
 * there is none, and without an account: what is made in it was made on the command line.
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
