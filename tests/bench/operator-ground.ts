/** An operator with a very large staff, created by statements over all rows. It has forty departments, because two would be unrealistic. */
import type pg from "pg";
import { holdStill, mendDifferences } from "@/lib/features/results/recount/rows";
import { makeOperator, type World } from "@/tests/support/world";

export const STAFF = 20_000;
const DEPARTMENTS = 40;

/** The operator with its staff and all appointments, so that a cycle can be opened. */
export async function makeLargeOperator(client: pg.Client): Promise<World> {
  const world = await makeOperator(client, "growth", "成長測定");
  const { operatorId, people } = world;
  await client.query("INSERT INTO department (operator_id, id, name) SELECT $1, gen_random_uuid(), '部署 ' || n FROM generate_series(3, $2::int) n", [
    operatorId,
    DEPARTMENTS,
  ]);
  await client.query(
    `WITH place AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM department WHERE operator_id = $1)
     INSERT INTO person (operator_id, id, name, email, department_id)
     SELECT $1, gen_random_uuid(), '職員 ' || n, 'staff' || n || '@growth.example', (SELECT id FROM place WHERE place.n = g.n % $3::int)
     FROM generate_series(1, $2::int) AS g (n)`,
    [operatorId, STAFF, DEPARTMENTS],
  );
  await client.query(
    `INSERT INTO appointment (operator_id, id, person_id, role, department_id)
     SELECT $1, gen_random_uuid(), $2, 'securityManager', id FROM department d WHERE operator_id = $1
       AND NOT EXISTS (SELECT 1 FROM appointment a WHERE a.operator_id = d.operator_id AND a.department_id = d.id AND a.role = 'securityManager')`,
    [operatorId, people.manager.personId],
  );
  await client.query("ANALYZE");
  return world;
}

/** Accepts every sheet of an open cycle, with an answer to each item that it asks; few are anything but 実施. */
export async function answerEverything(client: pg.Client, operatorId: string, cycleId: string): Promise<number> {
  const given = await client.query(
    `INSERT INTO answer (operator_id, sheet_id, item_id, status, reason, version, answered_by, answered_at)
     SELECT s.operator_id, s.id, i.item_id, v.status, CASE WHEN v.status = 'notApplicable' THEN '扱っていないため。' END, 1, s.person_id, now()
     FROM sheet s JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role
     CROSS JOIN LATERAL (SELECT CASE abs(hashtext(s.id::text || i.item_id)) % 20 WHEN 0 THEN 'notImplemented' WHEN 1 THEN 'partial' WHEN 2 THEN 'notApplicable' ELSE 'implemented' END AS status) v
     WHERE s.operator_id = $1 AND s.cycle_id = $2`,
    [operatorId, cycleId],
  );
  await client.query(
    "UPDATE sheet SET state = 'accepted', answered = measures, handed_in_at = now(), reviewed_at = now() WHERE operator_id = $1 AND cycle_id = $2",
    [operatorId, cycleId],
  );
  await client.query("BEGIN");
  await holdStill(client);
  await mendDifferences(client);
  await client.query("COMMIT");
  await client.query("VACUUM ANALYZE");
  return given.rowCount ?? 0;
}
