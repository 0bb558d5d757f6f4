import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { importContent } from "@/lib/launch/content-import/import-content";
import { createDatabase } from "@/tests/support/database";

describe("sectors", () => {
  it("are imported with the content, and a changed name is updated with one audit entry", async () => {
    const mine = await createDatabase();
    const client = new pg.Client({ connectionString: mine.ownerUrl });
    await client.connect();
    const root = path.join(mkdtempSync(path.join(tmpdir(), "sectors-")), "content");
    try {
      const sectors = "SELECT id, name, ministry FROM sector ORDER BY id";
      const four = [
        ["butsuryu", "物流"],
        ["koku", "航空"],
        ["kuko", "空港"],
        ["tetsudo", "鉄道"],
      ].map(([id, name]) => ({ id, name, ministry: "国土交通省" }));
      expect((await client.query(sectors)).rows).toEqual(four);
      cpSync("content", root, { recursive: true });
      const file = path.join(root, "sectors/butsuryu.yaml");
      writeFileSync(file, readFileSync(file, "utf8").replace("name: 物流", "name: 物流・倉庫"));
      for (const _again of [1, 2]) await importContent(mine.ownerUrl, root);
      expect((await client.query(sectors)).rows[0]).toEqual({ id: "butsuryu", name: "物流・倉庫", ministry: "国土交通省" });
      const trail = await client.query(
        "SELECT detail->>'name' AS name FROM audit WHERE action = 'content.importSector' AND target = 'sector/butsuryu' ORDER BY id",
      );
      expect(trail.rows).toEqual([{ name: "物流" }, { name: "物流・倉庫" }]);
    } finally {
      await client.end();
      await mine.drop();
      rmSync(path.dirname(root), { recursive: true, force: true });
    }
  });
});
