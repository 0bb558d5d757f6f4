import type { Client } from "pg";

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

const counted = (status: string, besides = "true"): string =>
  `count(*) FILTER (WHERE s.counts AND a.status = '${status}' AND m.item_id IS NULL AND ${besides})::int`;

/**
 * The correct tallies: one row per scope with a sheet and item asked, counted from the answers of counted sheets that are not
 * uncounted with their measure `m`.
 */
const COUNTED_TALLIES = `
  SELECT s.operator_id, s.cycle_id, s.scope,
    i.item_id, i.position, s.role, s.department_id, s.system_id,
    count(*) FILTER (WHERE s.counts)::int AS asked,
    ${counted("implemented")} AS implemented, ${counted("partial")} AS partial, ${counted("notImplemented")} AS not_implemented,
    ${counted("notApplicable")} AS not_applicable, ${counted("implemented", "a.evidence IS NULL")} AS unevidenced
  FROM sheet s
  JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
  JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role
  LEFT JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.item_id = i.item_id
  LEFT JOIN edition_item e ON i.kind = 'example' AND e.edition_id = c.edition_id AND e.id = i.item_id
  LEFT JOIN answer m ON m.operator_id = s.operator_id AND m.sheet_id = s.id AND m.item_id = e.illustrates
    AND m.status = 'notApplicable' AND m.reason IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;

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

/** A 該当なし without its reason counts as unanswered. */
const COUNTED_PROGRESS = `
  SELECT s.operator_id, s.id, s.answered, count(i.item_id) FILTER (WHERE a.status IS NOT NULL
    AND NOT (a.status = 'notApplicable' AND a.reason IS NULL))::int AS counted
  FROM sheet s
  LEFT JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.kind = 'measure'
  LEFT JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.item_id = i.item_id
  GROUP BY s.operator_id, s.id, s.answered`;

/** Differences between stored counts and the answers; run by the owner, over all operators. */
export async function findDifferences(client: Client): Promise<{ tallies: TallyDifference[]; progress: ProgressDifference[] }> {
  const tallies = await client.query<TallyDifference>(TALLY_DIFFERENCES);
  const progress = await client.query<ProgressDifference>(
    `SELECT operator_id, id AS sheet_id, answered AS kept, counted FROM (${COUNTED_PROGRESS}) p WHERE answered <> counted ORDER BY 1, 2`,
  );
  return { tallies: tallies.rows, progress: progress.rows };
}

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
