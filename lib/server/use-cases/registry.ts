import "server-only";
import type { z } from "zod";
import type { Operation } from "@/lib/server/use-cases/operation";
import type { Declaration, UseCase } from "@/lib/server/use-cases/use-case";

/** The declarations that a module exports, in its order. */
export const useCasesOf = (module: Readonly<Record<string, unknown>>): readonly Declaration[] =>
  Object.values(module).flatMap((exported) =>
    typeof exported === "function" && "declaration" in exported ? [(exported as UseCase<never, unknown>).declaration] : [],
  );

/** The API operations of the use cases of these modules, in their order. */
export const operationsOf = (...modules: readonly Readonly<Record<string, unknown>>[]): readonly Operation[] =>
  modules.flatMap(useCasesOf).flatMap(({ operation }) => operation ?? []);

/** One address for several use cases with the same input and output; the query says which one. Described as the first. */
export function choiceOf<Query extends z.ZodObject>(
  first: UseCase<never, unknown>,
  asked: Query,
  choose: (asked: z.output<Query>) => UseCase<never, unknown>,
): Operation {
  const operation = operationIn(first);
  return {
    ...operation,
    query: asked.strict(),
    handle: (context, input) => operationIn(choose(input.query as z.output<Query>)).handle(context, { ...input, query: {} }),
  };
}

function operationIn({ declaration: { name, operation } }: UseCase<never, unknown>): Operation {
  if (!operation) throw new Error(`the API does not have ${name}`);
  return operation;
}
