import type { GapReportView } from "@/lib/features/results/gap-report/view";
import { Breadcrumb } from "../ui/breadcrumb";
import { LinkButton } from "../ui/button";
import { DefinitionList } from "../ui/definition-list";
import { StatusChip } from "../ui/status-chip";
import { Unhydrated } from "../unhydrated/unhydrated";
import { GapEntry } from "./gap-entry";
import { NumberTable, RuleGroup, SectionTable } from "./gap-tables";
import { PrintButton } from "./print-button";
import { RunningFoot } from "./running-foot";

/** 要改善事項報告書: the same on screen and on paper. */
export function GapReportDocument(view: GapReportView) {
  return (
    <>
      <RunningFoot title={view.cycleTitle} nonce={view.nonce} />
      <Breadcrumb steps={[{ label: "統括", href: "/operator" }, { label: view.cycleTitle, href: view.backHref }, { label: "要改善事項報告書" }]} />
      <div className="row not-printed pb-4">
        <Standing draft={view.draft} />
        <span className="aside-text">{view.createdText}</span>
        <span className="row ml-auto" role="group" aria-label="書き出す">
          <PrintButton />
          <LinkButton size="small" href={view.csvHref} download>
            CSV
          </LinkButton>
          <LinkButton size="small" href={view.jsonHref}>
            JSON
          </LinkButton>
        </span>
      </div>
      <Unhydrated>
        <article className="document">
          <Cover view={view} />
          <h2>1. 要旨</h2>
          <p>{view.summary}</p>
          <h2>2. 数値</h2>
          <div className="stack">
            {view.numbers.map((numbers) => (
              <div key={numbers.tier}>
                <NumberTable numbers={numbers} rateWord={view.rateWord} />
              </div>
            ))}
          </div>
          <h2>3. 目立つこと</h2>
          <div className="stack">
            {view.rules.map((group) => (
              <div key={group.label}>
                <RuleGroup group={group} />
              </div>
            ))}
          </div>
          <h2>4. 節別の件数</h2>
          <div className="stack">
            {view.sections.map((table) => (
              <SectionTable key={table.tier} table={table} rateWord={view.rateWord} lackingWord={view.lackingWord} />
            ))}
          </div>
          <Gaps view={view} />
          <h2>6. 数値の定義</h2>
          <DefinitionList entries={view.definitions} />
        </article>
      </Unhydrated>
    </>
  );
}

const Standing = ({ draft }: { readonly draft: boolean }) => <StatusChip tone={draft ? "neutral" : "done"}>{draft ? "案（未承認）" : "承認済み"}</StatusChip>;

function Cover({ view: { cover, cycleTitle, draft } }: { readonly view: GapReportView }) {
  return (
    <section className="document-cover">
      <div>
        <p className="row">
          <StatusChip>関係者限り</StatusChip>
          <Standing draft={draft} />
        </p>
        <h1>要改善事項報告書</h1>
        <p className="text-[1.125rem]">{cycleTitle.includes("自己点検") ? cycleTitle : `${cycleTitle}　情報セキュリティ対策 自己点検`}</p>
      </div>
      <DefinitionList entries={cover} />
    </section>
  );
}

function Gaps({ view: { phases, kind, gapsNote } }: { readonly view: GapReportView }) {
  return (
    <>
      <h2 data-new-page>5. 要改善事項（PDCA の順）</h2>
      {phases.length === 0 ? <p>提出された回答の範囲では、改善が必要な項目はありません。</p> : <p className="aside-text">{gapsNote}</p>}
      {phases.map(({ label, gaps }) => (
        <section key={label} aria-label={label}>
          <h3>{label}</h3>
          {gaps.map((gap) => (
            <GapEntry key={gap.id} gap={gap} kind={kind} />
          ))}
        </section>
      ))}
    </>
  );
}
