import type { FoundView, SearchView } from "@/lib/features/guidelines/search/view";
import { PageHeader } from "../ui/page-header";
import { Pagination } from "../ui/pagination";
import { StatusChip } from "../ui/status-chip";
import { RichText } from "./rich-text";
import { SearchForm } from "./search-form";

export function SearchPage({ query, editionId, editions, summary, found, pager }: SearchView) {
  return (
    <>
      <PageHeader title="ガイドラインを探す" steps={[{ label: "ガイドライン", href: "/guidelines" }, { label: "探す" }]} />
      <div className="stack">
        <SearchForm query={query} editionId={editionId} editions={editions} />
        {summary ? (
          <p role="status" className="heading-3">
            {summary}
          </p>
        ) : null}
        {found.length > 0 ? (
          <ol className="panel grid gap-4">
            {found.map((entry) => (
              <Found key={entry.key} entry={entry} />
            ))}
          </ol>
        ) : null}
        {pager ? <Pagination {...pager} /> : null}
      </div>
    </>
  );
}

function Found({ entry }: { readonly entry: FoundView }) {
  const { kind, href, code, heading, text, edition, old } = entry;
  return (
    <li className="grid gap-1 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <div className="row">
        <StatusChip tone="plain">{kind}</StatusChip>
        <a className="heading-4" href={href}>
          <span className="section-code">{code}</span> <RichText segments={heading} />
        </a>
      </div>
      <p className="leading-175">
        <RichText segments={text} />
      </p>
      <p className="aside-text">
        {edition}
        {old ? "（旧版）" : null}
      </p>
    </li>
  );
}
