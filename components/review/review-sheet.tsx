import { AnswerMark } from "@/components/marks/answer-mark";
import { SheetStateChip } from "@/components/marks/state-chips";
import { DecisionBar } from "@/components/review/decision-bar";
import { ReviewItem } from "@/components/review/review-item";
import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { FilterChips } from "@/components/ui/filter-chips";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TextArea } from "@/components/ui/text-area";
import { UserText } from "@/components/ui/user-text";
import type { SheetState } from "@/lib/domain/checking/state";
import { returnSheetAction } from "@/lib/features/sheets/review/actions";
import type { ReviewSectionView, ReviewSheetView } from "@/lib/features/sheets/review/view";
import { undoReturnAction } from "@/lib/features/sheets/taking-back/actions";
import { itemWord } from "@/lib/labels/answer-words";
import { SHEET_STATE_WORDS } from "@/lib/labels/state-words";

/** One sheet for its reviewer: reads answers, writes remarks, then accepts or returns it. */
export function ReviewSheet(view: ReviewSheetView) {
  const { sheetId, title, note, steps, state, kind, returnedReason, answered, measures, decision, sections } = view;
  return (
    <>
      <PageHeader title={title} note={note} steps={steps}>
        <SheetStateChip state={state} />
      </PageHeader>
      <div className="stack">
        {returnedReason !== null && (
          <Notice tone="returned" title="差戻しの理由">
            <p>
              <UserText>{returnedReason}</UserText>
            </p>
          </Notice>
        )}
        <Panel id="items" title="回答" note={`${itemWord(kind)}${measures}件のうち${answered}件に回答`}>
          <div className="stack">
            <FilterChips name="見る回答" chips={view.filters} />
            {sections.length > 1 ? <SectionList view={view} /> : null}
            {sections.length === 0 ? <p>この条件の回答はありません。</p> : null}
            {sections.map((section) => (
              <Section key={section.anchor} section={section} view={view} />
            ))}
          </div>
        </Panel>
        {decision.possible ? <Decision sheetId={sheetId} /> : <Notice>{decision.why}</Notice>}
        {view.undoTo === null ? null : <UndoReturn sheetId={sheetId} state={view.undoTo} />}
      </div>
      <DecisionBar view={view} />
    </>
  );
}

/** The sections with their number of answers, each a link to its answers. */
function SectionList({ view: { sections, kind } }: { readonly view: ReviewSheetView }) {
  return (
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
  );
}

function Section({ section: { anchor, code, heading, items }, view }: { readonly section: ReviewSectionView; readonly view: ReviewSheetView }) {
  const { sheetId, kind, mayRemark, mayTick } = view;
  return (
    <section aria-labelledby={anchor}>
      <h3 className="review-section heading-3" id={anchor}>
        <span className="section-code">{code}</span> {heading}
      </h3>
      {items.map((item) => (
        <ReviewItem key={item.itemId} sheetId={sheetId} kind={kind} item={item} mayRemark={mayRemark} mayTick={mayTick} />
      ))}
    </section>
  );
}

function UndoReturn({ sheetId, state }: { readonly sheetId: string; readonly state: SheetState }) {
  const note = `差し戻した後に、回答はまだ直されていません。取り消すと、この点検票は「${SHEET_STATE_WORDS[state]}」に戻り、数値にまた入ります。`;
  return (
    <Panel id="undo" title="差戻しを取り消す" note={note}>
      <ActionForm leaves action={undoReturnAction.bind(null, sheetId)} label="差戻しの取消し">
        <Button type="submit">差戻しを取り消す</Button>
      </ActionForm>
    </Panel>
  );
}

function Decision({ sheetId }: { readonly sheetId: string }) {
  return (
    <Panel id="decision" title="差し戻す">
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
