import "server-only";
import { type EditionExport, exportEdition } from "@/lib/content/export";
import { decide } from "@/lib/domain/access/permission";
import type { Crosswalk, Edition } from "@/lib/domain/guideline/edition";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { type EditionIndex, editionIds, loadEdition } from "@/lib/features/guidelines/editions/queries";
import type { EditionSummary, FoundEntry } from "@/lib/features/guidelines/published/schema";
import { highlight, searchEdition, searchWords } from "@/lib/features/guidelines/search/rules";
import { look } from "@/lib/server/audit/change";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

const reading = <Value>(visitor: Visitor, target: string, now: Date, work: (transaction: Transaction) => Promise<Result<Value, Refusal>>) =>
  look(visitor, { action: "guideline.read", target }, now, async (transaction) =>
    decide(visitor.actor, "guideline.read", {}).ok ? work(transaction) : refused(NOT_FOUND),
  );

/** Every published edition, the current ones first. */
export const publishedEditions = (visitor: Visitor, now: Date): Promise<Result<Edition[], Refusal>> =>
  reading(visitor, "editions", now, async (transaction) => {
    const editions: Edition[] = [];
    for (const id of await editionIds(transaction)) {
      const index = await loadEdition(transaction, id);
      if (index) editions.push(index.edition);
    }
    return granted(editions.sort((a, b) => Number(a.old) - Number(b.old) || (a.publishedOn < b.publishedOn ? 1 : -1)));
  });

/** One edition, and the hash of what it says. */
export const publishedEdition = (visitor: Visitor, editionId: string, now: Date): Promise<Result<EditionIndex, Refusal>> =>
  reading(visitor, `edition/${editionId}`, now, async (transaction) => {
    const index = await loadEdition(transaction, editionId);
    return index ? granted(index) : refused(NOT_FOUND);
  });

/** What the list of editions says of each. */
export const editionSummaries = (visitor: Visitor, { page, perPage }: { page: number; perPage: number }, now: Date) =>
  reading(visitor, "editions", now, async (transaction) => {
    const rows = await transaction.edition.findMany({ select: { id: true, contentHash: true }, orderBy: { id: "asc" } });
    const items: EditionSummary[] = [];
    for (const { id, contentHash } of rows.slice((page - 1) * perPage, page * perPage)) {
      const index = await loadEdition(transaction, id, contentHash);
      if (index) items.push({ ...summaryOf(index.edition), contentHash });
    }
    return granted({ items, page, perPage, total: rows.length });
  });

function summaryOf({ id, guideline, kind, title, editionLabel, publisher, publishedOn, old, revision, note, sections, items }: Edition) {
  const measures = items.filter((item) => item.kind === "measure").length;
  return {
    ...{ id, guideline, kind, title, editionLabel, publisher, publishedOn, old, revision, note },
    ...{ sections: sections.length, measures, examples: items.length - measures },
  };
}

export async function exportedEdition(visitor: Visitor, editionId: string, now: Date): Promise<Result<EditionExport, Refusal>> {
  const found = await publishedEdition(visitor, editionId, now);
  return found.ok ? granted(exportEdition(found.value.edition)) : found;
}

export async function exportedItem(visitor: Visitor, editionId: string, itemId: string, now: Date) {
  const exported = await exportedEdition(visitor, editionId, now);
  if (!exported.ok) return exported;
  const item = exported.value.items.find(({ id }) => id === itemId);
  return item ? granted(item) : refused(NOT_FOUND);
}

/** The entries of an edition that hold every word of the query, a page of them, with the words marked. */
export async function foundEntries(visitor: Visitor, editionId: string, query: { q: string; page: number; perPage: number }, now: Date) {
  const found = await publishedEdition(visitor, editionId, now);
  if (!found.ok) return found;
  const { q, page, perPage } = query;
  const entries = searchEdition(found.value.edition, q);
  const words = searchWords(q);
  const items = entries.slice((page - 1) * perPage, page * perPage).map(
    ({ id, kind, code, heading, text }): FoundEntry => ({
      ...{ id, kind, code, heading, text },
      segments: highlight(text, words).map((segment) => ({ text: segment.text, marked: segment.marked })),
    }),
  );
  return granted({ items, page, perPage, total: entries.length });
}

/** Each crosswalk once, although both its editions hold it. */
export async function crosswalks(visitor: Visitor, paging: { page: number; perPage: number }, now: Date) {
  const found = await publishedEditions(visitor, now);
  if (!found.ok) return found;
  const all = new Map<string, Required<Crosswalk>>();
  for (const { from, to, entries, beyond } of found.value.flatMap((edition) => edition.crosswalks)) all.set(`${from}--${to}`, { from, to, entries, beyond });
  const { page, perPage } = paging;
  return granted({ items: [...all.values()].slice((page - 1) * perPage, page * perPage), page, perPage, total: all.size });
}
