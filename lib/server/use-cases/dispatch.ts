import "server-only";
import type { z } from "zod";
import "@/lib/validation/japanese-messages";
import { oncePer } from "@/lib/domain/shared/memo";
import { type FieldProblem, NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { recordRefusal } from "@/lib/server/audit/audited-transaction";
import { guessesTooOften } from "@/lib/server/auth/guesses";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { jsonResponse } from "@/lib/server/http/json-response";
import { crossesOrigin, ORIGIN_MISMATCH } from "@/lib/server/http/origin";
import { problemResponse } from "@/lib/server/http/problem";
import { reportFailure } from "@/lib/server/log/failure";
import { isOutage, outageRefusal } from "@/lib/server/outage/unavailable";
import { readBytes } from "@/lib/server/request/read-bytes";
import type { FileBody, Method, Operation, Streamed } from "@/lib/server/use-cases/operation";
import { unstorable } from "@/lib/validation/storable";

/** JSON bodies above this many bytes are refused. */
const JSON_LIMIT = 256 * 1024;

/** Bytes of an oversized body that are still read and discarded. */
const TAKEN_IN = 64 * 1024 * 1024;

interface Match {
  readonly operation: Operation;
  readonly params: Record<string, string>;
}

/** A segment of an operation's path: a word, or a parameter with a suffix (`{cycleId}.json`). */
type Part = { readonly word: string } | { readonly name: string; readonly suffix: string };

function partOf(segment: string): Part {
  const [, name, suffix = ""] = /^\{(\w+)\}(\.\w+)?$/.exec(segment) ?? [];
  return name === undefined ? { word: segment } : { name, suffix };
}

interface Pattern {
  readonly operation: Operation;
  readonly parts: readonly Part[];
}

/** The patterns of a list of operations, parsed once, by the number of their segments. */
const patternsOf = oncePer((operations: readonly Operation[]): ReadonlyMap<number, readonly Pattern[]> => {
  const byLength = new Map<number, Pattern[]>();
  for (const operation of operations) {
    const parts = operation.path.split("/").filter(Boolean).map(partOf);
    byLength.set(parts.length, [...(byLength.get(parts.length) ?? []), { operation, parts }]);
  }
  return byLength;
});

function matchParts(parts: readonly Part[], segments: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? "";
    if ("word" in part) {
      if (part.word !== segment) return null;
    } else {
      if (!segment.endsWith(part.suffix) || segment.length === part.suffix.length) return null;
      params[part.name] = segment.slice(0, segment.length - part.suffix.length);
    }
  }
  return params;
}

/** The operation for a path and method; `allowed` lists the methods of the path if only the method is wrong. */
function find(operations: readonly Operation[], method: Method, segments: readonly string[]): Match | { allowed: Method[] } {
  const onPath = (patternsOf(operations).get(segments.length) ?? []).flatMap(({ operation, parts }) => {
    const params = matchParts(parts, segments);
    return params ? [{ operation, params }] : [];
  });
  return onPath.find((match) => match.operation.method === method) ?? { allowed: onPath.map((match) => match.operation.method) };
}

async function bytesOf(request: Request, limit: number): Promise<Result<Uint8Array, Refusal>> {
  const read = await readBytes(request, limit, TAKEN_IN);
  return read.ok ? read : refused(refusal("too_large", `送れる大きさは${Math.floor(limit / 1024)} KBまでです。分けて送ってください。`));
}

async function readJson(request: Request): Promise<Result<unknown, Refusal>> {
  const bytes = await bytesOf(request, JSON_LIMIT);
  if (!bytes.ok) return bytes;
  if (bytes.value.length === 0) return granted({});
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    return refused(refusal("unsupported_media_type", "本文は application/json で送ってください。"));
  }
  try {
    return granted(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.value)) as unknown);
  } catch {
    return refused(refusal("malformed_request", "本文が JSON として読めません。"));
  }
}

const fieldProblems = (error: z.ZodError, place: string): FieldProblem[] =>
  error.issues.map((issue) => ({ path: [place, ...issue.path].filter((part) => part !== "").join("."), message: issue.message }));

function parse(schema: z.ZodType | undefined, value: unknown, place: string, on: FieldProblem[]): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  on.push(...fieldProblems(parsed.error, place));
  return undefined;
}

async function readInput(request: Request, { operation, params }: Match): Promise<Result<Parameters<Operation["handle"]>[1], Refusal>> {
  let body: unknown;
  if (operation.bytes) {
    const sent = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
    if (!operation.bytes.contentTypes.includes(sent)) {
      return refused(refusal("unsupported_media_type", `本文は ${operation.bytes.contentTypes.join(" か ")} で送ってください。`));
    }
    const bytes = await bytesOf(request, operation.bytes.limit);
    if (!bytes.ok) return bytes;
    body = bytes.value;
  } else if (operation.body) {
    const json = await readJson(request);
    if (!json.ok) return json;
    body = json.value;
  }
  const malformedPath: FieldProblem[] = [];
  const parsedParams = parse(operation.params, params, "", malformedPath);
  malformedPath.push(...unstorable(parsedParams, ""));
  if (malformedPath.length > 0) return refused(NOT_FOUND);
  const problems: FieldProblem[] = [];
  const query = parse(operation.query, Object.fromEntries(new URL(request.url).searchParams), "query", problems);
  const parsedBody = operation.bytes ? body : parse(operation.body, body, "", problems);
  if (problems.length === 0) problems.push(...unstorable(query, "query"), ...unstorable(parsedBody, ""));
  if (problems.length > 0) {
    return refused(refusal("invalid_input", "入力に直すところがあります。fields を確かめてください。", { fields: problems }));
  }
  return granted({ params: parsedParams, query, body: parsedBody });
}

const isFile = (value: unknown): value is FileBody => typeof value === "object" && value !== null && "file" in value && "fileName" in value;

const fileHeaders = ({ contentType, fileName }: Omit<FileBody, "file">) => ({
  "content-type": contentType,
  "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
});

const isStreamed = (value: unknown): value is Streamed => typeof value === "object" && value !== null && "pieces" in value;

function answer(operation: Operation, value: unknown): Response {
  const headers = { "cache-control": "no-store" };
  if (operation.status === 204) return new Response(null, { status: 204, headers });
  const { status } = operation;
  if (isFile(value)) return new Response(value.file as BodyInit, { status, headers: { ...headers, ...fileHeaders(value) } });
  if (isStreamed(value)) {
    const { pieces, file } = value;
    return new Response(pieces, { status, headers: { ...headers, ...(file ? fileHeaders(file) : { "content-type": "application/json" }) } });
  }
  return jsonResponse(value, operation.status);
}

const TOO_MANY_TOKENS = refusal(
  "too_many_attempts",
  "使えないアクセストークンが、同じ所から続けて送られました。トークンを確かめ、しばらく待ってから試してください。",
);

const FAILED = refusal("internal_error", "ポータルの不具合で、処理できませんでした。時間をおいてもう一度試し、続くときはポータルの管理者に伝えてください。");

/**
 * Handles one API request: origin, sign-in, parsing, the operation, and each refusal as problem details. A browser that
 * resends a stored answer names its account (`X-Portal-Account`); with a session of another account, the request is refused
 * as not signed in.
 */
export async function dispatch(operations: readonly Operation[], request: Request, segments: readonly string[]): Promise<Response> {
  try {
    return await attend(operations, request, segments);
  } catch (error) {
    reportFailure("request failed", error);
    if (isOutage(error)) return problemResponse(outageRefusal(error));
    return problemResponse(FAILED);
  }
}

/** A HEAD is the GET of the same address; the server leaves out the body. */
const askedMethod = ({ method }: Request): Method => (method === "HEAD" ? "GET" : method) as Method;

async function attend(operations: readonly Operation[], request: Request, segments: readonly string[]): Promise<Response> {
  const now = new Date();
  const match = find(operations, askedMethod(request), segments);
  const visitor = await resolveVisitor(request.headers, now);
  const expected = request.headers.get("x-portal-account");
  if (!visitor && request.headers.has("authorization") && guessesTooOften(now)) return problemResponse(TOO_MANY_TOKENS);
  if (!visitor || (expected !== null && expected !== visitor.account.accountId)) {
    return problemResponse(refusal("not_signed_in", "サインインし直すか、アクセストークンを確かめてください。"), { "www-authenticate": "Bearer" });
  }
  if ("allowed" in match) {
    if (match.allowed.length === 0) return problemResponse(NOT_FOUND);
    return problemResponse(refusal("method_not_allowed", `この場所では ${match.allowed.join(", ")} が使えます。`), { allow: match.allowed.join(", ") });
  }
  const input = crossesOrigin(request) ? refused(ORIGIN_MISMATCH) : await readInput(request, match);
  if (!input.ok) {
    const { method, path } = match.operation;
    await recordRefusal(visitor, { action: `api.${match.operation.id}`, target: `${method} ${path}` }, input.refusal, now);
    return problemResponse(input.refusal);
  }
  const result = await match.operation.handle({ visitor, now }, input.value);
  if (!result.ok) return problemResponse(result.refusal);
  if ((request.method === "HEAD" || request.signal.aborted) && isStreamed(result.value)) await result.value.pieces.cancel();
  return answer(match.operation, result.value);
}
