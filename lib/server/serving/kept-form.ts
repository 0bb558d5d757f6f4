import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { RETRY_AFTER } from "@/lib/server/http/problem";
import { isOutage } from "@/lib/server/outage/unavailable";
import { keptFormPage, type WhyKept } from "@/lib/server/serving/kept-form-page";
import { SENDER } from "@/lib/server/use-cases/sender";

/** Maximum bytes of a form that is read ahead; Next accepts no larger action. */
const MOST = 1024 * 1024;
const FORM = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)/i;
/** Pages whose forms need no session. */
const FOR_EVERYBODY = /^\/(?:login|invite)(?:\/|$)/;

const typeOf = ({ headers }: IncomingMessage): string => headers["content-type"] ?? "";
const lengthOf = ({ headers }: IncomingMessage): number => Number(headers["content-length"] ?? 0);

/** Whether a page's form was sent by the browser itself: without a script, or before it came. */
export const sentByBrowser = (request: IncomingMessage, path: string): boolean =>
  request.method === "POST" &&
  request.headers["next-action"] === undefined &&
  request.headers.authorization === undefined &&
  FORM.test(typeOf(request)) &&
  lengthOf(request) > 0 &&
  lengthOf(request) <= MOST &&
  !FOR_EVERYBODY.test(path);

/** Reads the body, and puts it back for the next reader of the request. */
async function readAhead(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let missing = lengthOf(request);
  while (missing > 0) {
    const chunk = request.read() as Buffer | null;
    if (chunk === null) {
      await once(request, "readable");
      continue;
    }
    chunks.push(chunk);
    missing -= chunk.length;
  }
  const body = Buffer.concat(chunks);
  request.unshift(body);
  // A route handler takes no body that somebody has read of; this one is whole again.
  Object.defineProperty(request, "readableDidRead", { value: false, configurable: true });
  return body;
}

const isTyped = (name: string): boolean => !name.startsWith("$");

const STATUS: Readonly<Record<WhyKept["kind"], number>> = { signedOut: 401, someoneElse: 409, outage: 503 };

/** Why the form must not be passed on; null if it may. */
async function whyKept(form: FormData, headers: Headers): Promise<WhyKept | null> {
  const sender = form.get(SENDER);
  if (sender === null && ![...form.keys()].some(isTyped)) return null;
  try {
    const account = (await resolveVisitor(headers, new Date()))?.account;
    if (account === undefined) return { kind: "signedOut" };
    return sender === null || sender === account.accountId ? null : { kind: "someoneElse", name: account.name };
  } catch (error) {
    if (!isOutage(error)) throw error;
    return { kind: "outage" };
  }
}

/**
 * Passes a form on to `answer`. If its session has ended, somebody else has signed in in its browser, or the portal cannot
 * serve now, nothing is done: a page holds the form with its texts, and can send it again.
 */
export async function passOrKeep(request: IncomingMessage, response: ServerResponse, headers: Headers, action: string, answer: () => void): Promise<void> {
  const body = await readAhead(request);
  const form = await new Response(body, { headers: { "content-type": typeOf(request) } }).formData().catch(() => null);
  const why = form && (await whyKept(form, headers));
  if (form === null || why === null) {
    answer();
    return;
  }
  const policy = String(response.getHeader("content-security-policy"));
  const retry = why.kind === "outage" ? { "retry-after": RETRY_AFTER } : {};
  response
    .writeHead(STATUS[why.kind], { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...retry })
    .end(keptFormPage({ form, action, type: typeOf(request).split(";")[0] ?? "", why, policy }));
  request.resume();
}
