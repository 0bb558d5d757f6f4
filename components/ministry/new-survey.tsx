import { createSurveyAction } from "@/lib/features/surveys/actions";
import type { OperatorChoiceView } from "@/lib/features/surveys/calling/view";
import { ActionForm } from "../ui/action-form";
import { Button } from "../ui/button";
import { PageHeader } from "../ui/page-header";
import { Select, type SelectOption } from "../ui/select";
import { TextField } from "../ui/text-field";
import { OperatorChoice } from "./operator-choice";

interface NewSurveyProps {
  /** Suggestions, or what was entered before a search. */
  readonly title: string;
  readonly edition: string;
  readonly fiscalYear: string;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly editions: readonly SelectOption[];
  readonly choice: OperatorChoiceView;
}

export function NewSurvey({ title, edition, fiscalYear, opensOn, closesOn, editions, choice }: NewSurveyProps) {
  return (
    <>
      <PageHeader
        title="調査を計画する"
        note="計画した調査は、受付を始めるまで事業者に見えません。"
        steps={[{ label: "浸透状況調査", href: "/ministry" }, { label: "計画する" }]}
      />
      <ActionForm action={createSurveyAction} className="panel grid max-w-3xl gap-5" label="調査の計画">
        <TextField id="title" name="title" label="調査の名前" required maxLength={100} defaultValue={title} />
        <Select id="edition" name="edition" label="ガイドラインの版" required options={editions} defaultValue={edition} hint="この分野のガイドラインです。" />
        <div className="grid gap-5 phone:grid-cols-3">
          <TextField id="fiscalYear" name="fiscalYear" type="number" label="年度（西暦）" required defaultValue={fiscalYear} />
          <TextField id="opensOn" name="opensOn" type="date" label="受付を始める日" required defaultValue={opensOn} />
          <TextField id="closesOn" name="closesOn" type="date" label="締切" required defaultValue={closesOn} />
        </div>
        <OperatorChoice {...choice} legend={`対象を一部の事業者にするときに選ぶ（分野の${choice.everybody}者）`} />
        <div className="row">
          {/* First, because Enter in a field presses the first: no tick is dropped by it. */}
          <Button type="submit">選んだ事業者だけで計画する</Button>
          <Button type="submit" rank="primary" name="called" value="all">
            全事業者を対象に計画する
          </Button>
        </div>
      </ActionForm>
    </>
  );
}
