import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { GapEntryView } from "@/lib/features/results/gap-report/view";
import { AnswerMark } from "../marks/answer-mark";
import { type Definition, DefinitionList } from "../ui/definition-list";
import { StatusChip } from "../ui/status-chip";

const STATUSES = ["implemented", "partial", "notImplemented", "notApplicable"] as const;

/** One item that needs improvement: the printed text, its actors, the counts, and examples that would close it. */
export function GapEntry({ gap, kind }: { readonly gap: GapEntryView; readonly kind: GuidelineKind }) {
  return (
    <article className="gap-entry" data-answer={gap.answer} aria-labelledby={gap.anchor}>
      <header className="row">
        <span className="section-code">{gap.code}</span>
        <h4 id={gap.anchor}>{gap.heading}</h4>
      </header>
      <p className="row">
        <StatusChip tone="plain">{gap.tierWord}</StatusChip>
        {gap.rules.map((rule) => (
          <StatusChip key={rule}>{rule}</StatusChip>
        ))}
      </p>
      <blockquote className="guideline-text">
        {gap.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </blockquote>
      <DefinitionList entries={entriesOf(gap, kind)} />
    </article>
  );
}

function entriesOf(gap: GapEntryView, kind: GuidelineKind): Definition[] {
  return [
    { term: "求められる主体", description: gap.actors },
    { term: "回答", description: <Answers gap={gap} kind={kind} /> },
    ...(gap.remarks.length === 0 ? [] : [{ term: "回答者の備考", description: gap.remarks.map(({ key, by, text }) => <p key={key}>{`${by}「${text}」`}</p>) }]),
    ...(gap.closedBy.length === 0
      ? []
      : [
          {
            term: "満たすための具体例",
            description: (
              <ul>
                {gap.closedBy.map(({ id, text }) => (
                  <li key={id}>{text}</li>
                ))}
              </ul>
            ),
          },
        ]),
    ...(gap.references.length === 0 ? [] : [{ term: gap.referencesTitle, description: gap.references.map(({ key, text }) => <p key={key}>{text}</p>) }]),
  ];
}

function Answers({ gap: { counts, ratioText, lastText }, kind }: { readonly gap: GapEntryView; readonly kind: GuidelineKind }) {
  return (
    <>
      <span className="row">
        {STATUSES.map((status) => (
          <span key={status}>
            <AnswerMark kind={kind} status={status} /> <b>{counts[status]}</b>
          </span>
        ))}
        {counts.unanswered === 0 ? null : (
          <span>
            <AnswerMark kind={kind} status={null} /> <b>{counts.unanswered}</b>
          </span>
        )}
      </span>
      {ratioText}
      {lastText === null ? null : `　${lastText}`}
    </>
  );
}
