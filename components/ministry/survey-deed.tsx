import { closeSurveyAction, openSurveyAction, reopenSurveyAction } from "@/lib/features/surveys/actions";
import type { ClosingView, NextView } from "@/lib/features/surveys/view";
import { ActionForm } from "../ui/action-form";
import { Button, LinkButton } from "../ui/button";
import { Checkbox, ChoiceGroup } from "../ui/checkbox";
import { NextAction } from "../ui/next-action";
import { TextArea } from "../ui/text-field";

const OPEN = "受付を始める";
const CLOSE = "調査を締め切る";
const REOPEN = "締切りを取り消す";

/** Closing is confirmed with its numbers first. */
export function SurveyClosing({ surveyId, text, missing, button }: ClosingView) {
  return (
    <section className="grid max-w-3xl gap-3" id="close" aria-labelledby="close-title">
      <h3 className="heading-3" id="close-title">
        {CLOSE}
      </h3>
      <p>{text}締め切ると、訂正も含めて提出を受け付けません。事業者の点検はそのまま続けられますが、結果を提出できなくなります。締切りは、理由を付けて取り消せます。</p>
      <ActionForm action={closeSurveyAction.bind(null, surveyId)} label={CLOSE}>
        <ChoiceGroup id="confirmed" name="confirmed" legend="確かめたこと">
          <Checkbox name="confirmed" value="yes" label="提出状況と日付を確かめました" />
        </ChoiceGroup>
        <input type="hidden" name="confirmedMissing" value={missing} />
        <Button type="submit">{button}</Button>
      </ActionForm>
    </section>
  );
}

/** The way back from closing. */
export function SurveyReopening({ surveyId }: { readonly surveyId: string }) {
  return (
    <section className="grid max-w-3xl gap-3" id="reopen" aria-labelledby="reopen-title">
      <h3 className="heading-3" id="reopen-title">
        {REOPEN}
      </h3>
      <p>受付に戻ります。提出済みの版はそのまま残り、まだの事業者の提出と、訂正の提出を受け付けます。理由は、対象の事業者にも見えます。</p>
      <ActionForm action={reopenSurveyAction.bind(null, surveyId)} label={REOPEN}>
        <TextArea id="reopen-reason" name="reason" label="取り消す理由" required maxLength={1000} />
        <p>
          <Button type="submit">締切りを取り消し、受付に戻す</Button>
        </p>
      </ActionForm>
    </section>
  );
}

function Opening({ surveyId }: { readonly surveyId: string }) {
  return (
    <ActionForm action={openSurveyAction.bind(null, surveyId)} label={OPEN}>
      <Button type="submit" rank="primary">
        {OPEN}
      </Button>
    </ActionForm>
  );
}

/** 次にすること, with the button that does it or leads to it. */
export function SurveyNext({ next: { title, text, opens, link } }: { readonly next: NextView }) {
  const lead = link ? (
    <LinkButton rank="primary" href={link.href}>
      {link.label}
    </LinkButton>
  ) : null;
  return (
    <NextAction title={title} action={opens === null ? lead : <Opening surveyId={opens} />}>
      <p>{text}</p>
    </NextAction>
  );
}
