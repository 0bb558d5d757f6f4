import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importContent } from "@/lib/launch/content-import/import-content";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

const MEASURE = "シンクライアント";
let database: TestDatabase;
let root: string;

const GUIDELINES = { kuko: "guidelines/kuko/2/guideline.yaml", shishin: "guidelines/shishin/3/guideline.yaml" };

/** Marks an edition in the copy as its next errata revision. */
function raiseRevision(guideline: keyof typeof GUIDELINES): void {
  const place = path.join(root, GUIDELINES[guideline]);
  writeFileSync(place, readFileSync(place, "utf8").replace("revision: 1", "revision: 2"));
}

/** A copy of the content with one changed file. */
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
    const stored = "SELECT e.id, e.revision, v.content_hash, v.imported_at FROM edition e JOIN edition_revision v ON v.edition_id = e.id ORDER BY e.id";
    const before = await rows(stored);
    expect(await importContent(database.ownerUrl)).toEqual({ imported: [], unchanged: ["kuko-2", "shishin-3"], revised: [] });
    expect(await rows(stored)).toEqual(before);
    expect(await rows("SELECT target FROM audit WHERE action = 'content.import' ORDER BY target")).toEqual([
      { target: "edition/kuko-2" },
      { target: "edition/shishin-3" },
    ]);
  });

  test("a change of a fixed part is refused by name, whatever the revision", async () => {
    const changed = contentWith("guidelines/kuko/2/sections/10-plan-policy.yaml", (text) => text.replace("answeredBy: [ciso]", "answeredBy: [executive]"));
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/kuko-2:3\.1\.1:1 の answeredBy/);
    raiseRevision("kuko");
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/公開済みの版 kuko-2/);
    expect(await rows("SELECT revision FROM edition WHERE id = 'kuko-2'")).toEqual([{ revision: 1 }]);
  });

  test("a changed note without a higher revision is refused", async () => {
    const changed = contentWith("guidelines/kuko/2/guideline.yaml", (text) => text.replace("note: この", "note: なお、この"));
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/revision を上げて/);
  });

  test("content that differs from its source is refused with file and line", async () => {
    const file = "guidelines/kuko/2/sections/10-plan-policy.yaml";
    const changed = contentWith(file, (text) => text.replace("関係主体、顧客、", `${MEASURE}、`));
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/10-plan-policy\.yaml:\d+: /);
  });

  test("content that leaves out a sentence of its source is refused with file and line", async () => {
    const file = "guidelines/kuko/2/sections/10-plan-policy.yaml";
    const changed = contentWith(file, (text) => text.replace("また、決定の際には、例外措置の審査記録を整備し、保管すること。", ""));
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/10-plan-policy\.yaml:\d+: .*原文の 428 行の/);
  });

  test("a crosswalk changes only with a reason and an errata of both its editions", async () => {
    const file = "crosswalks/shishin-3--kuko-2.yaml";
    const silent = contentWith(file, (text) => text.replace("coverage: covered", "coverage: partial"));
    await expect(importContent(database.ownerUrl, silent)).rejects.toThrow(/coverage（covered → partial）に、新しい理由/);
    const changed = contentWith(file, (text) =>
      text.replace("coverage: covered", "coverage: partial").replace("reason: 組織・体制、", "reason: 判断を改めた。組織・体制、"),
    );
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/revision を上げて/);
    raiseRevision("kuko");
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/公開済みの版 shishin-3.*revision を上げて/s);
    raiseRevision("shishin");
    const hashes = "SELECT e.id, v.content_hash FROM edition e JOIN edition_revision v ON v.edition_id = e.id AND v.revision = e.revision ORDER BY e.id";
    const before = await rows(hashes);
    expect(await importContent(database.ownerUrl, changed)).toEqual({ imported: [], unchanged: [], revised: ["kuko-2", "shishin-3"] });
    expect(await importContent(database.ownerUrl, changed)).toEqual({ imported: [], unchanged: ["kuko-2", "shishin-3"], revised: [] });
    // A running process caches editions by this hash, so it must distinguish the two states.
    for (const [index, row] of (await rows(hashes)).entries()) expect(row).not.toEqual(before[index]);
  });

  test("an edition that a version before the release stored is rewritten, and its ids stay", async () => {
    const whole =
      "SELECT e.title, e.revision, v.revision AS stored, content_hash, content, (SELECT md5(string_agg(i::text, ',' ORDER BY id)) FROM edition_item i WHERE edition_id = e.id) AS items, (SELECT md5(string_agg(s::text, ',' ORDER BY id)) FROM edition_section s WHERE edition_id = e.id) AS sections FROM edition e JOIN edition_revision v ON v.edition_id = e.id WHERE id = 'kuko-2'";
    // Content stored in the present shape is frozen.
    const outdated = async (change: string) => {
      await rows(`ALTER TABLE edition_revision DISABLE TRIGGER refuse_change; ${change}; ALTER TABLE edition_revision ENABLE TRIGGER refuse_change`);
    };
    const [fresh] = await rows(whole);
    await outdated(
      "UPDATE edition_revision SET revision = 9, content_hash = 'old', content = jsonb_set(content - 'shape', '{title}', '\"古い題\"') WHERE edition_id = 'kuko-2'",
    );
    await rows("UPDATE edition SET title = '古い題' WHERE id = 'kuko-2'");
    await rows("UPDATE edition_item SET tier = 'reference', phase = 'do' WHERE id = 'kuko-2:3.1.1:1'");
    await rows("UPDATE edition_section SET code = '9', phase = 'do' WHERE id = 'kuko-2:3.1.1'");
    expect(await importContent(database.ownerUrl)).toEqual({ imported: [], unchanged: ["shishin-3"], revised: ["kuko-2"] });
    expect(await rows(whole)).toEqual([fresh]);
    await outdated("UPDATE edition_revision SET content_hash = 'old', content = (content - 'shape') #- '{items,0}' WHERE edition_id = 'kuko-2'");
    await expect(importContent(database.ownerUrl)).rejects.toThrow(/公開前の版.*kuko-2:3\.1\.1:1/s);
  });

  test("a higher revision with a reason changes texts and nothing else, and cannot be reverted", async () => {
    const found = "個人データ取扱台帳の整備し";
    const corrected = "個人データ取扱台帳を整備し";
    const changed = contentWith("guidelines/kuko/2/corrections.yaml", (text) =>
      text.replace(`kind: note, found: ${found}, reason: `, `kind: correction, found: ${found}, corrected: ${corrected}, reason: `),
    );
    const section = path.join(root, "guidelines/kuko/2/sections/11-plan-information.yaml");
    writeFileSync(section, readFileSync(section, "utf8").replace(found, corrected));
    await expect(importContent(database.ownerUrl, changed)).rejects.toThrow(/revision を上げて/);
    raiseRevision("kuko");
    const structure =
      "SELECT (SELECT md5(string_agg(i::text, ',' ORDER BY id)) FROM edition_item i) AS items, (SELECT md5(string_agg(s::text, ',' ORDER BY id)) FROM edition_section s) AS sections";
    const first = "SELECT md5(v::text) AS first FROM edition_revision v WHERE edition_id = 'kuko-2' AND revision = 1";
    const before = [...(await rows(structure)), ...(await rows(first))];
    expect(await importContent(database.ownerUrl, changed)).toEqual({ imported: [], unchanged: ["shishin-3"], revised: ["kuko-2"] });
    expect(await rows("SELECT revision FROM edition WHERE id = 'kuko-2'")).toEqual([{ revision: 2 }]);
    const texts = "SELECT revision, content::text LIKE '%台帳を整備し%' AS corrected FROM edition_revision WHERE edition_id = 'kuko-2' ORDER BY revision";
    expect(await rows(texts)).toEqual([
      { revision: 1, corrected: false },
      { revision: 2, corrected: true },
    ]);
    expect([...(await rows(structure)), ...(await rows(first))]).toEqual(before);
    await expect(importContent(database.ownerUrl)).rejects.toThrow(/正誤 第2版）は変えられません/);
  });
});
