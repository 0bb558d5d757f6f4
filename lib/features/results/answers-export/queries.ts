import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { cycle } from "@/lib/features/cycles/record/record";
import { answersFile, type ExportedAnswers, TAG } from "@/lib/features/results/figures/schema";
import { SET_ASIDE } from "@/lib/features/sheets/tallies/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { get, query } from "@/lib/server/use-cases/use-case";

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
    SELECT s.id, s.role, s.department_id AS department, s.system_id AS system, s.counts AS "handedIn",
      items.ids AS items, coalesce(given.answers, '{}'::jsonb) AS answers
    FROM sheet s JOIN items ON items.role = s.role LEFT JOIN given ON given.sheet_id = s.id
    WHERE s.operator_id = portal_operator() AND s.cycle_id = ${cycle.id}::uuid AND s.state <> 'withdrawn'
    ORDER BY s.role, s.department_id, s.system_id, s.id`;
  return { edition: cycle.editionId, sheets };
}

/** `answers.json` of a cycle (docs/design.md 9): what `portal score` takes. No names of people. */
export const exportAnswers = query({
  name: "answers.export",
  api: get("/cycles/{cycleId}/answers.json", "exportAnswers", TAG, "回答の書き出し（portal score が読む形）"),
  on: cycle.seen,
  output: answersFile,
  run: async ({ transaction, subject }) => granted(await answersFileOf(transaction, subject)),
});
