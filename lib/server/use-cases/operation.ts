import { z } from "zod";
import "@/lib/validation/japanese-messages";
import type { Refusal, RefusalCode } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";
import type { Visitor } from "@/lib/server/scope/scope";

/** No parameters. */
export const none = z.strictObject({});

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
}

/** A file instead of JSON. */
export interface FileBody {
  readonly file: string | Uint8Array;
  readonly contentType: string;
  readonly fileName: string;
}

/** JSON, or a file, that is written while it is read. The body is not type-checked; tests compare it with the schema. */
export class Streamed {
  constructor(
    readonly pieces: ReadableStream<Uint8Array>,
    readonly file: Omit<FileBody, "file"> | null = null,
  ) {}
}

interface Described {
  readonly id: string;
  readonly method: Method;
  /** Path below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
}

/** A body that is a file (CSV): the accepted media types and the maximum bytes. The handler gets the bytes. */
export interface Upload {
  readonly contentTypes: readonly string[];
  readonly limit: number;
}

/** The media type of a response that is a file. */
export interface Download {
  readonly contentType: string;
}

export type CurrentByCode = { readonly [Code in RefusalCode]?: z.ZodType };

/** One path and method of the API: its input, output and handler. The OpenAPI document and the dispatcher read the same object. */
export interface Operation extends Described {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly bytes?: Upload;
  readonly status: 200 | 201 | 204;
  /** Schema of the JSON response; `z.null()` if it has none. */
  readonly response: z.ZodType | Download;
  /** The codes with which `handle` may refuse. */
  readonly refuses: readonly RefusalCode[];
  /** By code, what a refusal carries as `current`; the others carry nothing. */
  readonly current?: CurrentByCode;
  handle(context: OperationContext, input: OperationInput<unknown, unknown, unknown>): Promise<Result<unknown, Refusal>>;
}

type Json = string | number | boolean | null | undefined;

type DeepReadonly<Value> = unknown extends Value ? Value : Value extends Json ? Value : { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> };

/** What a handler returns. Responses are sent without being parsed, so the type is the output of the schema, as in the OpenAPI document. */
export type Answer<Response> = Response extends z.ZodObject
  ? DeepReadonly<z.output<Response>> | Streamed
  : Response extends z.ZodType
    ? DeepReadonly<z.output<Response>>
    : FileBody | Streamed;

type Keys<Value> = Value extends unknown ? keyof Value : never;
type At<Value, Key> = Value extends unknown ? (Key extends keyof Value ? Value[Key] : never) : never;

/** Names the fields that a value has at any depth and its declaration lacks, which TypeScript itself allows. */
export type Undeclared<Value, Declared> = unknown extends Declared
  ? never
  : Value extends Json
    ? never
    : Value extends readonly (infer Entry)[]
      ? Undeclared<Entry, At<Declared, number>>
      : { [Key in Keys<Value> & string]: Key extends Keys<Declared> ? Undeclared<At<Value, Key>, At<Declared, Key>> : Key }[Keys<Value> & string];
