import "server-only";
import type { AcceptanceNumbers } from "@/lib/domain/checking/acceptance";
import { reasonFault } from "@/lib/domain/gap/reason";
import { countsAs } from "@/lib/features/cycles/tallies/sql";
import { gapThresholds } from "@/lib/features/cycles/thresholds/queries";
import { Prisma, type Transaction } from "@/lib/server/database/client";

interface Row extends Omit<AcceptanceNumbers, "sheets" | "withoutReason"> {
  readonly reasons: string[];
}

/** What these sheets answer to their measures, as it has to be seen before they are accepted together. */
export async function acceptanceNumbers(transaction: Transaction, sheetIds: readonly string[]): Promise<AcceptanceNumbers> {
  const wanted = [...new Set(sheetIds)];
  const [row] = await transaction.$queryRaw<Row[]>`
    SELECT count(*) FILTER (WHERE ${Prisma.raw(countsAs(null))})::int AS unanswered, count(*) FILTER (WHERE ${Prisma.raw(countsAs("notImplemented"))})::int AS "notImplemented", count(*) FILTER (WHERE ${Prisma.raw(countsAs("partial"))})::int AS partial,
      count(*) FILTER (WHERE ${Prisma.raw(countsAs("notApplicable"))})::int AS "notApplicable",
      count(*) FILTER (WHERE ${Prisma.raw(countsAs("implemented"))} AND a.evidence IS NULL)::int AS "withoutEvidence",
      coalesce(array_agg(coalesce(a.reason, '')) FILTER (WHERE ${Prisma.raw(countsAs("notApplicable"))}), '{}') AS reasons
    FROM sheet s
    JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.kind = 'measure'
    LEFT JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.item_id = i.item_id
    WHERE s.operator_id = portal_operator() AND s.id = ANY(${wanted}::uuid[])`;
  const { reasons = [], ...counts } = row ?? { unanswered: 0, notImplemented: 0, partial: 0, notApplicable: 0, withoutEvidence: 0 };
  const thresholds = gapThresholds();
  return { sheets: wanted.length, ...counts, withoutReason: reasons.filter((reason) => reasonFault(reason, thresholds) !== null).length };
}
