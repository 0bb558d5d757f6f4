import type { ItemAnswerView, ItemPageView } from "@/lib/features/results/item-page/view";
import { AnswerMark } from "../marks/answer-mark";
import { SheetStateChip } from "../marks/state-chips";
import { FilterForm } from "../ui/filter-form";
import { PageHeader } from "../ui/page-header";
import { Pagination } from "../ui/pagination";
import { Panel } from "../ui/panel";
import { StatusChip } from "../ui/status-chip";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";
import { unbroken } from "../ui/unbroken";
import { Signature, Whole } from "../ui/whole";
import { ItemHistory } from "./item-history";

/** Everything about one item of a cycle. A page to read: nothing is decided here. */
export function ItemPage(view: ItemPageView) {
  const { code, heading, tierWord, note, steps, paragraphs, guidelineHref, figureText, narrowedText, allHref } = view;
  return (
    <>
      <PageHeader
        title={
          <>
            <span className="section-code">{code}</span> {unbroken(heading)}
          </>
        }
        note={note}
        steps={steps}
      >
        <StatusChip tone="plain">{tierWord}</StatusChip>
      </PageHeader>
      <div className="columns-2" data-split="7-5">
        <div className="stack">
          <Panel id="text" title="ガイドラインの文">
            <blockquote className="guideline-text">
              {paragraphs.map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </blockquote>
            <p className="mt-2">
              <a href={guidelineHref}>ガイドライン本文で読む</a>
            </p>
          </Panel>
        </div>
        <References view={view} />
      </div>
      <div className="stack mt-5">
        {narrowedText === null ? null : (
          <p className="row">
            {narrowedText}
            <a href={allHref}>絞込みをやめる</a>
          </p>
        )}
        <Places view={view} figureText={figureText} />
        <Answers view={view} />
        <ItemHistory view={view} />
      </div>
    </>
  );
}

const References = ({ view: { references, referencesTitle, crosswalk } }: { readonly view: ItemPageView }) => (
  <Panel id="references" title="参照と対応">
    <dl className="definition-list text-small">
      <dt>{referencesTitle}</dt>
      <dd>{references.length === 0 ? "ありません。" : references.map((text) => <p key={text}>{text}</p>)}</dd>
      <dt>対応表</dt>
      <dd>
        {crosswalk.length === 0
          ? "対応する項目はありません。"
          : crosswalk.map(({ key, label, href, note }) => (
              <p key={key}>
                <a href={href}>{label}</a>（{note}）
              </p>
            ))}
      </dd>
    </dl>
  </Panel>
);

const COLUMNS = ["部署", "対象", "回答"] as const satisfies readonly WorkColumn[];

/** Places whose sheets are not listed one by one. */
function Places({ view: { kind, places, placesPager }, figureText }: { readonly view: ItemPageView; readonly figureText: string }) {
  return (
    <Panel id="places" title="いまの回答" note={places.length === 0 ? null : `${figureText}　取扱者は部署ごとの人数です。`}>
      {places.length === 0 ? (
        <p>{figureText}</p>
      ) : (
        <WorkTable name="部署・役割ごとの回答" valign="top" columns={COLUMNS}>
          <WorkRows>
            {places.map(({ key, department, who, counts }) => (
              <WorkRow columns={COLUMNS} key={key}>
                <RowHeading>
                  <bdi>{department}</bdi>
                </RowHeading>
                <Cell>
                  <Whole>{who}</Whole>
                </Cell>
                <Cell>
                  <span className="row gap-x-4">
                    {counts.map(({ status, text, href }) =>
                      href === null ? (
                        <span key={status}>
                          <AnswerMark kind={kind} status={status} /> {text}
                        </span>
                      ) : (
                        <a key={status} href={href}>
                          <AnswerMark kind={kind} status={status} /> {text}
                        </a>
                      ),
                    )}
                  </span>
                </Cell>
              </WorkRow>
            ))}
          </WorkRows>
        </WorkTable>
      )}
      {placesPager === null ? null : <Pagination {...placesPager} name="いまの回答のページ" />}
    </Panel>
  );
}

const ANSWER_COLUMNS = ["対象", "回答", "前回", "だれが・いつ", "理由・備考", "根拠"] as const satisfies readonly WorkColumn[];

function Answers({ view }: { readonly view: ItemPageView }) {
  const { filter, answersNote, answers, noAnswers, pager } = view;
  return (
    <Panel id="answers" title="点検票ごとの回答" note={answersNote}>
      <FilterForm name="回答を絞る" action={filter.action} fields={filter.fields} kept={filter.kept} />
      {answers.length === 0 ? (
        <p>{noAnswers}</p>
      ) : (
        <>
          <WorkTable name="点検票ごとの回答" valign="top" columns={ANSWER_COLUMNS}>
            <WorkRows>
              {answers.map((answer) => (
                <AnswerRow key={answer.key} answer={answer} kind={view.kind} />
              ))}
            </WorkRows>
          </WorkTable>
          <Pagination {...pager} />
        </>
      )}
    </Panel>
  );
}

const AnswerRow = ({ answer, kind }: { readonly answer: ItemAnswerView; readonly kind: ItemPageView["kind"] }) => (
  <WorkRow columns={ANSWER_COLUMNS}>
    <RowHeading>
      <a href={answer.href}>
        <Whole>{answer.place}</Whole>
      </a>
      <span className="aside-text block">
        <bdi>{answer.department}</bdi>
      </span>
    </RowHeading>
    <Cell>
      <AnswerMark kind={kind} status={answer.status} />
      {answer.lacksReason ? <StatusChip>理由がないため、未回答と数えます</StatusChip> : null}
      {answer.state === null ? null : (
        <span className="block">
          <SheetStateChip state={answer.state} />
          <span className="aside-text block">まだ数えていません</span>
        </span>
      )}
    </Cell>
    <Cell>{answer.previous === null ? "－" : <AnswerMark kind={kind} status={answer.previous} />}</Cell>
    <Cell>
      <Signature text={answer.byText} />
    </Cell>
    <Cell className="phone:min-w-64">
      {answer.notes.map((text) => (
        <p key={text}>
          <bdi>{text}</bdi>
        </p>
      ))}
    </Cell>
    <Cell className="phone:min-w-64">{answer.evidence === null ? "－" : <bdi>{answer.evidence}</bdi>}</Cell>
  </WorkRow>
);
