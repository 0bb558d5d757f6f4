import "server-only";
import type { Transaction } from "@/lib/server/database/client";
import { lockNamed, type NamedStrength } from "@/lib/server/database/lock";
import type { Visitor } from "@/lib/server/scope/scope";

/**
 * The lock of one operator's people: who is there, their departments, roles and deputies, and the departments and critical systems
 * that they belong to. `exclusive`: the use case changes them. `share`: it writes what depends on them, so they stay as it found
 * them. `of`: whose requests need it, where those of others do not.
 */
export type PeopleLock = NamedStrength | { readonly lock: NamedStrength; readonly of: (visitor: Pick<Visitor, "actor">) => boolean };

/**
 * Takes the lock that a use case declares, before its subject is found and so before any other lock of an operator's data: the lock
 * order of docs/design.md 9 follows. A scope without an operator has no people to lock.
 */
export async function lockPeople(transaction: Transaction, { scope, actor }: Pick<Visitor, "scope" | "actor">, people: PeopleLock): Promise<void> {
  if (scope.kind !== "operator" && scope.kind !== "job") return;
  const { lock, of } = typeof people === "object" ? people : { lock: people };
  if (of?.({ actor }) ?? true) await lockNamed(transaction, { of: "people", operatorId: scope.operatorId }, lock);
}
