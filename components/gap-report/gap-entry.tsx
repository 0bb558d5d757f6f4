import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { GapEntryView, GapPlaceView } from "@/lib/features/results/gap-entries/view";
import { AnswerMark } from "../marks/answer-mark";
import { type Definition, DefinitionList } from "../ui/definition-list";
import { StatusChip } from "../ui/status-chip";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";
import { Whole } from "../ui/whole";

/** One item that needs improvement: the printed text, its actors, the counts, and examples that would close it. */
export function GapEntry({ gap, kind }: { readonly gap: GapEntryView; readonly kind: GuidelineKind }) {
  return (
    <article className="gap-entry" data-answer={gap.answer} data-long={gap.long ? "" : undefined} aria-labelledby={gap.anchor}>
      <header className="row">
        <span className="section-code">{gap.code}</span>
        <h4 id={gap.anchor}>{gap.heading}</h4>
        <StatusChip tone="plain">{gap.tierWord}</StatusChip>
        {gap.rules.map((rule) => (
          <StatusChip key={rule}>{rule}</StatusChip>
        ))}
        <a className="not-printed ml-auto" href={gap.itemHref}>
          この項目のすべて
          <span className="sr-only">
            （{gap.code} {gap.heading}）
          </span>
        </a>
      </header>
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
    ...(gap.places.length === 0 ? [] : [{ term: "だれに要改善があるか", description: <Places gap={gap} kind={kind} /> }]),
    ...(gap.remarks.length === 0
      ? []
      : [
          {
            term: "ほかの対象の備考",
            description: gap.remarks.map(({ key, by, text }) => (
              <p key={key}>
                <Whole>{by}</Whole>「<UserText>{unbroken(text)}</UserText>」
              </p>
            )),
          },
        ]),
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
    ...(gap.cites.length === 0 ? [] : [{ term: gap.referencesTitle, description: <Citations numbers={gap.cites} /> }]),
  ];
}

const Citations = ({ numbers }: { readonly numbers: readonly number[] }) => (
  <>
    付録の{" "}
    {numbers.map((number, at) => (
      <span key={number}>
        {at === 0 ? null : "、"}
        <a href={`#reference-${number}`}>[{number}]</a>
      </span>
    ))}
  </>
);

function Places({ gap, kind }: { readonly gap: GapEntryView; readonly kind: GuidelineKind }) {
  return (
    <>
      <ul className="gap-places">
        {gap.places.map((place) => (
          <li key={place.key}>
            <Place place={place} kind={kind} />
          </li>
        ))}
      </ul>
      {gap.morePlaces === null ? null : (
        <p>
          <a href={gap.itemHref}>{gap.morePlaces}</a>
        </p>
      )}
    </>
  );
}

/** A place with its answers, which lead to its sheet, and what its respondents wrote. */
function Place({ place: { department, who, answers, href, remarks, moreRemarks }, kind }: { readonly place: GapPlaceView; readonly kind: GuidelineKind }) {
  const marks = answers.map(({ status, text }) => (
    <span key={status}>
      <AnswerMark kind={kind} status={status} /> {text}
    </span>
  ));
  return (
    <>
      <span>
        <b>
          <bdi>{department}</bdi>
        </b>{" "}
        <Whole>{who}</Whole>
      </span>
      {href === null ? (
        <span className="row gap-x-2">{marks}</span>
      ) : (
        <a className="row gap-x-2" href={href}>
          {marks}
          <span className="sr-only">
            （<UserText>{department}</UserText> <UserText>{who}</UserText>の回答）
          </span>
        </a>
      )}
      <span>
        {remarks.map((text) => (
          <span key={text} className="block">
            「<bdi>{unbroken(text)}</bdi>」
          </span>
        ))}
        {moreRemarks === null ? null : <span className="block">{moreRemarks}</span>}
      </span>
    </>
  );
}

function Answers({ gap: { counts, ratioText, lastText }, kind }: { readonly gap: GapEntryView; readonly kind: GuidelineKind }) {
  return (
    <span className="row">
      {ANSWER_STATUSES.map((status) => (
        <span key={status}>
          <AnswerMark kind={kind} status={status} /> <b>{counts[status]}</b>
        </span>
      ))}
      {counts.unanswered === 0 ? null : (
        <span>
          <AnswerMark kind={kind} status={null} /> <b>{counts.unanswered}</b>
        </span>
      )}
      <span>
        {ratioText}
        {lastText === null ? null : `　${lastText}`}
      </span>
    </span>
  );
}
