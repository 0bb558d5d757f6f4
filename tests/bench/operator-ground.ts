/** An operator with a very large staff, created by statements over all rows. It has forty departments, because two would be unrealistic. */
import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import type pg from "pg";
import { holdStill, mendDifferences } from "@/lib/features/results/recount/rows";
import { makeOperator, type World } from "@/tests/support/world";

export const STAFF = 20_000;
const DEPARTMENTS = 40;

/** The operator with its staff and all appointments, so that a cycle can be opened. */
export async function makeLargeOperator(client: pg.Client): Promise<World> {
  const world = await makeOperator(client, "growth", "成長測定");
  const { operatorId, people } = world;
  await client.query(
    "INSERT INTO department (operator_id, id, name) SELECT $1, md5('department ' || n)::uuid, '部署 ' || n FROM generate_series(3, $2::int) n",
    [operatorId, DEPARTMENTS],
  );
  await client.query(
    `WITH place AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM department WHERE operator_id = $1)
     INSERT INTO person (operator_id, id, name, email, department_id)
     SELECT $1, md5('staff ' || n)::uuid, '職員 ' || n, 'staff' || n || '@growth.example', (SELECT id FROM place WHERE place.n = g.n % $3::int)
     FROM generate_series(1, $2::int) AS g (n)`,
    [operatorId, STAFF, DEPARTMENTS],
  );
  await client.query(
    `INSERT INTO appointment (operator_id, id, person_id, role, department_id)
     SELECT $1, md5('manager ' || id)::uuid, $2, 'securityManager', id FROM department d WHERE operator_id = $1
       AND NOT EXISTS (SELECT 1 FROM appointment a WHERE a.operator_id = d.operator_id AND a.department_id = d.id AND a.role = 'securityManager')`,
    [operatorId, people.manager.personId],
  );
  await client.query("ANALYZE");
  return world;
}

/** Rounds of earlier years beside the one that is measured: 5 million answers in all, 10 million where the disk has room for them. */
const EARLIER = statfsSync(tmpdir()).bavail * statfsSync(tmpdir()).bsize > 100e9 ? 6 : 3;

/** Copies the rows that `where` selects (`$1`: the operator, `$2`: the cycle), with these columns changed. */
async function copyRows(client: pg.Client, cycle: readonly string[], table: string, where: string, changed: Readonly<Record<string, string>>): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' AND is_identity = 'NO'",
    [table],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map((name) => changed[name] ?? `t."${name}"`);
  await client.query(`INSERT INTO ${table} (${names.map((name) => `"${name}"`).join()}) SELECT ${values.join()} FROM ${table} t WHERE ${where}`, [...cycle]);
}

/** The same round with the same answers, so many years earlier, approved. */
async function copyRound(client: pg.Client, cycle: readonly string[], years: number): Promise<void> {
  const other = (id: string): string => `md5(${id} || ' ${String(years)} years earlier')::uuid`;
  const earlier = (day: string): string => `(t.${day} - interval '${String(years)} years')::date`;
  const [ofCycle, ofSheets] = [
    "t.operator_id = $1 AND t.cycle_id = $2",
    "t.operator_id = $1 AND t.sheet_id IN (SELECT id FROM sheet WHERE operator_id = $1 AND cycle_id = $2)",
  ];
  await copyRows(client, cycle, "cycle", "t.operator_id = $1 AND t.id = $2", {
    ...{ id: other("t.id"), title: `t.title || ' ${String(years)}年前'`, state: "'approved'", reviewing_at: "now()", approved_at: "now()" },
    ...{ period_from: earlier("period_from"), period_to: earlier("period_to"), due_on: earlier("due_on") },
  });
  await copyRows(client, cycle, "cycle_item", ofCycle, { cycle_id: other("t.cycle_id") });
  await copyRows(client, cycle, "sheet", ofCycle, { id: other("t.id"), cycle_id: other("t.cycle_id") });
  await copyRows(client, cycle, "sheet_respondent", ofSheets, { sheet_id: other("t.sheet_id") });
  await copyRows(client, cycle, "answer", ofSheets, { sheet_id: other("t.sheet_id") });
}

/**
 * Accepts every sheet of an open cycle, with an answer to each item that it asks; few are anything but 実施. Copies it to earlier
 * years. Returns the number of answers in all.
 */
export async function answerEverything(client: pg.Client, operatorId: string, cycleId: string): Promise<number> {
  const given = await client.query(
    `INSERT INTO answer (operator_id, sheet_id, item_id, status, reason, version, answered_by, answered_at)
     SELECT s.operator_id, s.id, i.item_id, v.status, CASE WHEN v.status = 'notApplicable' THEN '扱っていないため。' END, 1, s.person_id, now()
     FROM sheet s JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role
     CROSS JOIN LATERAL (SELECT CASE abs(hashtext(coalesce(s.person_id::text, s.scope) || i.item_id)) % 20
       WHEN 0 THEN 'notImplemented' WHEN 1 THEN 'partial' WHEN 2 THEN 'notApplicable' ELSE 'implemented' END AS status) v
     WHERE s.operator_id = $1 AND s.cycle_id = $2`,
    [operatorId, cycleId],
  );
  await client.query(
    "UPDATE sheet SET state = 'accepted', answered = measures, handed_in_at = now(), reviewed_at = now() WHERE operator_id = $1 AND cycle_id = $2",
    [operatorId, cycleId],
  );
  for (let years = 1; years <= EARLIER; years += 1) await copyRound(client, [operatorId, cycleId], years);
  await client.query("BEGIN");
  await holdStill(client);
  await mendDifferences(client);
  await client.query("COMMIT");
  await client.query("VACUUM ANALYZE");
  return (given.rowCount ?? 0) * (EARLIER + 1);
}
