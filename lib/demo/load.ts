import type pg from "pg";
import type { Edition } from "@/lib/domain/guideline/edition";
import { claimKind } from "@/lib/runtime/data-kind";
import { withClient } from "@/lib/runtime/portal-logins";
import { addCycle } from "@/lib/demo/cycle-rows";
import { airportCycles, type DemoCycle, policyCycle } from "@/lib/demo/cycles";
import { addOffices } from "@/lib/demo/offices";
import { addOperator } from "@/lib/demo/operator-rows";
import { AIRPORTS, MAIN_SLUG, RAILWAY } from "@/lib/demo/operators";
import { type DemoOperator, organise } from "@/lib/demo/organisation";
import { insertBook, RowBook } from "@/lib/demo/rows";
import { addSubmissions, type AirportYear, type DemoSubmission } from "@/lib/demo/submissions";
import { addSurveys } from "@/lib/demo/surveys";
import { makeTallies } from "@/lib/demo/tallies";
import { addTrails } from "@/lib/demo/trails";

export interface DemoOutcome {
  readonly seconds: number;
  /** Rows by table; empty when the demo was there already. */
  readonly counts: Readonly<Record<string, number>>;
}

const DEMO_LOCK = 7_120_606;

interface PublishedEdition {
  readonly edition: Edition;
  readonly contentHash: string;
}
type Editions = ReadonlyMap<string, PublishedEdition>;

async function readEditions(client: pg.ClientBase): Promise<Editions> {
  const { rows } = await client.query<{ id: string; content: Edition; content_hash: string }>("SELECT id, content, content_hash FROM edition");
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

/** The present version of every answer is part of its history too. */
const completeHistory = (client: pg.ClientBase): Promise<unknown> =>
  client.query(`
    INSERT INTO answer_history (operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at)
    SELECT operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at FROM answer`);

async function writeDemo(client: pg.ClientBase): Promise<void> {
  const editions = await readEditions(client);
  const years: AirportYear[] = [];
  for (const profile of AIRPORTS) {
    const operator = organise(profile);
    const cycles = [...airportCycles(operator), ...(profile.slug === MAIN_SLUG ? [policyCycle(operator, "approved")] : [])];
    years.push(await writeOperator(client, editions, operator, cycles));
  }
  const railway = organise(RAILWAY);
  const all = [...years, await writeOperator(client, editions, railway, [policyCycle(railway, "open")])];
  await completeHistory(client);
  await makeTallies(client);
  const book = new RowBook();
  addOffices(book);
  addSurveys(book, years.map(({ operator }) => operator.id), [railway.id]);
  const { edition, contentHash } = published(editions, "kuko-2");
  const submissions: DemoSubmission[] = [];
  for (const year of years) {
    const airport = { ...year, cycles: year.cycles.filter((cycle) => cycle.edition === edition.id) };
    submissions.push(...(await addSubmissions(client, book, { id: edition.id, revision: edition.revision, contentHash }, airport)));
  }
  const cycles: Cycles = all.flatMap((year) => year.cycles.map((cycle) => [year.operator, cycle] as const));
  addTrails(book, cycles, submissions);
  await insertBook(client, book);
}

const COUNTED = ["operator", "department", "critical_system", "person", "account", "cycle", "sheet", "answer", "answer_history", "tally", "submission"] as const;

async function countRows(client: pg.ClientBase): Promise<Record<string, number>> {
  const counts = COUNTED.map((table) => `'${table}', (SELECT count(*) FROM ${table})`).join(", ");
  const { rows } = await client.query<{ counts: Record<string, number> }>(`SELECT json_build_object(${counts}) AS counts`);
  return rows[0]?.counts ?? {};
}

/**
 * The fictional operators with their cycles, surveys and sign-ins into a database that has the sectors and guidelines, as its owner,
 * all or nothing. Where they are already it does nothing. The same rows every time.
 */
export async function loadDemo(ownerUrl: string): Promise<DemoOutcome> {
  const began = performance.now();
  const seconds = (): number => Math.round((performance.now() - began) / 100) / 10;
  return withClient(ownerUrl, async (client) => {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [DEMO_LOCK]);
    const { rowCount } = await client.query("SELECT 1 FROM operator LIMIT 1");
    if (rowCount !== 0) {
      await client.query("ROLLBACK");
      return { seconds: seconds(), counts: {} };
    }
    await claimKind(client, true);
    await writeDemo(client);
    await client.query("COMMIT");
    await client.query("ANALYZE");
    return { seconds: seconds(), counts: await countRows(client) };
  });
}
