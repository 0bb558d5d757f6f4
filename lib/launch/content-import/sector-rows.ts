import type pg from "pg";
import type { SectorEntry } from "@/lib/content/schema";

/**
 * Adds the sectors that are not there yet and lets the names and binding editions of the others follow the file, each with an audit row. None is
 * removed: operators and surveys refer to them.
 */
export async function importSectors(client: pg.ClientBase, sectors: readonly SectorEntry[]): Promise<void> {
  await client.query(
    `WITH written AS (
       INSERT INTO sector (id, name, ministry, editions)
       SELECT id, name, ministry, editions FROM jsonb_to_recordset($1::jsonb) AS t(id text, name text, ministry text, editions text[])
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, ministry = excluded.ministry, editions = excluded.editions
         WHERE (sector.name, sector.ministry, sector.editions) IS DISTINCT FROM (excluded.name, excluded.ministry, excluded.editions)
       RETURNING id, name, ministry, editions)
     INSERT INTO audit (at, action, outcome, target, detail)
     SELECT now(), 'content.importSector', 'done', 'sector/' || id, jsonb_build_object('name', name, 'ministry', ministry, 'editions', editions) FROM written ORDER BY id`,
    [JSON.stringify(sectors)],
  );
}
