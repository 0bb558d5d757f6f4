import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDemo } from "@/lib/demo/load";
import { AIRPORTS, MAIN_SLUG } from "@/lib/demo/operators";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { today } from "@/tests/support/days";

let own: TestDatabase;
let client: Client;
beforeAll(async () => {
  own = await createDatabase();
  await loadDemo(
    own.ownerUrl,
    today(),
    AIRPORTS.filter(({ slug }) => slug === MAIN_SLUG),
  );
  client = new Client({ connectionString: own.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await own.drop();
});

const rows = async <Row extends object>(sql: string): Promise<Row[]> => (await client.query<Row>(sql)).rows;

describe("M6 deputies of the demo", () => {
  it("M6 are one in force, one to come and one whose period is over, each named beforehand by who may and in the trail", async () => {
    const found = await rows<{ role: string; time: string; named: boolean; trail: number }>(
      `SELECT d.role, CASE WHEN d.until_on < '${today()}' THEN 'over' WHEN d.from_on > '${today()}' THEN 'planned' ELSE 'inForce' END AS time,
         d.named_at < d.from_on AS named, (SELECT count(*)::int FROM audit a WHERE a.action = 'deputy.name' AND a.target = 'deputy/' || d.id) AS trail
       FROM deputy d ORDER BY d.from_on`,
    );
    expect(found).toEqual([
      { role: "ciso", time: "over", named: true, trail: 1 },
      { role: "systemAdministrator", time: "inForce", named: true, trail: 1 },
      { role: "securityManager", time: "planned", named: true, trail: 1 },
    ]);
  });

  it("M6 hold no post, and some answers of the history were given by them, in their period and for their post", async () => {
    expect(await rows("SELECT 1 FROM deputy d JOIN appointment a ON a.person_id = d.person_id")).toEqual([]);
    const given = await rows<{ fits: boolean; answers: number }>(
      `SELECT h.represented = concat_ws('/', d.role, coalesce(d.department_id::text, ''), coalesce(d.system_id::text, '')) AND s.role = d.role
           AND (h.answered_at AT TIME ZONE 'Asia/Tokyo')::date BETWEEN d.from_on AND d.until_on AS fits, count(*)::int AS answers
       FROM answer_history h JOIN sheet s ON s.operator_id = h.operator_id AND s.id = h.sheet_id
       LEFT JOIN deputy d ON d.operator_id = h.operator_id AND d.person_id = h.answered_by
       WHERE h.represented IS NOT NULL GROUP BY 1`,
    );
    expect(given.map(({ fits }) => fits)).toEqual([true]);
    expect(given[0]?.answers).toBeGreaterThan(5);
  });
});
