import type { z } from "zod";
import type { Refusal, RefusalCode } from "@/lib/domain/shared/refusal";
import type { Refused } from "@/lib/domain/shared/result";
import type { Answer, CurrentByCode, Undeclared } from "@/lib/server/use-cases/operation";
import { asIdentifier } from "@/lib/validation/plain-text";

/** The fields of a schema; `unknown` for a schema without any, so that nothing has to be passed. */
type Fields<Schema extends z.ZodObject> = keyof Schema["shape"] extends never ? unknown : z.output<Schema>;
/** What a caller passes: parameters and input. */
export type Asked<Params extends z.ZodObject, Input extends z.ZodObject> = Fields<Params> & Fields<Input>;

/** Picks the fields that a schema names. */
export const partOf = (schema: z.ZodObject, given: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.keys(schema.shape).flatMap((key) => (key in (given as object) ? [[key, (given as Record<string, unknown>)[key]]] : [])));

/** The parameters that a schema names. Pages pass what stands in their address, so an id has its one form only from here on. */
export const paramsOf = (schema: z.ZodObject, given: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(partOf(schema, given)).map(([name, value]) => [name, typeof value === "string" ? asIdentifier(value) : value]));

/** Refuses, by its type, an answer that carries more than the output declares. */
export type Exact<Value, Output> = [Undeclared<Value, Answer<Output>>] extends [never] ? unknown : { readonly undeclared: Undeclared<Value, Answer<Output>> };

/** The codes with which `run` and `prepare` may refuse. */
export interface Refusing<Code extends RefusalCode> {
  readonly refuses?: readonly Code[];
}

/** What `run` returns while the compiler does not know it yet: it checks what a declaration says of itself before its functions. */
export interface NotYet {
  readonly notYet: never;
}

/** Refuses, by its type, a code that can be given and is not named, and one that is named and is never given. */
export type Named<Given extends RefusalCode, Code extends RefusalCode, Ran> = [Ran] extends [NotYet]
  ? unknown
  : [Given] extends [Code]
    ? [Code] extends [Given]
      ? unknown
      : { readonly neverGiven: Exclude<Code, Given> }
    : { readonly notNamed: Exclude<Given, Code> };

/** What refusals with the code carry as `current`, by code. */
export interface Carrying<Current extends CurrentByCode> {
  readonly current?: Current;
}

/** The refusals among the results of `run`. */
type RefusalsOf<Ran> = Awaited<Ran> extends infer Result ? (Result extends Refused<infer One extends Refusal> ? One : never) : never;
/** The refusals that carry something. */
type CarriersOf<One extends Refusal> = One extends Refusal ? ([Exclude<One["current"], undefined>] extends [never] ? never : One) : never;

/** Whether a schema says exactly what is carried. */
type Says<Schema, Carried> = Schema extends z.ZodType
  ? [Carried] extends [Answer<Schema>]
    ? [Undeclared<Carried, Answer<Schema>>] extends [never]
      ? true
      : false
    : false
  : false;

/** The codes of refusals that carry what the declaration does not say. */
type Unsaid<One extends Refusal, Current> = One extends Refusal
  ? Says<One["code"] extends keyof Current ? Current[One["code"]] : null, Exclude<One["current"], undefined>> extends true
    ? never
    : One["code"]
  : never;

/** Refuses, by its type, a code whose refusal carries a `current` that is not declared so, and a declared one that is never carried. */
export type Carried<Ran, Current extends CurrentByCode> = [Ran] extends [NotYet]
  ? unknown
  : [Unsaid<CarriersOf<RefusalsOf<Ran>>, Current>] extends [never]
    ? [keyof Current] extends [CarriersOf<RefusalsOf<Ran>>["code"]]
      ? unknown
      : { readonly neverCarried: Exclude<keyof Current, CarriersOf<RefusalsOf<Ran>>["code"]> }
    : { readonly currentUnsaid: Unsaid<CarriersOf<RefusalsOf<Ran>>, Current> };
