import type pg from "pg";
import type { SectorEntry } from "@/lib/content/schema";

const rowOf = ({ id, name, ministry, editions, systems }: SectorEntry) => ({
  ...{ id, name, ministry, editions },
  kinds: systems.kinds.map((kind) => ({ id: kind.id, name: kind.name })),
});

/**
 * Adds new sectors and updates the names, binding editions and kinds of 重要システム of the others from their files, each with an
 * audit entry. Never removes a sector, because operators and surveys refer to it.
 */
export async function importSectors(client: pg.ClientBase, sectors: readonly SectorEntry[]): Promise<void> {
  await client.query(
    `WITH written AS (
       INSERT INTO sector (id, name, ministry, editions, kinds)
       SELECT id, name, ministry, editions, kinds
       FROM jsonb_to_recordset($1::jsonb) AS t(id text, name text, ministry text, editions text[], kinds jsonb)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, ministry = excluded.ministry, editions = excluded.editions, kinds = excluded.kinds
         WHERE (sector.name, sector.ministry, sector.editions, sector.kinds)
           IS DISTINCT FROM (excluded.name, excluded.ministry, excluded.editions, excluded.kinds)
       RETURNING id, name, ministry, editions, kinds)
     INSERT INTO audit (at, action, outcome, changed, target, detail)
     SELECT now(), 'content.importSector', 'done', true, 'sector/' || id,
       jsonb_build_object('name', name, 'ministry', ministry, 'editions', editions, 'kinds', kinds) FROM written ORDER BY id`,
    [JSON.stringify(sectors.map(rowOf))],
  );
}
