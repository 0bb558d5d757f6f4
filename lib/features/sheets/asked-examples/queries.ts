import "server-only";
import { type Transaction } from "@/lib/server/database/client";

/** The examples that a sheet asks: none below a measure that is 該当なし with its reason (`isAsked`). */
export interface AskedExamples {
  readonly answered: number;
  readonly total: number;
  /** Those without an answer that the round asks for; 0 where answering examples is voluntary. */
  readonly missing: number;
}

export const NO_EXAMPLES: AskedExamples = { answered: 0, total: 0, missing: 0 };

/** The examples of these sheets, by id. Sheets that ask none are missing. */
export async function askedExamples(transaction: Transaction, sheetIds: readonly string[]): Promise<ReadonlyMap<string, AskedExamples>> {
  const rows = await transaction.$queryRaw<(AskedExamples & { id: string })[]>`
    SELECT s.id, count(a.status)::int AS answered, count(*)::int AS total, (count(*) FILTER (WHERE a.status IS NULL AND c.example_mode = 'asked'))::int AS missing
    FROM sheet s
    JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.kind = 'example'
    JOIN edition_item e ON e.edition_id = c.edition_id AND e.id = i.item_id
    LEFT JOIN answer m ON m.operator_id = s.operator_id AND m.sheet_id = s.id AND m.item_id = e.illustrates
    LEFT JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.item_id = i.item_id
    WHERE s.operator_id = portal_operator() AND s.id = ANY(${[...sheetIds]}::uuid[]) AND (m.status = 'notApplicable' AND m.reason IS NOT NULL) IS NOT TRUE
    GROUP BY s.id`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** How many asked examples of one sheet have no answer. */
export const missingExamples = async (transaction: Transaction, { id, exampleMode }: { readonly id: string; readonly exampleMode: string }): Promise<number> =>
  exampleMode === "asked" ? ((await askedExamples(transaction, [id])).get(id) ?? NO_EXAMPLES).missing : 0;
