import "server-only";
import type { PastDeputyship } from "@/lib/domain/access/deputy";
import { countedDeputyships } from "@/lib/features/cycles/duties/queries";
import { wordingOfSector } from "@/lib/features/guidelines/wording/queries";
import { appointsDeciding, mayAppointDeciding, platformsChoices } from "@/lib/features/organisation/deciding/queries";
import type { RegisteredPerson } from "@/lib/features/organisation/list-register/rules";
import type { Appointing } from "@/lib/features/organisation/list-roles/rules";
import { calendarDate } from "@/lib/labels/japanese-date";
import { askedBy } from "@/lib/labels/printed-places";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

/** What decides which roles the visitor may give to these people (`giveRoles` asks the same for one person). */
export async function readAppointing(
  transaction: Transaction,
  visitor: Visitor,
  operatorId: string,
  people: readonly RegisteredPerson[],
  now: Date,
): Promise<Appointing> {
  const ids = people.map(({ id }) => id);
  const anybody = mayAppointDeciding(visitor);
  const counted = await countedDeputyships(transaction, operatorId, ids, now);
  const isCurrent = ({ endedOn, until }: PastDeputyship): boolean => endedOn === null && until >= calendarDate(now);
  return {
    self: visitor.actor.personId,
    anybody,
    deciding: await appointsDeciding(transaction, visitor, operatorId),
    platformsChoices: anybody ? new Set() : await platformsChoices(transaction, ids),
    deputyships: new Map([...counted].map(([id, own]) => [id, own.map((one) => ({ ...one, current: isCurrent(one) }))])),
    separation: askedBy(wordingOfSector(visitor.actor.sector ?? null).separation),
  };
}
