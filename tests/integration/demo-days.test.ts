import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { demoCalendar, RUNNING } from "@/lib/demo/days/calendar";
import { loadDemo } from "@/lib/demo/load";
import { AIRPORTS } from "@/lib/demo/operators";
import { daysAfter } from "@/lib/domain/shared/day";
import { findDifferences } from "@/lib/features/results/recount/queries";
import { createDatabase } from "@/tests/support/database";
import { SPECIAL_DAYS } from "@/tests/support/load-days";

/** The smaller half, because thousands of sheets take time. `demo.test.ts` loads all of them as of today. */
const SMALLER = AIRPORTS.filter(({ staff }) => staff < 70);
const DAYS = SPECIAL_DAYS.slice(0, 5);
/** Columns of every table with the time of an event. */
const INSTANTS = `
  SELECT table_name AS name, column_name AS instant FROM information_schema.columns
  WHERE table_schema = 'public' AND data_type = 'timestamp with time zone' AND column_name <> 'imported_at'
    AND table_name IN ('cycle', 'cycle_left_out', 'sheet', 'answer', 'answer_history', 'item_remark', 'survey', 'submission', 'look_log', 'person', 'account', 'operator')`;

async function onDay(day: string, work: (client: Client, ownerUrl: string) => Promise<void>): Promise<void> {
  const database = await createDatabase();
  const client = new Client({ connectionString: database.ownerUrl });
  try {
    await loadDemo(database.ownerUrl, day, SMALLER);
    await client.connect();
    await work(client, database.ownerUrl);
  } finally {
    await client.end();
    await database.drop();
  }
}

/** Every row of the demo in one text, independent of the order of tables; without the import times of the content, which come from the clock. */
async function digest(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT IN ('edition', 'audit', '_prisma_migrations', 'installation') ORDER BY 1`,
  );
  const sums = rows.map(
    ({ name }) => `SELECT '${name}' || md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C"), '')) AS sum FROM "${name}" t`,
  );
  return (await client.query<{ sum: string }>(sums.join(" UNION ALL "))).rows
    .map(({ sum }) => sum)
    .sort()
    .join("\n");
}

describe("the demo of any day", { timeout: 240_000 }, () => {
  it.each(DAYS)("M5 is lively on %s, %s: nothing overdue, the survey open, nothing in the future", async (day) => {
    await onDay(day, async (client) => {
      const one = async <Value>(statement: string, values: readonly unknown[] = []): Promise<Value[]> =>
        (await client.query<{ value: Value }>(statement, [...values])).rows.map(({ value }) => value);
      const running = demoCalendar(day).periods[RUNNING];
      expect(await one("SELECT DISTINCT title AS value FROM cycle WHERE edition_id = 'kuko-2' AND $1 BETWEEN period_from AND period_to", [day])).toEqual([
        running.title,
      ]);
      expect(
        await one("SELECT c.title AS value FROM sheet s JOIN cycle c USING (operator_id) WHERE c.id = s.cycle_id AND c.state = 'open' AND c.due_on <= $1", [
          day,
        ]),
      ).toEqual([]);
      expect(await one("SELECT DISTINCT state AS value FROM survey WHERE $1 BETWEEN opens_on AND closes_on", [day])).toEqual(["open"]);
      expect(await one("SELECT title AS value FROM survey WHERE state = 'open' AND NOT ($1 BETWEEN opens_on AND closes_on)", [day])).toEqual([]);
      const open = await one<string>(
        "SELECT DISTINCT s.state AS value FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state = 'open' ORDER BY 1",
      );
      expect(open, "a lively round").toEqual(expect.arrayContaining(["accepted", "handedIn", "inProgress", "notStarted"]));
      const { rows } = await client.query<{ name: string; instant: string }>(INSTANTS);
      expect(rows.length).toBeGreaterThan(15);
      for (const { name, instant } of rows) {
        expect(
          await one(`SELECT count(*)::int AS value FROM "${name}" WHERE "${instant}" >= ($1 || ' 00:00+09')::timestamptz`, [day]),
          `${name}.${instant}`,
        ).toEqual([0]);
      }
      expect(await one("SELECT count(*)::int AS value FROM audit WHERE action NOT LIKE 'content.%' AND at >= ($1 || ' 00:00+09')::timestamptz", [day])).toEqual(
        [0],
      );
      expect(await findDifferences(client)).toEqual({ tallies: [], progress: [] });
    });
  });

  it("M5 is the same to the byte when loaded on the same day, and differs on another", async () => {
    const digests: string[] = [];
    for (const day of ["2028-02-29", "2028-02-29", "2028-03-01"]) await onDay(day, async (client) => void digests.push(await digest(client)));
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
  });

  it("M5 stays as it is when the portal starts again on a later day, with a notice that its dates have passed", async () => {
    const day = "2027-04-01";
    await onDay(day, async (client, ownerUrl) => {
      const before = await digest(client);
      const { dueOn } = demoCalendar(day).periods[RUNNING];
      expect((await loadDemo(ownerUrl, daysAfter(day, 7), SMALLER)).notice).toBeNull();
      const later = await loadDemo(ownerUrl, daysAfter(day, 120), SMALLER);
      expect(later).toMatchObject({ counts: {}, notice: expect.stringContaining("DATA_DIR") as string });
      expect(later.notice).toContain(`${dueOn.slice(0, 4)}年`);
      expect(await digest(client)).toBe(before);
    });
  });
});
