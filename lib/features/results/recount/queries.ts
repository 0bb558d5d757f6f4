import type { Client } from "pg";
import { COUNTED_PROGRESS, COUNTED_TALLIES } from "@/lib/features/results/recount/sql";

export interface TallyDifference {
  readonly operator_id: string;
  readonly cycle_id: string;
  readonly scope: string;
  readonly item_id: string;
  /** `asked/implemented/partial/notImplemented/notApplicable/unevidenced`; null if there is no row. */
  readonly kept: string | null;
  readonly counted: string | null;
}

export interface ProgressDifference {
  readonly operator_id: string;
  readonly sheet_id: string;
  readonly kept: number;
  readonly counted: number;
}

const numbers = (row: string): string =>
  `concat_ws('/', ${row}.asked, ${row}.implemented, ${row}.partial, ${row}.not_implemented, ${row}.not_applicable, ${row}.unevidenced)`;

const TALLY_DIFFERENCES = `
  SELECT coalesce(t.operator_id, n.operator_id) AS operator_id, coalesce(t.cycle_id, n.cycle_id) AS cycle_id,
    coalesce(t.scope, n.scope) AS scope, coalesce(t.item_id, n.item_id) AS item_id,
    CASE WHEN t.scope IS NOT NULL THEN ${numbers("t")} END AS kept, CASE WHEN n.scope IS NOT NULL THEN ${numbers("n")} END AS counted
  FROM tally_item t FULL JOIN (${COUNTED_TALLIES}) n USING (operator_id, cycle_id, scope, item_id)
  WHERE (n.scope IS NULL AND greatest(t.asked, t.implemented, t.partial, t.not_implemented, t.not_applicable, t.unevidenced) > 0)
    OR t.scope IS NULL OR (t.scope IS NOT NULL AND n.scope IS NOT NULL AND ${numbers("t")} <> ${numbers("n")})
  ORDER BY 1, 2, 3, 4`;

/** Differences between stored counts and the answers; run by the owner, over all operators. */
export async function findDifferences(client: Client): Promise<{ tallies: TallyDifference[]; progress: ProgressDifference[] }> {
  const tallies = await client.query<TallyDifference>(TALLY_DIFFERENCES);
  const progress = await client.query<ProgressDifference>(
    `SELECT operator_id, id AS sheet_id, answered AS kept, counted FROM (${COUNTED_PROGRESS}) p WHERE answered <> counted ORDER BY 1, 2`,
  );
  return { tallies: tallies.rows, progress: progress.rows };
}
