import type pg from "pg";
import { editionFingerprint } from "@/lib/content/fingerprint";
import type { Edition } from "@/lib/domain/guideline/edition";

/** What the database says of a published edition, without reading the whole of it. */
export interface PublishedEdition {
  readonly revision: number;
  readonly contentHash: string;
  /** A program of before the release stored it: not in the shape in which editions can be compared. */
  readonly outdated: boolean;
}

/** Counts the shapes in which editions were stored before the release. After it, what is stored is migrated instead. */
const SHAPE = 2;

const stored = (edition: Edition): string => JSON.stringify({ shape: SHAPE, ...edition });

interface Row {
  readonly id: string;
  readonly revision: number;
  readonly content_hash: string;
  readonly shape: number | null;
}

export async function publishedEditions(client: pg.ClientBase): Promise<Map<string, PublishedEdition>> {
  const { rows } = await client.query<Row>("SELECT id, revision, content_hash, (content->>'shape')::int AS shape FROM edition");
  return new Map(rows.map(({ id, revision, content_hash: contentHash, shape }) => [id, { revision, contentHash, outdated: shape !== SHAPE }]));
}

export async function publishedContent(client: pg.ClientBase, id: string): Promise<Edition> {
  const { rows } = await client.query<{ content: Edition }>("SELECT content - 'shape' AS content FROM edition WHERE id = $1", [id]);
  const [row] = rows;
  if (!row) throw new Error(`edition ${id} vanished while it was locked`);
  return row.content;
}

const sectionRows = ({ sections }: Edition): string =>
  JSON.stringify(sections.map(({ id, code, heading, parent, phase }, position) => ({ id, code, heading, parent, phase, position })));

const itemRows = ({ items }: Edition): string =>
  JSON.stringify(items.map(({ id, section, kind, tier, phase, illustrates, order }) => ({ id, section, kind, tier, phase, illustrates, position: order })));

const SECTIONS = "jsonb_to_recordset($2::jsonb) AS t(id text, code text, heading text, parent text, phase text, position int)";
const ITEMS = "jsonb_to_recordset($2::jsonb) AS t(id text, section text, kind text, tier text, phase text, illustrates text, position int)";

export async function insertEdition(client: pg.ClientBase, edition: Edition): Promise<void> {
  const { id, guideline, kind, title, revision } = edition;
  await client.query(
    "INSERT INTO edition (id, guideline, kind, title, revision, content_hash, content, imported_at) VALUES ($1, $2, $3, $4, $5, $6, $7, now())",
    [id, guideline, kind, title, revision, editionFingerprint(edition), stored(edition)],
  );
  await client.query(
    `INSERT INTO edition_section (edition_id, id, code, heading, parent_id, phase, position)
     SELECT $1, id, code, heading, parent, phase, position FROM ${SECTIONS}`,
    [id, sectionRows(edition)],
  );
  await client.query(
    `INSERT INTO edition_item (edition_id, id, section_id, kind, tier, phase, illustrates, position)
     SELECT $1, id, section, kind, tier, phase, illustrates, position FROM ${ITEMS}`,
    [id, itemRows(edition)],
  );
}

/** Writes an edition over the stored one of the same ids. Of an errata revision only sections' headings differ in their rows. */
export async function reviseEdition(client: pg.ClientBase, edition: Edition): Promise<void> {
  const { id, title, revision } = edition;
  await client.query("UPDATE edition SET title = $2, revision = $3, content_hash = $4, content = $5, imported_at = now() WHERE id = $1", [
    id,
    title,
    revision,
    editionFingerprint(edition),
    stored(edition),
  ]);
  await client.query(
    `UPDATE edition_section s SET code = t.code, heading = t.heading, parent_id = t.parent, phase = t.phase, position = t.position
     FROM ${SECTIONS}
     WHERE s.edition_id = $1 AND s.id = t.id
       AND (s.code, s.heading, s.parent_id, s.phase, s.position) IS DISTINCT FROM (t.code, t.heading, t.parent, t.phase, t.position)`,
    [id, sectionRows(edition)],
  );
  await client.query(
    `UPDATE edition_item i SET section_id = t.section, kind = t.kind, tier = t.tier, phase = t.phase, illustrates = t.illustrates, position = t.position
     FROM ${ITEMS}
     WHERE i.edition_id = $1 AND i.id = t.id
       AND (i.section_id, i.kind, i.tier, i.phase, i.illustrates, i.position) IS DISTINCT FROM (t.section, t.kind, t.tier, t.phase, t.illustrates, t.position)`,
    [id, itemRows(edition)],
  );
}

export async function recordImport(client: pg.ClientBase, edition: Edition, detail: Record<string, string | number>): Promise<void> {
  await client.query("INSERT INTO audit (at, action, outcome, target, detail) VALUES (now(), 'content.import', 'done', $1, $2)", [
    `edition/${edition.id}`,
    JSON.stringify(detail),
  ]);
}
