import type pg from "pg";
import type { SectorEntry } from "@/lib/content/schema";

const rowOf = ({ id, name, ministry, editions, systems }: SectorEntry) => ({
  ...{ id, name, ministry, editions },
  kinds: systems.kinds.map((kind) => ({ id: kind.id, name: kind.name })),
});

/**
 * Adds the sectors that are not there yet and lets the names, binding editions and kinds of 重要システム of the others follow
 * their files, each with an audit row. None is removed: operators and surveys refer to them.
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
     INSERT INTO audit (at, action, outcome, target, detail)
     SELECT now(), 'content.importSector', 'done', 'sector/' || id,
       jsonb_build_object('name', name, 'ministry', ministry, 'editions', editions, 'kinds', kinds) FROM written ORDER BY id`,
    [JSON.stringify(sectors.map(rowOf))],
  );
}
