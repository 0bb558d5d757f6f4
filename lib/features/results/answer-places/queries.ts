import "server-only";
import { decide } from "@/lib/domain/access/permission";
import type { Actor } from "@/lib/domain/checking/actor";
import { isOwnConduct } from "@/lib/domain/checking/posts";
import type { AnswerPlace } from "@/lib/domain/gap/facts";
import { ANSWERING_ROLES, type AnsweringRole } from "@/lib/domain/guideline/edition";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { type Within, withinSql } from "@/lib/features/results/counts/queries";
import type { Transaction } from "@/lib/server/database/client";

/** Roles whose sheets stand for a post. A 取扱者's is about one person, who is never named beside a gap. */
const OF_POSTS = ANSWERING_ROLES.filter((role) => !isOwnConduct(role));

interface PlaceRow extends Omit<AnswerPlace, "department" | "system" | "sheet"> {
  readonly scope: string;
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly systemId: string | null;
  readonly systemName: string | null;
}

/** Counted answers to an item by place. Read from the tallies, which have a row for each place. */
const placeRows = (transaction: Transaction, cycleId: string, item: string, within: Within): Promise<PlaceRow[]> =>
  transaction.$queryRaw<PlaceRow[]>`
    SELECT t.scope, t.item_id AS item, t.role, t.department_id AS "departmentId", d.name AS "departmentName", t.system_id AS "systemId", y.name AS "systemName",
      t.implemented, t.partial, t.not_implemented AS "notImplemented", t.not_applicable AS "notApplicable"
    FROM tally_item t
    LEFT JOIN department d ON d.operator_id = portal_operator() AND d.id = t.department_id
    LEFT JOIN critical_system y ON y.operator_id = portal_operator() AND y.id = t.system_id
    WHERE t.operator_id = portal_operator() AND t.cycle_id = ${cycleId}::uuid AND t.item_id = ${item} AND t.asked > 0 AND ${withinSql(within, "t")}
    ORDER BY d.name NULLS FIRST, array_position(${[...ANSWERING_ROLES]}, t.role), y.name NULLS FIRST, t.scope`;

interface SheetOfPlace {
  readonly scope: string;
  readonly id: string;
  readonly role: AnsweringRole;
  readonly departmentId: string | null;
  readonly systemId: string | null;
  readonly respondentIds: string[];
}

/** The counted sheets of places that have exactly one. */
const sheetsOfPlaces = (transaction: Transaction, cycleId: string): Promise<SheetOfPlace[]> =>
  transaction.$queryRaw<SheetOfPlace[]>`
    SELECT s.scope, min(s.id::text) AS id, s.role, s.department_id AS "departmentId", s.system_id AS "systemId",
      ARRAY(SELECT r.person_id FROM sheet_respondent r WHERE r.operator_id = portal_operator() AND r.sheet_id = min(s.id::text)::uuid) AS "respondentIds"
    FROM sheet s
    WHERE s.operator_id = portal_operator() AND s.cycle_id = ${cycleId}::uuid AND s.role = ANY(${[...OF_POSTS]}) AND s.counts
    GROUP BY s.scope, s.role, s.department_id, s.system_id HAVING count(*) = 1`;

/** By scope, the sheet of each place that has one which the actor may read. */
export async function readableSheets(transaction: Transaction, { id, operatorId }: CycleRecord, actor: Actor): Promise<ReadonlyMap<string, string>> {
  const sheets = await sheetsOfPlaces(transaction, id);
  return new Map(sheets.filter((sheet) => decide(actor, "sheet.read", { operatorId, ...sheet }).ok).map(({ scope, id: sheet }) => [scope, sheet]));
}

/** Where an item is answered: every place with a counted answer to it. */
export async function placesOfItem(transaction: Transaction, cycle: CycleRecord, actor: Actor, item: string, within: Within): Promise<AnswerPlace[]> {
  const readable = await readableSheets(transaction, cycle, actor);
  return (await placeRows(transaction, cycle.id, item, within)).map(
    ({ scope, departmentId, departmentName, systemId, systemName, ...counts }): AnswerPlace => ({
      ...counts,
      department: departmentId === null ? null : { id: departmentId, name: departmentName ?? "" },
      system: systemId === null ? null : { id: systemId, name: systemName ?? "" },
      sheet: readable.get(scope) ?? null,
    }),
  );
}
