import "server-only";
import type { Edition, Item, Section } from "@/lib/domain/guideline/edition";
import { type ItemTitle, itemTitles } from "@/lib/labels/item-title";
import type { Transaction } from "@/lib/server/database/client";

/** An edition with its items, their titles and its sections by id. */
export interface EditionIndex {
  readonly edition: Edition;
  readonly items: ReadonlyMap<string, Item>;
  readonly sections: ReadonlyMap<string, Section>;
  readonly titles: ReadonlyMap<string, ItemTitle>;
}

/** Editions by content hash: what is published under a hash never changes, so a process reads each once. */
const known = new Map<string, EditionIndex>();

export function editionIndex(edition: Edition): EditionIndex {
  return {
    edition,
    items: new Map(edition.items.map((item) => [item.id, item])),
    sections: new Map(edition.sections.map((section) => [section.id, section])),
    titles: itemTitles(edition),
  };
}

/** The edition as it is published now, given its id and, where the caller has read it already, its content hash; null where there is none. */
export async function loadEdition(transaction: Transaction, id: string, contentHash?: string): Promise<EditionIndex | null> {
  const hash = contentHash ?? (await transaction.edition.findUnique({ where: { id }, select: { contentHash: true } }))?.contentHash;
  if (hash === undefined) return null;
  const cached = known.get(hash);
  if (cached) return cached;
  const row = await transaction.edition.findUnique({ where: { id }, select: { content: true, contentHash: true } });
  if (!row) return null;
  const index = editionIndex(row.content as unknown as Edition);
  known.set(row.contentHash, index);
  return index;
}

/** Ids of the published editions. */
export const editionIds = async (transaction: Transaction): Promise<string[]> =>
  (await transaction.edition.findMany({ select: { id: true }, orderBy: { id: "asc" } })).map(({ id }) => id);
