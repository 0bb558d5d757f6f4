import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadDemo } from "@/lib/demo/load";
import { prepareAsOwner, refuseUnfitDatabase } from "@/lib/launch/prepare-database";
import { claimKind } from "@/lib/runtime/data-kind";
import { withClient } from "@/lib/runtime/portal-logins";
import { schemaFit } from "@/lib/server/database/installation";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let own: TestDatabase;
let said: string[] = [];
const announce = (line: string): void => void said.push(line);

const asOwner = (statement: string): Promise<unknown[]> =>
  withClient(own.ownerUrl, async (client) => (await client.query<Record<string, unknown>>(statement)).rows);
const prepare = (demo: boolean): Promise<boolean> => prepareAsOwner({ ownerUrl: own.ownerUrl, applicationUrl: own.appUrl }, demo, announce);
const kind = async (): Promise<unknown> => (await asOwner("SELECT kind FROM installation"))[0];
const LAST = "20991231000000_of_later_code";
const applied = (name: string): string =>
  `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('${name}', 'x', '${name}', now())`;

beforeAll(async () => {
  own = await createDatabase();
});
afterAll(() => own.drop());

beforeEach(async () => {
  said = [];
  await own.drop();
  own = await createDatabase();
});

describe("M4 the range of schemas that the code declares", () => {
  it("M4 includes the migrated one, for the owner and for the application's login", async () => {
    for (const url of [own.ownerUrl, own.appUrl]) {
      expect(await withClient(url, (client) => schemaFit(async (statement) => (await client.query(statement)).rows as unknown[]))).toMatchObject({
        fits: true,
        newer: false,
      });
      await expect(refuseUnfitDatabase(url, false)).resolves.toBeUndefined();
    }
  });

  it.each([
    ["never migrated", "DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC", "まだ移行されていません"],
    [
      "of another program",
      "DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC; CREATE TABLE pedigree (id int)",
      "ポータルのものでない表",
    ],
    ["from before the mark", "DROP FUNCTION portal_installation; DROP TABLE installation", "古すぎます"],
    [
      "with a needed migration that was begun and not finished",
      "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%_locks'",
      "古すぎます[^]*_locks",
    ],
    [
      "with a needed migration that was rolled back",
      "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name LIKE '%_fixed_keys'",
      "古すぎます[^]*_fixed_keys",
    ],
    ["that later code has ended for this code", `${applied(LAST)}; UPDATE installation SET oldest_code = '${LAST}'`, `もう使えません[^]*${LAST}`],
    ["whose login is not admitted", "REVOKE EXECUTE ON FUNCTION portal_installation() FROM portal_application", "GRANT portal_application TO"],
  ])("M4 a database %s is refused with a remedy", async (_case, change, words) => {
    await asOwner(change);
    await expect(refuseUnfitDatabase(own.appUrl, false)).rejects.toThrow(new RegExp(words));
  });

  it("M4 this code continues beside later code that allows it, even when restarted as owner; it changes nothing then", async () => {
    await prepare(false);
    await asOwner(`${applied(LAST)}; ALTER TABLE edition_revision DISABLE TRIGGER refuse_change; UPDATE edition_revision SET content_hash = 'of later code'`);
    await expect(refuseUnfitDatabase(own.appUrl, false)).resolves.toBeUndefined();
    expect(await prepare(false)).toBe(false);
    expect(said.join()).toContain("新しい版が移行した");
    expect(await asOwner("SELECT DISTINCT content_hash AS hash FROM edition_revision")).toEqual([{ hash: "of later code" }]);
  });

  it("M4 code that was ended neither migrates nor imports as owner", async () => {
    await asOwner(`${applied(LAST)}; UPDATE installation SET oldest_code = '${LAST}'; DELETE FROM _prisma_migrations WHERE migration_name LIKE 'nothing'`);
    await expect(prepare(false)).rejects.toThrow("もう使えません");
    expect(await kind()).toEqual({ kind: null });
  });

  it("M4 as owner, a database of another program stays as it is", async () => {
    await asOwner("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE pedigree (id int)");
    await expect(prepare(false)).rejects.toThrow("ポータルのものでない表");
    expect(await asOwner("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")).toEqual([{ relname: "pedigree" }]);
  });
});

describe("M4 the database's mark of demo or real data", () => {
  it("M4 is set by the first use; the other kind is refused afterwards, for owner and application", async () => {
    await prepare(false);
    expect(await kind()).toEqual({ kind: "production" });
    await expect(prepare(true)).rejects.toThrow("本番のデータがあります");
    await expect(refuseUnfitDatabase(own.appUrl, true)).rejects.toThrow("本番のデータがあります");
    await expect(loadDemo(own.ownerUrl)).rejects.toThrow("本番のデータがあります");
    expect(await asOwner("SELECT count(*)::int AS n FROM operator")).toEqual([{ n: 0 }]);
  });

  it("M4 never turns a database of the demo into a real one", async () => {
    await withClient(own.ownerUrl, (client) => claimKind(client, true));
    expect(await kind()).toEqual({ kind: "demo" });
    await expect(prepare(false)).rejects.toThrow("見本（demo）のデータがあります");
    await expect(refuseUnfitDatabase(own.appUrl, false)).rejects.toThrow("見本（demo）のデータがあります");
    await expect(refuseUnfitDatabase(own.ownerUrl, false)).rejects.toThrow("見本（demo）のデータがあります");
    await expect(refuseUnfitDatabase(own.appUrl, true)).resolves.toBeUndefined();
  });

  it("M4 is never assumed to be the demo's if it is missing", async () => {
    await asOwner("INSERT INTO account (id, email, name, role) VALUES (gen_random_uuid(), 'a@example.jp', 'a', 'platformAdministrator')");
    await expect(prepare(true)).rejects.toThrow("本番のデータがあります");
  });

  it("M4 cannot be changed by the application's login", async () => {
    await prepare(false);
    for (const statement of [
      "UPDATE installation SET kind = 'demo'",
      "DELETE FROM installation",
      "INSERT INTO installation VALUES (true, 'demo', now(), '')",
      "SELECT kind FROM installation",
    ]) {
      await expect(withClient(own.appUrl, (client) => client.query(statement))).rejects.toMatchObject({ code: "42501" });
    }
  });

  const script = readFileSync(path.resolve("prisma/migrations/20261129005000_installation/migration.sql"), "utf8");
  const before = "DROP FUNCTION portal_installation; DROP TABLE installation";
  it.each([
    [
      "with the demo's operators",
      "INSERT INTO operator (id, name, sector_id, created_at) SELECT 'f2263cba-361d-563a-ba76-d4db3ecf12b6', '架空', id, now() FROM sector LIMIT 1",
      "demo",
    ],
    ["with an account", "INSERT INTO account (id, email, name, role) VALUES (gen_random_uuid(), 'a@example.jp', 'a', 'platformAdministrator')", "production"],
    ["without data", "SELECT 1", null],
  ])("M4 is recognised by migration for a database %s from before the mark, and protects it from the other kind", async (_case, data, expected) => {
    await asOwner(`${before}; ${data}`);
    if (expected !== null) await expect(prepare(expected === "production")).rejects.toThrow("使えません");
    expect(await asOwner("SELECT to_regclass('installation') IS NULL AS untouched")).toEqual([{ untouched: true }]);
    await asOwner(script);
    expect(await kind()).toEqual({ kind: expected });
  });
});
