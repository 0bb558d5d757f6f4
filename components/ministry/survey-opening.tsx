import { openSurveyAction } from "@/lib/features/surveys/actions";
import type { OpeningView } from "@/lib/features/surveys/record/view";
import { ActionForm } from "../ui/action-form";
import { Confirmation, ConfirmationButtons } from "../ui/confirmation";
import { Follows } from "../ui/follows";
import { PageHeader } from "../ui/page-header";

const TITLE = "受付を始める前の確認";

/** 受付の開始の確認: number and dates before the called operators can submit. */
export function SurveyOpening({ surveyId, surveyTitle, backHref, back, problem, title, dates, follows, confirmed, button }: OpeningView) {
  const steps = [{ label: "浸透状況調査", href: "/ministry" }, { label: surveyTitle, href: backHref }, { label: TITLE }];
  return (
    <>
      <PageHeader title={TITLE} note={surveyTitle} steps={steps} />
      <Confirmation id="opening" title={title} dates={dates} problem={problem} back={back}>
        <Follows follows={follows} />
        <ActionForm action={openSurveyAction.bind(null, surveyId)} label="受付を始める">
          <input type="hidden" name="confirmedCalled" value={confirmed} />
          <ConfirmationButtons button={button} back={{ label: "始めずに戻る", href: backHref }} />
        </ActionForm>
      </Confirmation>
    </>
  );
}
