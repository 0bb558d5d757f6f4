import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addCycle } from "@/lib/demo/cycle-rows";
import { airportCycles } from "@/lib/demo/cycles";
import { demoCalendar } from "@/lib/demo/days/calendar";
import { addOperator } from "@/lib/demo/operator-rows";
import { AIRPORTS } from "@/lib/demo/operators";
import { organise } from "@/lib/demo/organisation";
import { insertBook, RowBook } from "@/lib/demo/rows";
import { loadEdition } from "@/tests/content/loaded-content";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await createDatabase();
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const READ = "SELECT seq_tup_read::int AS read, (SELECT count(*)::int FROM sheet) AS sheets FROM pg_stat_xact_user_tables WHERE relname = 'sheet'";

it("C5 adding respondents does not read all sheets for each of them, even where the session made an appointment while there were none", async () => {
  const profile = AIRPORTS.find(({ slug }) => slug === "minato");
  if (profile === undefined) throw new Error("the demo has no such airport");
  const operator = organise(profile, demoCalendar("2026-11-21"));
  const [people, rounds] = [new RowBook(), new RowBook()];
  addOperator(people, operator);
  for (const cycle of airportCycles(operator)) addCycle(rounds, operator, cycle, loadEdition("kuko-2"));
  await owner.query("BEGIN");
  await insertBook(owner, people);
  await insertBook(owner, rounds);
  const { rows } = await owner.query<{ read: number; sheets: number }>(READ);
  const [{ read, sheets } = { read: 0, sheets: 0 }] = rows;
  const holders = await owner.query("SELECT DISTINCT from_post FROM sheet_respondent ORDER BY 1");
  await owner.query("ROLLBACK");
  expect(sheets).toBeGreaterThan(200);
  expect(read).toBeLessThan(20 * sheets);
  expect(holders.rows).toEqual([{ from_post: false }, { from_post: true }]);
});
