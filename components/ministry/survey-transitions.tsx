import { closeSurveyAction, reopenSurveyAction, takeBackSurveyAction } from "@/lib/features/surveys/actions";
import type { ClosingView, NextView } from "@/lib/features/surveys/record/view";
import { ActionForm } from "../ui/action-form";
import { Button, LinkButton } from "../ui/button";
import { Checkbox, ChoiceGroup } from "../ui/checkbox";
import { NextAction } from "../ui/next-action";
import { TextArea } from "../ui/text-area";

const CLOSE = "調査を締め切る";

/** Closing asks for confirmation of its numbers first. */
export function SurveyClosing({ surveyId, text, missing, button }: ClosingView) {
  return (
    <section className="grid max-w-3xl gap-3" id="close" aria-labelledby="close-title">
      <h3 className="heading-3" id="close-title">
        {CLOSE}
      </h3>
      <p>
        {text}
        締め切ると、訂正も含めて提出を受け付けません。事業者の点検はそのまま続けられますが、結果を提出できなくなります。締切りは、理由を付けて取り消せます。1者だけの訂正や提出を、あとから受け付けることもできます。
      </p>
      <ActionForm leaves action={closeSurveyAction.bind(null, surveyId)} label={CLOSE}>
        <ChoiceGroup id="confirmed" name="confirmed" legend="確かめたこと">
          <Checkbox name="confirmed" value="yes" label="提出状況と日付を確かめました" />
        </ChoiceGroup>
        <input type="hidden" name="confirmedMissing" value={missing} />
        <Button type="submit">{button}</Button>
      </ActionForm>
    </section>
  );
}

const WAYS_BACK = {
  opening: {
    ...{ action: takeBackSurveyAction, title: "受付の開始を取り消す", label: "取り消す理由", button: "受付の開始を取り消し、計画に戻す" },
    text: "まだどの事業者も提出していないため、計画に戻せます。戻すと、事業者は提出できなくなり、待っている締切後の受付は終わります。理由は、対象の事業者にも見えます。",
  },
  closing: {
    ...{ action: reopenSurveyAction, title: "締切りを取り消す", label: "取り消す理由", button: "締切りを取り消し、受付に戻す" },
    text: "受付に戻します。提出済みの版はそのまま残り、まだの事業者の提出と、訂正の提出を受け付けます。理由は、対象の事業者にも見えます。",
  },
} as const;

/** Reopens a survey, or takes its opening back, with a reason. */
export function SurveyWayBack({ surveyId, possible }: { readonly surveyId: string; readonly possible: keyof typeof WAYS_BACK }) {
  const { action, title, text, label, button } = WAYS_BACK[possible];
  return (
    <section className="grid max-w-3xl gap-3" id="way-back" aria-labelledby="way-back-title">
      <h3 className="heading-3" id="way-back-title">
        {title}
      </h3>
      <p>{text}</p>
      <ActionForm leaves action={action.bind(null, surveyId)} label={title}>
        <TextArea id="way-back-reason" name="reason" label={label} required maxLength={1000} />
        <p>
          <Button type="submit">{button}</Button>
        </p>
      </ActionForm>
    </section>
  );
}

/** 次にすること, with its link. */
export function SurveyNext({ next: { title, text, link } }: { readonly next: NextView }) {
  const lead = link ? (
    <LinkButton rank="primary" href={link.href}>
      {link.label}
    </LinkButton>
  ) : null;
  return (
    <NextAction title={title} action={lead}>
      <p>{text}</p>
    </NextAction>
  );
}
