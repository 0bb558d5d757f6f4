import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasVisible } from "@/lib/domain/shared/text";
import { identityFold, searchFold } from "@/lib/domain/shared/text-fold";
import { withClient } from "@/lib/runtime/portal-logins";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let own: TestDatabase;
beforeAll(async () => {
  own = await createDatabase();
});
afterAll(() => own.drop());

const hex = (text: string): string => Array.from(text, (one) => one.codePointAt(0)?.toString(16)).join(" ");

/** Every code point with a meaning, in surroundings where it could join. Most Han fold to themselves, so a part is enough. */
function samples(): string[] {
  const found: string[] = [];
  for (let code = 1; code <= 0x10ffff; code += 1) {
    const one = String.fromCodePoint(code);
    if (/\p{Cs}|(?!\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point})[\p{Cn}\p{Co}]/u.test(one)) continue;
    if (code % 8 === 0 || !/[\p{Unified_Ideograph}\p{Script=Hangul}\p{Script=Tangut}]/u.test(one)) found.push(`か${one}\u3099バ${one}`);
  }
  return found;
}
const TEXTS = ["情報\u200bシステム室", "ｻｰﾊﾞｰ室", "STRAẞE İı", "Σας ᾳ", "〜～‖∥―－ー-", "サーバールーム サーバー", "葛\u{e0100}城", "👩‍✈️ ☎︎", "\u3164", "а́Б"];

describe("M9 the database folds as the module does", () => {
  it("M9 every code point has the fold of the module", async () => {
    const texts = [...TEXTS, ...samples()];
    await withClient(own.ownerUrl, async (client) => {
      const differ: string[] = [];
      for (let from = 0; from < texts.length; from += 5_000) {
        const part = texts.slice(from, from + 5_000);
        const { rows } = await client.query<{ text: string; fold: string; search: string; known: boolean }>(
          "SELECT t AS text, portal_fold(t) AS fold, portal_search_fold(t) AS search, unicode_assigned(t) AS known FROM unnest($1::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n",
          [part],
        );
        // What this database's Unicode does not know yet, it cannot normalise.
        differ.push(
          ...rows.filter(({ text, fold, search, known }) => known && (fold !== identityFold(text) || search !== searchFold(text))).map(({ text }) => hex(text)),
        );
      }
      expect(differ).toEqual([]);
    });
  });
});

describe("M9 the database sees what the module sees", () => {
  it("M9 every code point is seen as the module sees it, marks on what they stand on", async () => {
    const { rows } = await withClient(own.ownerUrl, (client) =>
      client.query<{ code: number }>(
        "SELECT code FROM generate_series(1, 1114111) AS code WHERE code NOT BETWEEN 55296 AND 57343 AND portal_seen(chr(code)) = ''",
      ),
    );
    const unseen = new Set(rows.map(({ code }) => code));
    const differ: number[] = [];
    for (let code = 1; code <= 0x10ffff; code += 1) {
      const one = String.fromCodePoint(code);
      if (!/\p{Cs}/u.test(one) && unseen.has(code) !== (identityFold(one) === "" && !hasVisible(one))) differ.push(code);
    }
    expect(differ.map((code) => code.toString(16))).toEqual([]);
    expect(unseen.has(0x13442)).toBe(true);
  });
});

const migration = (name: string): string => readFileSync(`prisma/migrations/${name}/migration.sql`, "utf8");

/** Expects that every column that the database folds has been made with the functions of now. */
async function expectFoldsOf(client: pg.ClientBase): Promise<void> {
  const columns = await client.query<{ at: string; expression: string }>(
    "SELECT table_name || '.' || column_name AS at, generation_expression AS expression FROM information_schema.columns WHERE is_generated = 'ALWAYS' AND generation_expression LIKE '%portal_%fold(%'",
  );
  expect(columns.rows.length).toBeGreaterThan(5);
  for (const { at, expression } of columns.rows) {
    const [table, column] = at.split(".");
    const stale = await client.query(`SELECT 1 FROM ${String(table)} WHERE ${String(column)} IS DISTINCT FROM ${expression}`);
    expect([at, stale.rowCount]).toEqual([at, 0]);
  }
}

describe("M9 names and numbers that were equal before", () => {
  it("M9 do not stop the migration, stay as they are, are marked, and bind the ones that come", async () => {
    const operatorId = randomUUID();
    await withClient(own.ownerUrl, async (client) => {
      await client.query(`ALTER TABLE department DROP COLUMN name_fold, DROP COLUMN doubled; ALTER TABLE critical_system DROP COLUMN name_fold, DROP COLUMN doubled;
        ALTER TABLE person DROP COLUMN staff_number_fold, DROP COLUMN search_fold, DROP COLUMN doubled; ALTER TABLE operator DROP COLUMN search_fold; ALTER TABLE account DROP COLUMN search_fold;
        DROP FUNCTION portal_search_fold, portal_fold, portal_one_case, portal_seen`);
      await client.query("INSERT INTO sector (id, name, ministry, editions, kinds) VALUES ('fold', '空', '省', '{}', '[]')");
      await client.query("INSERT INTO operator (id, sector_id, name, created_at) VALUES ($1, 'fold', '空港', now())", [operatorId]);
      const department = randomUUID();
      const names = ["情報システム室", "情報\u200bシステム室", "情報　システム室", "総務部"];
      for (const [place, name] of names.entries()) {
        await client.query("INSERT INTO department (operator_id, id, name) VALUES ($1, $2, $3)", [operatorId, place === 0 ? department : randomUUID(), name]);
      }
      for (const [place, number] of ["A-1", "Ａ－１", null, null].entries()) {
        await client.query("INSERT INTO person (operator_id, id, department_id, name, email, staff_number) VALUES ($1, $2, $3, '石川　葵', $4, $5)", [
          operatorId,
          randomUUID(),
          department,
          `p${place}@example.jp`,
          number,
        ]);
      }
      await client.query(migration("20261129165000_text_folds"));
      const departments = await client.query<{ name: string; doubled: boolean }>("SELECT name, doubled FROM department WHERE operator_id = $1", [operatorId]);
      expect(departments.rows.map(({ name }) => name).sort()).toEqual([...names].sort());
      expect(departments.rows.filter(({ doubled }) => doubled)).toHaveLength(2);
      const people = await client.query<{ doubled: boolean }>("SELECT doubled FROM person WHERE operator_id = $1", [operatorId]);
      expect(people.rows.filter(({ doubled }) => doubled)).toHaveLength(1);
      await client.query(migration("20261130052000_account_search"));
      await client.query("INSERT INTO account (id, email, name, role) VALUES ($1, 'seen@example.jp', '佐\ufffc藤', 'platformAdministrator')", [randomUUID()]);
      const later = ["情報\ufffcシステム室", "経理\u{13441}部", "経理部"];
      for (const name of later) await client.query("INSERT INTO department (operator_id, id, name) VALUES ($1, $2, $3)", [operatorId, randomUUID(), name]);
      for (const name of ["053000_nothing_to_see", "053100_accounts_seen"]) await client.query(migration(`20261130${name}`));
      const then = await client.query<{ name: string; doubled: boolean }>("SELECT name, doubled FROM department WHERE operator_id = $1", [operatorId]);
      expect(then.rows.map(({ name }) => name).sort()).toEqual([...names, ...later].sort());
      expect(then.rows.filter(({ doubled }) => doubled)).toHaveLength(4);
      await expectFoldsOf(client);
      const copied = ["長崎営業部長室", "⻑崎営業部⻑室", "⺠間西課", "民間⻄課"];
      for (const name of copied) await client.query("INSERT INTO department (operator_id, id, name) VALUES ($1, $2, $3)", [operatorId, randomUUID(), name]);
      await client.query(migration("20261130100000_radicals"));
      const now = await client.query<{ name: string; doubled: boolean }>("SELECT name, doubled FROM department WHERE operator_id = $1", [operatorId]);
      expect(now.rows.map(({ name }) => name).sort()).toEqual([...names, ...later, ...copied].sort());
      expect(now.rows.filter(({ doubled }) => doubled)).toHaveLength(6);
      await expectFoldsOf(client);
      const third = client.query("INSERT INTO department (operator_id, id, name) VALUES ($1, $2, '長崎営業部⾧室')", [operatorId, randomUUID()]);
      await expect(third).rejects.toThrow("department_name_fold");
      const another = client.query("INSERT INTO department (operator_id, id, name) VALUES ($1, $2, '情報システム\u3164室')", [operatorId, randomUUID()]);
      await expect(another).rejects.toThrow("department_name_fold");
    });
  });
});
