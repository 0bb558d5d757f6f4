import "server-only";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { authCookies, SESSION_HOURS } from "@/lib/auth/cookie";
import { endSession, signIn } from "@/lib/auth/sign-in";
import { demoPeople } from "@/lib/auth/demo-people";
import { isStorable } from "@/lib/http/storable";
import { authSecret, serverEnvironment } from "@/lib/server-environment";

const LONGEST_PASSWORD = 200;

async function authorize(email: string, password: string) {
  if (password.length > LONGEST_PASSWORD || !isStorable(email)) return null;
  const attempt = await signIn(email.trim(), password, new Date());
  if (attempt.outcome === "tooManyAttempts") throw new Error("TooManyAttempts");
  return attempt.outcome === "signedIn" ? { id: attempt.accountId, sessionId: attempt.sessionId } : null;
}

/** Sign-in as one of the invented people, with the password that the demo prints. Not there outside of the demo. */
const demoProvider = () =>
  CredentialsProvider({
    id: "demo",
    credentials: { person: {} },
    authorize: (credentials) => {
      const found = demoPeople().find(({ email }) => email === credentials?.person);
      return found ? authorize(found.email, found.password) : Promise.resolve(null);
    },
  });

/** next-auth with addresses and passwords; its token carries a session id that is looked up at each request. */
export function authOptions(): NextAuthOptions {
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
    cookies: authCookies(),
    pages: { signIn: "/login", error: "/login", signOut: "/login" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (credentials) => authorize(credentials?.email ?? "", credentials?.password ?? ""),
      }),
      ...(serverEnvironment().demo ? [demoProvider()] : []),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, sessionId: (user as { sessionId?: string }).sessionId } : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => (url.startsWith("/") && !url.startsWith("//") ? `${baseUrl}${url}` : url.startsWith(`${baseUrl}/`) ? url : baseUrl),
    },
    events: {
      signOut: async ({ token }) => {
        if (token.sub && typeof token["sessionId"] === "string") await endSession(token.sub, token["sessionId"], new Date());
      },
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}
