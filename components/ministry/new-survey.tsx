import { createSurveyAction } from "@/lib/features/surveys/actions";
import { ActionForm } from "../ui/action-form";
import { Button } from "../ui/button";
import { Checkbox, ChoiceGroup } from "../ui/checkbox";
import { PageHeader } from "../ui/page-header";
import { Select, type SelectOption } from "../ui/select";
import { TextField } from "../ui/text-field";

export function NewSurvey({
  opensOn,
  title,
  fiscalYear,
  editions,
  operators,
}: {
  readonly opensOn: string;
  readonly title: string;
  readonly fiscalYear: number;
  readonly editions: readonly SelectOption[];
  readonly operators: readonly { readonly id: string; readonly name: string }[];
}) {
  return (
    <>
      <PageHeader
        title="調査を計画する"
        note="計画した調査は、受付を始めるまで事業者に見えません。"
        steps={[{ label: "浸透状況調査", href: "/ministry" }, { label: "計画する" }]}
      />
      <ActionForm action={createSurveyAction} className="panel grid max-w-3xl gap-5" label="調査の計画">
        <TextField id="title" name="title" label="調査の名前" required maxLength={100} defaultValue={title} />
        <Select
          id="edition"
          name="edition"
          label="ガイドラインの版"
          required
          options={editions}
          defaultValue={editions[0]?.value ?? ""}
          hint="この分野のガイドラインです。"
        />
        <div className="grid gap-5 phone:grid-cols-3">
          <TextField id="fiscalYear" name="fiscalYear" type="number" label="年度（西暦）" required defaultValue={fiscalYear} />
          <TextField id="opensOn" name="opensOn" type="date" label="受付を始める日" required defaultValue={opensOn} />
          <TextField id="closesOn" name="closesOn" type="date" label="締切" required />
        </div>
        <ChoiceGroup
          id="operators"
          name="operatorIds"
          legend={`対象の事業者（分野の${operators.length}者）`}
          hint="はじめは、分野のすべての事業者が選ばれています。"
        >
          {operators.map((operator) => (
            <Checkbox key={operator.id} name="operatorIds" value={operator.id} label={operator.name} defaultChecked />
          ))}
        </ChoiceGroup>
        <div className="row">
          <Button type="submit" rank="primary">
            調査を計画する
          </Button>
        </div>
      </ActionForm>
    </>
  );
}
