import type pg from "pg";
import type { Counted } from "@/lib/domain/scoring/score";
import type { SheetCount, Tally } from "@/lib/domain/scoring/tally";

/**
 * Writes the tallies of all cycles at once, equal to those from opening the cycles and handing in each sheet: a row per scope
 * with a counter per item asked there, over the sheets that are handed in or accepted.
 */
export async function makeTallies(client: pg.ClientBase): Promise<void> {
  // The planner underestimates the rows counted here and would scan all of them for each tally.
  await client.query("SET LOCAL enable_nestloop = off");
  await client.query(`
    WITH scopes AS (
      SELECT operator_id, cycle_id, scope, role, department_id, system_id, count(*) FILTER (WHERE counts)::int AS asked
      FROM sheet GROUP BY 1, 2, 3, 4, 5, 6),
    answered AS (
      SELECT s.operator_id, s.cycle_id, s.scope, a.item_id,
        count(*) FILTER (WHERE a.status = 'implemented')::int AS implemented, count(*) FILTER (WHERE a.status = 'partial')::int AS partial,
        count(*) FILTER (WHERE a.status = 'notImplemented')::int AS not_implemented,
        count(*) FILTER (WHERE a.status = 'notApplicable')::int AS not_applicable,
        count(*) FILTER (WHERE a.status = 'implemented' AND a.evidence IS NULL)::int AS unevidenced
      FROM sheet s JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id
      WHERE s.counts GROUP BY 1, 2, 3, 4)
    INSERT INTO tally (operator_id, cycle_id, scope, role, department_id, system_id, asked, implemented, partial, not_implemented, not_applicable,
      unevidenced)
    SELECT operator_id, cycle_id, scope, s.role, s.department_id, s.system_id, array_agg(s.asked ORDER BY i.position),
      array_agg(coalesce(implemented, 0) ORDER BY i.position), array_agg(coalesce(partial, 0) ORDER BY i.position),
      array_agg(coalesce(not_implemented, 0) ORDER BY i.position), array_agg(coalesce(not_applicable, 0) ORDER BY i.position),
      array_agg(coalesce(unevidenced, 0) ORDER BY i.position)
    FROM scopes s JOIN cycle_item i USING (operator_id, cycle_id) LEFT JOIN answered n USING (operator_id, cycle_id, scope, item_id)
    WHERE i.role = s.role GROUP BY 1, 2, 3, 4, 5, 6`);
  await client.query("SET LOCAL enable_nestloop = on");
}

/** The counts for a submission of the cycle. */
export async function countsOf(client: pg.ClientBase, operatorId: string, cycleId: string): Promise<Counted> {
  const cycle = [operatorId, cycleId];
  const tallies = await client.query<Tally>(
    `SELECT role, NULL AS department, NULL AS system, item_id AS item, sum(asked)::int AS asked, sum(implemented)::int AS implemented,
      sum(partial)::int AS partial, sum(not_implemented)::int AS "notImplemented", sum(not_applicable)::int AS "notApplicable"
     FROM tally_item WHERE operator_id = $1 AND cycle_id = $2 GROUP BY role, item_id`,
    cycle,
  );
  const sheets = await client.query<SheetCount>(
    `SELECT role, NULL AS department, NULL AS system, count(*)::int AS "handedOut",
      count(*) FILTER (WHERE counts)::int AS counted
     FROM sheet WHERE operator_id = $1 AND cycle_id = $2 AND state <> 'withdrawn' GROUP BY role`,
    cycle,
  );
  return { tallies: tallies.rows, sheets: sheets.rows };
}
