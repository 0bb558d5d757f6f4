import { allowLateCorrectionAction, withdrawLateCorrectionAction } from "@/lib/features/surveys/actions";
import type { LateCorrectionView } from "@/lib/features/surveys/late-corrections/view";
import { sentence } from "@/lib/labels/own-direction";
import { ActionForm } from "../ui/action-form";
import { Button } from "../ui/button";
import { ConfirmationButtons } from "../ui/confirmation";
import { Follows } from "../ui/follows";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { TextArea } from "../ui/text-area";
import { TextField } from "../ui/text-field";
import { LateTexts } from "./late-corrections";

const TITLE = "締切後の受付";

/** Lets one operator submit once more to a closed survey, or withdraws it. */
export function LateCorrectionPage(view: LateCorrectionView) {
  const { operatorName, surveyTitle, backHref, rows } = view;
  return (
    <>
      <PageHeader
        title={sentence`${TITLE}　${operatorName}`}
        note={surveyTitle}
        steps={[{ label: "浸透状況調査", href: "/ministry" }, { label: surveyTitle, href: backHref }, { label: TITLE }]}
      />
      <div className="stack">
        <Form {...view} />
        {rows.length === 0 ? null : (
          <Panel id="late-corrections" title="この事業者の締切後の受付">
            <ul className="grid gap-3">
              {rows.map((late) => (
                <li key={late.id}>
                  <LateTexts late={late} />
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
    </>
  );
}

function Form({ surveyId, operatorId, operatorName, possible, problem, word, follows, backHref }: LateCorrectionView) {
  const back = { label: "調査に戻る", href: backHref };
  if (possible === null)
    return (
      <Panel id="state" title="いまは受け付けられません">
        <p>{problem}</p>
        <p>
          <a href={back.href}>{back.label}</a>
        </p>
      </Panel>
    );
  if (possible === "withdraw")
    return (
      <Panel id="withdraw" title="締切後の受付を取り消す">
        <ActionForm leaves action={withdrawLateCorrectionAction.bind(null, surveyId, operatorId)} label="締切後の受付を取り消す">
          <p>まだ{word}が提出されていないため、取り消せます。取り消すと、この事業者は提出できなくなります。理由は、事業者にも見えます。</p>
          <TextArea id="reason" name="reason" label="取り消す理由" required maxLength={1000} />
          <p className="row">
            <Button type="submit">締切後の受付を取り消す</Button>
            <a href={back.href}>{back.label}</a>
          </p>
        </ActionForm>
      </Panel>
    );
  return (
    <Panel id="allow" title={sentence`${operatorName}の${word}を、1回だけ受け付けます`}>
      <ActionForm leaves action={allowLateCorrectionAction.bind(null, surveyId, operatorId)} label="締切後の受付を始める">
        <Follows follows={follows} />
        <TextField
          id="untilOn"
          name="untilOn"
          type="date"
          label="受け付ける最後の日"
          required
          hint="その日の終わりまで提出できます。今日から1年以内の日です。"
        />
        <TextArea id="reason" name="reason" label="締切後に受け付ける理由" required maxLength={1000} hint="事業者にも見えます。" />
        <ConfirmationButtons button={`${word}を1回受け付ける`} back={{ label: "受け付けずに戻る", href: backHref }} />
      </ActionForm>
    </Panel>
  );
}
