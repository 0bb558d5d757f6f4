import "server-only";
import { randomUUID } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { change } from "@/lib/audit/change";
import { beginAttempt, type Login } from "@/lib/auth/attempt";
import { SESSION_HOURS } from "@/lib/auth/cookie";
import { visitorOfSession } from "@/lib/auth/visitor";
import { granted } from "@/lib/domain/shared/result";
import { database } from "@/prisma/client";

export type SignIn =
  | { readonly outcome: "signedIn"; readonly accountId: string; readonly sessionId: string }
  | { readonly outcome: "refused" | "tooManyAttempts" };

/** Argon2id with the library's defaults (19 MiB, 2 passes), which are OWASP's. */
export const hashPassword = (password: string): Promise<string> => hash(password);

const kept: { decoy?: Promise<string> } = {};
/** Verified when there is no such account, so that the answer takes as long as for a wrong password. */
const decoyHash = (): Promise<string> => (kept.decoy ??= hashPassword(randomUUID()));

/** At least so many passwords are verified for any address, so that time does not tell whether it is known in none, one or several places. */
const PLACES = 3;

/** The account of the address whose password this is; its other accounts have passwords of their own. */
async function accountWith(logins: readonly Login[], password: string): Promise<string | null> {
  const hashes = await Promise.all(Array.from({ length: Math.max(PLACES, logins.length) }, async (_, index) => logins[index]?.passwordHash ?? (await decoyHash())));
  const matches = await Promise.all(hashes.map((one) => verify(one, password).catch(() => false)));
  return logins.find(({ passwordHash }, index) => passwordHash !== null && matches[index] === true)?.accountId ?? null;
}

/**
 * Checks address and password and starts a session. Unknown address, what is no address, wrong password and disabled account
 * look the same and take the same way. The audit trail of the account's operator keeps the sign-in, or that it was refused.
 */
export async function signIn(address: string, password: string, now: Date): Promise<SignIn> {
  const attempt = await beginAttempt(address, now);
  if (attempt === null) return { outcome: "tooManyAttempts" };
  const accountId = await accountWith(attempt.logins, password);
  const sessionId = randomUUID();
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
  await database().$executeRaw`
    SELECT portal_finish_sign_in(${attempt.id}::bigint, ${accountId}::uuid, ${sessionId}::uuid, ${now}, ${expiresAt})`;
  return accountId === null ? { outcome: "refused" } : { outcome: "signedIn", accountId, sessionId };
}

/** Ends a session of the account, with its audit row; one that has ended is left as it is. */
export async function endSession(accountId: string, sessionId: string, now: Date): Promise<void> {
  const visitor = await visitorOfSession(sessionId, now);
  if (visitor?.account.accountId !== accountId) return;
  await change(visitor, { action: "session.signOut", target: `account/${accountId}` }, now, async (transaction) => {
    await transaction.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: now } });
    return granted(null);
  });
}
