import "server-only";
import { decode } from "next-auth/jwt";
import { authCookies } from "@/lib/server/auth/cookie";
import { doDueWork } from "@/lib/server/auth/due-work";
import { lookUpSecret } from "@/lib/server/auth/guesses";
import { secretHash } from "@/lib/server/auth/secret-hash";
import { noteSecurityEvent } from "@/lib/server/auth/security-events";
import { outOfScope } from "@/lib/server/database/client";
import { authSecret } from "@/lib/server/environment/server-environment";
import { type AccountDescription, type Visitor, visitorOf } from "@/lib/server/scope/scope";

interface Resolved {
  readonly account: AccountDescription | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const visitorFrom = ([row]: readonly Resolved[], tokenHash: string | null, sessionId: string | null, now: Date): Visitor | null =>
  row?.account ? visitorOf(row.account, tokenHash, sessionId, now) : null;

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // not signed by us
  }
}

/** The value of a cookie of a request; null if there is no cookie of that name. */
export function cookieValue(header: string | null, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const [key, ...value] = pair.trim().split("=");
    if (key === name) return decoded(value.join("="));
  }
  return null;
}

/** The session id that a session cookie carries, if the cookie is ours and not too old. */
export async function sessionIdOf(cookieHeader: string | null): Promise<string | null> {
  const token = cookieValue(cookieHeader, authCookies().sessionToken.name);
  if (!token) return null;
  const claims = await decode({ token, secret: authSecret() }).catch(() => null);
  const sessionId = claims?.["sessionId"];
  return typeof sessionId === "string" && UUID.test(sessionId) ? sessionId : null;
}

/** The visitor of the session; null if it has ended. */
export const visitorOfSession = async (sessionId: string, now: Date): Promise<Visitor | null> =>
  visitorFrom(
    await outOfScope((client) => client.$queryRaw<Resolved[]>`SELECT portal_resolve_session(${sessionId}::uuid, ${now}) AS account`),
    null,
    sessionId,
    now,
  );

/**
 * The visitor of a request: by access token, else by session cookie; null if it has neither. What is due for the operator on this
 * day is done first, so that nobody of it acts with rights of yesterday (docs/decisions/0048).
 */
export async function resolveVisitor(headers: Headers, now: Date): Promise<Visitor | null> {
  const visitor = await lookUpVisitor(headers, now);
  return visitor !== null && (await doDueWork(visitor.account, now)) ? lookUpVisitor(headers, now) : visitor;
}

async function lookUpVisitor(headers: Headers, now: Date): Promise<Visitor | null> {
  const authorization = headers.get("authorization");
  if (authorization !== null) {
    const token = /^Bearer\s+(\S{1,200})$/i.exec(authorization)?.[1];
    if (!token) {
      noteSecurityEvent({ kind: "token.unusable" }, now);
      return null;
    }
    const tokenHash = secretHash(token);
    return lookUpSecret({ kind: "token", hash: tokenHash }, now, async () =>
      visitorFrom(
        await outOfScope((client) => client.$queryRaw<Resolved[]>`SELECT portal_resolve_token(${tokenHash}, 'api', ${now}) AS account`),
        tokenHash,
        null,
        now,
      ),
    );
  }
  const sessionId = await sessionIdOf(headers.get("cookie"));
  return sessionId ? visitorOfSession(sessionId, now) : null;
}
