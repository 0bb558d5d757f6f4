"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { authCookies } from "@/lib/server/auth/cookie";
import { currentVisitor } from "@/lib/server/auth/current";
import { endSession } from "@/lib/server/auth/sign-in";
import { sessionIdOf } from "@/lib/server/auth/visitor";
import { bareAction } from "@/lib/server/use-cases/server-action";

/** Ends the session in the database, not only in this browser. */
export const signOutAction = bareAction([], async () => {
  const visitor = await currentVisitor();
  const sessionId = await sessionIdOf((await headers()).get("cookie"));
  if (visitor && sessionId) await endSession(visitor.account.accountId, sessionId, new Date());
  // With its original attributes: a browser accepts a `__Secure-` cookie, even its deletion, only with Secure.
  const { name, options } = authCookies().sessionToken;
  (await cookies()).delete({ name, ...options });
  redirect("/login");
});
