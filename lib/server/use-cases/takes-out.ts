import type { Declaration } from "@/lib/server/use-cases/declaration";
import type { Asking } from "@/lib/server/use-cases/use-case";

/**
 * Whether a read takes data out of the portal: answers, figures, people, records. If it does, each reading leaves an audit
 * entry, except where the visitor reads what is the visitor's own (`exceptOwn`), or where what may be shown has nothing of it
 * (`when`). If not, the declaration says why.
 */
export type TakesOut<Found, Input = never> =
  | "always"
  | { readonly exceptOwn: (subject: Found, asking: Asking) => boolean }
  | { readonly when: (subject: Found, asking: Asking, input: Input) => boolean }
  | { readonly no: string };

type Some = TakesOut<never, never>;

/** Whether some reading leaves an entry. */
export const leavesEntry = (takesOut: Some): boolean => takesOut === "always" || !("no" in takesOut);

/** The test of whether a reading leaves no entry; null if that makes no difference. */
export function leavesNone<Found, Input>(takesOut: Some | null): ((subject: Found, asking: Asking, input: Input) => boolean) | null {
  if (takesOut === null || takesOut === "always") return null;
  if ("exceptOwn" in takesOut) return (takesOut as { exceptOwn(subject: Found, asking: Asking): boolean }).exceptOwn;
  if (!("when" in takesOut)) return null;
  const { when } = takesOut as { when(subject: Found, asking: Asking, input: Input): boolean };
  return (subject, asking, input) => !when(subject, asking, input);
}

/** Of a read that shows what a change is going to do, without answers, figures of answers and rows about people. */
export const BEFORE_A_CHANGE = { no: "what has to be seen before a change, which leaves its own entry" } as const;

/**
 * What a page's reading takes out unless it says so itself. Only a query that always takes data out says it for its readings:
 * what a page shows beside a change or a harmless query may be more than that.
 */
export function takenOutBy({ takesOut, name }: Pick<Declaration, "takesOut" | "name">): "always" {
  if (takesOut !== "always") throw new Error(`a reading of ${name} has to say what it takes out`);
  return takesOut;
}

/** The name of a reading's entry; a change was not done, so its reading takes that of a query. */
export function entryName(of: Declaration, takesOut: Some, entry: Declaration | undefined): string {
  if (entry ? entry.kind !== "query" : of.kind === "command" && leavesEntry(takesOut)) throw new Error(`${of.name} was only read for`);
  return (entry ?? of).name;
}
