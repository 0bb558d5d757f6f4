import type { z } from "zod";
import type { RefusalCode } from "@/lib/domain/shared/refusal";
import type { Answer, CurrentByCode, Undeclared } from "@/lib/server/use-cases/operation";

/** The fields of a schema; `unknown` for a schema without any, so that nothing has to be passed. */
type Fields<Schema extends z.ZodObject> = keyof Schema["shape"] extends never ? unknown : z.output<Schema>;
/** What a caller passes: parameters and input. */
export type Asked<Params extends z.ZodObject, Input extends z.ZodObject> = Fields<Params> & Fields<Input>;

/** Picks the fields that a schema names. */
export const partOf = (schema: z.ZodObject, given: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.keys(schema.shape).flatMap((key) => (key in (given as object) ? [[key, (given as Record<string, unknown>)[key]]] : [])));

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
