import "server-only";
import { keptApartFrom } from "@/lib/domain/access/separation";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { dutiesOf } from "@/lib/features/cycles/duties/queries";
import type { Transaction } from "@/lib/server/database/client";

const namesOf = async (transaction: Transaction, operatorId: string, personIds: readonly string[]): Promise<string[]> =>
  (
    await transaction.person.findMany({ where: { operatorId, id: { in: [...personIds] } }, select: { name: true }, orderBy: [{ name: "asc" }, { id: "asc" }] })
  ).map(({ name }) => name);

/** Names of people who must not answer sheets of this role because of what else they do: auditor and audited (3.1.4.1(2)). */
export async function barredFrom(
  transaction: Transaction,
  operatorId: string,
  sheetRole: Exclude<AnsweringRole, "handler">,
  personIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const duties = await dutiesOf(transaction, operatorId, personIds, now);
  const barred = personIds.filter((personId) => keptApartFrom(sheetRole, duties.get(personId) ?? []).length > 0);
  return barred.length === 0 ? [] : namesOf(transaction, operatorId, barred);
}

/** A duty that a person gets. */
export interface Given {
  readonly personId: string;
  readonly role: AppointmentRole;
  /** By being named on a sheet of the role. */
  readonly answers?: boolean;
}

/** Names of those who get a duty that cannot go together with a sheet of a running round: they answer it, or would. */
export async function barredBySheets(transaction: Transaction, operatorId: string, given: readonly Given[], now: Date): Promise<string[]> {
  const duties = await dutiesOf(transaction, operatorId, [...new Set(given.map(({ personId }) => personId))], now);
  const barred = given.filter(({ personId, role, answers: named = false }) =>
    keptApartFrom(role, duties.get(personId) ?? []).some(({ answers }) => named || answers),
  );
  return barred.length === 0
    ? []
    : namesOf(
        transaction,
        operatorId,
        barred.map(({ personId }) => personId),
      );
}
