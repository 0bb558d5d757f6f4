import type { GuidanceKind } from "@/lib/domain/guideline/edition";
import type { GuideTermView, GuideView } from "@/lib/features/sheets/cards/view";
import { Icon } from "../ui/icon";
import { GuidelineText } from "./marked-text";

export const GUIDANCE_WORDS: Record<GuidanceKind, string> = {
  purpose: "主旨・目的",
  direction: "対策の指針",
  context: "前置き",
};

/** Help for answering the items of one section. `anchored`: the terms that get their DOM id here. */
export function GuideEntry({ guide, anchored }: { readonly guide: GuideView; readonly anchored: ReadonlySet<string> }) {
  return (
    <>
      <div className="guide-head">
        <Icon name="book" />
        <h2 id={`guide-${guide.id}-title`} tabIndex={-1}>
          {guide.title}のガイド
        </h2>
      </div>
      {guide.guidance.map((guidance, index) => (
        <section key={index}>
          <h3>{GUIDANCE_WORDS[guidance.kind]}</h3>
          <GuidelineText paragraphs={guidance.paragraphs} />
        </section>
      ))}
      <Terms title="本文の用語" terms={guide.terms} anchored={anchored} />
      <Terms title="関連する用語" terms={guide.relatedTerms} anchored={anchored} />
      {guide.references.length > 0 ? (
        <section>
          <h3>{guide.referencesTitle}</h3>
          <ul className="grid list-disc gap-1 pl-4.5">
            {guide.references.map((reference) => (
              <li key={reference}>{reference}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {guide.crosswalk ? (
        <section>
          <h3>{guide.crosswalk.title}</h3>
          {guide.crosswalk.items.map((entry) => (
            <p key={entry.text}>
              {entry.text} <span className="text-ink-soft">{entry.tierLabel}</span>
            </p>
          ))}
        </section>
      ) : null}
      <p className="mt-4">
        <a href={guide.bookHref}>{guide.bookLabel}</a>
      </p>
    </>
  );
}

function Terms({ title, terms, anchored }: { readonly title: string; readonly terms: readonly GuideTermView[]; readonly anchored: ReadonlySet<string> }) {
  if (terms.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {terms.flatMap((term) => [
          <dt key={term.id} id={anchored.has(term.id) ? `term-${term.id}` : undefined} data-term={term.id} tabIndex={-1}>
            {term.term} <span className="section-code">{term.code}</span>
          </dt>,
          <dd key={`${term.id}-text`}>{term.text}</dd>,
        ])}
      </dl>
    </section>
  );
}
