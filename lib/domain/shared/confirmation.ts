import { hasVisible } from "@/lib/domain/shared/text";

/** Whether exactly the present number was shown and confirmed. A present number of 0 needs no confirmation, unless `always`. */
export const confirms = (confirmed: number | undefined, present: number, always = false): boolean => (always ? confirmed : (confirmed ?? 0)) === present;

/** Asks for confirmation of the present number, unless exactly that number was confirmed. */
export const confirmation = <Event extends string>(event: Event, number: number, confirmed: number | undefined, always = false) =>
  confirms(confirmed, number, always) ? null : ({ code: "confirmationNeeded", event, number } as const);

/** Asks for the reason of an event that needs one. */
export const reasonMissing = <Event extends string>({ type, reason }: { readonly type: Event; readonly reason: string }) =>
  hasVisible(reason) ? null : ({ code: "reasonMissing", event: type } as const);
