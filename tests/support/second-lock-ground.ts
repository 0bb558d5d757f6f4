import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { insert, makeOperator, makeOutsider, type Outsider, type World } from "@/tests/support/world";

/* Tests row-level security (docs/design.md 6) by itself: all statements use the application's login without the application's
   code. What a scope may see and change is written down per table, as a condition that the owner counts. */
export const SCOPES = ["operator", "job", "ministry", "platform", "account", "none"] as const;
export type Scope = (typeof SCOPES)[number];

export const DENIED = "42501";

export let database: TestDatabase;
export let owner: pg.Client;
export let application: pg.Client;
export let own: World;
export let officer: Outsider;
export let administrator: Outsider;
export const keys = new Map<string, string[]>();

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Adds rows to every table that can hold data of an operator, a person or a ministry. */
async function fill(world: World, ministry: Outsider): Promise<void> {
  const { operatorId, sectorId, people } = world;
  const at = new Date().toISOString();
  const surveyId = await makeSurvey(owner, sectorId, [operatorId]);
  const { cycleId, sheets, items } = await makeCycle(owner, world, { state: "submitted", sheets: "accepted" });
  const item = items.handler[0] ?? "";
  const by = people.manager.personId;
  await insert(owner, "cycle_left_out", [{ operator_id: operatorId, cycle_id: cycleId, item_id: item, reason: "対象外", by, at }]);
  await insert(owner, "mutation", [
    {
      operator_id: operatorId,
      sheet_id: sheets.handler,
      mutation_id: randomUUID(),
      account_id: people.handler.accountId,
      at,
      request: "0".repeat(64),
      result: {},
    },
  ]);
  const remarkId = randomUUID();
  await insert(owner, "item_remark", [{ operator_id: operatorId, id: remarkId, sheet_id: sheets.handler, item_id: item, text: "所見", by, at }]);
  await insert(owner, "item_remark_response", [{ operator_id: operatorId, remark_id: remarkId, version: 1, done: true, reply: "直しました", by, at }]);
  await insert(owner, "item_remark_withdrawal", [{ operator_id: operatorId, remark_id: remarkId, by, at }]);
  const day = at.slice(0, 10);
  await insert(owner, "deputy", [
    {
      ...{ operator_id: operatorId, id: randomUUID(), person_id: people.colleague.personId, role: "ciso", ordinal: 1, from_on: day, until_on: day },
      ...{ reason: "出張のため", named_at: at, named_by: by },
    },
  ]);
  await insert(owner, "planned_handover", [
    {
      ...{
        operator_id: operatorId,
        id: randomUUID(),
        person_id: people.colleague.personId,
        effective_on: "2099-12-31",
        choices: { event: "leave" },
        shown: {},
      },
      ...{ state: "planned", reasons: [], confirmed_at: at, confirmed_by: by, account_id: people.ciso.accountId },
    },
  ]);
  await insert(owner, "cycle_change", [{ operator_id: operatorId, id: randomUUID(), cycle_id: cycleId, at, by, reason: "連休のため", before: {}, after: {} }]);
  const content = `{"operator":"${operatorId}"}`;
  const submissionId = randomUUID();
  await insert(owner, "submission", [
    {
      ...{ operator_id: operatorId, id: submissionId, cycle_id: cycleId, survey_id: surveyId, sector_id: sectorId, version: 1, content },
      ...{ hash: createHash("sha256").update(content).digest("hex"), submitted_at: at, submitted_by: people.ciso.personId },
    },
  ]);
  await insert(owner, "submission_score", [
    {
      ...{ operator_id: operatorId, submission_id: submissionId, rule: "1", tier: "required", survey_id: surveyId, sector_id: sectorId },
      ...{ handed_out: 1, counted: 1, items: 0, items_with_duty: 0, attained_items: 0, not_asked: 0, absence: "notAsked", sections: "{}", counts: "[]" },
    },
  ]);
  const late = { operator_id: operatorId, survey_id: surveyId, sector_id: sectorId, reason: "数え誤り" };
  await insert(owner, "late_correction", [{ ...late, ordinal: 1, after_version: 1, until_on: day, allowed_at: at }]);
  const others = [await makeSurvey(owner, sectorId, [operatorId]), await makeSurvey(owner, sectorId, [operatorId])];
  for (const [nth, id] of others.entries()) {
    await insert(owner, "taken_out_call", [
      { operator_id: operatorId, survey_id: id, sector_id: sectorId, edition_id: "kuko-2", title: "調査", reason: "誤り", at, seen: nth === 0 },
    ]);
  }
  const digest = createHash("sha256").update(operatorId).digest("hex");
  await insert(owner, "operator_set", [{ sector_id: sectorId, digest, operator_ids: [operatorId] }]);
  await insert(owner, "sector_access_log", [
    { sector_id: sectorId, id: randomUUID(), digest, at, account_id: ministry.accountId, officer: ministry.name, what: "results" },
  ]);
  await insert(owner, "look_log", [{ operator_id: operatorId, id: randomUUID(), at, account_id: ministry.accountId, officer: ministry.name, what: "results" }]);
  const accounts = [...Object.values(people), ministry].map(({ accountId }) => accountId);
  await insert(
    owner,
    "session",
    accounts.map((account) => ({ id: randomUUID(), account_id: account, created_at: at, expires_at: at })),
  );
  for (const account of accounts) {
    const isOfficer = account === ministry.accountId;
    await insert(owner, "audit", [auditRow(isOfficer ? null : operatorId, account)]);
    await insert(owner, "outbox", [eventRow(isOfficer ? null : operatorId, isOfficer ? sectorId : null, account)]);
  }
  await insert(owner, "login_attempt", [attemptRow(people.handler.email)]);
  await insert(owner, "known_device", [{ hash: "0".repeat(64), account_id: people.handler.accountId, last_used_at: new Date().toISOString() }]);
  const counted = { minute: at, last_at: at, kind: "signIn.failed", source: "192.0.2.1", subjects: [], times: 1 };
  await insert(owner, "security_event", [{ ...counted, operator_id: operatorId, account_id: people.handler.accountId }]);
  await insert(owner, "lock_lift", [{ account_id: people.handler.accountId, at: new Date().toISOString() }]);
}

let nextId = 1_000_000;
const auditRow = (operatorId: string | null, accountId: string) => ({
  ...{ id: (nextId += 1), at: new Date().toISOString(), operator_id: operatorId, account_id: accountId },
  ...{ action: "test", outcome: "done", target: "test", detail: {} },
});
const eventRow = (operatorId: string | null, sectorId: string | null, accountId: string) => ({
  ...{ id: (nextId += 1), at: new Date().toISOString(), expires_at: new Date(Date.now() + 60_000).toISOString(), event: "test", object: "test" },
  ...{ operator_id: operatorId, sector_id: sectorId, account_id: accountId, capacity: { kind: "self" } },
});
const attemptRow = (email: string) => ({ id: (nextId += 1), email, at: new Date().toISOString(), succeeded: false });

/** Sets the scope exactly like `inScope` of lib/server/database/client.ts. */
export async function enter(client: pg.ClientBase, scope: Scope): Promise<void> {
  const operator = scope === "operator" || scope === "job" ? own.operatorId : "";
  const accounts: Partial<Record<Scope, string>> = { ministry: officer.accountId, platform: administrator.accountId, none: "" };
  await client.query(
    "SELECT set_config('app.scope', $1, true), set_config('app.operator', $2, true), set_config('app.sector', $3, true), set_config('app.account', $4, true)",
    [scope === "none" ? "" : scope, operator, scope === "ministry" ? own.sectorId : "", accounts[scope] ?? own.people.ciso.accountId],
  );
}

/** The result of a statement in the scope: the affected rows, or the error. Always rolled back. */
export async function attempt(
  scope: Scope,
  statement: string,
  values: unknown[] = [],
): Promise<{ rows: pg.QueryResultRow[]; count: number; code: string | null }> {
  await application.query("BEGIN");
  try {
    await enter(application, scope);
    const { rows, rowCount } = await application.query<pg.QueryResultRow>(statement, values);
    return { rows, count: rowCount ?? 0, code: null };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { rows: [], count: 0, code: error.code ?? "" };
  } finally {
    await application.query("ROLLBACK");
  }
}

export const counted = async (table: string, where: string): Promise<number> =>
  Number((await owner.query<{ n: string }>(`SELECT count(*) AS n FROM "${table}" WHERE ${where}`)).rows[0]?.n);

export async function columnsFor(table: string, privilege: "INSERT" | "UPDATE"): Promise<string[]> {
  const { rows } = await application.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     AND has_column_privilege(attrelid, attnum, $2) ORDER BY attnum`,
    [`public."${table}"`, privilege],
  );
  return rows.map(({ name }) => name);
}

/** A database with three operators whose every table has rows, for the test file that calls it. */
export function prepareSecondLockGround(): void {
  beforeAll(async () => {
    database = await createDatabase();
    [owner, application] = [await connect(database.ownerUrl), await connect(database.appUrl)];
    own = await makeOperator(owner, "airport-test", "甲空港");
    const beside = await makeOperator(owner, "airport-test", "乙空港");
    const far = await makeOperator(owner, "rail-test", "丙鉄道");
    officer = await makeOutsider(owner, "ministryOfficer", "airport-test");
    const otherOfficer = await makeOutsider(owner, "ministryOfficer", "rail-test");
    administrator = await makeOutsider(owner, "platformAdministrator", null);
    await fill(own, officer);
    await fill(beside, officer);
    await fill(far, otherOfficer);
    await insert(owner, "session", [
      { id: randomUUID(), account_id: administrator.accountId, created_at: new Date().toISOString(), expires_at: new Date().toISOString() },
    ]);
    const { rows } = await owner.query<{ table: string; columns: string[] }>(
      `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
     WHERE c.relnamespace = 'public'::regnamespace GROUP BY 1`,
    );
    for (const { table, columns } of rows) keys.set(table, columns);
  });
  afterAll(async () => {
    await Promise.all([owner.end(), application.end()]);
    await database.drop();
  });
}
