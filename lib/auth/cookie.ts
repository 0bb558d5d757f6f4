import { portalOrigin } from "@/lib/server-environment";

const secure = (): boolean => portalOrigin().startsWith("https://");

/** Hours that a sign-in lasts. */
export const SESSION_HOURS = 12;

/** Names and attributes of next-auth's cookies: `__Secure-`/`__Host-` names as soon as the portal is served over TLS. */
export function authCookies() {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: secure() } as const;
  return {
    sessionToken: { name: `${secure() ? "__Secure-" : ""}next-auth.session-token`, options },
    csrfToken: { name: `${secure() ? "__Host-" : ""}next-auth.csrf-token`, options },
    callbackUrl: { name: `${secure() ? "__Secure-" : ""}next-auth.callback-url`, options },
  };
}
