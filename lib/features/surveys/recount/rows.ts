import type { Client } from "pg";
import type { ScoreDifference } from "@/lib/features/surveys/recount/queries";

/** Repairs what `findScoreDifferences` found. Figures cached in memory stay until the portal restarts. */
export async function mendScores(client: Client, differences: readonly ScoreDifference[]): Promise<void> {
  const wanted = `[${differences.map((one) => one.wanted).join(",")}]`;
  await client.query(
    `DELETE FROM submission_score k USING jsonb_populate_recordset(NULL::submission_score, $1::jsonb) n
     WHERE (k.operator_id, k.submission_id, k.rule, k.tier) = (n.operator_id, n.submission_id, n.rule, n.tier)`,
    [wanted],
  );
  await client.query("INSERT INTO submission_score SELECT * FROM jsonb_populate_recordset(NULL::submission_score, $1::jsonb)", [wanted]);
}
