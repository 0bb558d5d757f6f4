import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadEditions } from "@/lib/content/load";
import { forbiddenDifferences } from "@/lib/features/content-import/errata";
import { importContent } from "@/lib/features/content-import/mutations";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

const MEASURE = "シンクライアント";
let database: TestDatabase;
let root: string;

/** A copy of the content in which one file is changed. */
function contentWith(file: string, change: (text: string) => string): string {
  rmSync(root, { recursive: true, force: true });
  cpSync("content", root, { recursive: true });
  const place = path.join(root, file);
  const text = readFileSync(place, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(place, changed);
  return root;
}

async function rows<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeEach(async () => {
  database = await createDatabase("content");
  root = path.join(mkdtempSync(path.join(tmpdir(), "kijun-content-")), "content");
});
afterEach(async () => {
  await database.drop();
  rmSync(path.dirname(root), { recursive: true, force: true });
});

describe("import of content", () => {
  test("the template holds both editions with every item; repeating the import changes nothing", async () => {
    const counts = await rows("SELECT edition_id, kind, count(*)::int AS n FROM edition_item GROUP BY 1, 2 ORDER BY 1, 2");
    expect(counts).toEqual([
      { edition_id: "kuko-2", kind: "example", n: 429 },
      { edition_id: "kuko-2", kind: "measure", n: 169 },
      { edition_id: "shishin-3", kind: "measure", n: 24 },
    ]);
    const before = await rows("SELECT id, revision, content_hash, imported_at FROM edition ORDER BY id");
    expect(await importContent(database.ownerUrl)).toEqual({ imported: [], unchanged: ["kuko-2", "shishin-3"], revised: [] });
    expect(await rows("SELECT id, revision, content_hash, imported_at FROM edition ORDER BY id")).toEqual(before);
    expect(await rows("SELECT target FROM audit WHERE action = 'content.import' ORDER BY target")).toEqual([
      { target: "edition/kuko-2" },
      { target: "edition/shishin-3" },
    ]);
  });

  test("a changed tier is refused by name, whatever the revision says", async () => {
    const file = "guidelines/kuko/2/sections/10-plan-policy.yaml";
    const changed = contentWith(file, (text) => text.replace("tier: required", "tier: reference"));
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/kuko-2:3\.1\.1:1 の tier（required → reference）/);
    const guideline = path.join(root, "guidelines/kuko/2/guideline.yaml");
    writeFileSync(guideline, readFileSync(guideline, "utf8").replace("revision: 1", "revision: 2"));
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/公開済みの版 kuko-2/);
    expect(await rows("SELECT tier FROM edition_item WHERE id = 'kuko-2:3.1.1:1'")).toEqual([{ tier: "required" }]);
  });

  test("a changed note without a higher revision is refused", async () => {
    const changed = contentWith("guidelines/kuko/2/guideline.yaml", (text) => text.replace("note: この", "note: なお、この"));
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/revision を上げて/);
  });

  test("content that does not stand in its source is refused with file and line", async () => {
    const file = "guidelines/kuko/2/sections/10-plan-policy.yaml";
    const changed = contentWith(file, (text) => text.replace("関係主体、顧客、", `${MEASURE}、`));
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/10-plan-policy\.yaml:\d+: /);
  });

  test("a crosswalk follows its file without a revision", async () => {
    const changed = contentWith("crosswalks/shishin-3--kuko-2.yaml", (text) => text.replace("reason: 組織・体制、", "reason: 組織及び体制、"));
    expect(await importContent(database.ownerUrl, changed)).toEqual({ imported: [], unchanged: [], revised: ["kuko-2", "shishin-3"] });
    expect(await importContent(database.ownerUrl)).toMatchObject({ revised: ["kuko-2", "shishin-3"] });
  });

  test("a higher revision with a reason changes texts and nothing else, and is not taken back", async () => {
    const found = "個人データ取扱台帳の整備し";
    const corrected = "個人データ取扱台帳を整備し";
    const changed = contentWith("guidelines/kuko/2/corrections.yaml", (text) =>
      text.replace(`kind: note, found: ${found}, reason: `, `kind: correction, found: ${found}, corrected: ${corrected}, reason: `),
    );
    const section = path.join(root, "guidelines/kuko/2/sections/11-plan-information.yaml");
    writeFileSync(section, readFileSync(section, "utf8").replace(found, corrected));
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/revision を上げて/);
    const guideline = path.join(root, "guidelines/kuko/2/guideline.yaml");
    writeFileSync(guideline, readFileSync(guideline, "utf8").replace("revision: 1", "revision: 2"));
    const items = "SELECT md5(string_agg(i::text, ',' ORDER BY id)) AS items FROM edition_item i";
    const [before] = await rows(items);
    expect(await importContent(database.ownerUrl, changed)).toEqual({ imported: [], unchanged: ["shishin-3"], revised: ["kuko-2"] });
    expect(await rows("SELECT revision, content::text LIKE '%台帳を整備し%' AS corrected FROM edition WHERE id = 'kuko-2'")).toEqual([
      { revision: 2, corrected: true },
    ]);
    expect(await rows(items)).toEqual([before]);
    await expect(importContent(database.ownerUrl)).rejects.toThrow(/正誤 第2版）は変えられません/);
  });

  test("a text that differs without a reason on its lines is named", () => {
    const loaded = loadEditions("content");
    if (!loaded.ok) throw new Error("content does not load");
    const published = loaded.value.find(({ id }) => id === "kuko-2");
    if (!published) throw new Error("kuko-2 is missing");
    const items = published.items.map((item) => (item.id === "kuko-2:3.1.1:1" ? { ...item, text: `${item.text}また、` } : item));
    expect(forbiddenDifferences(published, { ...published, items })).toEqual(["kuko-2:3.1.1:1 の文に、理由（corrections）がありません"]);
    const reason = { line: 331, kind: "note", found: "要求事項", corrected: null, reason: "確認のため" } as const;
    expect(forbiddenDifferences(published, { ...published, items, corrections: [...published.corrections, reason] })).toEqual([]);
  });
});
