import "server-only";
import { randomUUID } from "node:crypto";
import { placeOfPost } from "@/lib/domain/access/posts";
import { grouped } from "@/lib/domain/shared/grouped";
import { granted, refused } from "@/lib/domain/shared/result";
import { auditorRefusal } from "@/lib/features/organisation/appointments/rows";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { Gift } from "@/lib/features/organisation/list-roles/rules";
import type { Part } from "@/lib/server/audit/audited-transaction";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

/**
 * Gives the roles of a list, whose plan has no problems. `madeUnits`: ids of the units that the list made, by name. What belongs
 * to the posts follows in the database, and so do links and passwords (`portal_roles_given`). Refused: an auditor among the
 * people answers a sheet that is audited. Out: an audit entry for each person.
 */
export async function giveListed(
  transaction: Transaction,
  visitor: Visitor,
  operatorId: string,
  gifts: readonly Gift[],
  madeUnits: ReadonlyMap<string, string>,
) {
  const given = gifts.map(({ personId, role, unitId, newUnit }) => {
    const unit = unitId ?? (newUnit === null ? null : (madeUnits.get(newUnit) ?? null));
    const kind = placeOfPost(role);
    return { personId, role, departmentId: kind === "department" ? unit : null, systemId: kind === "system" ? unit : null };
  });
  await transaction.appointment.createMany({ data: given.map((one) => ({ operatorId, id: randomUUID(), ...one })) });
  const byPerson = grouped(given, ({ personId }) => personId);
  const audited = await auditorRefusal(transaction, visitor, operatorId, [...byPerson.keys()]);
  if (audited) return refused(audited);
  const parts = [...byPerson].map(
    ([personId, own]): Part => ({ place: `person/${personId}`, action: "people.appoint", detail: { added: own.map(appointmentKey).join(" ") } }),
  );
  return granted(parts);
}

export interface Openings {
  readonly passwords: number;
  readonly links: number;
}

/** How many of these people have a password, and how many a link that can be used. */
export async function countOpenings(transaction: Transaction, operatorId: string, gifts: readonly Gift[]): Promise<Openings> {
  const ids = [...new Set(gifts.map(({ personId }) => personId))];
  const [row] = await transaction.$queryRaw<Openings[]>`
    SELECT count(*) FILTER (WHERE portal_has_password(a.id))::int AS passwords,
      count(*) FILTER (WHERE portal_link_of(a.id)->>'state' = 'open')::int AS links
    FROM account a WHERE a.operator_id = ${operatorId}::uuid AND a.person_id = ANY(${ids}::uuid[])`;
  return row ?? { passwords: 0, links: 0 };
}
