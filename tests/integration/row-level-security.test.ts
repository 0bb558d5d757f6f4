import { describe, expect, it } from "vitest";
import {
  administrator,
  attempt,
  columnsFor,
  counted,
  DENIED,
  keys,
  officer,
  own,
  owner,
  prepareSecondLockGround,
  SCOPES,
  type Scope,
} from "@/tests/support/second-lock-ground";

prepareSecondLockGround();

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

/** Rows that each scope may see (`reads`) and change (`writes`); absent means none. */
const TABLES: Readonly<Record<string, { readonly reads: Rights; readonly writes: Rights }>> = {
  ...Object.fromEntries(
    [
      "department",
      "critical_system",
      "person",
      "appointment",
      "deputy",
      "planned_handover",
      "cycle",
      "cycle_item",
      "cycle_left_out",
      "sheet",
      "sheet_respondent",
      "answer",
      "tally",
    ].map((table) => [table, { reads: OWN_OPERATOR, writes: OWN_OPERATOR }]),
  ),
  ...Object.fromEntries(
    ["answer_history", "mutation", "item_remark", "item_remark_response", "item_remark_withdrawal", "cycle_change"].map((table) => [
      table,
      { reads: OWN_OPERATOR, writes: {} },
    ]),
  ),
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
  security_event: { reads: { operator: "operator_id = :A", job: "operator_id = :A", platform: "true" }, writes: {} },
  audit: { reads: { operator: "operator_id = :A", job: "operator_id = :A", platform: "operator_id IS NULL" }, writes: {} },
  survey: {
    reads: {
      operator: "id IN (SELECT survey_id FROM survey_call WHERE operator_id = :A)",
      job: "id IN (SELECT survey_id FROM survey_call WHERE operator_id = :A)",
      ministry: "sector_id = :sector",
    },
    writes: { ministry: "sector_id = :sector" },
  },
  survey_call: { reads: { ...OWN_OPERATOR, ministry: "sector_id = :sector" }, writes: { ministry: "sector_id = :sector" } },
  taken_out_call: {
    reads: { operator: "operator_id = :A AND seen", job: "operator_id = :A AND seen", ministry: "sector_id = :sector" },
    writes: { ministry: "sector_id = :sector" },
  },
  late_correction: { reads: { ...OWN_OPERATOR, ministry: "sector_id = :sector" }, writes: { ministry: "sector_id = :sector" } },
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

/** A row that others refer to stays. */
const REFERRED = ["23503", "23001"];

const literal = (condition: string): string =>
  condition
    .replaceAll(":sector", `'${own.sectorId}'`)
    .replaceAll(":officer", `'${officer.accountId}'`)
    .replaceAll(":administrator", `'${administrator.accountId}'`)
    .replaceAll(":me", `'${own.people.ciso.accountId}'`)
    .replaceAll(":A", `'${own.operatorId}'`);

const condition = (rights: Rights, scope: Scope): string => literal(rights[scope] ?? "false");

const keyOf = (table: string): string => (keys.get(table) ?? []).map((column) => `"${column}"::text`).join(" || ' ' || ");

/** Whether the scope may add a row that it cannot change (of its own kind and place). */
function mayAdd(table: string, scope: Scope, row: object): boolean {
  const { operator_id: operatorId, sector_id: sectorId, account_id: accountId } = row as Record<string, unknown>;
  const operator = scope === "operator" || scope === "job" ? own.operatorId : null;
  const account =
    scope === "none" ? null : scope === "ministry" ? officer.accountId : scope === "platform" ? administrator.accountId : own.people.ciso.accountId;
  switch (table) {
    case "answer_history":
    case "mutation":
    case "item_remark":
    case "item_remark_response":
    case "item_remark_withdrawal":
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

describe("F8 row-level security alone", () => {
  it("covers exactly the tables that exist", async () => {
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

  it.each(SCOPES)("applies to a view too: in scope %s it shows what its reader may see of its tables", async (scope) => {
    const own = await attempt(scope, "SELECT DISTINCT operator_id FROM tally ORDER BY 1");
    expect(await attempt(scope, "SELECT DISTINCT operator_id FROM tally_item ORDER BY 1")).toEqual(own);
    expect(Number((await owner.query<{ n: string }>("SELECT count(DISTINCT operator_id) AS n FROM tally_item")).rows[0]?.n)).toBeGreaterThan(own.rows.length);
  });

  const cases = Object.keys(TABLES).flatMap((table) => SCOPES.map((scope) => [table, scope] as const));

  it.each(cases)("%s in scope %s shows the expected rows and no more", async (table, scope) => {
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

  it.each(cases)("%s in scope %s allows no foreign row to be changed, deleted or added", async (table, scope) => {
    const { writes } = TABLES[table]!;
    const mine = condition(writes, scope);
    const reachable = await counted(table, mine);
    const [column = keys.get(table)?.[0] ?? ""] = await columnsFor(table, "UPDATE");
    // Without a condition and without reading, so that only the policy for the change itself can refuse.
    const blind = await attempt(scope, `UPDATE "${table}" SET "${column}" = ${reachable === 0 ? "NULL" : `"${column}"`}`);
    expect([null, DENIED]).toContain(blind.code);
    expect(blind.count).toBeLessThanOrEqual(reachable);
    const removed = await attempt(scope, `DELETE FROM "${table}"`);
    expect(reachable === 0 ? [null, DENIED] : [null, DENIED, ...REFERRED]).toContain(removed.code);
    expect(removed.count).toBeLessThanOrEqual(reachable);
    expect((await attempt(scope, `TRUNCATE "${table}" CASCADE`)).code).toBe(DENIED);

    const { rows: foreign } = await owner.query<{ row: object }>(`SELECT to_jsonb(t) AS row FROM "${table}" t WHERE NOT coalesce((${mine}), false) LIMIT 3`);
    const columns = (await columnsFor(table, "INSERT")).map((name) => `"${name}"`).join(", ");
    for (const { row } of columns === "" ? [] : foreign) {
      const added = await attempt(scope, `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::"${table}", $1::jsonb)`, [
        JSON.stringify(row),
      ]);
      // A row of the ministry's, the platform's or the operator's own that may be added is no foreign row: only its key can refuse it.
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

  it("allows no key of a row to be changed, in any table, because references to the row would break", async () => {
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
});
