import { AnswerMark } from "@/components/marks/answer-mark";
import { SheetStateChip } from "@/components/marks/state-chips";
import { DecisionBar } from "@/components/review/decision-bar";
import { REVIEW_COLUMNS, ReviewItem } from "@/components/review/review-item";
import { SeenMarks, UnseenCount, UnseenRows } from "@/components/review/seen";
import { StayingRows } from "@/components/review/staying";
import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { FilterChips } from "@/components/ui/filter-chips";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { GroupRow, WorkRows, WorkTable } from "@/components/ui/table";
import { TextArea } from "@/components/ui/text-area";
import { unbroken } from "@/components/ui/unbroken";
import { UserText } from "@/components/ui/user-text";
import { Whole } from "@/components/ui/whole";
import type { AnswerStatus, SheetState } from "@/lib/domain/checking/state";
import { returnSheetAction } from "@/lib/features/sheets/review/actions";
import type { ReviewSheetView } from "@/lib/features/sheets/review/view";
import { undoReturnAction } from "@/lib/features/sheets/taking-back/actions";
import { itemWord } from "@/lib/labels/answer-words";
import { SHEET_STATE_WORDS } from "@/lib/labels/state-words";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";

interface Viewed {
  readonly view: ReviewSheetView;
}

/** One sheet for its reviewer: reads answers, writes remarks, then accepts or returns it. */
export function ReviewSheet(view: ReviewSheetView) {
  const { sheetId, title, steps, state, returned, measures, decision, round } = view;
  return (
    <SeenMarks sheetId={sheetId} round={round} total={measures}>
      <PageHeader title={title} note={<Note view={view} />} steps={steps}>
        <SheetStateChip state={state} />
      </PageHeader>
      <div className="stack">
        {returned !== null && (
          <Notice tone="returned" title={returned.title}>
            <p>
              <UserText>{returned.reason}</UserText>
            </p>
          </Notice>
        )}
        <Answers view={view} />
        <Summary view={view} />
        {decision.possible ? <Decision sheetId={sheetId} /> : <Notice>{decision.why}</Notice>}
        {view.undoTo === null ? null : <UndoReturn sheetId={sheetId} state={view.undoTo} replies={view.repliesSince} />}
      </div>
      <DecisionBar view={view} />
    </SeenMarks>
  );
}

/** The round, and who handed the sheet in: a line ends between these, not in a name or a date. */
function Note({ view: { note, handIn } }: Viewed) {
  return (
    <>
      {unbroken(note)}
      {handIn === null ? null : (
        <>
          　<Whole>{handIn.by}</Whole>　<Whole>{handIn.at}</Whole>
        </>
      )}
    </>
  );
}

function Answers({ view }: Viewed) {
  const { kind, answered, measures, examplesText, filters, sections: all, round } = view;
  const sections = all.filter(({ items, gone }) => gone.length < items.length);
  const chips = filters.map(({ mark, label, count, ...chip }) => ({
    ...chip,
    label: mark === null ? label : <Marked mark={mark}>{label}</Marked>,
    count: count ?? <UnseenCount />,
    needsScript: count === null,
  }));
  return (
    <Panel id="items" title="回答" note={`${itemWord(kind)}${measures}件のうち${answered}件に回答　${examplesText}`.trimEnd()}>
      <div className="stack">
        <FilterChips name="見る回答" chips={chips} />
        {round === null ? null : (
          <p className="aside-text with-script">
            見た項目には、左の線と「見た」が付きます（移った、開いた、または画面に3秒出ていた項目）。自分だけの目印で、このブラウザにだけ残り、ほかの人には見えません。
          </p>
        )}
        {sections.length > 1 && !round?.unseenOnly ? <SectionList view={{ ...view, sections }} /> : null}
        <UnseenRows>
          <StayingRows gone={sections.length === 0} instead={<p>この条件の回答はありません。</p>}>
            <ItemTable view={view} />
          </StayingRows>
        </UnseenRows>
      </div>
    </Panel>
  );
}

/** The words of a filter with the mark of the answers that it shows. */
const Marked = ({ mark, children }: { readonly mark: AnswerStatus | "unanswered"; readonly children: string }) => (
  <span className="answer-mark" data-answer={mark}>
    <Icon name={mark} />
    {children}
  </span>
);

/** What the whole sheet says, whatever is shown of it, and what accepting it means. */
function Summary({ view: { kind, counts, accepting } }: Viewed) {
  return (
    <Panel id="summary" title="この点検票のまとめ">
      <ul className="row gap-x-6">
        {counts.map(({ status, count }) => (
          <li key={status ?? "unanswered"} className="row gap-x-2">
            <AnswerMark kind={kind} status={status} /> <b>{count}件</b>
          </li>
        ))}
      </ul>
      {accepting === null ? null : <p className="mt-3">{accepting}</p>}
    </Panel>
  );
}

/** More sections than these are folded, so that the answers are not a page away. */
const MANY_SECTIONS = 6;

/** The sections with their number of answers, each a link to its answers. */
function SectionList({ view: { sections, kind } }: Viewed) {
  return (
    <Details summary={`節ごとの件数（${String(sections.length)}節）`} open={sections.length <= MANY_SECTIONS}>
      <nav aria-label="節">
        <ul className="review-sections">
          {sections.map(({ anchor, code, heading, counts }) => (
            <li key={anchor}>
              <a href={`#${anchor}`}>
                {code} {heading}
              </a>
              <span className="row">
                {counts.map(({ status, count }) => (
                  <span className="row inline-flex gap-x-2 gap-y-0.5" key={status ?? "unanswered"}>
                    <AnswerMark kind={kind} status={status} /> {count}件
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </nav>
    </Details>
  );
}

/** One row for each item, below the name of its section. */
function ItemTable({ view: { sheetId, kind, sections, mayRemark, mayTick } }: Viewed) {
  return (
    <WorkTable name="回答" valign="top" columns={REVIEW_COLUMNS}>
      {sections.map(({ anchor, code, heading, items, gone }) => (
        <WorkRows key={anchor} className="review-part">
          <GroupRow inWork id={anchor} columns={REVIEW_COLUMNS.length}>
            <span className="section-code">{code}</span> {heading}
          </GroupRow>
          {items.map((item) => (
            <ReviewItem key={item.itemId} sheetId={sheetId} kind={kind} item={item} mayRemark={mayRemark} mayTick={mayTick} gone={gone.includes(item.itemId)} />
          ))}
        </WorkRows>
      ))}
    </WorkTable>
  );
}

interface UndoReturnProps {
  readonly sheetId: string;
  readonly state: SheetState;
  readonly replies: number;
}

function UndoReturn({ sheetId, state, replies }: UndoReturnProps) {
  const note = `差し戻した後に、回答はまだ直されていません。取り消すと、この点検票は「${SHEET_STATE_WORDS[state]}」に戻り、数値にまた入ります。`;
  return (
    <Panel id="undo" title="差戻しを取り消す" note={note}>
      {replies === 0 ? null : (
        <p className="mb-3">
          回答した人は、所見{replies}
          件にもう返事か対応済みの印を付けています。取り消すと、それも所見のところで読めるようになります。また差し戻すと、回答した人は続きから直せます。
        </p>
      )}
      <ActionForm leaves action={undoReturnAction.bind(null, sheetId)} label="差戻しの取消し">
        <Button type="submit">差戻しを取り消す</Button>
      </ActionForm>
    </Panel>
  );
}

function Decision({ sheetId }: { readonly sheetId: string }) {
  return (
    <Panel id="decision" title="差し戻す" note={UNDONE_UNTIL["sheet.return"]}>
      <ActionForm leaves action={returnSheetAction.bind(null, sheetId)} label="差戻し">
        <TextArea
          id="return-reason"
          name="reason"
          label="差し戻す理由"
          hint="回答した人に見えます。直してほしい項目には、項目の所見も書けます。"
          maxLength={1000}
          required
        />
        <Button type="submit">差し戻す</Button>
      </ActionForm>
    </Panel>
  );
}
