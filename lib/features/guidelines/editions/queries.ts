import "server-only";
import type { Edition, Item, Section } from "@/lib/domain/guideline/edition";
import { Memo } from "@/lib/domain/shared/memo";
import { type ItemTitle, itemTitles } from "@/lib/labels/item-title";
import type { Transaction } from "@/lib/server/database/client";
import { ofProcess } from "@/lib/server/process/of-process";
import { workUnderWay } from "@/lib/server/process/work-under-way";

/** An edition with its items, their titles and its sections by id. */
export interface EditionIndex {
  readonly edition: Edition;
  readonly items: ReadonlyMap<string, Item>;
  readonly sections: ReadonlyMap<string, Section>;
  readonly titles: ReadonlyMap<string, ItemTitle>;
}

/** Revisions by content hash. The content of a hash never changes, so a process reads each revision once. */
const known = ofProcess("editions", () => new Memo<string, EditionIndex>());
const underWay = workUnderWay<EditionIndex | null>("editions under way");

export function editionIndex(edition: Edition): EditionIndex {
  return {
    edition,
    items: new Map(edition.items.map((item) => [item.id, item])),
    sections: new Map(edition.sections.map((section) => [section.id, section])),
    titles: itemTitles(edition),
  };
}

async function publishedHash(transaction: Transaction, id: string): Promise<string | undefined> {
  const [published] = await transaction.$queryRaw<{ contentHash: string }[]>`
    SELECT v.content_hash AS "contentHash" FROM edition e JOIN edition_revision v ON v.edition_id = e.id AND v.revision = e.revision WHERE e.id = ${id}`;
  return published?.contentHash;
}

async function readRevision(transaction: Transaction, id: string, hash: string): Promise<EditionIndex | null> {
  const [row] = await transaction.$queryRaw<{ content: Edition }[]>`SELECT content FROM edition_revision WHERE edition_id = ${id} AND content_hash = ${hash}`;
  if (!row) return null;
  const index = editionIndex(row.content);
  known().set(hash, index);
  return index;
}

/** The revision of an edition with this content hash; without one, the published revision. Null if there is none. */
export async function loadEdition(transaction: Transaction, id: string, contentHash?: string): Promise<EditionIndex | null> {
  const hash = contentHash ?? (await publishedHash(transaction, id));
  if (hash === undefined) return null;
  return known().get(hash) ?? underWay.of(`${id} ${hash}`, () => readRevision(transaction, id, hash));
}

/** Ids of the published editions. */
export const editionIds = async (transaction: Transaction): Promise<string[]> =>
  (await transaction.edition.findMany({ select: { id: true }, orderBy: { id: "asc" } })).map(({ id }) => id);
