import "server-only";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { SignInProblem } from "@/lib/labels/sign-in-messages";
import { type Origin, STRANGER } from "@/lib/server/auth/attempt";
import { authCookies, SESSION_HOURS } from "@/lib/server/auth/cookie";
import { demoPeople } from "@/lib/server/auth/demo-people";
import { signIn } from "@/lib/server/auth/sign-in";
import { authSecret, serverEnvironment } from "@/lib/server/environment/server-environment";
import { reportFailure } from "@/lib/server/log/failure";
import { isOfDisk, isOutage } from "@/lib/server/outage/unavailable";

/** Where a sign-in comes from and, once it succeeded, its session. */
export interface SignInVisit {
  readonly origin: Origin;
  sessionId?: string;
}

/** next-auth puts the message of a thrown error into the address of the sign-in page, so the message is always one of these codes. */
const refusedWith = (problem: SignInProblem): Error => new Error(problem);

/** Reports an outage as such and any other error as a failure; logs the cause. */
const failed = (cause: unknown): never => {
  reportFailure("sign-in failed", cause);
  if (!isOutage(cause)) throw refusedWith("Failed");
  throw refusedWith(isOfDisk(cause) ? "DiskFull" : "Unavailable");
};

/** A field of the form. One that is missing is as wrong as any other text, and counts as such. */
const written = (field: unknown): string => (typeof field === "string" ? field : "");

async function authorize(email: unknown, password: unknown, visit: SignInVisit) {
  const attempt = await signIn(written(email), written(password), new Date(), visit.origin).catch(failed);
  if (attempt.outcome === "tooManyAttempts") throw refusedWith("TooManyAttempts");
  if (attempt.outcome === "tooManyFromHere") throw refusedWith("TooManyFromHere");
  if (attempt.outcome === "busy") throw refusedWith("Busy");
  if (attempt.outcome !== "signedIn") return null;
  visit.sessionId = attempt.sessionId;
  return { id: attempt.accountId, sessionId: attempt.sessionId };
}

/** Sign-in as one of the fictional people, with the password that the demo prints. Absent outside the demo. */
const demoProvider = (visit: SignInVisit) =>
  CredentialsProvider({
    id: "demo",
    credentials: { person: {} },
    authorize: async (credentials) => {
      const found = (await demoPeople().catch(failed)).find(({ email }) => email === credentials?.person);
      return authorize(found?.email ?? credentials?.person, found?.password, visit);
    },
  });

/** next-auth with addresses and passwords. Its token carries a session id that is looked up at each request. */
export function authOptions(visit: SignInVisit = { origin: STRANGER }): NextAuthOptions {
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
    cookies: authCookies(),
    pages: { signIn: "/login", error: "/login", signOut: "/login" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (credentials) => authorize(credentials?.email, credentials?.password, visit),
      }),
      ...(serverEnvironment().demo ? [demoProvider(visit)] : []),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, sessionId: (user as { sessionId?: string }).sessionId } : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => (url.startsWith("/") && !url.startsWith("//") ? `${baseUrl}${url}` : url.startsWith(`${baseUrl}/`) ? url : baseUrl),
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}
