import type { Edition, Paragraph } from "@/lib/domain/guideline/edition";
import { oncePer } from "@/lib/domain/shared/memo";
import { finalLongVowels, identityFold, searchFold, searchWords } from "@/lib/domain/shared/text-fold";
import type { Segment } from "@/lib/features/guidelines/text/view";
import { anchorOf, editionHref, itemHref, sectionHref } from "@/lib/labels/guideline-addresses";
import { itemTitle, itemTitles } from "@/lib/labels/item-title";

export const SEARCHED_KINDS = ["measure", "example", "guidance", "glossary", "definition", "role"] as const;
export type SearchedKind = (typeof SEARCHED_KINDS)[number];

/** A searchable entry: its place and its whole text. */
export interface SearchEntry {
  readonly id: string;
  readonly kind: SearchedKind;
  readonly code: string;
  readonly heading: string;
  readonly href: string;
  readonly text: string;
}

/** A text folded for comparison, with the original position of each folded character. */
interface Folded {
  readonly text: string;
  readonly places: readonly number[];
  readonly ends: readonly number[];
}

const graphemes = new Intl.Segmenter("ja", { granularity: "grapheme" });

function foldWithPlaces(text: string): Folded {
  const places: number[] = [];
  const ends: number[] = [];
  let folded = "";
  for (const { segment, index } of graphemes.segment(text)) {
    const part = identityFold(segment);
    folded += part;
    for (let step = 0; step < part.length; step += 1) {
      places.push(index);
      ends.push(index + segment.length);
    }
  }
  const ignored = finalLongVowels(folded);
  const kept = (_value: unknown, place: number): boolean => !ignored.has(place);
  return { text: folded.split("").filter(kept).join(""), places: places.filter(kept), ends: ends.filter(kept) };
}

const joined = (paragraphs: readonly Paragraph[]): string => paragraphs.map(({ text }) => text).join("\n");

function entriesOf(edition: Edition): SearchEntry[] {
  const titles = itemTitles(edition);
  const headings = new Map(edition.sections.map(({ id, heading }) => [id, heading]));
  const onPage = (page: string, id: string): string => `${editionHref(edition.id)}/${page}#${anchorOf(id)}`;
  return [
    ...edition.items.map((item): SearchEntry => {
      const { code } = itemTitle({ titles }, item.id);
      return { id: item.id, kind: item.kind, code, heading: item.heading || (headings.get(item.section) ?? ""), href: itemHref(item), text: item.text };
    }),
    ...edition.sections
      .filter(({ guidance }) => guidance.length > 0)
      .map(
        ({ id, code, heading, guidance }): SearchEntry => ({
          id,
          kind: "guidance",
          code,
          heading,
          href: sectionHref(id),
          text: guidance.map(({ paragraphs }) => joined(paragraphs)).join("\n"),
        }),
      ),
    ...edition.glossary.map(
      ({ id, code, term, paragraphs }): SearchEntry => ({
        id,
        kind: "glossary",
        code,
        heading: term,
        href: onPage("glossary", id),
        text: joined(paragraphs),
      }),
    ),
    ...edition.definitions.map(
      ({ id, code, term, paragraphs }): SearchEntry => ({
        id,
        kind: "definition",
        code,
        heading: term,
        href: onPage("definitions", id),
        text: joined(paragraphs),
      }),
    ),
    ...edition.roles.map(
      ({ id, code, heading, paragraphs }): SearchEntry => ({
        id,
        kind: "role",
        code,
        heading,
        href: onPage("roles", id),
        text: joined(paragraphs),
      }),
    ),
  ];
}

interface IndexedEntry {
  readonly entry: SearchEntry;
  readonly folded: string;
}

/** The search indexes of editions, in memory as long as the editions (`loadEdition`). */
const indexOf = oncePer((edition: Edition): readonly IndexedEntry[] =>
  entriesOf(edition).map((entry) => ({ entry, folded: searchFold(`${entry.code} ${entry.heading} ${entry.text}`) })),
);

/** The entries that contain every word, in printed order by kind. Empty for an empty query. */
export function searchEdition(edition: Edition, query: string): SearchEntry[] {
  const words = searchWords(query);
  if (words.length === 0) return [];
  return indexOf(edition).flatMap(({ entry, folded }) => (words.every((word) => folded.includes(word)) ? [entry] : []));
}

/** The text with every occurrence of a word marked, in its original characters. */
export function highlight(text: string, words: readonly string[]): Segment[] {
  const folded = foldWithPlaces(text);
  const marked = new Array<boolean>(text.length).fill(false);
  for (const word of words) {
    for (let at = folded.text.indexOf(word); at >= 0; at = folded.text.indexOf(word, at + word.length)) {
      marked.fill(true, folded.places[at], folded.ends[at + word.length - 1]);
    }
  }
  const segments: Segment[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at += 1) {
    if (at < text.length && marked[at] === marked[from]) continue;
    segments.push({ text: text.slice(from, at), href: null, marked: marked[from] ?? false });
    from = at;
  }
  return segments.filter((segment) => segment.text !== "");
}
