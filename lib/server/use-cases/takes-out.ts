import type { Asking } from "@/lib/server/use-cases/use-case";

/**
 * Whether a read takes data out of the portal: answers, figures, people, records. If it does, each reading leaves an audit
 * entry, except where the visitor reads what is the visitor's own (`exceptOwn`). If not, the declaration says why.
 */
export type TakesOut<Found> = "always" | { readonly exceptOwn: (subject: Found, asking: Asking) => boolean } | { readonly no: string };

/** Whether some reading leaves an entry. */
export const leavesEntry = (takesOut: TakesOut<never>): boolean => takesOut === "always" || "exceptOwn" in takesOut;

/** The test of whether a subject is the visitor's own; null if that makes no difference. */
export const ownData = <Found>(takesOut: TakesOut<never> | null): ((subject: Found, asking: Asking) => boolean) | null =>
  takesOut !== null && typeof takesOut === "object" && "exceptOwn" in takesOut
    ? (takesOut as { exceptOwn(subject: Found, asking: Asking): boolean }).exceptOwn
    : null;

/** Of a read that shows what a change is going to do. */
export const BEFORE_A_CHANGE = { no: "what has to be seen before a change, which leaves its own entry" } as const;

/** What a page's reading of a use case takes out unless it says so itself. */
export function takenOutBy({ takesOut, name }: { readonly takesOut: TakesOut<never> | null; readonly name: string }): "always" | { readonly no: string } {
  if (takesOut === null) return BEFORE_A_CHANGE;
  if (typeof takesOut === "object" && "exceptOwn" in takesOut) throw new Error(`a reading of ${name} has to say whose data it reads`);
  return takesOut;
}
