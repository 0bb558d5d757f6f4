import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { authCookies } from "@/lib/server/auth/cookie";
import { newCsrfCookie } from "@/lib/server/auth/csrf";
import { refuseForeignPost } from "@/lib/server/auth/foreign-post";
import { cookieValue } from "@/lib/server/auth/visitor";
import { postedFromElsewhere } from "@/lib/server/http/origin";
import { plainTextFor } from "@/lib/server/http/plain-words";
import { reportFailure } from "@/lib/server/log/failure";
import { passOrKeep, sentByBrowser } from "@/lib/server/serving/kept-form";
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

/**
 * Addresses for programs keep the policy of every response (`answer-headers.ts`), which allows no script, and check the
 * sender themselves. The pattern matches whole segments, so that similar names do not slip through. The bare route and page
 * of `npm run bench` are excluded too, as a reference that stays the same in every version.
 */
const NO_PAGE = /^\/(?:_next\/static\/|api\/(?:auth|v1)\/|(?:favicon\.ico|icon\.svg|healthz|readyz)$)/;
const REFERENCE = /^\/(?:api\/)?bench$/;
const isOutside = (path: string): boolean => NO_PAGE.test(path) || (process.env["PORTAL_BENCH"] === "1" && REFERENCE.test(path));

interface Place {
  /** Path and query of the request, without what the router's script adds. */
  readonly whole: string;
  readonly path: string;
  readonly isPage: boolean;
}

/** Splits a URL. An address is outside the pages only if both its written and its resolved (`..`) form are; in doubt it is a page. */
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

/** Sets the CSRF cookie for first visits: the sign-in form sends the cookie's token back. */
function giveCsrfCookie(request: IncomingMessage, response: ServerResponse): void {
  const { name, options } = authCookies().csrfToken;
  const { cookie } = request.headers;
  if (cookieValue(cookie ?? null, name) !== null) return;
  const value = encodeURIComponent(newCsrfCookie().cookie);
  request.headers.cookie = cookie === undefined ? `${name}=${value}` : `${cookie}; ${name}=${value}`;
  response.appendHeader("set-cookie", `${name}=${value}; Path=${options.path}; HttpOnly; SameSite=Lax${options.secure ? "; Secure" : ""}`);
}

async function refuse(request: IncomingMessage, response: ServerResponse, headers: Headers, path: string): Promise<void> {
  const refused = await refuseForeignPost(headers, path, new Date());
  response.writeHead(refused.status, Object.fromEntries(refused.headers)).end(await refused.text());
  request.resume();
}

/** Maximum bytes that Next accepts for a server action; beyond that it would drop the connection before the sender reads a response. */
const MOST_OF_ACTION = 1024 * 1024;
/** Bytes that are still read and discarded, so that the sender reads the response. */
const TAKEN_IN = 64 * 1024 * 1024;

const isTooLarge = (request: IncomingMessage): boolean => asksAction(request) && Number(request.headers["content-length"] ?? 0) > MOST_OF_ACTION;

/** Refuses an oversized action after reading it. */
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

/** A failure while a form is read ahead: its connection ended, or the portal is at fault. */
const failed =
  (response: ServerResponse) =>
  (error: unknown): void => {
    if (response.req.destroyed) return;
    reportFailure("form not read", error);
    if (!response.headersSent) writePlain(response, 500, { connection: "close" });
  };

/** Whether the response is an HTML document: the page's script asks for data, and Next keeps its headers from pages. */
const asksDocument = ({ headers }: IncomingMessage): boolean => headers["rsc"] === undefined && headers["next-action"] === undefined;

/**
 * Sets the security headers of a page, and the CSRF cookie where the sign-in form needs it. Refuses what another site sends
 * to a page and passes everything else on to `answer`. The loaders decide on permissions. The request headers that pages read
 * (`x-nonce`, `x-path`, `x-place`, `x-document`) are overwritten here, whatever the client sent.
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
  const given = { "x-nonce": nonce, "x-path": path, "x-place": whole, "x-document": asksDocument(request) ? "yes" : "no" };
  Object.assign(request.headers, given, { "content-security-policy": policy });
  if (path === "/login") giveCsrfCookie(request, response);
  const { method = "GET" } = request;
  const headers = method === "GET" ? null : readHeaders(request);
  if (headers && postedFromElsewhere({ method, headers })) void refuse(request, response, headers, path);
  else if (isTooLarge(request)) refuseTooLarge(request, response);
  else if (headers && sentByBrowser(request, path)) void passOrKeep(request, response, headers, whole, answer).catch(failed(response));
  else answer();
}
