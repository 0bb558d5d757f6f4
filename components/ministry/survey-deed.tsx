import { closeSurveyAction, openSurveyAction } from "@/lib/features/surveys/actions";
import type { ClosingView, NextView } from "@/lib/features/surveys/view";
import { ActionForm } from "../ui/action-form";
import { Button, LinkButton } from "../ui/button";
import { Checkbox, ChoiceGroup } from "../ui/checkbox";
import { NextAction } from "../ui/next-action";

const OPEN = "受付を始める";
const CLOSE = "調査を締め切る";

/** Closing cannot be undone, so it is confirmed first. */
export function SurveyClosing({ surveyId, text }: ClosingView) {
  return (
    <section className="grid max-w-3xl gap-3" id="close" aria-labelledby="close-title">
      <h3 className="heading-3" id="close-title">
        {CLOSE}
      </h3>
      <p>{text}締め切ると、訂正も含めて提出を受け付けません。元に戻せません。</p>
      <ActionForm action={closeSurveyAction.bind(null, surveyId)} label={CLOSE}>
        <ChoiceGroup id="confirmed" name="confirmed" legend="確かめたこと">
          <Checkbox name="confirmed" value="yes" label="提出状況を確かめ、元に戻せないことを承知しました" />
        </ChoiceGroup>
        <Button type="submit">{CLOSE}</Button>
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
