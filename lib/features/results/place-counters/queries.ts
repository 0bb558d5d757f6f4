import "server-only";
import type { NamedPlace } from "@/lib/domain/gap/facts";
import { ANSWERING_ROLES, type AnsweringRole } from "@/lib/domain/guideline/edition";
import type { COUNTERS, PlaceCounters } from "@/lib/domain/scoring/counters";
import type { Transaction } from "@/lib/server/database/client";

/** A place of a cycle with its counters. */
export interface PlaceOfCycle extends PlaceCounters {
  readonly scope: string;
  /** Null for sheets of the whole operator. */
  readonly department: NamedPlace | null;
  readonly system: NamedPlace | null;
}

interface PlaceRow {
  readonly scope: string;
  readonly role: AnsweringRole;
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly systemId: string | null;
  readonly systemName: string | null;
  readonly counters: Pick<PlaceCounters, (typeof COUNTERS)[number]>;
}

/** A place has a row of lists and not one for each item, because a report shows some hundred items of each place. */
const placeRows = (transaction: Transaction, cycleId: string): Promise<PlaceRow[]> =>
  transaction.$queryRaw<PlaceRow[]>`
    SELECT t.scope, t.role, t.department_id AS "departmentId", d.name AS "departmentName", t.system_id AS "systemId", y.name AS "systemName",
      json_build_object('asked', t.asked, 'implemented', t.implemented, 'partial', t.partial, 'notImplemented', t.not_implemented,
        'notApplicable', t.not_applicable, 'unevidenced', t.unevidenced) AS counters
    FROM tally t
    LEFT JOIN department d ON d.operator_id = portal_operator() AND d.id = t.department_id
    LEFT JOIN critical_system y ON y.operator_id = portal_operator() AND y.id = t.system_id
    WHERE t.operator_id = portal_operator() AND t.cycle_id = ${cycleId}::uuid
    ORDER BY d.name NULLS FIRST, array_position(${[...ANSWERING_ROLES]}, t.role), y.name NULLS FIRST, t.scope`;

/** The items that each role is asked, in the order of its counters. */
async function itemsOfRoles(transaction: Transaction, cycleId: string): Promise<ReadonlyMap<AnsweringRole, readonly string[]>> {
  const rows = await transaction.$queryRaw<{ role: AnsweringRole; items: string[] }[]>`
    SELECT role, array_agg(item_id ORDER BY position) AS items FROM cycle_item
    WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid GROUP BY role`;
  return new Map(rows.map(({ role, items }) => [role, items]));
}

/** The places of a cycle with their counters, in the order of their names. */
export async function readPlaceCounters(transaction: Transaction, cycleId: string): Promise<PlaceOfCycle[]> {
  const items = await itemsOfRoles(transaction, cycleId);
  return (await placeRows(transaction, cycleId)).map(({ scope, role, departmentId, departmentName, systemId, systemName, counters }) => {
    return {
      ...{ scope, role },
      department: departmentId === null ? null : { id: departmentId, name: departmentName ?? "" },
      system: systemId === null ? null : { id: systemId, name: systemName ?? "" },
      items: items.get(role) ?? [],
      ...counters,
    };
  });
}
