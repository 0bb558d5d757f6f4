import "server-only";
import { z } from "zod";
import type { RefusalCode } from "@/lib/domain/shared/refusal";
import type { Declaration } from "@/lib/server/use-cases/declaration";
import type { CurrentByCode, Operation } from "@/lib/server/use-cases/operation";
import type { UseCase } from "@/lib/server/use-cases/use-case";

/** The declarations that a module exports, in its order. */
export const useCasesOf = (module: Readonly<Record<string, unknown>>): readonly Declaration[] =>
  Object.values(module).flatMap((exported) =>
    typeof exported === "function" && "declaration" in exported ? [(exported as UseCase<never, unknown>).declaration] : [],
  );

/** The API operations of the use cases of these modules, in their order. */
export const operationsOf = (...modules: readonly Readonly<Record<string, unknown>>[]): readonly Operation[] =>
  modules.flatMap(useCasesOf).flatMap(({ operation }) => operation ?? []);

/** The response of two use cases at one address. */
const eitherOf = (one: Operation["response"], other: Operation["response"]): Operation["response"] =>
  one !== other && one instanceof z.ZodType && other instanceof z.ZodType ? z.union([one, other]) : one;

/** What two use cases at one address carry with their refusals. */
function currentsOf({ current: one = {} }: Operation, { current: other = {} }: Operation): CurrentByCode {
  const both = Object.entries(one).flatMap(([code, schema]) => {
    const beside = other[code as RefusalCode];
    return beside && beside !== schema ? [[code, z.union([schema, beside])]] : [];
  });
  return { ...one, ...other, ...Object.fromEntries(both) };
}

/** One address for two use cases that take the same, where the query says which; described as the first. */
export function choiceOf<Query extends z.ZodObject>(
  first: UseCase<never, unknown>,
  second: UseCase<never, unknown>,
  asked: Query,
  takesSecond: (asked: z.output<Query>) => boolean,
): Operation {
  const [operation, other] = [operationIn(first), operationIn(second)];
  return {
    ...operation,
    query: asked.strict(),
    response: eitherOf(operation.response, other.response),
    refuses: [...new Set([...operation.refuses, ...other.refuses])],
    current: currentsOf(operation, other),
    handle: (context, input) => (takesSecond(input.query as z.output<Query>) ? other : operation).handle(context, input),
  };
}

function operationIn({ declaration: { name, operation } }: UseCase<never, unknown>): Operation {
  if (!operation) throw new Error(`the API does not have ${name}`);
  return operation;
}
