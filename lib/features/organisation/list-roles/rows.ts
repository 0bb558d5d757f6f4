import "server-only";
import { randomUUID } from "node:crypto";
import { placeOfPost } from "@/lib/domain/checking/posts";
import { grouped } from "@/lib/domain/shared/grouped";
import { granted, refused } from "@/lib/domain/shared/result";
import { withRespondents } from "@/lib/features/cycles/respondents/rows";
import { answeringRefusal } from "@/lib/features/organisation/appointments/rows";
import { endOnTaking } from "@/lib/features/organisation/ending-deputies/rows";
import type { Gift } from "@/lib/features/organisation/list-roles/rules";
import { appointedParts } from "@/lib/features/organisation/people/parts";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

interface Held extends AppointmentBody {
  readonly personId: string;
}

const readHeld = (transaction: Transaction, operatorId: string, personIds: readonly string[]): Promise<Held[]> =>
  transaction.$queryRaw<Held[]>`
    SELECT person_id AS "personId", role, department_id AS "departmentId", system_id AS "systemId" FROM appointment
    WHERE operator_id = ${operatorId}::uuid AND person_id = ANY(${[...personIds]}::uuid[])`;

/**
 * Gives the roles of a list, whose plan has no problems. `madeUnits`: ids of the units that the list made, by name. What belongs
 * to the posts follows in the database, and so do links and passwords (`portal_roles_given`). Refused: one of
 * the people would audit and be audited through a sheet that they answer. Out: an audit entry for each person, for each sheet that
 * others answer than before, and for each deputyship of the post itself, which ends.
 */
export async function giveListed(
  transaction: Transaction,
  visitor: Visitor,
  operatorId: string,
  gifts: readonly Gift[],
  madeUnits: ReadonlyMap<string, string>,
  now: Date,
) {
  const given = gifts.map(({ personId, role, unitId, newUnit }) => {
    const unit = unitId ?? (newUnit === null ? null : (madeUnits.get(newUnit) ?? null));
    const kind = placeOfPost(role);
    return { personId, role, departmentId: kind === "department" ? unit : null, systemId: kind === "system" ? unit : null };
  });
  const byPerson = grouped(given, ({ personId }) => personId);
  const before = grouped(await readHeld(transaction, operatorId, [...byPerson.keys()]), ({ personId }) => personId);
  const ended = await endOnTaking(transaction, operatorId, given, { by: visitor.actor.personId, now });
  const { sheets } = await withRespondents(transaction, operatorId, [...byPerson.keys()], () =>
    transaction.appointment.createMany({ data: given.map((one) => ({ operatorId, id: randomUUID(), ...one })) }),
  );
  const audited = await answeringRefusal(transaction, visitor, operatorId, given, now);
  if (audited) return refused(audited);
  const parts = [...byPerson].flatMap(([personId, own]) => {
    const held = before.get(personId) ?? [];
    return appointedParts(personId, held, [...held, ...own]);
  });
  return granted([...parts, ...ended, ...sheets.map((part) => ({ ...part, action: "people.appoint" }))]);
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
