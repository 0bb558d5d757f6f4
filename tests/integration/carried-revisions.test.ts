import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { loadEditions } from "@/lib/content/load";
import { withClient } from "@/lib/runtime/portal-logins";
import { createDatabase } from "@/tests/support/database";
import { insert } from "@/tests/support/world";

const MIGRATIONS = "prisma/migrations";
const REVISIONS = "20261129011000_edition_revisions";
const sqlOf = (name: string): string => readFileSync(path.join(MIGRATIONS, name, "migration.sql"), "utf8");
const earlier = readdirSync(MIGRATIONS).filter((name) => /^\d/.test(name) && name < REVISIONS);

const operator_id = randomUUID();
const day = { period_from: "2026-10-01", period_to: "2026-12-18", due_on: "2026-12-04", created_at: "2026-10-01T00:00:00Z", example_mode: "optional" };
const round = (title: string, state: string, edition_revision: number) => ({
  ...{ ...day, operator_id, id: randomUUID(), edition_id: "kuko-2", title, state, edition_revision },
  opened_at: state === "planned" ? null : "2026-10-01T00:00:00Z",
});

it("C4 an edition stored before revisions existed becomes its own revision, and cycles refer to it", async () => {
  const loaded = loadEditions("content");
  const kuko = loaded.ok ? loaded.value.find(({ id }) => id === "kuko-2") : undefined;
  if (!kuko) throw new Error("no content");
  const own = await createDatabase();
  try {
    await withClient(own.ownerUrl, async (client) => {
      await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      for (const name of earlier) await client.query(sqlOf(name));
      const stored = { ...kuko, shape: 2, revision: 3 };
      const { id, guideline, kind, title } = kuko;
      const head = { id, guideline, kind, title, revision: 3, content_hash: "of revision 3", imported_at: "2026-09-01T00:00:00Z" };
      await insert(client, "edition", [{ ...head, content: stored }]);
      await insert(client, "sector", [{ id: "kuko", name: "空港", ministry: "国土交通省", editions: ["kuko-2"] }]);
      await insert(client, "operator", [{ id: operator_id, sector_id: "kuko", name: "空港", created_at: day.created_at }]);
      const rounds = [round("計画", "planned", 2), round("回答", "open", 3), round("承認", "approved", 1)];
      await insert(client, "cycle", rounds);

      await client.query(`BEGIN; ${sqlOf(REVISIONS)}; COMMIT`);

      const { rows: revisions } = await client.query("SELECT edition_id, revision, content_hash, content, imported_at FROM edition_revision");
      expect(revisions).toEqual([
        { ...{ edition_id: "kuko-2", revision: 3, content_hash: "of revision 3" }, content: stored, imported_at: new Date(head.imported_at) },
      ]);
      const { rows: after } = await client.query("SELECT title, edition_revision FROM cycle ORDER BY title");
      expect(after).toEqual([
        { title: "回答", edition_revision: 3 },
        { title: "承認", edition_revision: 3 },
        { title: "計画", edition_revision: null },
      ]);
      const { rows: told } = await client.query("SELECT operator_id, target, detail FROM audit WHERE action = 'cycle.carryRevision'");
      const detail = { from: 1, to: 3, reason: "正誤 第1版の文は残っていないため、示している文の正誤 第3版に合わせた" };
      expect(told).toEqual([{ operator_id, target: `cycle/${rounds[2]?.id ?? ""}`, detail }]);
      await expect(client.query("UPDATE cycle SET edition_revision = 2 WHERE title = '回答'")).rejects.toThrow("foreign key");
      await expect(client.query("UPDATE cycle SET edition_revision = 3 WHERE title = '計画'")).rejects.toThrow("check constraint");
    });
  } finally {
    await own.drop();
  }
});
