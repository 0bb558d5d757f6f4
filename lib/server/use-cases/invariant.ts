import "server-only";
import type { Refusal, RefusalCode } from "@/lib/domain/shared/refusal";
import type { Transaction } from "@/lib/server/database/client";

/** What holds whatever is done: why the change may not stand as it is now made, and with which codes it then refuses. */
export interface Invariant<Found> {
  readonly refuses: readonly RefusalCode[];
  broken(transaction: Transaction, found: Found): Promise<Refusal | null>;
}

export const invariant = <Found, const Code extends RefusalCode>(
  refuses: readonly Code[],
  broken: (transaction: Transaction, found: Found) => Promise<Refusal<NoInfer<Code>> | null>,
): Invariant<Found> => ({ refuses, broken });
