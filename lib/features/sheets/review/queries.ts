import "server-only";
import { countsAs } from "@/lib/features/cycles/tallies/sql";
import { sentence } from "@/lib/labels/own-direction";
import { representedText } from "@/lib/labels/words";
import { representedIn } from "@/lib/server/audit/represented";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** The counts that a reviewer checks first. */
export interface AnswerCounts {
  readonly partial: number;
  readonly notImplemented: number;
  readonly notApplicable: number;
  readonly withoutEvidence: number;
}

/** These counts for the given sheets, by id. Sheets without an answer are missing. */
export async function countAnswers(transaction: Transaction, sheetIds: readonly string[]): Promise<Map<string, AnswerCounts>> {
  const rows = await transaction.$queryRaw<(AnswerCounts & { id: string })[]>`
    SELECT a.sheet_id AS id, count(*) FILTER (WHERE ${Prisma.raw(countsAs("partial"))})::int AS partial,
      count(*) FILTER (WHERE ${Prisma.raw(countsAs("notImplemented"))})::int AS "notImplemented",
      count(*) FILTER (WHERE ${Prisma.raw(countsAs("notApplicable"))})::int AS "notApplicable",
      count(*) FILTER (WHERE ${Prisma.raw(countsAs("implemented"))} AND a.evidence IS NULL)::int AS "withoutEvidence"
    FROM sheet s
    JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id
    JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.item_id = a.item_id AND i.kind = 'measure'
    WHERE s.operator_id = portal_operator() AND s.id = ANY(${[...sheetIds]}::uuid[])
    GROUP BY a.sheet_id`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** Who handed the sheet in, with the department, and the post whose deputy did, which the audit trail has; null if nobody has. */
export async function handedInBy(transaction: Transaction, sheetId: string): Promise<string | null> {
  const [person] = await transaction.$queryRaw<{ name: string; department: string; represented: string | null }[]>`
    SELECT p.name, d.name AS department,
      ${representedIn("sheet.handIn", Prisma.sql`'sheet/' || s.id`, Prisma.sql`s.handed_in_at`)} AS represented
    FROM sheet s
    JOIN person p ON p.operator_id = s.operator_id AND p.id = s.handed_in_by
    JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
    WHERE s.operator_id = portal_operator() AND s.id = ${sheetId}::uuid`;
  if (person === undefined) return null;
  const { name, department, represented } = person;
  const post = representedText(represented);
  return sentence`${name}（${department}${post === null ? "" : `・${post}`}）`;
}
