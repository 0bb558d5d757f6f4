import "server-only";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result } from "@/lib/domain/shared/result";
import { permittedCycle } from "@/lib/features/cycles/record/record";
import type { ExportedAnswers } from "@/lib/features/results/figures/schema";
import { SET_ASIDE } from "@/lib/features/sheets/tallies/sql";
import { look } from "@/lib/server/audit/change";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

/** Every sheet of a cycle that is not withdrawn, with what it asks and the answers that count or would; aggregated in the database. */
export async function answersFileOf(transaction: Transaction, cycle: { readonly id: string; readonly editionId: string }): Promise<ExportedAnswers> {
  const sheets = await transaction.$queryRaw<ExportedAnswers["sheets"]>`
    WITH items AS (
      SELECT role, array_agg(item_id ORDER BY position) AS ids FROM cycle_item
      WHERE operator_id = portal_operator() AND cycle_id = ${cycle.id}::uuid GROUP BY role
    ), given AS (
      SELECT a.sheet_id, jsonb_object_agg(a.item_id, a.status ORDER BY i.position) AS answers
      FROM sheet s
      JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.status IS NOT NULL
      JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.item_id = a.item_id
      WHERE s.operator_id = portal_operator() AND s.cycle_id = ${cycle.id}::uuid
        AND NOT (i.kind = 'measure' AND a.status = 'notApplicable' AND a.reason IS NULL) AND NOT ${Prisma.raw(SET_ASIDE)}
      GROUP BY a.sheet_id)
    SELECT s.id, s.role, s.department_id AS department, s.system_id AS system, s.state IN ('handedIn', 'accepted') AS "handedIn",
      items.ids AS items, coalesce(given.answers, '{}'::jsonb) AS answers
    FROM sheet s JOIN items ON items.role = s.role LEFT JOIN given ON given.sheet_id = s.id
    WHERE s.operator_id = portal_operator() AND s.cycle_id = ${cycle.id}::uuid AND s.state <> 'withdrawn'
    ORDER BY s.role, s.department_id, s.system_id, s.id`;
  return { edition: cycle.editionId, sheets };
}

/** `answers.json` of a cycle (docs/design.md 9): what `portal score` takes. No names of people. */
export const exportAnswers = (visitor: Visitor, cycleId: string, now: Date): Promise<Result<ExportedAnswers, Refusal>> =>
  look(visitor, { action: "answers.export", target: `cycle/${cycleId}` }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "answers.export");
    if (!found.ok) return found;
    return granted(await answersFileOf(transaction, found.value));
  });
