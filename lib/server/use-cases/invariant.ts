import "server-only";
import type { Refusal, RefusalCode } from "@/lib/domain/shared/refusal";
import type { Transaction } from "@/lib/server/database/client";
import type { Named, NotYet } from "@/lib/server/use-cases/checked";

/** What holds whatever is done: why the change may not stand as it is now made, and with which codes it then refuses. */
export interface Invariant<Found> {
  readonly refuses: readonly RefusalCode[];
  broken(transaction: Transaction, found: Found): Promise<Refusal | null>;
}

/** Declares an invariant. `refuses` names exactly the codes that `broken` gives. */
export const invariant = <Found, const Code extends RefusalCode, Given extends RefusalCode = never, Ran = NotYet>(
  refuses: readonly Code[] & Named<Given, Code, Ran>,
  broken: (transaction: Transaction, found: Found) => Promise<Refusal<Given> | null> & Ran,
): Invariant<Found> => ({ refuses, broken });
