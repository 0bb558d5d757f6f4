import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { addressOf, sourceKey, type TrustedProxy, trusts } from "@/lib/server/environment/trusted-proxy";
import { reportFailure } from "@/lib/server/log/failure";
import { countUnserved } from "@/lib/server/log/outage";
import { type Level, report } from "@/lib/server/log/report";
import { inRequest, type RequestContext } from "@/lib/server/request/context";
import { userAgentOf } from "@/lib/server/request/user-agent";
import { ANSWER_HEADERS } from "@/lib/server/serving/answer-headers";
import { asksAction, blameSender } from "@/lib/server/serving/misshapen-action";
import { placeOf } from "@/lib/server/serving/place";
import { answerForNode, writePlain } from "@/lib/server/serving/raw-answer";

/** Handles every request before the pages and the API; `serve.mjs` calls it. */
export interface Front {
  /** Passes the request on to `answer`, or responds itself. */
  receive(request: IncomingMessage, response: ServerResponse, answer: () => void): void;
  /** Replaces the responses that Node would send by itself. */
  attach(server: Server): void;
}

const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;
/** Headers that a proxy sets; removed from requests of other peers. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-forwarded-server", "x-real-ip"];

const API_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const PAGE_METHODS = ["GET", "HEAD", "POST", "OPTIONS"];
const methodsFor = (url: string): readonly string[] => (/^\/+api\//.test(url) ? API_METHODS : PAGE_METHODS);

/** Responds to OPTIONS and to unknown methods with the list of allowed methods. */
function answersMethod(request: IncomingMessage, response: ServerResponse): boolean {
  const { method = "", url = "/" } = request;
  const methods = methodsFor(url);
  const allow = methods.join(", ");
  // The API's routes answer this themselves.
  if (method === "OPTIONS" && methods === PAGE_METHODS) response.writeHead(204, { allow }).end();
  else if (!methods.includes(method)) writePlain(response, 405, { allow });
  else return false;
  request.resume();
  return true;
}

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.join(",") : value);

/** The path of a request, also where a client sends a full URL. */
function pathOf(url: string): string {
  if (url.startsWith("/")) return url;
  if (!URL.canParse(url)) return "/";
  const { pathname, search } = new URL(url);
  return `${pathname.startsWith("/") ? pathname : "/"}${search}`;
}

/** Shows only whether the portal lives; balancers and supervisors, which are no proxies, may ask too. */
const PROBES = /^\/(?:healthz|readyz)(?:$|\?)/;

/** Errors that only broken or hostile clients cause are warnings: the portal did not fail. */
const levelOf = (status: number): Level => (status >= 500 ? "error" : status === 400 ? "warn" : "info");

/** Logs one line for a refused or failed request. Successful requests have none, and outages count their own. */
function logAnswer({ method }: IncomingMessage, response: ServerResponse, place: string, began: number, context: RequestContext): void {
  const { statusCode } = response;
  const [error] = context.complaints ?? [];
  context.complaints = null;
  if (statusCode === 503 && !PROBES.test(place)) countUnserved();
  // The response succeeded although something failed in it: the portal is at fault after all.
  if (statusCode < 400 && error !== undefined)
    inRequest(context, () => {
      reportFailure("failed", error, { method, place });
    });
  if (statusCode < 400 || statusCode === 503) return;
  const fields = { method, place, ms: Math.round(performance.now() - began), ...(error === undefined ? {} : { error }) };
  inRequest(context, () => {
    report(levelOf(statusCode), `answered ${String(statusCode)}`, fields);
  });
}

export function makeFront(proxies: TrustedProxy): Front {
  const isTrusted = trusts(proxies);
  /** Once a proxy is configured, every request must come through it: any other peer would bypass TLS and whatever else the proxy does. */
  const passesBy = ({ socket, url = "/" }: IncomingMessage): boolean => proxies.length > 0 && !isTrusted(socket.remoteAddress) && !PROBES.test(url);

  function contextOf(request: IncomingMessage): RequestContext {
    const peer = request.socket.remoteAddress;
    const { headers } = request;
    const believed = isTrusted(peer ?? "");
    const address = addressOf(peer, first(headers["x-forwarded-for"]), isTrusted);
    const source = address === null ? null : sourceKey(address);
    const given = believed ? first(headers["x-request-id"]) : undefined;
    if (!believed) for (const name of FORWARDED) Reflect.deleteProperty(headers, name);
    const id = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    headers["x-request-id"] = id;
    return { id, source, address, userAgent: userAgentOf(headers["user-agent"]), actionBegan: false, complaints: null };
  }

  function receive(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
    const context = contextOf(request);
    for (const [name, value] of Object.entries(ANSWER_HEADERS)) response.setHeader(name, value);
    response.setHeader("x-request-id", context.id);
    request.url = pathOf(request.url ?? "/");
    const place = placeOf(request.url);
    const began = performance.now();
    response.once("close", () => {
      logAnswer(request, response, place, began, context);
    });
    if (passesBy(request)) {
      writePlain(response, 403, { connection: "close" });
      return;
    }
    if (request.httpVersion === "1.1" && request.headers.host === undefined) {
      writePlain(response, 400, { connection: "close" });
      return;
    }
    if (answersMethod(request, response)) return;
    if (asksAction(request)) {
      context.complaints = [];
      blameSender(response, context);
    }
    inRequest(context, answer);
  }

  return { receive, attach: answerForNode };
}
