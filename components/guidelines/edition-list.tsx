import type { EditionCard } from "@/lib/features/guidelines/text/view";
import { PageHeader } from "../ui/page-header";
import { StatusChip } from "../ui/status-chip";
import { SearchForm } from "./search-form";

/** The published editions, old ones marked as 旧版. */
export function EditionList({ editions }: { readonly editions: readonly EditionCard[] }) {
  return (
    <>
      <PageHeader title="ガイドライン" note="公開されている指針と安全ガイドラインです。文は原文のままです。" />
      <div className="stack">
        <SearchForm query="" editionId="" />
        {editions.map((edition) => (
          <section className="panel grid gap-1" key={edition.id} aria-labelledby={`edition-${edition.id}`}>
            <div className="row">
              <h2 className="heading-2" id={`edition-${edition.id}`}>
                <a href={edition.href}>
                  {edition.title} {edition.editionLabel}
                </a>
              </h2>
              {edition.old ? <StatusChip>旧版</StatusChip> : null}
            </div>
            <p className="aside-text">{edition.imprint}</p>
            <p className="aside-text">{edition.counts}</p>
            {edition.tiersNote === null ? null : <p className="aside-text">{edition.tiersNote}</p>}
            {edition.note ? <p className="aside-text">注（本ポータル）：{edition.note}</p> : null}
          </section>
        ))}
      </div>
    </>
  );
}
