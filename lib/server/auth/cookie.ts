import { DAY } from "@/lib/domain/shared/day";
import { portalOrigin } from "@/lib/server/environment/server-environment";

const secure = (): boolean => portalOrigin().startsWith("https://");

/** Hours until a sign-in expires. */
export const SESSION_HOURS = 12;

/** The name of the cookie of a signed-in browser, with and without TLS. */
export const sessionCookie = (overTls: boolean): string => `${overTls ? "__Secure-" : ""}next-auth.session-token`;

/** Names and attributes of next-auth's cookies: `__Secure-`/`__Host-` names as soon as the portal is served over TLS. */
export function authCookies() {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: secure() } as const;
  return {
    sessionToken: { name: sessionCookie(secure()), options },
    csrfToken: { name: `${secure() ? "__Host-" : ""}next-auth.csrf-token`, options },
    callbackUrl: { name: `${secure() ? "__Secure-" : ""}next-auth.callback-url`, options },
  };
}

/** Days for which a browser stays known to the accounts that signed in there. */
const DEVICE_DAYS = 180;

/** The cookie that identifies a browser that has signed in before. */
export function deviceCookie() {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: secure(), maxAge: (DEVICE_DAYS * DAY) / 1000 } as const;
  return { name: `${secure() ? "__Host-" : ""}portal.device`, options };
}
