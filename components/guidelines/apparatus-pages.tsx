import type { CorrectionsView, ReferencesView, RolesView, TermsView, TermView } from "@/lib/features/guidelines/apparatus/view";
import { EmptyState } from "../ui/empty-state";
import { Panel } from "../ui/panel";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";
import { CorrectionTable } from "./correction-table";
import { EditionFrame } from "./edition-frame";
import { ReferenceTable } from "./reference-table";
import { Paragraphs } from "./rich-text";

function Term({ anchor, code, term, paragraphs, source, children }: TermView) {
  return (
    <section className="panel grid gap-2" id={anchor} aria-labelledby={`${anchor}-title`}>
      <h2 className="heading-3" id={`${anchor}-title`}>
        <span className="section-code">{code}</span> {term}
      </h2>
      {paragraphs.length > 0 ? <Paragraphs paragraphs={paragraphs} /> : null}
      <p className="aside-text">{source}</p>
      {children.map((child) => (
        <section className="grid gap-1 border-t border-line pt-3" id={child.anchor} key={child.id} aria-labelledby={`${child.anchor}-title`}>
          <h3 className="heading-4" id={`${child.anchor}-title`}>
            <span className="section-code">{child.code}</span> {child.term}
          </h3>
          <Paragraphs paragraphs={child.paragraphs} />
          <p className="aside-text">{child.source}</p>
        </section>
      ))}
    </section>
  );
}

export function TermsPage({ head, title, terms }: TermsView) {
  return (
    <EditionFrame head={head} title={title}>
      {terms.map((term) => (
        <Term key={term.id} {...term} />
      ))}
    </EditionFrame>
  );
}

const COLUMNS = ["主体（印刷されたまま）", "回答する役割", "理由"] as const satisfies readonly WorkColumn[];

export function RolesPage({ head, roles, readings, readingsNote }: RolesView) {
  return (
    <EditionFrame head={head} title="責任者・組織等の役割">
      {roles.map((role) => (
        <Term key={role.id} {...role} />
      ))}
      <Panel id="readings" title="読替え表" note={readingsNote}>
        <WorkTable name="読替え表" valign="top" columns={COLUMNS}>
          <WorkRows>
            {readings.map(({ actor, answeredBy, reason }) => (
              <WorkRow columns={COLUMNS} key={actor}>
                <RowHeading>{actor}</RowHeading>
                <Cell>{answeredBy}</Cell>
                <Cell>{reason}</Cell>
              </WorkRow>
            ))}
          </WorkRows>
        </WorkTable>
      </Panel>
    </EditionFrame>
  );
}

export function ReferencesPage({ head, introduction, references, referencesTitle, referencesNote }: ReferencesView) {
  return (
    <EditionFrame head={head} title={referencesTitle}>
      <Panel id="references" title="対策項目ごとの参考文献" {...(referencesNote === null ? {} : { note: referencesNote })}>
        {introduction.map((text) => (
          <p className="mb-2 leading-175" key={text}>
            {text}
          </p>
        ))}
        <ReferenceTable references={references} />
      </Panel>
    </EditionFrame>
  );
}

export function CorrectionsPage({ head, source, corrections, notes }: CorrectionsView) {
  return (
    <EditionFrame head={head} title="正誤・注">
      <p className="aside-text">{source}</p>
      {corrections.length > 0 ? (
        <Panel id="corrections" title={`訂正した箇所　${corrections.length}か所`} note="原文の抽出で壊れたと認めた箇所だけを直しています。">
          <CorrectionTable name="訂正した箇所" corrections={corrections} />
        </Panel>
      ) : null}
      {notes.length > 0 ? (
        <Panel
          id="notes"
          title={`原文のまま残した箇所　${notes.length}か所`}
          note="原文に在ったかもしれない誤りと、原文の読み方についての注です。文は直していません。"
        >
          <CorrectionTable name="原文のまま残した箇所" corrections={notes} />
        </Panel>
      ) : null}
      {corrections.length + notes.length === 0 ? <EmptyState title="正誤・注はありません">この版には、訂正も注もありません。</EmptyState> : null}
    </EditionFrame>
  );
}
