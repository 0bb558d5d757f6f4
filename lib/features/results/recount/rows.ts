import type { Client } from "pg";
import { COUNTED_PROGRESS, COUNTED_TALLIES } from "@/lib/features/results/recount/sql";

/** Locks answers, sheets and tallies against changes until the transaction ends; reading continues. */
export const holdStill = async (client: Client): Promise<void> => {
  await client.query("LOCK TABLE sheet, answer, tally IN SHARE ROW EXCLUSIVE MODE");
};

/** Repairs what `findDifferences` finds. Call `holdStill` first. */
export async function mendDifferences(client: Client): Promise<void> {
  await client.query(`
    INSERT INTO tally (operator_id, cycle_id, scope, role, department_id, system_id, asked, implemented, partial, not_implemented, not_applicable,
      unevidenced)
    SELECT operator_id, cycle_id, scope, role, department_id, system_id, array_agg(asked ORDER BY position), array_agg(implemented ORDER BY position),
      array_agg(partial ORDER BY position), array_agg(not_implemented ORDER BY position), array_agg(not_applicable ORDER BY position), array_agg(unevidenced ORDER BY position)
    FROM (${COUNTED_TALLIES}) n GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (operator_id, cycle_id, scope) DO UPDATE SET asked = excluded.asked, implemented = excluded.implemented,
      partial = excluded.partial, not_implemented = excluded.not_implemented, not_applicable = excluded.not_applicable,
      unevidenced = excluded.unevidenced`);
  await client.query(`
    DELETE FROM tally t WHERE NOT EXISTS (SELECT 1 FROM sheet s WHERE s.operator_id = t.operator_id AND s.cycle_id = t.cycle_id
      AND s.scope = t.scope)`);
  await client.query(`
    UPDATE sheet s SET answered = p.counted FROM (${COUNTED_PROGRESS}) p
    WHERE p.operator_id = s.operator_id AND p.id = s.id AND s.answered <> p.counted`);
}
