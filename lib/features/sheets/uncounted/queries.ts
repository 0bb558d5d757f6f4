import "server-only";
import type { UncountedExamples } from "@/lib/domain/checking/progress";
import { UNCOUNTED } from "@/lib/features/cycles/tallies/sql";
import type { SheetRecord } from "@/lib/features/sheets/record/record";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** The answers to examples that do not count while their measure is 該当なし, by measure in printed order. */
export const readUncounted = (transaction: Transaction, sheet: SheetRecord): Promise<UncountedExamples[]> =>
  transaction.$queryRaw<UncountedExamples[]>`
    SELECT e.illustrates AS measure, array_agg(i.item_id ORDER BY i.position) AS examples
    FROM cycle_item i
    JOIN answer a ON a.operator_id = i.operator_id AND a.sheet_id = ${sheet.id}::uuid AND a.item_id = i.item_id AND a.status IS NOT NULL
    JOIN edition_item e ON e.edition_id = ${sheet.editionId} AND e.id = i.item_id
    WHERE i.operator_id = ${sheet.operatorId}::uuid AND i.cycle_id = ${sheet.cycleId}::uuid AND i.role = ${sheet.role} AND ${Prisma.raw(UNCOUNTED)}
    GROUP BY 1 ORDER BY min(i.position)`;
