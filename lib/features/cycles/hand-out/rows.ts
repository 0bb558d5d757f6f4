import "server-only";
import { randomUUID } from "node:crypto";
import type { SheetPlan } from "@/lib/domain/checking/hand-out";
import type { StoredLeftOut } from "@/lib/domain/checking/left-out-posts";
import type { Edition } from "@/lib/domain/guideline/edition";
import { leftOutScope } from "@/lib/features/cycles/record/queries";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { openTallies } from "@/lib/features/cycles/tallies/rows";
import type { Transaction } from "@/lib/server/database/client";

/** Stores the items of each role; roles that already have items keep them. */
async function insertItems(transaction: Transaction, { operatorId, id }: CycleRecord, edition: Edition, sheets: readonly SheetPlan[]): Promise<void> {
  const items = new Map(edition.items.map((item) => [item.id, item]));
  const lists = new Map(sheets.map(({ role, itemIds }) => [role, itemIds]));
  const rows = [...lists].flatMap(([role, itemIds]) =>
    itemIds.map((itemId) => ({ role, itemId, kind: items.get(itemId)?.kind, position: items.get(itemId)?.order })),
  );
  await transaction.$executeRaw`
    INSERT INTO cycle_item (operator_id, cycle_id, role, item_id, kind, position)
    SELECT ${operatorId}::uuid, ${id}::uuid, n.role, n."itemId", n.kind, n.position
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(role text, "itemId" text, kind text, position int)
    WHERE NOT EXISTS (SELECT 1 FROM cycle_item i WHERE i.operator_id = ${operatorId}::uuid AND i.cycle_id = ${id}::uuid AND i.role = n.role)`;
}

/** Creates the sheets with their items, respondents and tallies at zero, in three statements for any number of people. Returns their ids. */
export async function insertSheets(transaction: Transaction, cycle: CycleRecord, edition: Edition, sheets: readonly SheetPlan[]): Promise<string[]> {
  if (sheets.length === 0) return [];
  const { operatorId, id } = cycle;
  await insertItems(transaction, cycle, edition, sheets);
  const handedOut = sheets.map(({ itemIds: _items, ...sheet }) => ({ id: randomUUID(), ...sheet }));
  await transaction.$executeRaw`
    WITH handed_out AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(handedOut)}::jsonb)
        AS n(id uuid, role text, "departmentId" uuid, "systemId" uuid, "personId" uuid, "respondentIds" uuid[])
    ), asked AS (
      SELECT role, count(*) FILTER (WHERE kind = 'measure') AS measures FROM cycle_item
      WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${id}::uuid GROUP BY role
    ), made AS (
      INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, system_id, person_id, state, measures)
      SELECT ${operatorId}::uuid, n.id, ${id}::uuid, n.role, n."departmentId", n."systemId", n."personId", 'notStarted', a.measures
      FROM handed_out n JOIN asked a ON a.role = n.role)
    INSERT INTO sheet_respondent (operator_id, sheet_id, person_id)
    SELECT ${operatorId}::uuid, n.id, unnest(n."respondentIds") FROM handed_out n`;
  await openTallies(transaction, operatorId, id);
  return handedOut.map((sheet) => sheet.id);
}

/** Keeps which entries were for a post that nobody holds at the opening, so that they rest while a sheet of that post asks them. */
export async function keepVacant(transaction: Transaction, { operatorId, id }: CycleRecord, whileVacant: readonly StoredLeftOut[]): Promise<void> {
  if (whileVacant.length === 0) return;
  const rows = JSON.stringify(whileVacant.map((entry) => ({ ...entry, scope: leftOutScope(entry) })));
  await transaction.$executeRaw`
    UPDATE cycle_left_out l SET vacant_place = n."vacantPlace"
    FROM jsonb_to_recordset(${rows}::jsonb) AS n(item text, scope text, "vacantPlace" uuid)
    WHERE l.operator_id = ${operatorId}::uuid AND l.cycle_id = ${id}::uuid AND l.item_id = n.item AND l.scope = n.scope`;
}
