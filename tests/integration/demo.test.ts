import { verify } from "@node-rs/argon2";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoCalendar, LAST_FINISHED, RUNNING } from "@/lib/demo/days/calendar";
import { type DemoOutcome, loadDemo } from "@/lib/demo/load";
import { demoSignIns } from "@/lib/demo/sign-ins";
import { sha256 } from "@/lib/documents/canonical";
import { conflictingAppointments } from "@/lib/domain/access/separation";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { Edition } from "@/lib/domain/guideline/edition";
import type { ScorableSheet } from "@/lib/domain/scoring/answers-file";
import { tallySheets } from "@/lib/domain/scoring/score";
import type { SubmissionContent } from "@/lib/domain/survey/submission";
import { scoresFromSubmission } from "@/lib/domain/survey/submission";
import { findDifferences } from "@/lib/features/results/recount/queries";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { today } from "@/tests/support/days";

const TABLES = [
  "sector",
  "operator",
  "department",
  "critical_system",
  "person",
  "account",
  "appointment",
  "deputy",
  "cycle",
  "cycle_item",
  "cycle_left_out",
  "sheet",
  "sheet_respondent",
  "answer",
  "answer_history",
  "item_remark",
  "tally",
  "survey",
  "survey_call",
  "submission",
  "look_log",
];
const TODAY = today();
const { periods, fiscalYear } = demoCalendar(TODAY);
const MAIN = "架空みなと空港株式会社";

let own: TestDatabase;
let twin: TestDatabase;
let client: Client;
let outcome: DemoOutcome;

async function rows<Row extends object>(statement: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(statement, [...values])).rows;
}

async function checksums(url: string): Promise<Record<string, string>> {
  const other = new Client({ connectionString: url });
  await other.connect();
  const sums = TABLES.map((table) => `'${table}', (SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM ${table} t)`);
  const trail = `'audit', (SELECT md5(string_agg(t::text, E'\\n' ORDER BY id)) FROM audit t WHERE action <> 'content.import')`;
  const { rows: found } = await other.query<{ sums: Record<string, string> }>(`SELECT json_build_object(${[...sums, trail].join(", ")}) AS sums`);
  await other.end();
  return found[0]?.sums ?? {};
}

beforeAll(async () => {
  [own, twin] = await Promise.all([createDatabase(), createDatabase()]);
  outcome = await loadDemo(own.ownerUrl, TODAY);
  await loadDemo(twin.ownerUrl, TODAY);
  console.info(`demo data loaded in ${String(outcome.seconds)} s: ${JSON.stringify(outcome.counts)}`);
  client = new Client({ connectionString: own.ownerUrl });
  await client.connect();
}, 240_000);

afterAll(async () => {
  await client.end();
  await Promise.all([own.drop(), twin.drop()]);
});

describe("demo data", () => {
  it("M4 marks the database as a demo", async () => {
    expect(await rows("SELECT kind FROM installation")).toEqual([{ kind: "demo" }]);
  });

  it("has twelve airport operators, the largest with 2,000 people, and one of another sector", async () => {
    const operators = await rows<{ name: string; sector: string; staff: number }>(
      `SELECT o.name, o.sector_id AS sector, count(*) FILTER (WHERE p.left_at IS NULL)::int AS staff
       FROM operator o JOIN person p ON p.operator_id = o.id GROUP BY o.id ORDER BY staff DESC`,
    );
    expect(operators.every(({ name }) => name.startsWith("架空"))).toBe(true);
    expect(operators.filter(({ sector }) => sector === "kuko")).toHaveLength(12);
    expect(operators.filter(({ sector }) => sector === "tetsudo")).toHaveLength(1);
    expect(operators.map(({ staff }) => staff)).toEqual(expect.arrayContaining([2000, 12]));
  });

  it("has the same rows every time", async () => {
    const [first, second] = [await checksums(own.ownerUrl), await checksums(twin.ownerUrl)];
    expect(Object.values(first).every((sum) => /^[0-9a-f]{32}$/.test(sum))).toBe(true);
    expect(first).toEqual(second);
  });

  it("does nothing if it is already there", async () => {
    const before = await rows("SELECT count(*) FROM audit");
    expect((await loadDemo(own.ownerUrl)).counts).toEqual({});
    expect(await rows("SELECT count(*) FROM audit")).toEqual(before);
  });

  it("has tallies and progress that equal a recount", async () => {
    expect(await findDifferences(client)).toEqual({ tallies: [], progress: [] });
  });

  it("has tallies that equal the domain's count sheet by sheet", async () => {
    const sheets = await rows<Omit<ScorableSheet, "answers"> & { answers: Record<string, "implemented"> }>(
      `SELECT s.id, s.role, s.department_id AS department, s.system_id AS system, s.state IN ('handedIn', 'accepted') AS counted,
         ARRAY(SELECT i.item_id FROM cycle_item i WHERE i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role) AS items,
         coalesce((SELECT jsonb_object_agg(a.item_id, a.status) FROM answer a WHERE a.operator_id = s.operator_id AND a.sheet_id = s.id), '{}') AS answers
       FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id JOIN operator o ON o.id = s.operator_id
       WHERE o.name = $1 AND c.edition_id = 'kuko-2' AND c.period_from = $2`,
      [MAIN, periods[RUNNING].from],
    );
    const counted = tallySheets(sheets.map((sheet) => ({ ...sheet, answers: new Map(Object.entries(sheet.answers)) })));
    const kept = await rows(
      `SELECT t.role, t.department_id AS department, t.system_id AS system, t.item_id AS item, asked, implemented, partial,
         not_implemented AS "notImplemented", not_applicable AS "notApplicable"
       FROM tally_item t JOIN cycle c ON c.operator_id = t.operator_id AND c.id = t.cycle_id JOIN operator o ON o.id = t.operator_id
       WHERE o.name = $1 AND c.edition_id = 'kuko-2' AND c.period_from = $2`,
      [MAIN, periods[RUNNING].from],
    );
    const inOrder = (tallies: readonly object[]) => tallies.map((one) => JSON.stringify(Object.entries(one).sort())).sort();
    expect(inOrder(kept)).toEqual(inOrder(counted.tallies));
  });

  it("has every version of every answer in its history", async () => {
    const missing = await rows(
      `SELECT 1 FROM answer a WHERE a.version <> (SELECT count(*) FROM answer_history h
         WHERE h.operator_id = a.operator_id AND h.sheet_id = a.sheet_id AND h.item_id = a.item_id) LIMIT 1`,
    );
    expect(missing).toEqual([]);
  });

  it("shows improvement over the cycles, with some regressions", async () => {
    const rates = await rows<{ name: string; first: number; third: number; regressed: number }>(
      `WITH ratio AS (
         SELECT o.name, c.period_from, t.item_id, sum(t.implemented)::float / nullif(sum(t.implemented + t.partial + t.not_implemented), 0) AS r
         FROM tally_item t JOIN cycle c ON c.operator_id = t.operator_id AND c.id = t.cycle_id JOIN operator o ON o.id = t.operator_id
         JOIN edition_item e ON e.edition_id = c.edition_id AND e.id = t.item_id AND e.kind = 'measure'
         WHERE c.edition_id = 'kuko-2' GROUP BY 1, 2, 3)
       SELECT name, avg(a.r) AS first, avg(b.r) AS third, count(*) FILTER (WHERE b.r < a.r)::int AS regressed
       FROM ratio a JOIN ratio b USING (name, item_id) WHERE a.period_from = $1 AND b.period_from = $2 GROUP BY name`,
      [periods[0].from, periods[LAST_FINISHED].from],
    );
    expect(rates).toHaveLength(12);
    for (const { first, third, regressed } of rates) {
      expect(third).toBeGreaterThan(first);
      expect(regressed).toBeGreaterThan(0);
    }
  });

  it("has running cycles in every state, and no sheet that contradicts its cycle", async () => {
    const states = await rows<{ state: string }>("SELECT DISTINCT state FROM cycle WHERE edition_id = 'kuko-2' AND period_from = $1 ORDER BY state", [
      periods[RUNNING].from,
    ]);
    expect(states.map(({ state }) => state)).toEqual(["approved", "open", "planned", "reviewing"]);
    const wrong = await rows(
      `SELECT s.id FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
       WHERE s.handed_in_at < s.started_at OR s.started_at < c.opened_at OR c.approved_at < greatest(s.handed_in_at, s.reviewed_at)
         OR (s.state = 'accepted' AND (s.reviewed_at < s.handed_in_at OR s.reviewed_by IS NULL OR s.reviewed_by = s.handed_in_by))
         OR (c.state IN ('approved', 'submitted') AND (s.state = 'returned' OR (s.role = 'ciso' AND s.state <> 'accepted')))`,
    );
    expect(wrong).toEqual([]);
  });

  it("allows a visitor to play the main operator's story", async () => {
    const sheets = await rows<{ role: string; state: string; email: string | null }>(
      `SELECT s.role, s.state, p.email FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state = 'open'
       JOIN operator o ON o.id = s.operator_id AND o.name = $1 LEFT JOIN person p ON p.operator_id = s.operator_id AND p.id = s.person_id`,
      [MAIN],
    );
    expect(sheets.find(({ email }) => email === "staff@minato.example.jp")?.state).toBe("inProgress");
    expect(sheets.filter(({ state }) => state === "handedIn").length).toBeGreaterThan(5);
    expect(sheets.filter(({ state }) => state === "returned")).toEqual([]);
    expect(sheets.find(({ role }) => role === "ciso")?.state).toBe("accepted");
  });

  it("gives nobody roles that 3.1.4.1(2) separates", async () => {
    const held = await rows<{ roles: AppointmentRole[] }>("SELECT array_agg(role) AS roles FROM appointment GROUP BY operator_id, person_id");
    expect(held.filter(({ roles }) => conflictingAppointments(roles.map((role) => ({ role }))).length > 0)).toEqual([]);
  });

  it("has an account with the shared password for every sign-in", async () => {
    for (const { email, name, password } of demoSignIns()) {
      const [account] = await rows<{ name: string; hash: string }>("SELECT name, password_hash AS hash FROM account WHERE email = $1 AND disabled_at IS NULL", [
        email,
      ]);
      expect(account?.name).toBe(name);
      expect(await verify(account?.hash ?? "", password)).toBe(true);
    }
    const [others] = await rows<{ count: number }>("SELECT count(*)::int FROM account WHERE password_hash IS NOT NULL");
    expect(others?.count).toBe(demoSignIns().length);
  });

  it("has submissions whose hashes, chains and figures can be recomputed", async () => {
    const [edition] = await rows<{ content: Edition; content_hash: string }>("SELECT content, content_hash FROM edition_revision WHERE edition_id = 'kuko-2'");
    const submissions = await rows<{ content: string; hash: string; previous_hash: string | null; version: number; survey_id: string; operator_id: string }>(
      "SELECT * FROM submission ORDER BY survey_id, operator_id, version",
    );
    expect(submissions).toHaveLength(25);
    for (const [index, one] of submissions.entries()) {
      const content = JSON.parse(one.content) as SubmissionContent;
      expect(sha256(one.content)).toBe(one.hash);
      expect(content.edition.contentHash).toBe(edition?.content_hash);
      expect(edition && scoresFromSubmission(edition.content, content).ok).toBe(true);
      expect(one.previous_hash).toBe(one.version === 1 ? null : submissions[index - 1]?.hash);
    }
    const perSurvey = await rows<{ fiscal_year: number; state: string; submitted: number }>(
      `SELECT s.fiscal_year, s.state, count(DISTINCT m.operator_id)::int AS submitted FROM survey s JOIN submission m ON m.survey_id = s.id
       GROUP BY 1, 2 ORDER BY 1`,
    );
    expect(perSurvey).toEqual([
      { fiscal_year: fiscalYear - 2, state: "closed", submitted: 10 },
      { fiscal_year: fiscalYear - 1, state: "closed", submitted: 11 },
      { fiscal_year: fiscalYear, state: "open", submitted: 3 },
    ]);
  });
});
