import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { authCookies } from "@/lib/server/auth/cookie";
import { refuseForeignPost } from "@/lib/server/auth/foreign-post";
import { cookieValue } from "@/lib/server/auth/visitor";
import { authSecret } from "@/lib/server/environment/server-environment";
import { postedFromElsewhere } from "@/lib/server/http/origin";
import { plainTextFor } from "@/lib/server/http/plain-words";
import { asksAction } from "@/lib/server/serving/misshapen-action";
import { writePlain } from "@/lib/server/serving/raw-answer";

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

/**
 * What is made for programs has the policy of every answer (`answer-headers.ts`), under which nothing runs, and looks at the
 * sender by itself: whole segments, so that nothing that merely begins alike passes by. In `npm run bench` its bare route and page
 * stay outside too, as the reference of every version.
 */
const NO_PAGE = /^\/(?:_next\/static\/|api\/(?:auth|v1)\/|(?:favicon\.ico|icon\.svg|healthz|readyz)$)/;
const REFERENCE = /^\/(?:api\/)?bench$/;
const isOutside = (path: string): boolean => NO_PAGE.test(path) || (process.env["PORTAL_BENCH"] === "1" && REFERENCE.test(path));

interface Place {
  /** Path and query as they are asked for, without what the router's own script adds. */
  readonly whole: string;
  readonly path: string;
  readonly isPage: boolean;
}

/** Pages, and every address that is none. In doubt an address is a page: as it is written, or as it is read (`..`). */
function placeOf(url: string): Place {
  const written = url.split(/[?#]/)[0] ?? "";
  // An address that begins with two slashes would otherwise name another host.
  const { pathname, search } = new URL(`http://portal${url}`);
  const query = search
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "" && !pair.startsWith("_rsc="));
  const whole = query.length === 0 ? pathname : `${pathname}?${query.join("&")}`;
  return { whole, path: pathname, isPage: ![written, pathname].every(isOutside) };
}

const readHeaders = ({ headers }: IncomingMessage): Headers =>
  new Headers(Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one])));

/** The sign-in form sends the cookie's token back, and whoever comes for the first time has none. */
function giveCsrfCookie(request: IncomingMessage, response: ServerResponse): void {
  const { name, options } = authCookies().csrfToken;
  const { cookie } = request.headers;
  if (cookieValue(cookie ?? null, name) !== null) return;
  const value = encodeURIComponent(newCsrfCookie());
  request.headers.cookie = cookie === undefined ? `${name}=${value}` : `${cookie}; ${name}=${value}`;
  response.appendHeader("set-cookie", `${name}=${value}; Path=${options.path}; HttpOnly; SameSite=Lax${options.secure ? "; Secure" : ""}`);
}

async function refuse(request: IncomingMessage, response: ServerResponse, headers: Headers, path: string): Promise<void> {
  const refused = await refuseForeignPost(headers, path, new Date());
  response.writeHead(refused.status, Object.fromEntries(refused.headers)).end(await refused.text());
  request.resume();
}

/** Bytes that Next takes of a server action; beyond them it would drop the line in the middle of what is sent, answer or not. */
const MOST_OF_ACTION = 1024 * 1024;
/** So much is still taken in, so that whoever sends it hears the answer. */
const TAKEN_IN = 64 * 1024 * 1024;

const isTooLarge = (request: IncomingMessage): boolean => asksAction(request) && Number(request.headers["content-length"] ?? 0) > MOST_OF_ACTION;

/** Answers an action that is too large, once it has been taken in. */
function refuseTooLarge(request: IncomingMessage, response: ServerResponse): void {
  const headers = { "content-type": plainTextFor(request.headers["next-action"]) };
  if (Number(request.headers["content-length"]) > TAKEN_IN) {
    writePlain(response, 413, { ...headers, connection: "close" });
    return;
  }
  request.once("end", () => {
    writePlain(response, 413, headers);
  });
  request.resume();
}

/**
 * Sets the security headers of a page, and the CSRF cookie where the sign-in form needs it; answers by itself what another site
 * sends to a page, and lets everything else on to `answer`. Who may see what is decided by the loaders. What a page reads of its
 * request (`x-nonce`, `x-path`, `x-place`) is overwritten here, whatever a client sent.
 */
export function enterPage(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
  const { whole, path, isPage } = placeOf(request.url ?? "/");
  if (!isPage) {
    answer();
    return;
  }
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  response.setHeader("content-security-policy", policy);
  response.setHeader("permissions-policy", "camera=(), microphone=(), geolocation=()");
  Object.assign(request.headers, { "x-nonce": nonce, "x-path": path, "x-place": whole, "content-security-policy": policy });
  if (path === "/login") giveCsrfCookie(request, response);
  const { method = "GET" } = request;
  const headers = method === "GET" ? null : readHeaders(request);
  if (headers && postedFromElsewhere({ method, headers })) void refuse(request, response, headers, path);
  else if (isTooLarge(request)) refuseTooLarge(request, response);
  else answer();
}
