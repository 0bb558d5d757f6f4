import { takeOutOperatorAction } from "@/lib/features/surveys/actions";
import type { TakingOutView } from "@/lib/features/surveys/calls/view";
import { ActionForm } from "../ui/action-form";
import { Confirmation, ConfirmationButtons } from "../ui/confirmation";
import { Follows } from "../ui/follows";
import { PageHeader } from "../ui/page-header";
import { TextArea } from "../ui/text-area";

const TITLE = "対象から外す前の確認";

/** 対象から外す前の確認: what follows from taking an operator out of a survey, and why it is done. */
export function TakingOut({ surveyId, operatorId, operatorName, surveyTitle, backHref, problem, title, dates, follows }: TakingOutView) {
  const steps = [{ label: "浸透状況調査", href: "/ministry" }, { label: surveyTitle, href: backHref }, { label: TITLE }];
  return (
    <>
      <PageHeader title={TITLE} note={surveyTitle} steps={steps} />
      <Confirmation
        id="taking-out"
        title={problem === null ? title : operatorName}
        dates={problem === null ? dates : ""}
        problem={problem}
        back={{ label: "調査に戻る", href: backHref }}
      >
        <Follows follows={follows} />
        <ActionForm action={takeOutOperatorAction.bind(null, surveyId, operatorId)} label="対象から外す">
          <TextArea id="reason" name="reason" label="対象から外す理由" required maxLength={1000} />
          <ConfirmationButtons button="この事業者を対象から外す" back={{ label: "外さずに戻る", href: backHref }} />
        </ActionForm>
      </Confirmation>
    </>
  );
}
