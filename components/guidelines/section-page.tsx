import type { SectionView } from "@/lib/features/guidelines/section/view";
import { LinkButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { StatusChip } from "../ui/status-chip";
import { CorrectionTable } from "./correction-table";
import { MeasureCard } from "./measure-card";
import { ReferenceTable } from "./reference-table";
import { Paragraphs } from "./rich-text";
import { Footnotes } from "./section-tree";

/** One section: its purpose, its items, and related entries. */
export function SectionPage(view: SectionView) {
  const { head, code, heading, place, source, guidance, measures, below, references, corrections, footnotes } = view;
  return (
    <>
      <PageHeader
        steps={view.steps}
        title={
          <>
            <span className="section-code">{code}</span> {heading}
          </>
        }
        note={`${place}　${source}`}
      >
        {head.old ? <StatusChip>旧版</StatusChip> : null}
      </PageHeader>
      <div className="stack">
        {guidance.map(({ title, paragraphs }, index) => (
          <Panel key={index} id={`guidance-${index}`} title={title}>
            <Paragraphs paragraphs={paragraphs} />
          </Panel>
        ))}
        {view.tiers ? <p className="aside-text">{view.tiers}</p> : null}
        {measures.map((measure) => (
          <MeasureCard key={measure.id} {...measure} />
        ))}
        {below.length > 0 ? <SectionsBelow below={below} /> : null}
        {references.length > 0 ? (
          <Panel id="references" title={view.referencesTitle} {...(view.referencesNote === null ? {} : { note: view.referencesNote })}>
            <ReferenceTable references={references} />
          </Panel>
        ) : null}
        {footnotes.length > 0 ? <Footnotes footnotes={footnotes} /> : null}
        {corrections.length > 0 ? (
          <Panel id="corrections" title="この節の正誤・注" note="原文の抽出で壊れた箇所の訂正と、原文のまま残した箇所の注です。">
            <CorrectionTable name="この節の正誤・注" corrections={corrections} />
          </Panel>
        ) : null}
        <Neighbours {...view} />
      </div>
    </>
  );
}

function SectionsBelow({ below }: Pick<SectionView, "below">) {
  return (
    <Panel id="below" title="この節の下">
      <ul className="grid gap-0.5">
        {below.map((section) => (
          <li key={section.href}>
            <a className="inline-flex min-h-7 flex-wrap items-baseline gap-x-2" href={section.href}>
              <span className="section-code">{section.code}</span>
              {section.heading}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Neighbours({ previous, next }: Pick<SectionView, "previous" | "next">) {
  return (
    <nav className="grid gap-3 phone:grid-cols-2" aria-label="前後の節">
      {previous ? (
        <LinkButton href={previous.href} rel="prev">
          <Icon name="previous" />
          {previous.label}
        </LinkButton>
      ) : (
        <span />
      )}
      {next ? (
        <LinkButton href={next.href} rel="next">
          {next.label}
          <Icon name="next" />
        </LinkButton>
      ) : null}
    </nav>
  );
}
