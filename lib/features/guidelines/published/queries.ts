import "server-only";
import { type EditionExport, exportEdition } from "@/lib/content/export";
import type { Crosswalk, Edition } from "@/lib/domain/guideline/edition";
import { granted } from "@/lib/domain/shared/result";
import { searchWords } from "@/lib/domain/shared/text-fold";
import { type EditionIndex, editionIds, loadEdition } from "@/lib/features/guidelines/editions/queries";
import {
  crosswalkList,
  type EditionSummary,
  editionList,
  editionParams,
  exportedEdition,
  exportedItem,
  type FoundEntry,
  foundList,
  itemParams,
  searchQuery,
  TAG,
} from "@/lib/features/guidelines/published/schema";
import { highlight, searchEdition } from "@/lib/features/guidelines/search/rules";
import type { Transaction } from "@/lib/server/database/client";
import { none } from "@/lib/server/use-cases/operation";
import { get, type On, query, reading } from "@/lib/server/use-cases/use-case";
import { pageQuery, rowsOf } from "@/lib/validation/paging";

/** Every published edition, the current ones first. */
async function allEditions(transaction: Transaction): Promise<Edition[]> {
  const editions: Edition[] = [];
  for (const id of await editionIds(transaction)) {
    const index = await loadEdition(transaction, id);
    if (index) editions.push(index.edition);
  }
  return editions.sort((a, b) => Number(a.old) - Number(b.old) || (a.publishedOn < b.publishedOn ? 1 : -1));
}

/** All published editions with their content hashes. */
const editions: On<typeof none, readonly { readonly id: string; readonly contentHash: string }[]> = {
  params: none,
  place: () => "editions",
  async find(transaction) {
    const found = await transaction.edition.findMany({ select: { id: true, published: { select: { contentHash: true } } }, orderBy: { id: "asc" } });
    return found.map(({ id, published }) => ({ id, ...published }));
  },
  target: () => ({}),
};

const editionBy: Pick<On<typeof editionParams, unknown>, "place" | "target"> = { place: ({ editionId }) => `edition/${editionId}`, target: () => ({}) };

const edition: On<typeof editionParams, EditionIndex> = {
  ...editionBy,
  params: editionParams,
  find: (transaction, { editionId }) => loadEdition(transaction, editionId),
};

const item: On<typeof itemParams, EditionExport["items"][number]> = {
  ...editionBy,
  params: itemParams,
  async find(transaction, { editionId, itemId }) {
    const index = await loadEdition(transaction, editionId);
    return (index && exportEdition(index.edition).items.find(({ id }) => id === itemId)) ?? null;
  },
};

function summaryOf({ id, guideline, kind, title, editionLabel, publisher, publishedOn, old, revision, note, sections, items }: Edition) {
  const measures = items.filter((item) => item.kind === "measure").length;
  return {
    ...{ id, guideline, kind, title, editionLabel, publisher, publishedOn, old, revision, note },
    ...{ sections: sections.length, measures, examples: items.length - measures },
  };
}

/** The entry of each edition in the list. */
export const listGuidelines = query({
  name: "guideline.list",
  takesOut: { no: "published texts" },
  may: "guideline.read",
  api: get("/guidelines", "listGuidelines", TAG, "公開されている版"),
  on: editions,
  input: pageQuery,
  output: editionList,
  async run({ transaction, subject, input }) {
    const { skip, take } = rowsOf(input);
    const items: EditionSummary[] = [];
    for (const { id, contentHash } of subject.slice(skip, skip + take)) {
      const index = await loadEdition(transaction, id, contentHash);
      if (index) items.push({ ...summaryOf(index.edition), contentHash });
    }
    return granted({ items, ...input, total: subject.length });
  },
});

export const readGuideline = query({
  name: "guideline.read",
  takesOut: { no: "published texts" },
  api: get("/guidelines/{editionId}", "getGuideline", TAG, "版の全体（content export と同じ形）"),
  on: edition,
  output: exportedEdition,
  run: ({ subject }) => Promise.resolve(granted(exportEdition(subject.edition))),
});

/** Every published edition, for a page. */
export const publishedEditions = reading({
  of: listGuidelines,
  takesOut: { no: "published texts" },
  on: editions,
  run: async ({ transaction }) => granted(await allEditions(transaction)),
});

/** One edition, for a page, and its content hash. */
export const publishedEdition = reading({
  of: readGuideline,
  takesOut: { no: "published texts" },
  on: edition,
  run: ({ subject }) => Promise.resolve(granted(subject)),
});

export const readGuidelineItem = query({
  name: "guideline.readItem",
  takesOut: { no: "published texts" },
  may: "guideline.read",
  api: get("/guidelines/{editionId}/items/{itemId}", "getGuidelineItem", TAG, "対策項目か具体例一つ"),
  on: item,
  output: exportedItem,
  run: ({ subject }) => Promise.resolve(granted(subject)),
});

/** A page of the entries of an edition that contain every word of the query, with the words marked. */
export const searchGuideline = query({
  name: "guideline.search",
  takesOut: { no: "published texts" },
  may: "guideline.read",
  api: get("/guidelines/{editionId}/search", "searchGuideline", TAG, "項目・指針・用語から言葉を探す"),
  on: edition,
  input: searchQuery,
  output: foundList,
  run({ subject, input: { q, ...paging } }) {
    const entries = searchEdition(subject.edition, q);
    const words = searchWords(q);
    const { skip, take } = rowsOf(paging);
    const items = entries.slice(skip, skip + take).map(
      ({ id, kind, code, heading, text }): FoundEntry => ({
        ...{ id, kind, code, heading, text },
        segments: highlight(text, words).map((segment) => ({ text: segment.text, marked: segment.marked })),
      }),
    );
    return Promise.resolve(granted({ items, ...paging, total: entries.length }));
  },
});

/** Each crosswalk once, although both its editions contain it. */
export const listCrosswalks = query({
  name: "guideline.listCrosswalks",
  takesOut: { no: "published texts" },
  may: "guideline.read",
  api: get("/crosswalks", "listCrosswalks", TAG, "指針の項目とガイドラインの節の対応"),
  on: editions,
  input: pageQuery,
  output: crosswalkList,
  async run({ transaction, input }) {
    const all = new Map<string, Required<Crosswalk>>();
    for (const { from, to, entries, beyond } of (await allEditions(transaction)).flatMap(({ crosswalks }) => crosswalks)) {
      all.set(`${from}--${to}`, { from, to, entries, beyond });
    }
    const { skip, take } = rowsOf(input);
    return granted({ items: [...all.values()].slice(skip, skip + take), ...input, total: all.size });
  },
});
