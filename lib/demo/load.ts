import type pg from "pg";
import { addCycle } from "@/lib/demo/cycle-rows";
import { airportCycles, type DemoCycle, policyCycle } from "@/lib/demo/cycles";
import { type DemoCalendar, demoCalendar } from "@/lib/demo/days/calendar";
import { addOffices } from "@/lib/demo/offices";
import { addOperator } from "@/lib/demo/operator-rows";
import { AIRPORTS, MAIN_SLUG, RAILWAY } from "@/lib/demo/operators";
import { type DemoOperator, organise } from "@/lib/demo/organisation";
import type { OperatorProfile } from "@/lib/demo/profile";
import { insertBook, RowBook } from "@/lib/demo/rows";
import { type AirportYear, addSubmissions, type DemoSubmission } from "@/lib/demo/submissions";
import { addSurveys } from "@/lib/demo/surveys";
import { makeTallies } from "@/lib/demo/tallies";
import { addTrails } from "@/lib/demo/trails";
import { ANSWER_PARTS } from "@/lib/domain/checking/answer-content";
import type { Edition } from "@/lib/domain/guideline/edition";
import { calendarDate, dayText } from "@/lib/labels/japanese-date";
import { claimKind } from "@/lib/runtime/data-kind";
import { awaitTurn, withClient } from "@/lib/runtime/portal-logins";

export interface DemoOutcome {
  readonly seconds: number;
  /** Rows by table; empty if the demo was already there. */
  readonly counts: Readonly<Record<string, number>>;
  /** A message for a demo of an earlier day whose dates have passed; null for a fresh one. */
  readonly notice: string | null;
}

const DEMO_LOCK = 7_120_606;

interface PublishedEdition {
  readonly edition: Edition;
  readonly contentHash: string;
}
type Editions = ReadonlyMap<string, PublishedEdition>;

async function readEditions(client: pg.ClientBase): Promise<Editions> {
  const { rows } = await client.query<{ id: string; content: Edition; content_hash: string }>(
    "SELECT id, content, content_hash FROM edition e JOIN edition_revision v ON v.edition_id = e.id AND v.revision = e.revision",
  );
  return new Map(rows.map(({ id, content, content_hash: contentHash }) => [id, { edition: content, contentHash }]));
}

function published(editions: Editions, id: string): PublishedEdition {
  const found = editions.get(id);
  if (found === undefined) throw new Error(`the demo needs the guideline ${id}; import the content first`);
  return found;
}

type Cycles = readonly (readonly [DemoOperator, DemoCycle])[];

/** Writes one operator with its cycles. */
async function writeOperator(client: pg.ClientBase, editions: Editions, operator: DemoOperator, cycles: readonly DemoCycle[]): Promise<AirportYear> {
  const book = new RowBook();
  addOperator(book, operator);
  const corrected = cycles.flatMap((cycle) => addCycle(book, operator, cycle, published(editions, cycle.edition).edition));
  await insertBook(client, book);
  return { operator, cycles, corrected };
}

/** Adds the present version of every answer to its history. An answer by somebody who is no respondent is a deputy's of the sheet's post. */
const completeHistory = (client: pg.ClientBase): Promise<unknown> =>
  client.query(`
    INSERT INTO answer_history (operator_id, sheet_id, item_id, version, ${ANSWER_PARTS.join(", ")}, answered_by, answered_at, represented)
    SELECT a.operator_id, a.sheet_id, a.item_id, a.version, ${ANSWER_PARTS.map((part) => `a.${part}`).join(", ")}, a.answered_by, a.answered_at,
      CASE WHEN d.id IS NOT NULL THEN concat_ws('/', d.role, coalesce(d.department_id::text, ''), coalesce(d.system_id::text, '')) END
    FROM answer a JOIN sheet s ON s.operator_id = a.operator_id AND s.id = a.sheet_id
    LEFT JOIN deputy d ON d.operator_id = a.operator_id AND d.person_id = a.answered_by AND d.role = s.role
      AND (d.system_id = s.system_id OR d.department_id = s.department_id OR d.role = 'ciso')`);

async function writeDemo(client: pg.ClientBase, calendar: DemoCalendar, airports: readonly OperatorProfile[]): Promise<void> {
  const editions = await readEditions(client);
  const years: AirportYear[] = [];
  for (const profile of airports) {
    const operator = organise(profile, calendar);
    const cycles = [...airportCycles(operator), ...(profile.slug === MAIN_SLUG ? [policyCycle(operator, "approved")] : [])];
    years.push(await writeOperator(client, editions, operator, cycles));
  }
  const railway = organise(RAILWAY, calendar);
  const all = [...years, await writeOperator(client, editions, railway, [policyCycle(railway, "open")])];
  await completeHistory(client);
  await makeTallies(client);
  // As far as the planner knows, the new tables are empty. Its plans for empty tables would make the submissions most of the work.
  await client.query("ANALYZE cycle_item, sheet, tally");
  const book = new RowBook();
  addOffices(book);
  addSurveys(
    book,
    calendar,
    years.map(({ operator }) => operator.id),
    [railway.id],
  );
  const { edition, contentHash } = published(editions, "kuko-2");
  const submissions: DemoSubmission[] = [];
  for (const year of years) {
    const airport = { ...year, cycles: year.cycles.filter((cycle) => cycle.edition === edition.id) };
    submissions.push(...(await addSubmissions(client, book, { id: edition.id, revision: edition.revision, contentHash }, airport)));
  }
  const cycles: Cycles = all.flatMap((year) => year.cycles.map((cycle) => [year.operator, cycle] as const));
  addTrails(book, calendar, cycles, submissions);
  await insertBook(client, book);
}

const COUNTED = [
  "operator",
  "department",
  "critical_system",
  "person",
  "account",
  "cycle",
  "sheet",
  "answer",
  "answer_history",
  "tally",
  "submission",
] as const;

async function countRows(client: pg.ClientBase): Promise<Record<string, number>> {
  const counts = COUNTED.map((table) => `'${table}', (SELECT count(*) FROM ${table})`).join(", ");
  const { rows } = await client.query<{ counts: Record<string, number> }>(`SELECT json_build_object(${counts}) AS counts`);
  return rows[0]?.counts ?? {};
}

/** A demo keeps the days of its first start; they count as passed once the first due date of its open cycles has. */
async function noticeOn(client: pg.ClientBase, day: string): Promise<string | null> {
  const { rows } = await client.query<{ due: string | null }>("SELECT min(due_on)::text AS due FROM cycle WHERE state = 'open'");
  const due = rows[0]?.due ?? null;
  if (due === null || due >= day) return null;
  return (
    `この見本は前に起動した日に作ったもので、点検の期限（${dayText(due)}）を過ぎています。\n` +
    "今日に合わせた見本にするには、終了してからデータの置き場所（DATA_DIR。指定がなければ data/demo）を消し、もう一度起動してください。"
  );
}

/**
 * Writes the fictional operators with their cycles, surveys and sign-ins, as of a day (in Japan, YYYY-MM-DD), into a database
 * that has the sectors and guidelines, as its owner, all or nothing. Does nothing if they are already there. The same day
 * gives the same rows.
 */
export async function loadDemo(ownerUrl: string, day: string = calendarDate(new Date()), airports = AIRPORTS): Promise<DemoOutcome> {
  const began = performance.now();
  const seconds = (): number => Math.round((performance.now() - began) / 100) / 10;
  return withClient(ownerUrl, async (client) => {
    await client.query("BEGIN");
    await awaitTurn(client, { lock: DEMO_LOCK, work: "見本の読み込み", transaction: true });
    const { rowCount } = await client.query("SELECT 1 FROM operator LIMIT 1");
    if (rowCount !== 0) {
      const notice = await noticeOn(client, day);
      await client.query("ROLLBACK");
      return { seconds: seconds(), counts: {}, notice };
    }
    await claimKind(client, true);
    await writeDemo(client, demoCalendar(day), airports);
    await client.query("COMMIT");
    await client.query("ANALYZE");
    return { seconds: seconds(), counts: await countRows(client), notice: null };
  });
}
