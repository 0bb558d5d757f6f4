import { createHash, randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { authCookies } from "@/lib/server/auth/cookie";
import { refuseForeignPost } from "@/lib/server/auth/foreign-post";
import { authSecret } from "@/lib/server/environment/server-environment";
import { postedFromElsewhere } from "@/lib/server/http/origin";

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** next-auth's own form of the CSRF cookie, made here so that the sign-in form works without a script. */
function newCsrfCookie(): string {
  const token = randomBytes(32).toString("hex");
  return `${token}|${createHash("sha256").update(`${token}${authSecret()}`).digest("hex")}`;
}

function secured<Answer extends Response>(response: Answer, policy: string): Answer {
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  return response;
}

/**
 * Sets the security headers of every page, and the CSRF cookie where the sign-in form needs it; refuses what another site
 * sends to a page. Who may see what is decided by the loaders.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const { pathname, search } = request.nextUrl;
  if (postedFromElsewhere(request)) return secured(await refuseForeignPost(request.headers, pathname, new Date()), policy);

  const csrf = authCookies().csrfToken;
  const needsCsrf = pathname === "/login" && !request.cookies.has(csrf.name);
  const csrfValue = needsCsrf ? newCsrfCookie() : "";
  if (needsCsrf) request.cookies.set(csrf.name, csrfValue);

  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", pathname);
  headers.set("x-place", `${pathname}${search}`);
  headers.set("content-security-policy", policy);
  const response = secured(NextResponse.next({ request: { headers } }), policy);
  if (needsCsrf) response.cookies.set(csrf.name, csrfValue, csrf.options);
  return response;
}

/**
 * Pages, and every address that is none. What is made for programs has the policy of every answer
 * (`lib/server/serving/answer-headers.ts`), under which nothing runs, and looks at the sender by itself: whole segments, so that nothing
 * that merely begins alike passes by. The bare route and page of `npm run bench` stay outside, as the reference of every version.
 */
export const config = { matcher: ["/((?!_next/static/|api/(?:auth|v1)/|(?:favicon\\.ico|icon\\.svg|api/bench|bench|healthz|readyz)$).*)"] };
