import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import { describe, expect, it } from "vitest";
import {
  administrator,
  application,
  attempt,
  columnsFor,
  counted,
  DENIED,
  database,
  enter,
  keys,
  own,
  owner,
  prepareSecondLockGround,
  SCOPES,
} from "@/tests/support/second-lock-ground";

prepareSecondLockGround();

/** Written only by functions of the owner, which count and record what they write. */
const WRITTEN_BY_FUNCTIONS = ["login_attempt", "session", "access_token"];
const APPEND_ONLY = ["submission", "audit", "answer_history", "look_log", "cycle_change", "operator_set", "sector_access_log"] as const;
const CHECKED = "23514";

describe("F8 row-level security alone", () => {
  it.each(WRITTEN_BY_FUNCTIONS)("%s accepts no direct write of the application", async (table) => {
    expect(await columnsFor(table, "INSERT")).toEqual([]);
    for (const scope of SCOPES) expect((await attempt(scope, `INSERT INTO ${table} SELECT * FROM ${table} LIMIT 1`)).code, scope).toBe(DENIED);
  });

  it("returns password hashes only to a counted sign-in, and lets nobody else call the functions", async () => {
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

  it.each(APPEND_ONLY)("%s cannot be changed, deleted or truncated, not even by the owner", async (table) => {
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

  it("refuses a submission or call under a sector that is not the operator's", async () => {
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

  it("stores scores of submissions only, and under a set's name only that set of the sector's operators", async () => {
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

  it("shows whether accounts have a password only for the scope's operator", async () => {
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

  it("offers no bypass: other roles, disabled security, files, functions of the owner", async () => {
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

  it("shows nothing for an inconsistent or malformed scope", async () => {
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

  it("does not leak a scope to the next transaction of a pooled connection, however the previous one ended", async () => {
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
