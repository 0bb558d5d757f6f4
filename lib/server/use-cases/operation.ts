import { z } from "zod";
import "@/lib/validation/japanese-messages";
import type { Visitor } from "@/lib/server/scope/scope";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Parsed parts of a request; a part without a schema is absent. */
export interface OperationInput<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

export interface OperationContext {
  readonly visitor: Visitor;
  readonly now: Date;
  /** The session that carries the request; null for an access token. */
  sessionId(): Promise<string | null>;
}

/** A file instead of JSON. */
export interface FileBody {
  readonly file: string | Uint8Array;
  readonly contentType: string;
  readonly fileName: string;
}

/** One path and method of the API: what goes in and out, and who does it. The OpenAPI document and the dispatcher read the same object. */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: Method;
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** A body that is a file (CSV) and is handed over as bytes. */
  readonly bytes?: { readonly contentTypes: readonly string[]; readonly limit: number };
  readonly status: 200 | 201 | 204;
  /** Schema of the JSON answer, or the media type of a file. */
  readonly response: z.ZodType | { readonly contentType: string };
  handle(
    context: OperationContext,
    input: OperationInput<z.output<Params>, z.output<Query>, z.output<Body>>,
  ): Promise<Result<unknown, Refusal>>;
}

/** A filter that is misspelt must not answer as if it had been applied. */
const strict = (query: z.ZodType): z.ZodType => (query instanceof z.ZodObject ? query.strict() : query);

/** Keeps the types of params, query and body together while the operation is written, and forgets them in the registry. What the query does not know is refused. */
export function operation<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  declared: Operation<Params, Query, Body>,
): Operation {
  return { ...declared, query: strict(declared.query ?? z.object({})) } as unknown as Operation;
}
