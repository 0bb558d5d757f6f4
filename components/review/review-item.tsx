import { HistoryLink } from "@/components/checklist/history-link";
import { GuidelineText } from "@/components/checklist/marked-text";
import { AnswerMark } from "@/components/marks/answer-mark";
import { ActionForm } from "@/components/ui/action-form";
import { Button, TextButton } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { StatusChip } from "@/components/ui/status-chip";
import { TextArea } from "@/components/ui/text-area";
import { unbroken } from "@/components/ui/unbroken";
import { UserText } from "@/components/ui/user-text";
import { Signature } from "@/components/ui/whole";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { addRemarkAction, tickForMinistryAction, withdrawRemarkAction } from "@/lib/features/sheets/review/actions";
import type { ReviewItemView } from "@/lib/features/sheets/review/view";
import { answerWord, itemWord } from "@/lib/labels/answer-words";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { SeenItem, SeenWord } from "./seen";

interface ReviewItemProps {
  readonly sheetId: string;
  readonly kind: GuidelineKind;
  readonly item: ReviewItemView;
  readonly mayRemark: boolean;
  readonly mayTick: boolean;
}

/** One measure with its answer, remark and evidence, and the reviewers' remarks. */
export function ReviewItem({ sheetId, kind, item, mayRemark, mayTick }: ReviewItemProps) {
  return (
    <SeenItem itemId={item.itemId} anchor={item.anchor} remarked={item.remarks.some(({ open }) => open)}>
      <h4 className="heading-4" id={`${item.anchor}-title`} tabIndex={-1}>
        <span className="section-code">
          {item.code}
          <SeenWord itemId={item.itemId} />
        </span>
        <br />
        {unbroken(item.heading)}
      </h4>
      <Details summary="文を読む">
        <GuidelineText paragraphs={item.own} />
      </Details>
      {item.others.length > 0 ? (
        <details className="elsewhere">
          <summary>
            <b>この項目の続き</b>　— ほかの担当に求める部分です
          </summary>
          <GuidelineText paragraphs={item.others} />
        </details>
      ) : null}
      <dl className="review-answer">
        <Entry term="回答">
          <span className="row inline-flex gap-x-2 gap-y-0.5">
            <AnswerMark kind={kind} status={item.status} />
            {item.lacksReason ? <StatusChip>理由がないため、未回答と数えます</StatusChip> : null}
            {item.copied ? <StatusChip>前回から写しただけ</StatusChip> : null}
            {item.status === "implemented" && item.evidence === null ? <StatusChip>根拠なし</StatusChip> : null}
            {item.answeredText === null ? null : (
              <span className="aside-text">
                <Signature text={item.answeredText} />
              </span>
            )}
          </span>
        </Entry>
        {item.previous === null ? null : (
          <Entry term="前回">
            <span className="row inline-flex gap-x-2 gap-y-0.5">
              <AnswerMark kind={kind} status={item.previous.status} />
              <span className="aside-text">{unbroken(item.previous.dateText)}</span>
            </span>
          </Entry>
        )}
        {item.reason !== null && (
          <Entry term="理由">
            <UserText>{item.reason}</UserText>
          </Entry>
        )}
        {item.remark !== null && (
          <Entry term="備考">
            <UserText>{item.remark}</UserText>
          </Entry>
        )}
        {item.evidence !== null && (
          <Entry term="根拠">
            <UserText>{item.evidence}</UserText>
          </Entry>
        )}
        {item.remarks.map((remark) => (
          <Entry key={remark.id} term={remark.withdrawnText === null ? "所見" : "取り下げた所見"}>
            <UserText>{remark.text}</UserText>
            <span className="aside-text">
              　<Signature text={remark.byText} />
            </span>
            {mayRemark ? <Withdrawal sheetId={sheetId} code={item.code} remark={remark} /> : <WithdrawnBy text={remark.withdrawnText} />}
            {remark.response === null ? null : (
              <p className="row gap-x-2 gap-y-0.5">
                {remark.response.done ? <StatusChip tone="done">対応済み</StatusChip> : null}
                {remark.response.reply === null ? null : (
                  <span>
                    返事：<UserText>{remark.response.reply}</UserText>
                  </span>
                )}
                <span className="aside-text">
                  <Signature text={remark.response.byText} />
                </span>
              </p>
            )}
          </Entry>
        ))}
      </dl>
      {item.answeredText !== null && <HistoryLink sheetId={sheetId} itemId={item.itemId} heading={item.heading} />}
      {item.remark !== null && mayTick && (
        <ActionForm action={tickForMinistryAction.bind(null, sheetId, item.itemId)} label={`${item.code}の備考を省庁に渡すか`} className="row">
          {item.forMinistry ? null : <input type="hidden" name="forMinistry" value="yes" />}
          <span className="aside-text">
            {ministryText(item)}
            {UNDONE_UNTIL["answer.forMinistry"]}
          </span>
          <Button type="submit" size="small">
            {item.forMinistry ? "渡さない" : "省庁に渡す"}
          </Button>
        </ActionForm>
      )}
      {item.examples.length > 0 && (
        <Details summary={`回答のある具体例 ${item.examples.length}件${item.uncounted > 0 ? "（数えていません）" : ""}`}>
          {item.uncounted > 0 ? (
            <p className="aside-text">
              {itemWord(kind)}が「{answerWord(kind, "notApplicable")}」のため、具体例の回答{item.uncounted}
              件は数えていません。差し戻されて別の回答になると、元に戻ります。
            </p>
          ) : null}
          <ul>
            {item.examples.map((example) => (
              <li key={example.id}>
                <AnswerMark kind={kind} status={example.status} />　{example.text}　<HistoryLink sheetId={sheetId} itemId={example.id} heading={example.text} />
              </li>
            ))}
          </ul>
        </Details>
      )}
      {mayRemark && (
        <Details summary="所見を書く">
          <ActionForm empties action={addRemarkAction.bind(null, sheetId, item.itemId)} label={`${item.code}の所見`}>
            <TextArea
              id={`remark-${item.itemId}`}
              name="text"
              label="所見"
              hint={`回答した人に見えます。再び提出されたあとも残ります。${UNDONE_UNTIL["itemRemark.write"]}`}
              maxLength={2000}
              required
            />
            <Button type="submit" size="small">
              所見を書く
            </Button>
          </ActionForm>
        </Details>
      )}
    </SeenItem>
  );
}

function ministryText({ forMinistry, tickRests }: ReviewItemView): string {
  if (forMinistry) return "この備考は、提出するときに省庁へ渡します。";
  return tickRests
    ? "省庁に渡すとしたあとで書き直されたため、この備考は省庁へ渡しません。渡すときは、確かめて選び直してください。"
    : "この備考は省庁へ渡しません。";
}

interface WithdrawalProps {
  readonly sheetId: string;
  readonly code: string;
  readonly remark: ReviewItemView["remarks"][number];
}

/** The form stays when the remark was withdrawn, so that its message does. */
function Withdrawal({ sheetId, code, remark }: WithdrawalProps) {
  return (
    <ActionForm
      action={withdrawRemarkAction.bind(null, sheetId, remark.id)}
      {...(remark.withdrawnText === null ? { label: `${code}の所見の取下げ` } : {})}
      className="row"
    >
      {remark.withdrawnText === null ? <TextButton type="submit">この所見を取り下げる</TextButton> : <WithdrawnBy text={remark.withdrawnText} />}
    </ActionForm>
  );
}

function WithdrawnBy({ text }: { readonly text: string | null }) {
  return text === null ? null : (
    <p className="row gap-x-2 gap-y-0.5">
      <StatusChip>取り下げました</StatusChip>
      <span className="aside-text">
        <Signature text={text} />
      </span>
    </p>
  );
}

function Entry({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
