import { HistoryLink } from "@/components/checklist/history-link";
import { GuidelineText } from "@/components/checklist/marked-text";
import { AnswerMark } from "@/components/marks/answer-mark";
import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { StatusChip } from "@/components/ui/status-chip";
import { Cell, FoldingRowHeading, type InColumn, inColumns, type WorkColumn } from "@/components/ui/table";
import { unbroken } from "@/components/ui/unbroken";
import { UserText } from "@/components/ui/user-text";
import { Signature } from "@/components/ui/whole";
import { ANSWER_TEXTS } from "@/lib/domain/checking/answer-content";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { tickForMinistryAction } from "@/lib/features/sheets/review/actions";
import { type ReviewElsewhereView, type ReviewItemView, remarksOn } from "@/lib/features/sheets/review/view";
import { ANSWER_TEXT_WORDS } from "@/lib/labels/answer-text-words";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { Examples } from "./examples";
import { Remarks } from "./remarks";
import { SeenItem, SeenWord } from "./seen";
import { StayingRow } from "./staying";

export const REVIEW_COLUMNS: readonly WorkColumn[] = ["項目", "回答", "前回", "備考・根拠", "所見"];

interface ReviewItemProps {
  readonly sheetId: string;
  readonly kind: GuidelineKind;
  readonly item: ReviewItemView;
  readonly mayRemark: boolean;
  readonly mayTick: boolean;
  /** Whether the filter shows it no longer: it stays where that was done on this page. */
  readonly gone: boolean;
}

/** The row of a measure, or of one that others answer. */
export function ReviewItem({ item, ...props }: Omit<ReviewItemProps, "item"> & { readonly item: ReviewItemView | ReviewElsewhereView }) {
  return "answeredBy" in item ? <ElsewhereRow {...props} item={item} /> : <MeasureRow {...props} item={item} />;
}

/** Only the examples of it are answered on this sheet; it is no item to have seen or to remark on. */
function ElsewhereRow({ item, gone, ...props }: Pick<ReviewItemProps, "sheetId" | "kind" | "mayRemark" | "gone"> & { readonly item: ReviewElsewhereView }) {
  const { anchor, code, heading, answeredBy, paragraphs } = item;
  return (
    <StayingRow id={anchor} gone={gone}>
      {inColumns(REVIEW_COLUMNS, [
        <FoldingRowHeading key="item" aria-labelledby={`${anchor}-title`}>
          <span className="block" id={`${anchor}-title`}>
            <span className="section-code">{code}</span>
            <br />
            <b>{unbroken(heading)}</b>
          </span>
          <span className="aside-text">ほかの担当が回答する項目です（{answeredBy.join("・")}）</span>
          <Details summary="文を読む">
            <GuidelineText paragraphs={paragraphs} />
          </Details>
        </FoldingRowHeading>,
        <Cell key="answer">{null}</Cell>,
        <Cell key="previous">{null}</Cell>,
        <Cell key="written">
          <Examples {...props} item={{ ...item, uncounted: 0 }} />
        </Cell>,
        <Cell key="remarks">{null}</Cell>,
      ])}
    </StayingRow>
  );
}

/** Its text, the answer now and in the last cycle, what was written with it, and the reviewers' remarks. */
function MeasureRow(props: ReviewItemProps) {
  const { kind, item, gone } = props;
  const { itemId, anchor, remarks, status, previous } = item;
  return (
    <SeenItem itemId={itemId} anchor={anchor} remarked={remarksOn(item).some(({ open }) => open)} gone={gone}>
      {inColumns(REVIEW_COLUMNS, [
        <Item key="item" item={item} />,
        <Cell key="answer">
          <AnswerMark kind={kind} status={status} />
        </Cell>,
        <Cell key="previous">{previous === null ? null : <Previous kind={kind} previous={previous} />}</Cell>,
        <Cell key="written">{isBare(item) ? null : <Written {...props} />}</Cell>,
        <Cell key="remarks">{remarks.length === 0 && !props.mayRemark ? null : <Remarks {...props} />}</Cell>,
      ])}
    </SeenItem>
  );
}

/** Named by its heading alone, so that a screen reader does not read the whole text with each cell. */
function Item({ item: { anchor, code, heading, itemId, own, others }, ...inColumn }: Pick<ReviewItemProps, "item"> & InColumn) {
  return (
    <FoldingRowHeading {...inColumn} aria-labelledby={`${anchor}-title`}>
      <span className="block" id={`${anchor}-title`} tabIndex={-1}>
        <span className="section-code">
          {code}
          <SeenWord itemId={itemId} />
        </span>
        <br />
        <b>{unbroken(heading)}</b>
      </span>
      <Details summary="文を読む">
        <GuidelineText paragraphs={own} />
      </Details>
      {others.length > 0 ? (
        <details className="elsewhere">
          <summary>
            <b>この項目の続き</b>　— ほかの担当に求める部分です
          </summary>
          <GuidelineText paragraphs={others} />
        </details>
      ) : null}
    </FoldingRowHeading>
  );
}

function Previous({ kind, previous: { status, dateText } }: { readonly kind: GuidelineKind; readonly previous: NonNullable<ReviewItemView["previous"]> }) {
  return (
    <>
      <AnswerMark kind={kind} status={status} />
      <br />
      <span className="aside-text">{unbroken(dateText)}</span>
    </>
  );
}

/** Whether there is a history: of answers, or of remarks and replies alone. */
const hasHistory = ({ answeredText, remarks }: ReviewItemView): boolean => answeredText !== null || remarks.length > 0;

/** Nothing was answered, so nothing was written with it. */
const isBare = (item: ReviewItemView): boolean => !hasHistory(item) && item.examples.length === 0;

/** What was written with the answer, by whom, and the answers to its examples. */
function Written({ mayTick, ...props }: ReviewItemProps) {
  const { sheetId, item } = props;
  const { itemId, code, heading, status, answeredText, forMinistry } = item;
  return (
    <div className="stack gap-1">
      <Chip of={item.lacksReason}>理由がないため、未回答と数えます</Chip>
      <Chip of={Boolean(item.copied)}>前回から写しただけ</Chip>
      {ANSWER_TEXTS.map((part) => (
        <Line key={part} term={ANSWER_TEXT_WORDS[part]} text={item[part]} />
      ))}
      <Chip of={status === "implemented" && item.evidence === null}>根拠なし</Chip>
      {hasHistory(item) && (
        <p className="row gap-x-3 gap-y-0">
          {answeredText === null ? null : (
            <span className="aside-text">
              <Signature text={answeredText} />
            </span>
          )}
          <HistoryLink sheetId={sheetId} itemId={itemId} heading={heading} />
        </p>
      )}
      {item.remark !== null && mayTick && (
        <ActionForm action={tickForMinistryAction.bind(null, sheetId, itemId)} label={`${code} ${heading}の備考を省庁に渡すか`} className="row">
          {forMinistry ? null : <input type="hidden" name="forMinistry" value="yes" />}
          <span className="aside-text">
            {ministryText(item)}
            {UNDONE_UNTIL["answer.forMinistry"]}
          </span>
          <Button type="submit" size="small">
            {forMinistry ? "渡さない" : "省庁に渡す"}
          </Button>
        </ActionForm>
      )}
      {item.examples.length > 0 && <Examples {...props} />}
    </div>
  );
}

const Chip = ({ of, children }: { readonly of: boolean; readonly children: string }) =>
  of ? (
    <p>
      <StatusChip>{children}</StatusChip>
    </p>
  ) : null;

function Line({ term, text }: { readonly term: string; readonly text: string | null }) {
  return text === null ? null : (
    <p>
      <span className="aside-text">{term}：</span>
      <UserText>{text}</UserText>
    </p>
  );
}

function ministryText({ forMinistry, tickRests }: ReviewItemView): string {
  if (forMinistry) return "この備考は、提出するときに省庁へ渡します。";
  return tickRests
    ? "省庁に渡すとしたあとで書き直されたため、この備考は省庁へ渡しません。渡すときは、確かめて選び直してください。"
    : "この備考は省庁へ渡しません。";
}
