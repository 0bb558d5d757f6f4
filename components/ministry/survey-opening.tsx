import { openSurveyAction } from "@/lib/features/surveys/actions";
import type { OpeningView } from "@/lib/features/surveys/record/view";
import { ActionForm } from "../ui/action-form";
import { Button, LinkButton } from "../ui/button";
import { Follows } from "../ui/follows";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";

const TITLE = "受付を始める前の確認";

/** 受付の開始の確認: number and dates before the called operators can submit. */
export function SurveyOpening({ surveyId, surveyTitle, backHref, problem, title, dates, follows, confirmed, button }: OpeningView) {
  const steps = [{ label: "浸透状況調査", href: "/ministry" }, { label: surveyTitle, href: backHref }, { label: TITLE }];
  return (
    <>
      <PageHeader title={TITLE} note={surveyTitle} steps={steps} />
      <Panel id="opening" title={title} note={dates}>
        {problem === null ? (
          <div className="stack">
            <Follows follows={follows} />
            <ActionForm action={openSurveyAction.bind(null, surveyId)} label="受付を始める">
              <input type="hidden" name="confirmedCalled" value={confirmed} />
              <p className="row">
                <Button type="submit" rank="primary">
                  {button}
                </Button>
                <LinkButton href={backHref}>始めずに戻る</LinkButton>
              </p>
            </ActionForm>
          </div>
        ) : (
          <div className="stack">
            <p>{problem}</p>
            <p>
              <LinkButton href={backHref}>調査に戻る</LinkButton>
            </p>
          </div>
        )}
      </Panel>
    </>
  );
}
