import "server-only";
import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { deviceCookie } from "@/lib/auth/cookie";
import { deviceHash, rememberDevice } from "@/lib/auth/device";
import { authOptions, type SignInVisit } from "@/lib/auth/options";
import { ownPath } from "@/lib/auth/own-path";
import { cookieValue } from "@/lib/auth/visitor";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { isSignInProblem } from "@/lib/features/sign-in/messages";
import { problemResponse } from "@/lib/http/problem";
import { readBytes } from "@/lib/http/read-bytes";
import { reportFailure } from "@/lib/log/failure";
import { portalOrigin, serverEnvironment } from "@/lib/server-environment";
import { currentRequest } from "@/lib/serving/context";
import { type Refused, turnedAway } from "@/lib/serving/turned-away";

/** Bytes of a sign-in form; a longer one has no address or password in it that anybody could have. */
const LIMIT = 256 * 1024;
/** The fields that the sign-in form has; nothing else gets further. */
const FIELDS = ["csrfToken", "email", "password", "person", "json"];

const FORM = "application/x-www-form-urlencoded";

/** What the sign-in page needs of next-auth's routes, each with its method. The others are not there. */
const routes = (): Readonly<Record<string, "GET" | "POST">> => ({
  csrf: "GET",
  "callback/credentials": "POST",
  ...(serverEnvironment().demo ? { "callback/demo": "POST" } : {}),
});

type Handler = (request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }, options: ReturnType<typeof authOptions>) => Promise<Response>;

/** next-auth's answer to a request that holds nothing but what it needs. */
function ask(request: NextRequest, segments: readonly string[], visit: SignInVisit, form: URLSearchParams | null): Promise<Response> {
  const address = new URL(`/api/auth/${segments.join("/")}`, request.nextUrl.origin);
  const clean = new NextRequest(address, form === null ? {} : { method: "POST", headers: { "content-type": FORM }, body: form.toString() });
  return (NextAuth as unknown as Handler)(clean, { params: Promise.resolve({ nextauth: [...segments] }) }, authOptions(visit));
}

/** Where next-auth leads after a sign-in that failed: its own pages are not there, the sign-in page is. */
function placeAfter(location: string): { readonly href: string; readonly problem: Refused | null } {
  const { pathname, searchParams } = new URL(location, "http://portal.invalid");
  if (!pathname.startsWith("/api/auth/")) return { href: location, problem: null };
  const said = searchParams.get("csrf") === "true" ? "Stale" : (searchParams.get("error") ?? "");
  const error = isSignInProblem(said) ? said : "CredentialsSignin";
  return { href: `/login?error=${error}`, problem: error === "Busy" || error === "TooManyAttempts" ? error : null };
}

function afterSignIn(request: NextRequest, answer: Response, location: string, asJson: boolean): Response {
  const { href, problem } = placeAfter(location);
  if (problem !== null) {
    const { status, headers, body } = turnedAway(problem, asJson ? undefined : (request.headers.get("accept") ?? undefined), currentRequest()?.id);
    return new Response(body, { status, headers });
  }
  const headers = new Headers(answer.headers);
  if (asJson) return Response.json({ url: new URL(href, portalOrigin()).href }, { status: answer.status, headers });
  headers.set("location", href);
  return new Response(null, { status: 302, headers });
}

/** The browser that just signed in is known from now on; where that cannot be kept it signs in all the same. */
async function remember(answer: Response, { sessionId }: SignInVisit, before: string | null): Promise<void> {
  if (sessionId === undefined) return;
  try {
    const { name, options } = deviceCookie();
    const secret = await rememberDevice(sessionId, before, new Date());
    const attributes = [`${name}=${secret}`, `Path=${options.path}`, `Max-Age=${String(options.maxAge)}`, "HttpOnly", "SameSite=Lax", ...(options.secure ? ["Secure"] : [])];
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
  const secret = cookieValue(request.headers.get("cookie"), deviceCookie().name);
  const visit: SignInVisit = { origin: { source: currentRequest()?.source ?? null, device: deviceHash(secret), lane: null } };
  const answer = await ask(request, segments, visit, form);
  const asJson = form.get("json") === "true";
  const location = asJson ? ((await answer.clone().json()) as { url?: string }).url : (answer.headers.get("location") ?? undefined);
  if (location === undefined) return answer;
  const led = afterSignIn(request, answer, location, asJson);
  await remember(led, visit, secret);
  return led;
}

/** Answers a request below `/api/auth`, whatever its path, query, method and body. */
export async function answerAuth(request: NextRequest, segments: readonly string[]): Promise<Response> {
  const known = routes();
  const path = segments.join("/");
  const method = Object.hasOwn(known, path) ? known[path] : undefined;
  if (method === undefined) return problemResponse(NOT_FOUND);
  const asked = request.method === "HEAD" ? "GET" : request.method;
  if (asked !== method) {
    const allow = method === "GET" ? "GET, HEAD" : method;
    return problemResponse(refusal("method_not_allowed", `この場所では ${allow} が使えます。`), { allow });
  }
  return method === "POST" ? signInBy(request, segments) : ask(request, segments, { origin: { source: null, device: null, lane: null } }, null);
}
