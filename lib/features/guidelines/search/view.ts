import type { Edition } from "@/lib/domain/guideline/edition";
import { cleanAnyway } from "@/lib/domain/shared/text";
import { searchWords } from "@/lib/domain/shared/text-fold";
import { highlight, type SearchEntry, type SearchedKind, searchEdition } from "@/lib/features/guidelines/search/rules";
import type { Segment } from "@/lib/features/guidelines/text/view";
import { pagerView } from "@/lib/validation/paging";

const KIND_WORDS = {
  measure: "対策項目",
  example: "具体例",
  guidance: "主旨・指針",
  glossary: "専門用語集",
  definition: "用語の定義",
  role: "役割",
} as const satisfies Record<SearchedKind, string>;

export interface FoundView {
  readonly key: string;
  readonly kind: string;
  readonly href: string;
  readonly code: string;
  readonly heading: readonly Segment[];
  readonly text: readonly Segment[];
  readonly edition: string;
  readonly old: boolean;
}
export interface SearchView {
  readonly query: string;
  readonly editionId: string;
  readonly editions: readonly { readonly value: string; readonly label: string }[];
  /** Null before the first search. */
  readonly summary: string | null;
  readonly found: readonly FoundView[];
  readonly pager: { readonly summary: string; readonly previousHref: string | null; readonly nextHref: string | null } | null;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

const LONGEST_QUERY = 100;
const PER_PAGE = 40;

const single = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? "") : (value ?? ""));

function foundView(edition: Edition, { id, kind, href, code, heading, text }: SearchEntry, words: readonly string[]): FoundView {
  return {
    ...{ key: `${kind} ${id}`, href, code, old: edition.old },
    kind: KIND_WORDS[kind],
    heading: highlight(heading, words),
    text: highlight(text, words),
    edition: `${edition.title} ${edition.editionLabel}`,
  };
}

/** Page `page` of the results for `q` in one edition (`edition`) or in all. */
export function searchView(editions: readonly Edition[], query: Query): SearchView {
  const q = cleanAnyway(single(query["q"])).slice(0, LONGEST_QUERY);
  const editionId = editions.some(({ id }) => id === single(query["edition"])) ? single(query["edition"]) : "";
  const choices = [{ value: "", label: "すべての版" }, ...editions.map(({ id, title, editionLabel }) => ({ value: id, label: `${title} ${editionLabel}` }))];
  const empty = { query: q, editionId, editions: choices };
  if (q === "") return { ...empty, summary: null, found: [], pager: null };
  const words = searchWords(q);
  const among = editions.filter(({ id }) => editionId === "" || id === editionId);
  const all = among.flatMap((edition) => searchEdition(edition, q).map((entry) => ({ edition, entry })));
  const page = Math.max(1, Math.min(Number.parseInt(single(query["page"]), 10) || 1, Math.ceil(all.length / PER_PAGE) || 1));
  const href = (to: number) => `/guidelines/search?${new URLSearchParams({ q, ...(editionId && { edition: editionId }), page: String(to) })}`;
  return {
    ...empty,
    summary: all.length === 0 ? `「${q}」は見つかりません。` : `「${q}」は${all.length}件見つかりました。`,
    found: all.slice((page - 1) * PER_PAGE, page * PER_PAGE).map(({ edition, entry }) => foundView(edition, entry, words)),
    pager: all.length > PER_PAGE ? pagerView({ page, perPage: PER_PAGE, total: all.length }, "件", href) : null,
  };
}
