import "server-only";
import { secretHash } from "@/lib/server/auth/secret-hash";
import { outOfScope } from "@/lib/server/database/client";
import { mailAddress } from "@/lib/validation/plain-text";

/** Failed sign-ins for one address within 15 minutes, after which even the right password waits. */
export const FAILURES_ALLOWED = 10;

/**
 * Failures of strangers from one source within 15 minutes. Whoever signs in from there after some slips is not counted: 200
 * people behind one address have so many only if a hundred of them give up.
 */
export const SOURCE_FAILURES_ALLOWED = 100;

/** Where an attempt comes from, and in which lane it is counted. */
export interface Origin {
  readonly source: string | null;
  /** Hash of the secret of a browser that may have signed in before. */
  readonly device: string | null;
  /** Counted for itself: the account of somebody who is signed in. */
  readonly lane: string | null;
}

export const STRANGER: Origin = { source: null, device: null, lane: null };

/** An account of the address and the hash of its password; both null where there is none. */
export interface Login {
  readonly accountId: string | null;
  readonly passwordHash: string | null;
}

/** One try of a password at an address. */
interface Attempt {
  readonly id: bigint;
  readonly logins: readonly Login[];
}

/** Why nothing is judged: too many failures at the address, or of strangers from this source. */
export type Waits = "address" | "source";

interface Row {
  readonly attempt: bigint | null;
  readonly account_id: string | null;
  readonly password_hash: string | null;
}

/**
 * The one form of an address: accounts are looked for and attempts are counted by it. What cannot be an address is counted by
 * its hash, which is short, and which no account can have.
 */
function addressOf(entered: string): string {
  const address = mailAddress.safeParse(entered);
  return address.success ? address.data : secretHash(entered);
}

/**
 * Begins an attempt, which counts as failed until it is said to have succeeded: of attempts that come at once, only as many
 * are judged as are allowed. Or says why it has to wait; nothing is computed then, whether the address is known or not.
 */
export async function beginAttempt(entered: string, now: Date, { source, device, lane }: Origin): Promise<Attempt | Waits> {
  const rows = await outOfScope(
    (client) => client.$queryRaw<Row[]>`
    SELECT attempt, account_id, password_hash
    FROM portal_begin_sign_in(${addressOf(entered)}, ${now}, ${FAILURES_ALLOWED}::int, ${source}, ${SOURCE_FAILURES_ALLOWED}::int, ${device}, ${lane})`,
  );
  const [first] = rows;
  if (!first) return "address";
  if (first.attempt === null) return "source";
  return { id: first.attempt, logins: rows.map((row) => ({ accountId: row.account_id, passwordHash: row.password_hash })) };
}

/** The password was the right one. */
export async function attemptSucceeded({ id }: Attempt): Promise<void> {
  await outOfScope((client) => client.$executeRaw`SELECT portal_attempt_succeeded(${id}::bigint)`);
}

/** The password was not looked at, so it does not count. */
export async function withdrawAttempt({ id }: Attempt): Promise<void> {
  await outOfScope((client) => client.$executeRaw`SELECT portal_withdraw_attempt(${id}::bigint)`);
}
