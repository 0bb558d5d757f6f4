import "server-only";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { isSignInProblem } from "@/lib/labels/sign-in-messages";
import { STRANGER } from "@/lib/server/auth/attempt";
import { authCookies, deviceCookie } from "@/lib/server/auth/cookie";
import { newCsrfCookie } from "@/lib/server/auth/csrf";
import { deviceHash, rememberDevice } from "@/lib/server/auth/device";
import { authOptions, type SignInVisit } from "@/lib/server/auth/options";
import { noteSecurityEvent } from "@/lib/server/auth/security-events";
import { signInLine } from "@/lib/server/auth/sign-in-line";
import { isTurnedAway, type TurnedAway, turnedAway } from "@/lib/server/auth/turned-away";
import { cookieValue } from "@/lib/server/auth/visitor";
import { portalOrigin, serverEnvironment } from "@/lib/server/environment/server-environment";
import { problemResponse } from "@/lib/server/http/problem";
import { reportFailure } from "@/lib/server/log/failure";
import { currentRequest } from "@/lib/server/request/context";
import { ownPath } from "@/lib/server/request/own-path";
import { readBytes } from "@/lib/server/request/read-bytes";

/** Maximum bytes of a sign-in form; no valid address and password need more. */
const LIMIT = 256 * 1024;
/** The fields of the sign-in form; all others are dropped. */
const FIELDS = ["csrfToken", "email", "password", "person", "json"];

const FORM = "application/x-www-form-urlencoded";

/** The next-auth routes that the sign-in page needs, each with its method. All others are 404. */
const routes = (): Readonly<Record<string, "GET" | "POST">> => ({
  csrf: "GET",
  "callback/credentials": "POST",
  ...(serverEnvironment().demo ? { "callback/demo": "POST" } : {}),
});

/** Collects next-auth's response through the interface of an API route's response. */
class RecordedResponse {
  code = 200;
  readonly headers = new Headers({ "cache-control": "no-store" });
  body: unknown = null;

  status(code: number): this {
    this.code = code;
    return this;
  }

  getHeader(name: string): string[] | undefined {
    return name.toLowerCase() === "set-cookie" ? this.headers.getSetCookie() : undefined;
  }

  setHeader(name: string, value: string | readonly string[]): this {
    this.headers.delete(name);
    for (const one of [value].flat()) this.headers.append(name, one);
    return this;
  }

  json(body: unknown): void {
    this.body = body;
  }

  send(body: unknown): void {
    this.body = body;
  }

  end(): void {
    // nothing to add
  }
}

type Handler = (request: object, response: RecordedResponse, options: ReturnType<typeof authOptions>) => Promise<void>;

/** The CSRF cookie of the browser; null if it has none. */
const csrfCookieOf = (request: NextRequest): string | null => cookieValue(request.headers.get("cookie"), authCookies().csrfToken.name);

/**
 * The cookie that next-auth compares the form's token with. A browser that names our origin proves that our page sent the form,
 * also when its cookie was cleared or replaced since the page was opened: the token then gets a new cookie.
 */
function csrfFor(request: NextRequest, form: URLSearchParams | null): string | null {
  if (form === null || request.headers.get("origin") !== portalOrigin()) return csrfCookieOf(request);
  const { token, cookie } = newCsrfCookie();
  form.set("csrfToken", token);
  return cookie;
}

/** Calls next-auth with a request that holds only what it needs: the form and its cookies. */
async function ask(request: NextRequest, segments: readonly string[], visit: SignInVisit, form: URLSearchParams | null): Promise<RecordedResponse> {
  const { name } = authCookies().csrfToken;
  const csrf = csrfFor(request, form);
  const recorded = new RecordedResponse();
  const asked = {
    ...{ method: form === null ? "GET" : "POST", headers: {}, query: { nextauth: segments } },
    cookies: csrf === null ? {} : { [name]: csrf },
    body: form === null ? undefined : Object.fromEntries(form),
  };
  await (NextAuth as unknown as Handler)(asked, recorded, authOptions(visit));
  return recorded;
}

/** Where next-auth redirects after a failed sign-in, with our sign-in page instead of its own pages. */
function placeAfter(location: string): { readonly href: string; readonly problem: TurnedAway | null } {
  const { pathname, searchParams } = new URL(location, "http://portal.invalid");
  if (!pathname.startsWith("/api/auth/")) return { href: location, problem: null };
  const said = searchParams.get("csrf") === "true" ? "Stale" : (searchParams.get("error") ?? "");
  const error = isSignInProblem(said) ? said : "CredentialsSignin";
  return { href: `/login?error=${error}`, problem: isTurnedAway(error) ? error : null };
}

const turnAway = (request: NextRequest, problem: TurnedAway, asJson: boolean): Response => turnedAway(problem, asJson ? null : request.headers.get("accept"));

function afterSignIn(request: NextRequest, { code, headers }: RecordedResponse, location: string, asJson: boolean): Response {
  const { href, problem } = placeAfter(location);
  if (problem !== null) return turnAway(request, problem, asJson);
  if (asJson) return Response.json({ url: new URL(href, portalOrigin()).href }, { status: code, headers });
  headers.set("location", href);
  return new Response(null, { status: 302, headers });
}

/** A browser that sent no cookie may accept none: the sign-in page then says why the sign-in does not last, or leads on. */
function seeingWhetherItLasts(request: NextRequest, location: string): string {
  if (csrfCookieOf(request) !== null) return location;
  const { pathname, search } = new URL(location, portalOrigin());
  return `/login?${new URLSearchParams({ error: "NoCookie", callbackUrl: `${pathname}${search}` }).toString()}`;
}

/** Marks the browser as known after a sign-in. If that cannot be saved, the sign-in still succeeds. */
async function remember(answer: Response, { sessionId }: SignInVisit, before: string | null): Promise<void> {
  if (sessionId === undefined) return;
  try {
    const { name, options } = deviceCookie();
    const secret = await rememberDevice(sessionId, before, new Date());
    const attributes = [
      `${name}=${secret}`,
      `Path=${options.path}`,
      `Max-Age=${String(options.maxAge)}`,
      "HttpOnly",
      "SameSite=Lax",
      ...(options.secure ? ["Secure"] : []),
    ];
    answer.headers.append("set-cookie", attributes.join("; "));
  } catch (error) {
    reportFailure("browser not remembered", error);
  }
}

async function readForm(request: NextRequest): Promise<URLSearchParams | Response> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== FORM) return problemResponse(refusal("unsupported_media_type", `本文は ${FORM} で送ってください。`));
  const bytes = await readBytes(request, LIMIT, LIMIT * 4);
  if (!bytes.ok) return problemResponse(refusal("too_large", "送られた内容が大きすぎます。"));
  const sent = new URLSearchParams(new TextDecoder().decode(bytes.value));
  const form = new URLSearchParams(FIELDS.flatMap((name) => (sent.has(name) ? [[name, sent.get(name) ?? ""]] : [])));
  form.set("callbackUrl", ownPath(sent.get("callbackUrl") ?? undefined) ?? "/");
  return form;
}

async function signInBy(request: NextRequest, segments: readonly string[]): Promise<Response> {
  const form = await readForm(request);
  if (form instanceof Response) return form;
  const asJson = form.get("json") === "true";
  const leave = await signInLine().enter(currentRequest()?.source ?? "");
  if (leave === null) {
    noteSecurityEvent({ kind: "signIn.stopped", entered: form.get("email") ?? form.get("person") ?? "" }, new Date());
    return turnAway(request, "Busy", asJson);
  }
  try {
    return await signInWith(request, segments, form, asJson);
  } finally {
    leave();
  }
}

async function signInWith(request: NextRequest, segments: readonly string[], form: URLSearchParams, asJson: boolean): Promise<Response> {
  const secret = cookieValue(request.headers.get("cookie"), deviceCookie().name);
  const visit: SignInVisit = { origin: { source: currentRequest()?.source ?? null, device: deviceHash(secret), lane: null } };
  const recorded = await ask(request, segments, visit, form);
  const location = asJson ? (recorded.body as { readonly url: string }).url : (recorded.headers.get("location") ?? "");
  const lasting = visit.sessionId === undefined || asJson ? location : seeingWhetherItLasts(request, location);
  const led = afterSignIn(request, recorded, lasting, asJson);
  await remember(led, visit, secret);
  return led;
}

async function csrfToken(request: NextRequest): Promise<Response> {
  const { body, headers } = await ask(request, ["csrf"], { origin: STRANGER }, null);
  return Response.json(body, { headers });
}

/** Handles a request below `/api/auth`, whatever its path, query, method and body. */
export async function answerAuth(request: NextRequest, segments: readonly string[]): Promise<Response> {
  const known = routes();
  const path = segments.some((segment) => segment.includes("/")) ? "" : segments.join("/");
  const method = Object.hasOwn(known, path) ? known[path] : undefined;
  if (method === undefined) return problemResponse(NOT_FOUND);
  const asked = request.method === "HEAD" ? "GET" : request.method;
  if (asked !== method) {
    const allow = method === "GET" ? "GET, HEAD" : method;
    return problemResponse(refusal("method_not_allowed", `この場所では ${allow} が使えます。`), { allow });
  }
  return method === "POST" ? signInBy(request, segments) : csrfToken(request);
}
