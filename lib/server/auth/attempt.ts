import "server-only";
import { secretHash } from "@/lib/server/auth/secret-hash";
import { outOfScope } from "@/lib/server/database/client";
import { mailAddress } from "@/lib/validation/plain-text";

/** Failed sign-ins for one address within 15 minutes, after which even the right password has to wait. */
export const FAILURES_ALLOWED = 10;

/**
 * Failures from one source within 15 minutes by browsers that are not known. A person who signs in after some mistakes is not
 * counted, so 200 people behind one address reach this number only if about a hundred of them give up.
 */
export const SOURCE_FAILURES_ALLOWED = 100;

/** Where an attempt comes from, and in which lane it is counted. */
export interface Origin {
  readonly source: string | null;
  /** Hash of the secret of a browser that has signed in before. */
  readonly device: string | null;
  /** The account of a signed-in person, whose attempts are counted separately. */
  readonly lane: string | null;
}

export const STRANGER: Origin = { source: null, device: null, lane: null };

/** An account of the address and its password hash; both null where there is none. */
export interface Login {
  readonly accountId: string | null;
  readonly passwordHash: string | null;
}

/** One attempt to sign in at an address. */
interface Attempt {
  readonly id: bigint;
  readonly logins: readonly Login[];
}

/** Why no attempt is checked: too many failures at the address, or by unknown browsers from this source. */
export type Waits = "address" | "source";

interface Row {
  readonly attempt: bigint | null;
  readonly account_id: string | null;
  readonly password_hash: string | null;
}

/**
 * Normalises an address; accounts are found and attempts are counted by this form. Text that cannot be an address becomes its
 * hash, which is short and matches no account.
 */
function addressOf(entered: string): string {
  const address = mailAddress.safeParse(entered);
  return address.success ? address.data : secretHash(entered);
}

/**
 * Begins an attempt, which counts as failed until it is reported as successful. So of simultaneous attempts, only the allowed
 * number is checked. Returns the reason when the attempt has to wait; nothing is computed then, whether or not the address is
 * known.
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

/** Marks the attempt as successful. */
export async function attemptSucceeded({ id }: Attempt): Promise<void> {
  await outOfScope((client) => client.$executeRaw`SELECT portal_attempt_succeeded(${id}::bigint)`);
}

/** Removes the attempt, because its password was never checked. */
export async function withdrawAttempt({ id }: Attempt): Promise<void> {
  await outOfScope((client) => client.$executeRaw`SELECT portal_withdraw_attempt(${id}::bigint)`);
}
