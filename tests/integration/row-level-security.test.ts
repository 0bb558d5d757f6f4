import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { insert, makeOperator, makeOutsider, type Outsider, type World } from "@/tests/support/world";

/*
 * The second lock of docs/design.md 6 by itself: everything here is asked with the application's login and nothing of the
 * application around it. What a scope may see and change is written down per table, as a condition that the owner counts.
 */
const SCOPES = ["operator", "job", "ministry", "platform", "account", "none"] as const;
type Scope = (typeof SCOPES)[number];
type Rights = Partial<Record<Scope, string>>;

const everyone: Rights = { operator: "true", job: "true", ministry: "true", platform: "true", account: "true" };
const OWN_OPERATOR: Rights = { operator: "operator_id = :A", job: "operator_id = :A" };
const OWN_ACCOUNT: Rights = {
  operator: "account_id = :me",
  job: "account_id = :me",
  ministry: "account_id = :officer",
  platform: "account_id = :administrator",
  account: "account_id = :me",
};

const READ_WITH_OTHERS = "digest IN (SELECT digest FROM operator_set WHERE operator_ids @> ARRAY[:A::uuid])";

/** Rows that each scope sees (`reads`) and that it may change (`writes`); what is absent is nothing. */
const TABLES: Readonly<Record<string, { readonly reads: Rights; readonly writes: Rights }>> = {
  ...Object.fromEntries(
    ["department", "critical_system", "person", "appointment", "cycle", "cycle_item", "cycle_left_out", "sheet", "sheet_respondent", "answer", "tally"].map(
      (table) => [table, { reads: OWN_OPERATOR, writes: OWN_OPERATOR }],
    ),
  ),
  ...Object.fromEntries(["answer_history", "mutation", "item_remark", "cycle_change"].map((table) => [table, { reads: OWN_OPERATOR, writes: {} }])),
  ...Object.fromEntries(["edition", "edition_revision", "edition_section", "edition_item", "sector"].map((table) => [table, { reads: everyone, writes: {} }])),
  operator: { reads: { operator: "id = :A", job: "id = :A", ministry: "sector_id = :sector", platform: "true" }, writes: { platform: "true" } },
  account: {
    reads: {
      operator: "operator_id = :A",
      job: "operator_id = :A OR id = :me",
      ministry: "id = :officer",
      platform: "operator_id IS NULL",
      account: "id = :me",
    },
    writes: {
      operator: "operator_id = :A",
      job: "operator_id = :A OR id = :me",
      ministry: "id = :officer",
      platform: "operator_id IS NULL",
      account: "id = :me",
    },
  },
  session: { reads: OWN_ACCOUNT, writes: OWN_ACCOUNT },
  access_token: { reads: OWN_ACCOUNT, writes: OWN_ACCOUNT },
  login_attempt: { reads: {}, writes: {} },
  known_device: { reads: {}, writes: {} },
  lock_lift: { reads: {}, writes: {} },
  outbox: { reads: {}, writes: {} },
  audit: { reads: { operator: "operator_id = :A", job: "operator_id = :A", platform: "operator_id IS NULL" }, writes: {} },
  survey: {
    reads: {
      operator: "id IN (SELECT survey_id FROM survey_call WHERE operator_id = :A)",
      job: "id IN (SELECT survey_id FROM survey_call WHERE operator_id = :A)",
      ministry: "sector_id = :sector",
    },
    writes: { ministry: "sector_id = :sector" },
  },
  survey_call: { reads: { ...OWN_OPERATOR, ministry: "sector_id = :sector" }, writes: {} },
  submission: { reads: { ...OWN_OPERATOR, ministry: "sector_id = :sector" }, writes: {} },
  submission_score: { reads: { ...OWN_OPERATOR, ministry: "sector_id = :sector" }, writes: {} },
  look_log: { reads: OWN_OPERATOR, writes: {} },
  operator_set: {
    reads: { operator: "operator_ids @> ARRAY[:A::uuid]", job: "operator_ids @> ARRAY[:A::uuid]", ministry: "sector_id = :sector" },
    writes: {},
  },
  sector_access_log: { reads: { operator: READ_WITH_OTHERS, job: READ_WITH_OTHERS }, writes: {} },
  _prisma_migrations: { reads: {}, writes: {} },
  installation: { reads: {}, writes: {} },
};
/** Written by functions of the owner alone, which count and record what they write. */
const WRITTEN_BY_FUNCTIONS = ["login_attempt", "session", "access_token"];
const APPEND_ONLY = ["submission", "audit", "answer_history", "look_log", "cycle_change", "operator_set", "sector_access_log"] as const;

const DENIED = "42501";
const FOREIGN_KEY = "23503";
const CHECKED = "23514";

let database: TestDatabase;
let owner: pg.Client;
let application: pg.Client;
let own: World;
let officer: Outsider;
let administrator: Outsider;
const keys = new Map<string, string[]>();

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Rows in every table that an operator's, a person's or a ministry's data can be in. */
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
  await insert(owner, "item_remark", [{ operator_id: operatorId, id: randomUUID(), sheet_id: sheets.handler, item_id: item, text: "所見", by, at }]);
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

const literal = (condition: string): string =>
  condition
    .replaceAll(":sector", `'${own.sectorId}'`)
    .replaceAll(":officer", `'${officer.accountId}'`)
    .replaceAll(":administrator", `'${administrator.accountId}'`)
    .replaceAll(":me", `'${own.people.ciso.accountId}'`)
    .replaceAll(":A", `'${own.operatorId}'`);

const condition = (rights: Rights, scope: Scope): string => literal(rights[scope] ?? "false");

const keyOf = (table: string): string => (keys.get(table) ?? []).map((column) => `"${column}"::text`).join(" || ' ' || ");

/** Sets the scope exactly as `inScope` of lib/server/database/client.ts does. */
async function enter(client: pg.ClientBase, scope: Scope): Promise<void> {
  const operator = scope === "operator" || scope === "job" ? own.operatorId : "";
  const accounts: Partial<Record<Scope, string>> = { ministry: officer.accountId, platform: administrator.accountId, none: "" };
  await client.query(
    "SELECT set_config('app.scope', $1, true), set_config('app.operator', $2, true), set_config('app.sector', $3, true), set_config('app.account', $4, true)",
    [scope === "none" ? "" : scope, operator, scope === "ministry" ? own.sectorId : "", accounts[scope] ?? own.people.ciso.accountId],
  );
}

/** What a statement does in the scope: the rows it touched, or why not. It is undone in any case. */
async function attempt(scope: Scope, statement: string, values: unknown[] = []): Promise<{ rows: pg.QueryResultRow[]; count: number; code: string | null }> {
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

const counted = async (table: string, where: string): Promise<number> =>
  Number((await owner.query<{ n: string }>(`SELECT count(*) AS n FROM "${table}" WHERE ${where}`)).rows[0]?.n);

async function columnsFor(table: string, privilege: "INSERT" | "UPDATE"): Promise<string[]> {
  const { rows } = await application.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     AND has_column_privilege(attrelid, attnum, $2) ORDER BY attnum`,
    [`public."${table}"`, privilege],
  );
  return rows.map(({ name }) => name);
}

describe("F8 row-level security alone", () => {
  it("is written down for exactly the tables that exist", async () => {
    const { rows } = await owner.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(TABLES).sort());
    const { rows: open } = await owner.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
       AND NOT c.relrowsecurity AND NOT coalesce('security_invoker=true' = ANY(c.reloptions), false) AND has_any_column_privilege('portal_app', c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')`,
    );
    expect(open).toEqual([]);
  });

  it.each(SCOPES)("holds for a view too: in scope %s it shows what its reader may see of its tables", async (scope) => {
    const own = await attempt(scope, "SELECT DISTINCT operator_id FROM tally ORDER BY 1");
    expect(await attempt(scope, "SELECT DISTINCT operator_id FROM tally_item ORDER BY 1")).toEqual(own);
    expect(Number((await owner.query<{ n: string }>("SELECT count(DISTINCT operator_id) AS n FROM tally_item")).rows[0]?.n)).toBeGreaterThan(own.rows.length);
  });

  const cases = Object.keys(TABLES).flatMap((table) => SCOPES.map((scope) => [table, scope] as const));

  it.each(cases)("%s in scope %s shows what is written down and nothing more", async (table, scope) => {
    const { reads } = TABLES[table]!;
    const key = keyOf(table);
    const all = await counted(table, "true");
    expect(all).toBeGreaterThan(0);
    const { rows: expected } = await owner.query<{ key: string }>(`SELECT ${key} AS key FROM "${table}" WHERE ${condition(reads, scope)} ORDER BY 1`);
    const seen = await attempt(scope, `SELECT ${key} AS key FROM "${table}" ORDER BY 1`);
    expect([null, DENIED]).toContain(seen.code);
    expect(seen.rows).toEqual(expected);
    const aggregated = await attempt(scope, `SELECT count(*)::int AS n FROM "${table}"`);
    if (aggregated.code === null) expect(aggregated.rows[0]?.n).toBe(expected.length);
  });

  it.each(cases)("%s in scope %s lets no foreign row be changed, deleted or added", async (table, scope) => {
    const { writes } = TABLES[table]!;
    const mine = condition(writes, scope);
    const reachable = await counted(table, mine);
    const [column = keys.get(table)?.[0] ?? ""] = await columnsFor(table, "UPDATE");
    // Without a condition and without reading: only the policy for the change itself stands in the way.
    const blind = await attempt(scope, `UPDATE "${table}" SET "${column}" = ${reachable === 0 ? "NULL" : `"${column}"`}`);
    expect([null, DENIED]).toContain(blind.code);
    expect(blind.count).toBeLessThanOrEqual(reachable);
    const removed = await attempt(scope, `DELETE FROM "${table}"`);
    expect(reachable === 0 ? [null, DENIED] : [null, DENIED, FOREIGN_KEY]).toContain(removed.code);
    expect(removed.count).toBeLessThanOrEqual(reachable);
    expect((await attempt(scope, `TRUNCATE "${table}" CASCADE`)).code).toBe(DENIED);

    const { rows: foreign } = await owner.query<{ row: object }>(`SELECT to_jsonb(t) AS row FROM "${table}" t WHERE NOT coalesce((${mine}), false) LIMIT 3`);
    const columns = (await columnsFor(table, "INSERT")).map((name) => `"${name}"`).join(", ");
    for (const { row } of columns === "" ? [] : foreign) {
      const added = await attempt(scope, `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::"${table}", $1::jsonb)`, [
        JSON.stringify(row),
      ]);
      // A row of the ministry's, the platform's or the operator's own that may be added is no foreign row: then only its key stands in the way.
      const permitted = mayAdd(table, scope, row);
      expect(added.code, JSON.stringify(row)).toBe(permitted ? "23505" : DENIED);
    }
  });

  it("moves no row out of its operator", async () => {
    const { rows } = await owner.query<{ id: string }>("SELECT id FROM operator WHERE id <> $1 LIMIT 1", [own.operatorId]);
    for (const table of ["department", "person", "sheet", "answer", "tally", "appointment"]) {
      expect((await attempt("operator", `UPDATE ${table} SET operator_id = '${rows[0]!.id}'`)).code, table).toBe(DENIED);
    }
  });

  it("lets no key of a row be changed, in any table: what refers to the row would lose it", async () => {
    for (const [table, columns] of keys) {
      const changeable = await columnsFor(table, "UPDATE");
      expect(
        changeable.filter((column) => columns.includes(column) || /^(operator_id|account_id|cycle_id|sheet_id|item_id|person_id|role|scope)$/.test(column)),
        table,
      ).toEqual([]);
    }
    for (const [table, column] of [
      ["sheet", "id"],
      ["sheet", "cycle_id"],
      ["answer", "item_id"],
      ["person", "id"],
      ["cycle", "id"],
      ["account", "operator_id"],
      ["access_token", "hash"],
      ["session", "expires_at"],
    ] as const) {
      expect((await attempt("operator", `UPDATE ${table} SET ${column} = ${column}`)).code, `${table}.${column}`).toBe(DENIED);
    }
  });

  it.each(WRITTEN_BY_FUNCTIONS)("%s takes no row that the application writes by itself", async (table) => {
    expect(await columnsFor(table, "INSERT")).toEqual([]);
    for (const scope of SCOPES) expect((await attempt(scope, `INSERT INTO ${table} SELECT * FROM ${table} LIMIT 1`)).code, scope).toBe(DENIED);
  });

  it("hands out password hashes to a sign-in that was counted, and lets nobody else call the functions", async () => {
    const { email, accountId } = own.people.handler;
    const begun = "SELECT attempt, account_id, password_hash FROM portal_begin_sign_in($1, now(), $2)";
    const [row] = (await attempt("none", begun, [email, 3])).rows;
    expect(row).toMatchObject({ account_id: accountId, password_hash: expect.stringContaining("$argon2id$") as unknown });
    await application.query(begun, [email, 3]);
    expect(await counted("login_attempt", `email = '${email}'`)).toBe(2);
    expect((await attempt("none", begun, [email, 2])).rows).toEqual([]);
    expect((await attempt("none", begun, [email.toUpperCase(), 2])).rows).toMatchObject([{ account_id: null, password_hash: null }]);
    for (const scope of SCOPES) {
      const found = (
        await attempt(scope, "SELECT * FROM portal_find_login($1, now()) UNION ALL SELECT * FROM portal_find_login($2, now())", [email, administrator.email])
      ).rows;
      expect(found, scope).toEqual(scope === "platform" ? [{ account_id: administrator.accountId }] : []);
    }
    const { rows } = await owner.query<{ name: string }>(
      "SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef AND has_function_privilege('public', oid, 'EXECUTE')",
    );
    expect(rows).toEqual([]);
  });

  it.each(APPEND_ONLY)("%s is refused to be changed, deleted and truncated, also by the owner", async (table) => {
    const { rows: before } = await owner.query(`SELECT * FROM ${table}`);
    expect(before.length).toBeGreaterThan(0);
    const column = keys.get(table)?.[0] ?? "";
    for (const statement of [`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table}`, `TRUNCATE ${table} CASCADE`]) {
      await expect(owner.query(statement), statement).rejects.toMatchObject({ code: "23000" });
      for (const scope of SCOPES) expect((await attempt(scope, statement)).code, `${scope}: ${statement}`).toBe(DENIED);
    }
    await expect(owner.query(`TRUNCATE operator CASCADE`)).rejects.toMatchObject({ code: "23000" });
    expect((await owner.query(`SELECT * FROM ${table}`)).rows).toEqual(before);
  });

  it("a frozen submission cannot be replaced through ON CONFLICT either", async () => {
    const { rows } = await owner.query<{ row: object }>("SELECT to_jsonb(s) AS row FROM submission s WHERE operator_id = $1", [own.operatorId]);
    const replaced = await attempt(
      "operator",
      "INSERT INTO submission SELECT * FROM jsonb_populate_record(NULL::submission, $1::jsonb) ON CONFLICT (operator_id, id) DO UPDATE SET content = 'x'",
      [JSON.stringify(rows[0]!.row)],
    );
    expect(replaced.code).toBe(DENIED);
  });

  it("lets nobody submit or call under a sector that is not the operator's", async () => {
    const { rows } = await owner.query<{ row: Record<string, unknown> }>("SELECT to_jsonb(s) AS row FROM submission s WHERE operator_id = $1", [
      own.operatorId,
    ]);
    const submission = { ...rows[0]!.row, id: randomUUID(), version: 9, previous_hash: "0".repeat(64) };
    const submit = (sector: string) =>
      attempt("operator", "INSERT INTO submission SELECT * FROM jsonb_populate_record(NULL::submission, $1::jsonb)", [
        JSON.stringify({ ...submission, sector_id: sector }),
      ]);
    expect((await submit(own.sectorId)).code).toBeNull();
    expect((await submit("rail-test")).code).toBe(DENIED);
    const { rows: foreign } = await owner.query<{ id: string }>("SELECT id FROM operator WHERE sector_id = 'rail-test' LIMIT 1");
    const { rows: surveys } = await owner.query<{ id: string }>("SELECT id FROM survey WHERE sector_id = $1 LIMIT 1", [own.sectorId]);
    const call = await attempt("ministry", "INSERT INTO survey_call (operator_id, survey_id, sector_id) VALUES ($1, $2, $3)", [
      foreign[0]!.id,
      surveys[0]!.id,
      own.sectorId,
    ]);
    expect(call.code).toBe(DENIED);
  });

  it("keeps scores of submissions alone, and under a set's name nothing but the set, of the sector's operators", async () => {
    const { rows } = await owner.query<{ row: Record<string, unknown> }>("SELECT to_jsonb(s) AS row FROM submission_score s WHERE operator_id = $1", [
      own.operatorId,
    ]);
    const score = (changed: object) =>
      attempt("ministry", "INSERT INTO submission_score SELECT * FROM jsonb_populate_record(NULL::submission_score, $1::jsonb)", [
        JSON.stringify({ ...rows[0]!.row, rule: "2", ...changed }),
      ]);
    expect((await score({})).code).toBeNull();
    for (const changed of [
      { submission_id: randomUUID() },
      { survey_id: randomUUID() },
      { operator_id: own.people.ciso.personId },
      { sector_id: "rail-test" },
    ]) {
      expect((await score(changed)).code, JSON.stringify(changed)).toBe(DENIED);
    }
    const { rows: others } = await owner.query<{ id: string; sector_id: string }>("SELECT id, sector_id FROM operator WHERE id <> $1", [own.operatorId]);
    const [beside, far] = [own.sectorId, "rail-test"].map((sector) => others.find((one) => one.sector_id === sector)?.id ?? "");
    const add = (ids: readonly string[], named: readonly string[] = ids) =>
      attempt("ministry", "INSERT INTO operator_set (sector_id, digest, operator_ids) VALUES ($1, $2, $3)", [
        own.sectorId,
        createHash("sha256").update(named.join(",")).digest("hex"),
        ids,
      ]);
    expect((await add([own.operatorId, beside!])).code).toBeNull();
    expect((await add([own.operatorId, far!])).code).toBe(DENIED);
    expect((await add([own.operatorId, beside!], [own.operatorId])).code).toBe(CHECKED);
  });

  it("tells of accounts of the scope's operator, and of no other, whether they have a password", async () => {
    const { rows } = await owner.query<{ id: string; mine: boolean }>(
      "SELECT id, coalesce(operator_id = $1, false) AS mine FROM account WHERE password_hash IS NOT NULL",
      [own.operatorId],
    );
    expect(new Set(rows.map(({ mine }) => mine))).toEqual(new Set([true, false]));
    for (const scope of SCOPES) {
      const asked = await attempt(scope, "SELECT id FROM unnest($1::uuid[]) AS id WHERE portal_has_password(id)", [rows.map(({ id }) => id)]);
      const expected = scope === "operator" || scope === "job" ? rows.filter(({ mine }) => mine).map(({ id }) => id) : [];
      expect(asked.rows.map((row) => row["id"] as string).sort(), scope).toEqual(expected.sort());
    }
    const none = await owner.query("SELECT has_function_privilege('public', 'portal_has_password(uuid)', 'EXECUTE') AS may");
    expect(none.rows).toEqual([{ may: false }]);
  });

  it.each(SCOPES)("shows no password hash in scope %s", async (scope) => {
    for (const statement of [
      "SELECT password_hash FROM account",
      "SELECT * FROM account",
      "SELECT to_jsonb(account) FROM account",
      "SELECT id FROM account WHERE password_hash LIKE '$argon2id%'",
      "SELECT id FROM account ORDER BY password_hash",
      "UPDATE account SET shortcut_keys = true RETURNING password_hash",
      "UPDATE account SET name = password_hash",
      "SELECT portal_describe_account(id) FROM account",
      "COPY account TO STDOUT",
      "TABLE pg_authid",
    ]) {
      expect((await attempt(scope, statement)).code, statement).toBe(DENIED);
    }
  });

  it("offers no way around: other roles, security switched off, files, functions of the owner", async () => {
    for (const statement of [
      "SET ROLE portal_owner",
      "SET SESSION AUTHORIZATION portal_owner",
      "ALTER TABLE audit DISABLE TRIGGER ALL",
      "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
      "CREATE TABLE own (id int)",
      "CREATE POLICY open ON person USING (true)",
      "COPY person TO '/tmp/people'",
      "SET session_replication_role = replica",
      "SELECT pg_read_file('PG_VERSION')",
    ]) {
      expect((await attempt("operator", statement)).code, statement).toBe(DENIED);
    }
    await application.query("SET row_security = off");
    expect((await attempt("operator", "SELECT id FROM person")).code).toBe(DENIED);
    await application.query("RESET row_security");
  });

  it("shows nothing for a scope that is mixed up or malformed", async () => {
    const people = "SELECT count(*)::int AS n FROM person";
    for (const [operator, ok] of [
      ["", true],
      [randomUUID(), true],
      ["'; --", false],
      ["%", false],
    ] as const) {
      await application.query("BEGIN");
      await application.query("SELECT set_config('app.scope', 'operator', true), set_config('app.operator', $1, true)", [operator]);
      const seen = await application.query<{ n: number }>(people).then(
        ({ rows }) => rows[0]?.n,
        (error: unknown) => (error as { code: string }).code,
      );
      await application.query("ROLLBACK");
      expect(seen).toBe(ok ? 0 : "22P02");
    }
  });

  it("does not leak a scope to the next transaction of a pooled connection, whatever became of the one before", async () => {
    const pool = new pg.Pool({ connectionString: database.appUrl, max: 1 });
    const withoutScope = async () => (await pool.query<{ n: number }>("SELECT count(*)::int AS n FROM person")).rows[0]?.n;
    for (const end of ["COMMIT", "ROLLBACK", "fails"]) {
      const client = await pool.connect();
      await client.query("BEGIN");
      await enter(client, "operator");
      expect((await client.query("SELECT 1 FROM person")).rowCount).toBeGreaterThan(0);
      if (end === "fails") await client.query("SELECT 1/0").catch(() => client.query("ROLLBACK"));
      else await client.query(end);
      client.release();
      expect(await withoutScope(), end).toBe(0);
    }
    await pool.end();
  });
});

/** Rows that are not the scope's to change but that it may add (its own kind, its own place). */
function mayAdd(table: string, scope: Scope, row: object): boolean {
  const { operator_id: operatorId, sector_id: sectorId, account_id: accountId } = row as Record<string, unknown>;
  const operator = scope === "operator" || scope === "job" ? own.operatorId : null;
  const account =
    scope === "none" ? null : scope === "ministry" ? officer.accountId : scope === "platform" ? administrator.accountId : own.people.ciso.accountId;
  switch (table) {
    case "answer_history":
    case "mutation":
    case "item_remark":
    case "cycle_change":
    case "submission":
      return operatorId === operator && operator !== null;
    case "audit":
      return (operatorId ?? null) === operator && (accountId ?? null) === account;
    case "outbox":
      return (operatorId ?? null) === operator && (accountId ?? null) === account && (sectorId ?? null) === (scope === "ministry" ? own.sectorId : null);
    case "survey":
    case "survey_call":
      return scope === "ministry" && sectorId === own.sectorId;
    case "submission_score":
      return (operatorId === operator && operator !== null) || (scope === "ministry" && sectorId === own.sectorId);
    case "operator_set":
      return scope === "ministry" && sectorId === own.sectorId;
    case "sector_access_log":
      return scope === "ministry" && sectorId === own.sectorId && accountId === officer.accountId;
    case "look_log":
      return scope === "ministry" && accountId === officer.accountId;
    default:
      return false;
  }
}
