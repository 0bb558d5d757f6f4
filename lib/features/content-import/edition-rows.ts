import type pg from "pg";
import { crosswalkFingerprint, editionFingerprint } from "@/lib/content/fingerprint";
import type { Edition } from "@/lib/domain/guideline/edition";

/** What the database says of a published edition, without reading the whole of it. */
export interface PublishedEdition {
  readonly revision: number;
  readonly contentHash: string;
  /** What other editions decide: whether it is 旧版, and its crosswalks. Not part of the content hash. */
  readonly surroundings: string;
}

/** Fingerprint of what other editions decide about this one. */
export const surroundingsOf = ({ old, crosswalks }: Edition): string => [String(old), ...crosswalks.map(crosswalkFingerprint)].join(" ");

interface Row {
  readonly id: string;
  readonly revision: number;
  readonly content_hash: string;
  readonly surroundings: Pick<Edition, "old" | "crosswalks">;
}

export async function publishedEditions(client: pg.ClientBase): Promise<Map<string, PublishedEdition>> {
  const { rows } = await client.query<Row>(`
    SELECT id, revision, content_hash, jsonb_build_object('old', content->'old', 'crosswalks', content->'crosswalks') AS surroundings
    FROM edition`);
  return new Map(
    rows.map(({ id, revision, content_hash: contentHash, surroundings: { old, crosswalks } }) => [
      id,
      { revision, contentHash, surroundings: surroundingsOf({ old, crosswalks } as Edition) },
    ]),
  );
}

export async function publishedContent(client: pg.ClientBase, id: string): Promise<Edition> {
  const { rows } = await client.query<{ content: Edition }>("SELECT content FROM edition WHERE id = $1", [id]);
  const [row] = rows;
  if (!row) throw new Error(`edition ${id} vanished while it was locked`);
  return row.content;
}

const sectionRows = ({ sections }: Edition): string =>
  JSON.stringify(sections.map(({ id, code, heading, parent, phase }, position) => ({ id, code, heading, parent, phase, position })));

const itemRows = ({ items }: Edition): string =>
  JSON.stringify(items.map(({ id, section, kind, tier, phase, illustrates, order }) => ({ id, section, kind, tier, phase, illustrates, position: order })));

export async function insertEdition(client: pg.ClientBase, edition: Edition): Promise<void> {
  const { id, guideline, kind, title, revision } = edition;
  await client.query(
    "INSERT INTO edition (id, guideline, kind, title, revision, content_hash, content, imported_at) VALUES ($1, $2, $3, $4, $5, $6, $7, now())",
    [id, guideline, kind, title, revision, editionFingerprint(edition), JSON.stringify(edition)],
  );
  await client.query(
    `INSERT INTO edition_section (edition_id, id, code, heading, parent_id, phase, position)
     SELECT $1, id, code, heading, parent, phase, position
     FROM jsonb_to_recordset($2::jsonb) AS t(id text, code text, heading text, parent text, phase text, position int)`,
    [id, sectionRows(edition)],
  );
  await client.query(
    `INSERT INTO edition_item (edition_id, id, section_id, kind, tier, phase, illustrates, position)
     SELECT $1, id, section, kind, tier, phase, illustrates, position
     FROM jsonb_to_recordset($2::jsonb) AS t(id text, section text, kind text, tier text, phase text, illustrates text, position int)`,
    [id, itemRows(edition)],
  );
}

/** Writes a revision whose structure is the published one: items keep their rows, sections at most their headings. */
export async function reviseEdition(client: pg.ClientBase, edition: Edition): Promise<void> {
  const { id, title, revision } = edition;
  await client.query(
    "UPDATE edition SET title = $2, revision = $3, content_hash = $4, content = $5, imported_at = now() WHERE id = $1",
    [id, title, revision, editionFingerprint(edition), JSON.stringify(edition)],
  );
  await client.query(
    `UPDATE edition_section s SET code = t.code, heading = t.heading
     FROM jsonb_to_recordset($2::jsonb) AS t(id text, code text, heading text)
     WHERE s.edition_id = $1 AND s.id = t.id AND (s.code, s.heading) IS DISTINCT FROM (t.code, t.heading)`,
    [id, sectionRows(edition)],
  );
}

export async function recordImport(client: pg.ClientBase, edition: Edition, detail: Record<string, string | number>): Promise<void> {
  await client.query(
    "INSERT INTO audit (at, action, outcome, target, detail) VALUES (now(), 'content.import', 'done', $1, $2)",
    [`edition/${edition.id}`, JSON.stringify(detail)],
  );
}
