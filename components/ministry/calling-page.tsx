import { addOperatorsAction } from "@/lib/features/surveys/actions";
import type { CallingView } from "@/lib/features/surveys/calling/view";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { ActionForm } from "../ui/action-form";
import { Button, LinkButton } from "../ui/button";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { OperatorChoice } from "./operator-choice";

const TITLE = "対象の事業者を加える";

/** Adds operators to a survey that is not closed. */
export function CallingPage({ surveyId, surveyTitle, backHref, choice }: CallingView) {
  return (
    <>
      <PageHeader
        title={TITLE}
        note={surveyTitle}
        steps={[{ label: "浸透状況調査", href: "/ministry" }, { label: surveyTitle, href: backHref }, { label: TITLE }]}
      />
      <Panel id="calling" title="対象に加える事業者" note={UNDONE_UNTIL["survey.change"]}>
        <ActionForm action={addOperatorsAction.bind(null, surveyId)} label={TITLE}>
          {choice === null ? (
            <p>分野のすべての事業者が対象です。</p>
          ) : (
            <>
              <OperatorChoice {...choice} legend={`対象に加える事業者（いま対象でない${choice.everybody}者）`} />
              <div className="row">
                <Button type="submit" rank="primary">
                  選んだ事業者を加える
                </Button>
                <Button type="submit" name="called" value="all">
                  いま対象でない{choice.everybody}者をすべて加える
                </Button>
              </div>
            </>
          )}
        </ActionForm>
        <p className="mt-3">
          <LinkButton href={backHref}>調査に戻る</LinkButton>
        </p>
      </Panel>
    </>
  );
}
