import "server-only";
import { ownOrganisation } from "@/lib/features/organisation/access/queries";
import { type Cisos, readCisos, refusedWithoutCiso } from "@/lib/features/organisation/deciding/queries";
import { type Person, personParams } from "@/lib/features/organisation/record/schema";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { invariant } from "@/lib/server/use-cases/invariant";
import type { none } from "@/lib/server/use-cases/operation";
import type { On } from "@/lib/server/use-cases/use-case";
import { isIdentifier } from "@/lib/validation/plain-text";

export interface PersonRow extends Omit<Person, "leftAt"> {
  readonly leftAt: Date | null;
}

export const personOf = (row: PersonRow): Person => ({ ...row, leftAt: row.leftAt?.toISOString() ?? null });

export const PERSON = Prisma.sql`
  SELECT p.id, p.name, p.email, p.staff_number AS "staffNumber", p.department_id AS "departmentId", d.name AS "departmentName",
    p.left_at AS "leftAt", coalesce(h.held, '[]'::jsonb) AS appointments, portal_link_of(l.id) AS invitation,
    portal_has_password(l.id) AS "hasPassword"
  FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
  LEFT JOIN account l ON l.operator_id = p.operator_id AND l.person_id = p.id
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('role', a.role, 'departmentId', a.department_id, 'departmentName', ad.name,
      'systemId', a.system_id, 'systemName', s.name) ORDER BY a.role, ad.name, s.name) AS held
    FROM appointment a
    LEFT JOIN department ad ON ad.operator_id = a.operator_id AND ad.id = a.department_id
    LEFT JOIN critical_system s ON s.operator_id = a.operator_id AND s.id = a.system_id
    WHERE a.operator_id = p.operator_id AND a.person_id = p.id) h ON true`;

/** The person; null if there is none, or if `id` (from an address or a form) is no valid id. */
export async function readPerson(transaction: Transaction, operatorId: string, id: string): Promise<Person | null> {
  if (!isIdentifier(id)) return null;
  const [row] = await transaction.$queryRaw<PersonRow[]>`${PERSON} WHERE p.operator_id = ${operatorId}::uuid AND p.id = ${id}::uuid`;
  return row ? personOf(row) : null;
}

interface OfOperator {
  readonly operatorId: string;
}

/** The operator whose people change, with its CISOs before the change. */
interface Staffed extends OfOperator {
  readonly cisos: Cisos;
}

const CHANGED = {
  target: ({ operatorId }: OfOperator) => ({ operatorId }),
  /** Rolls back a change that removes the operator's last CISO. */
  invariant: invariant(["wrong_state"], async (transaction, { operatorId, cisos }: Staffed) =>
    refusedWithoutCiso(cisos, await readCisos(transaction, operatorId)),
  ),
};

/** The people of the own operator, changed one at a time. */
export const staff: On<typeof none, Staffed> = {
  ...ownOrganisation("people"),
  ...CHANGED,
  find: async (transaction, params, asking, input) => {
    const own = await ownOrganisation("people").find(transaction, params, asking, input);
    return own && { ...own, cisos: own.operatorId === "" ? { appointed: 0, working: false } : await readCisos(transaction, own.operatorId) };
  },
};

const placeOfPerson = ({ personId }: { readonly personId: string }): string => `person/${personId}`;

const seen: On<typeof personParams, Person & OfOperator> = {
  params: personParams,
  place: placeOfPerson,
  find: async (transaction, { personId }, { visitor: { actor } }) => {
    const person = actor.operatorId === null ? null : await readPerson(transaction, actor.operatorId, personId);
    return person && { ...person, operatorId: actor.operatorId ?? "" };
  },
  target: ({ operatorId }) => ({ operatorId }),
};

const exclusive: On<typeof personParams, Person & Staffed> = {
  ...{ params: personParams, place: placeOfPerson, people: "exclusive" },
  ...CHANGED,
  find: async (transaction, { personId }, { visitor: { actor } }) => {
    if (actor.operatorId === null) return null;
    const person = await readPerson(transaction, actor.operatorId, personId);
    return person && { ...person, operatorId: actor.operatorId, cisos: await readCisos(transaction, actor.operatorId) };
  },
};

/** A person of the own operator, as the subject of use cases. `exclusive`: under the lock of its people and units. */
export const somebody = { seen, exclusive } as const;
