import "server-only";
import { readRegisteredDepartments, readRegisteredPeople, readRegisteredSystems } from "@/lib/features/organisation/list-register/record";
import { readKindNames, readKinds } from "@/lib/features/organisation/system-kinds/queries";
import type { SystemRegister } from "@/lib/features/organisation/system-list/rules";
import type { Transaction } from "@/lib/server/database/client";

/** What a list of critical systems is compared with, and written from. */
export async function readSystemRegister(transaction: Transaction, operatorId: string): Promise<SystemRegister> {
  return {
    systems: await readRegisteredSystems(transaction, operatorId),
    departments: await readRegisteredDepartments(transaction, operatorId),
    kinds: await readKinds(transaction, operatorId),
    allKinds: [...(await readKindNames(transaction))].map(([id, name]) => ({ id, name })),
    people: await readRegisteredPeople(transaction, operatorId),
  };
}
