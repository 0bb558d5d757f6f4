import type pg from "pg";
import { editionFingerprint } from "@/lib/content/fingerprint";
import type { Edition } from "@/lib/domain/guideline/edition";

/** What the database stores about a published edition, without its content. */
export interface PublishedEdition {
  readonly revision: number;
  readonly contentHash: string;
  /** Stored by a version before the release, in a form that cannot be compared. */
  readonly outdated: boolean;
}

/** Version of the stored form of editions before the release. After it, stored editions are migrated instead. */
const SHAPE = 2;

const stored = (edition: Edition): string => JSON.stringify({ shape: SHAPE, ...edition });

interface Row {
  readonly id: string;
  readonly revision: number;
  readonly content_hash: string;
  readonly shape: number | null;
}

export async function publishedEditions(client: pg.ClientBase): Promise<Map<string, PublishedEdition>> {
  const { rows } = await client.query<Row>(
    `SELECT e.id, e.revision, v.content_hash, (v.content->>'shape')::int AS shape
     FROM edition e JOIN edition_revision v ON v.edition_id = e.id AND v.revision = e.revision`,
  );
  return new Map(rows.map(({ id, revision, content_hash: contentHash, shape }) => [id, { revision, contentHash, outdated: shape !== SHAPE }]));
}

export async function publishedContent(client: pg.ClientBase, id: string): Promise<Edition> {
  const { rows } = await client.query<{ content: Edition }>(
    "SELECT v.content - 'shape' AS content FROM edition e JOIN edition_revision v ON v.edition_id = e.id AND v.revision = e.revision WHERE e.id = $1",
    [id],
  );
  const [row] = rows;
  if (!row) throw new Error(`edition ${id} vanished while it was locked`);
  return row.content;
}

const sectionRows = ({ sections }: Edition): string =>
  JSON.stringify(sections.map(({ id, code, parent, phase }, position) => ({ id, code, parent, phase, position })));

const itemRows = ({ items }: Edition): string =>
  JSON.stringify(items.map(({ id, section, kind, tier, phase, illustrates, order }) => ({ id, section, kind, tier, phase, illustrates, position: order })));

const SECTIONS = "jsonb_to_recordset($2::jsonb) AS t(id text, code text, parent text, phase text, position int)";
const ITEMS = "jsonb_to_recordset($2::jsonb) AS t(id text, section text, kind text, tier text, phase text, illustrates text, position int)";

async function insertRevision(client: pg.ClientBase, edition: Edition): Promise<void> {
  await client.query("INSERT INTO edition_revision (edition_id, revision, content_hash, content, imported_at) VALUES ($1, $2, $3, $4, now())", [
    edition.id,
    edition.revision,
    editionFingerprint(edition),
    stored(edition),
  ]);
}

export async function insertEdition(client: pg.ClientBase, edition: Edition): Promise<void> {
  const { id, guideline, kind, title, revision } = edition;
  await client.query("INSERT INTO edition (id, guideline, kind, title, revision) VALUES ($1, $2, $3, $4, $5)", [id, guideline, kind, title, revision]);
  await insertRevision(client, edition);
  await client.query(
    `INSERT INTO edition_section (edition_id, id, code, parent_id, phase, position)
     SELECT $1, id, code, parent, phase, position FROM ${SECTIONS}`,
    [id, sectionRows(edition)],
  );
  await client.query(
    `INSERT INTO edition_item (edition_id, id, section_id, kind, tier, phase, illustrates, position)
     SELECT $1, id, section, kind, tier, phase, illustrates, position FROM ${ITEMS}`,
    [id, itemRows(edition)],
  );
}

/** Publishes an errata revision beside the earlier ones. The rows of its sections and items stay unchanged. */
export async function publishRevision(client: pg.ClientBase, edition: Edition): Promise<void> {
  await insertRevision(client, edition);
  await client.query("UPDATE edition SET revision = $2 WHERE id = $1", [edition.id, edition.revision]);
}

/** Replaces an edition of the same ids that was stored before the release. Its cycles then use the new content. */
export async function rewriteEdition(client: pg.ClientBase, edition: Edition): Promise<void> {
  const { id, title, revision } = edition;
  await client.query("UPDATE edition SET title = $2 WHERE id = $1", [id, title]);
  await client.query(
    `UPDATE edition_revision v SET revision = $2, content_hash = $3, content = $4, imported_at = now()
     FROM edition e WHERE e.id = $1 AND v.edition_id = e.id AND v.revision = e.revision`,
    [id, revision, editionFingerprint(edition), stored(edition)],
  );
  await client.query(
    `UPDATE edition_section s SET code = t.code, parent_id = t.parent, phase = t.phase, position = t.position
     FROM ${SECTIONS} WHERE s.edition_id = $1 AND s.id = t.id`,
    [id, sectionRows(edition)],
  );
  await client.query(
    `UPDATE edition_item i SET section_id = t.section, kind = t.kind, tier = t.tier, phase = t.phase, illustrates = t.illustrates, position = t.position
     FROM ${ITEMS} WHERE i.edition_id = $1 AND i.id = t.id`,
    [id, itemRows(edition)],
  );
}

export async function recordImport(client: pg.ClientBase, edition: Edition, detail: Record<string, string | number>): Promise<void> {
  await client.query("INSERT INTO audit (at, action, outcome, changed, target, detail) VALUES (now(), 'content.import', 'done', true, $1, $2)", [
    `edition/${edition.id}`,
    JSON.stringify(detail),
  ]);
}
