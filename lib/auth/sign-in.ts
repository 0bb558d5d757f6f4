import "server-only";
import { randomUUID } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { SESSION_HOURS } from "@/lib/auth/cookie";
import { accountScope } from "@/lib/auth/scope";
import { database, inScope } from "@/prisma/client";

/** Failed sign-ins for one address within 15 minutes, after which even the right password waits. */
export const FAILURES_ALLOWED = 10;

export type SignIn =
  | { readonly outcome: "signedIn"; readonly accountId: string; readonly sessionId: string }
  | { readonly outcome: "refused" | "tooManyAttempts" };

interface Login {
  readonly account_id: string | null;
  readonly password_hash: string | null;
  readonly recent_failures: bigint;
}

/** Argon2id with the library's defaults (19 MiB, 2 passes), which are OWASP's. */
export const hashPassword = (password: string): Promise<string> => hash(password);

const kept: { decoy?: Promise<string> } = {};
/** Verified when there is no such account, so that the answer takes as long as for a wrong password. */
const decoyHash = (): Promise<string> => (kept.decoy ??= hashPassword(randomUUID()));

/** At least so many passwords are verified for any address, so that time does not tell whether it is known in none, one or several places. */
const PLACES = 3;

/** The account of the address whose password this is; its other accounts have passwords of their own. */
async function accountWith(logins: readonly Login[], password: string): Promise<string | null> {
  const hashes = await Promise.all(Array.from({ length: Math.max(PLACES, logins.length) }, async (_, index) => logins[index]?.password_hash ?? (await decoyHash())));
  const matches = await Promise.all(hashes.map((one) => verify(one, password).catch(() => false)));
  return logins.find(({ password_hash }, index) => password_hash !== null && matches[index] === true)?.account_id ?? null;
}

/** Checks address and password and starts a session. Unknown address, wrong password and disabled account look the same. */
export async function signIn(email: string, password: string, now: Date): Promise<SignIn> {
  const logins = await database().$queryRaw<Login[]>`
    SELECT account_id, password_hash, recent_failures FROM portal_find_login(${email}, ${now})`;
  const accountId = await accountWith(logins, password);
  if (Number(logins[0]?.recent_failures ?? 0) >= FAILURES_ALLOWED) return { outcome: "tooManyAttempts" };
  await database().loginAttempt.createMany({ data: [{ email: email.toLowerCase(), at: now, succeeded: accountId !== null }] });
  if (accountId === null) return { outcome: "refused" };
  const sessionId = randomUUID();
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
  await inScope(accountScope(accountId), (transaction) =>
    transaction.session.createMany({ data: [{ id: sessionId, accountId, createdAt: now, expiresAt }] }),
  );
  return { outcome: "signedIn", accountId, sessionId };
}

/** Ends a session; ending it again changes nothing. */
export async function endSession(accountId: string, sessionId: string, now: Date): Promise<void> {
  await inScope(accountScope(accountId), (transaction) =>
    transaction.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: now } }),
  );
}
