import type { CancellingView, ClosingView, RunningPlanView } from "@/lib/features/cycle-pages/confirmations/view";
import { cancelCycleAction, changeRunningAction, reviewCycleAction } from "@/lib/features/cycles/actions";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { ActionForm } from "../ui/action-form";
import { Button, LinkButton } from "../ui/button";
import { Confirmation, ConfirmationButtons } from "../ui/confirmation";
import { Follows } from "../ui/follows";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { TextArea } from "../ui/text-area";
import { TextField } from "../ui/text-field";

function Header({ title, cycleTitle, backHref }: { readonly title: string; readonly cycleTitle: string; readonly backHref: string }) {
  return (
    <PageHeader
      title={title}
      note={cycleTitle}
      steps={[{ label: "ダッシュボード", href: "/operator" }, { label: cycleTitle, href: backHref }, { label: title }]}
    />
  );
}

/** 締切りの確認: numbers and dates before answering is closed. */
export function ClosingConfirmation({ cycleId, cycleTitle, backHref, title, dueText, outstandingHref, follows, confirmed, button }: ClosingView) {
  return (
    <>
      <Header title="回答を締め切る前の確認" cycleTitle={cycleTitle} backHref={backHref} />
      <Panel id="closing" title={title} note={dueText}>
        <div className="stack">
          <Follows follows={follows} />
          {outstandingHref === null ? null : (
            <p>
              <a href={outstandingHref}>提出されていない点検票を見る</a>
            </p>
          )}
          <ActionForm action={reviewCycleAction.bind(null, cycleId)} label="回答を締め切る">
            <input type="hidden" name="confirmedOutstanding" value={confirmed} />
            <ConfirmationButtons button={button} back={{ label: "締め切らずに戻る", href: backHref }} />
          </ActionForm>
        </div>
      </Panel>
    </>
  );
}

/** 取りやめの確認: numbers before the cycle is cancelled. */
export function CancellingConfirmation({ cycleId, cycleTitle, backHref, problem, title, dates, follows, confirmed, button }: CancellingView) {
  return (
    <>
      <Header title="点検の回を取りやめる" cycleTitle={cycleTitle} backHref={backHref} />
      <Confirmation id="cancelling" title={title} dates={dates} problem={problem} back={{ label: "点検の回に戻る", href: backHref }}>
        <Follows follows={follows} />
        <ActionForm action={cancelCycleAction.bind(null, cycleId)} label="点検の回を取りやめる">
          <input type="hidden" name="confirmedAnswers" value={confirmed} />
          <TextArea id="reason" name="reason" label="取りやめる理由" required maxLength={1000} />
          <ConfirmationButtons button={button} back={{ label: "取りやめずに戻る", href: backHref }} />
        </ActionForm>
      </Confirmation>
    </>
  );
}

/** Title and dates of an open cycle, with a reason that its respondents read. */
export function RunningPlanForm({ cycleId, cycleTitle, backHref, title, from, to, dueOn, respondentsText }: RunningPlanView) {
  return (
    <>
      <Header title="名前・期間・期限を変える" cycleTitle={cycleTitle} backHref={backHref} />
      <ActionForm action={changeRunningAction.bind(null, cycleId)} className="stack" label="名前・期間・期限を変える">
        <Panel id="dates" title="名前と期間" note={`点検する項目と具体例の扱いは、点検票を配った後は変えられません。${UNDONE_UNTIL["cycle.changePlan"]}`}>
          <div className="stack gap-3">
            <TextField id="title" name="title" label="名前" required maxLength={100} defaultValue={title} />
            <div className="date-fields">
              <TextField id="from" name="from" type="date" label="期間の始まり" required defaultValue={from} />
              <TextField id="to" name="to" type="date" label="期間の終わり" required defaultValue={to} />
              <TextField id="dueOn" name="dueOn" type="date" label="回答の期限" required defaultValue={dueOn} />
            </div>
            <TextArea id="reason" name="reason" label="変える理由" required maxLength={1000} hint={respondentsText} />
          </div>
        </Panel>
        <p className="row">
          <Button type="submit" rank="primary">
            変えて、回答する人に伝える
          </Button>
          <LinkButton href={backHref}>変えずに戻る</LinkButton>
        </p>
      </ActionForm>
    </>
  );
}
