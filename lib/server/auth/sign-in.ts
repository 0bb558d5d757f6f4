import "server-only";
import { randomUUID } from "node:crypto";
import { granted } from "@/lib/domain/shared/result";
import { auditedTransaction } from "@/lib/server/audit/audited-transaction";
import { beginAttempt, type Login, type Origin, STRANGER, withdrawAttempt } from "@/lib/server/auth/attempt";
import { SESSION_HOURS } from "@/lib/server/auth/cookie";
import { verifyPasswords } from "@/lib/server/auth/password-work";
import { noteSecurityEvent } from "@/lib/server/auth/security-events";
import { visitorOfSession } from "@/lib/server/auth/visitor";
import { outOfScopeAudited } from "@/lib/server/database/client";

export type SignIn =
  | { readonly outcome: "signedIn"; readonly accountId: string; readonly sessionId: string }
  | { readonly outcome: "refused" | "tooManyAttempts" | "tooManyFromHere" | "busy" };

/** At least this many passwords are verified for any address, so that the time does not reveal how many accounts the address has. */
const PLACES = 3;

/** In UTF-16 code units: more than any password has. Of a longer text nothing is computed. */
const LONGEST_PASSWORD = 200;

/** The login of the address that this password matches; its other accounts have their own passwords. */
const loginWith = (logins: readonly Login[], matches: readonly boolean[]): Login | null => logins.find((_login, index) => matches[index] === true) ?? null;

/**
 * Checks address and password and starts a session. An unknown or invalid address, a wrong password and a disabled account
 * get the same response by the same path. The audit trail of the account's operator records the sign-in or its refusal; whatever
 * does not lead in is a security event.
 */
export async function signIn(address: string, password: string, now: Date, origin: Origin = STRANGER): Promise<SignIn> {
  const attempt = await beginAttempt(address, now, origin);
  if (attempt === "source" || attempt === "address") {
    noteSecurityEvent({ kind: "signIn.stopped", entered: address }, now);
    return { outcome: attempt === "source" ? "tooManyFromHere" : "tooManyAttempts" };
  }
  const { logins } = attempt;
  const hashes = Array.from({ length: Math.max(PLACES, logins.length) }, (_, index) => logins[index]?.passwordHash ?? null);
  const matches = password.length > LONGEST_PASSWORD ? granted([]) : await verifyPasswords(hashes, password);
  if (!matches.ok) {
    await withdrawAttempt(attempt);
    noteSecurityEvent({ kind: "signIn.stopped", entered: address }, now);
    return { outcome: "busy" };
  }
  const { accountId = null, passwordHash = null } = loginWith(logins, matches.value) ?? {};
  const sessionId = randomUUID();
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
  const [row] = await outOfScopeAudited(
    { sessionId: accountId === null ? null : sessionId, tokenHash: null },
    (client) => client.$queryRaw<{ begun: boolean }[]>`
    SELECT portal_conclude_sign_in(${attempt.id}::bigint, portal_admitted(${accountId}::uuid), ${passwordHash}, ${sessionId}::uuid, ${now}, ${expiresAt}) AS begun`,
  );
  if (accountId !== null && row?.begun === true) return { outcome: "signedIn", accountId, sessionId };
  noteSecurityEvent({ kind: "signIn.failed", entered: address }, now);
  return { outcome: "refused" };
}

/** Ends a session of the account, with its audit entry. An ended session stays as it is. */
export async function endSession(accountId: string, sessionId: string, now: Date): Promise<void> {
  const visitor = await visitorOfSession(sessionId, now);
  if (visitor?.account.accountId !== accountId) return;
  await auditedTransaction("leaving", visitor, { action: "session.signOut", target: `account/${accountId}` }, now, async (transaction) => {
    await transaction.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: now } });
    return granted(null);
  });
}
