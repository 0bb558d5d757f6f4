import "server-only";
import type { Transaction } from "@/lib/server/database/client";
import { lockNamed, type NamedStrength } from "@/lib/server/database/lock";
import type { Visitor } from "@/lib/server/scope/scope";

/**
 * The lock of one operator's people: who is there, their departments, roles and deputies, and the departments and critical systems
 * that they belong to. `exclusive`: the use case changes them. `share`: it writes what depends on them, so they stay as it found
 * them.
 */
export type PeopleLock = NamedStrength;

/**
 * Takes the lock that a use case declares, before its subject is found and so before any other lock of an operator's data: the lock
 * order of docs/design.md 9 follows. A scope without an operator has no people to lock.
 */
export async function lockPeople(transaction: Transaction, { scope }: Pick<Visitor, "scope">, lock: PeopleLock): Promise<void> {
  if (scope.kind === "operator" || scope.kind === "job") await lockNamed(transaction, { of: "people", operatorId: scope.operatorId }, lock);
}
