import type { GapReportView } from "@/lib/features/results/gap-report/view";
import { Breadcrumb } from "../ui/breadcrumb";
import { LinkButton } from "../ui/button";
import { DefinitionList } from "../ui/definition-list";
import { FilterForm } from "../ui/filter-form";
import { PrintButton } from "../ui/print-button";
import { StatusChip } from "../ui/status-chip";
import { UserText } from "../ui/user-text";
import { StaticMarkup } from "../unhydrated/static-markup";
import { Unhydrated } from "../unhydrated/unhydrated";
import { GapEntry } from "./gap-entry";
import { NumberTable, RuleGroup, SectionTable } from "./gap-tables";
import { RunningFoot } from "./running-foot";

/** 要改善事項報告書: the same on screen and on paper. */
export function GapReportDocument(view: GapReportView) {
  return (
    <>
      <RunningFoot title={view.cycleTitle} handling={view.handling} nonce={view.nonce} />
      <Breadcrumb steps={[{ label: "ダッシュボード", href: "/operator" }, { label: view.cycleTitle, href: view.backHref }, { label: "要改善事項報告書" }]} />
      <div className="row not-printed pb-4">
        <ReportState draft={view.draft} />
        <span className="aside-text">{view.createdText}</span>
        <span className="row ml-auto" role="group" aria-label="書き出す">
          <PrintButton />
          <LinkButton size="small" href={view.placesCsvHref} download>
            CSV（要改善×対象）
          </LinkButton>
          <LinkButton size="small" href={view.csvHref} download>
            CSV（報告書の全体）
          </LinkButton>
          <LinkButton size="small" href={view.jsonHref}>
            JSON
          </LinkButton>
        </span>
      </div>
      <Unhydrated>
        <StaticMarkup>
          <ReportArticle {...view} />
        </StaticMarkup>
      </Unhydrated>
    </>
  );
}

/** What is printed. */
export function ReportArticle(view: GapReportView) {
  return (
    <article className="document">
      <Cover view={view} />
      <h2 id="summary">1. 要旨</h2>
      <p>{view.summary}</p>
      <h2 id="numbers">2. 数値</h2>
      <TiersNote text={view.tiersNote} />
      <div className="stack">
        {view.numbers.map((numbers) => (
          <div key={numbers.tier}>
            <NumberTable numbers={numbers} rateWord={view.rateWord} />
          </div>
        ))}
      </div>
      <h2 id="rules">3. 目立つこと</h2>
      <div className="stack">
        {view.rules.map((group) => (
          <div key={group.label}>
            <RuleGroup group={group} />
          </div>
        ))}
      </div>
      <h2 id="sections">4. 節別の件数</h2>
      <div className="stack">
        {view.sections.map((table) => (
          <SectionTable key={table.tier} table={table} rateWord={view.rateWord} lackingWord={view.lackingWord} />
        ))}
      </div>
      <Gaps view={view} />
      <h2 id="definitions">6. 数値の定義</h2>
      <DefinitionList entries={view.definitions} />
      <Annex annex={view.annex} />
    </article>
  );
}

const TiersNote = ({ text }: { readonly text: string | null }) => (text === null ? null : <p className="aside-text">{text}</p>);

const ReportState = ({ draft }: { readonly draft: boolean }) => (
  <StatusChip tone={draft ? "neutral" : "done"}>{draft ? "案（未承認）" : "承認済み"}</StatusChip>
);

/** The first printed page by itself: what the report is, and what is in it. */
function Cover({ view: { cover, contents, cycleTitle, handling, draft } }: { readonly view: GapReportView }) {
  return (
    <section className="document-cover">
      <div>
        <p className="row">
          <StatusChip>{handling}</StatusChip>
          <ReportState draft={draft} />
        </p>
        <h1>要改善事項報告書</h1>
        <p className="text-[1.125rem]">
          <UserText>{cycleTitle}</UserText>
          {cycleTitle.includes("自己点検") ? null : "　情報セキュリティ対策 自己点検"}
        </p>
      </div>
      <DefinitionList entries={cover} />
      <Contents entries={contents} />
    </section>
  );
}

const Contents = ({ entries }: { readonly entries: GapReportView["contents"] }) => (
  <nav aria-label="目次" className="contents-list">
    <h2>目次</h2>
    <ul>
      {entries.map(({ href, label }) => (
        <li key={href} data-depth={href.startsWith("#gaps-") ? "2" : undefined}>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  </nav>
);

/** The references, each once; the entries cite them by number. */
function Annex({ annex }: { readonly annex: GapReportView["annex"] }) {
  if (annex === null) return null;
  return (
    <>
      <h2 id="references">付録　{annex.title}</h2>
      <ol className="reference-list">
        {annex.entries.map(({ number, text }) => (
          <li key={number} id={`reference-${number}`} value={number}>
            {text}
          </li>
        ))}
      </ol>
    </>
  );
}

function Filter({ filter }: { readonly filter: GapReportView["filter"] }) {
  return (
    <>
      <FilterForm name="要改善事項を絞る" action={`${filter.action}#gaps`} fields={filter.fields} />
      {filter.text === null ? null : (
        <p className="row" role="status">
          <b>{filter.text}</b>
          <a className="not-printed" href={filter.clearHref}>
            絞込みをやめる
          </a>
        </p>
      )}
    </>
  );
}

function Gaps({ view: { phases, kind, gapsNote, filter } }: { readonly view: GapReportView }) {
  return (
    <>
      <h2 id="gaps" data-new-page>
        5. 要改善事項（PDCA の順）
      </h2>
      <Filter filter={filter} />
      {phases.length === 0 ? (
        <p>{filter.text === null ? "提出された回答の範囲では、改善が必要な項目はありません。" : "この条件の要改善事項はありません。"}</p>
      ) : (
        <p className="aside-text">{gapsNote}</p>
      )}
      {phases.map(({ anchor, label, gaps }) => (
        <section key={label} aria-labelledby={anchor}>
          <h3 id={anchor}>{label}</h3>
          {gaps.map((gap) => (
            <GapEntry key={gap.id} gap={gap} kind={kind} />
          ))}
        </section>
      ))}
    </>
  );
}
