import "server-only";
import type { z } from "zod";
import type { Refusal, RefusalCode } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";
import type { Visitor } from "@/lib/server/scope/scope";
import { type CurrentByCode, type Download, type Method, none, type Operation, type Upload } from "@/lib/server/use-cases/operation";

/** Where the API has a use case, and how its document calls it. */
export interface Route {
  readonly method: Method;
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly status?: 200 | 201 | 204;
}

/** A body comes with what may have one. */
const hasBody = (method: Method): boolean => method !== "GET" && method !== "DELETE";

interface Routed {
  readonly api?: Route;
  readonly on: { readonly params: z.ZodObject };
  readonly input: z.ZodObject;
  readonly upload?: Upload;
  readonly output: z.ZodType | Download;
  readonly current?: CurrentByCode;
}

/** What the API has of a declaration with a route; `refuses`: the codes with which it may refuse. */
export function operationOf<Asked>(
  { api, on, input, upload, output, current }: Routed,
  refuses: readonly RefusalCode[],
  perform: (visitor: Visitor, given: Asked, now: Date) => Promise<Result<unknown, Refusal>>,
): Operation | null {
  if (!api) return null;
  const { status = 200, ...described } = api;
  const hasParams = Object.keys(on.params.shape).length > 0;
  return {
    ...described,
    status,
    response: output,
    refuses,
    ...(current ? { current } : {}),
    ...(hasParams ? { params: on.params } : {}),
    query: api.method === "GET" || upload ? input.strict() : none,
    ...(upload ? { bytes: upload } : hasBody(api.method) ? { body: input } : {}),
    handle: ({ visitor, now }, { params, query, body }) =>
      perform(visitor, { ...(params as object), ...(query as object), ...(upload ? { file: body } : (body as object)) } as Asked, now),
  };
}
