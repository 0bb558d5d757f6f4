import { changeSurveyAction } from "@/lib/features/surveys/actions";
import { callingHref } from "@/lib/features/surveys/calling/view";
import type { ChangeView } from "@/lib/features/surveys/record/view";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { ActionForm } from "../ui/action-form";
import { Button } from "../ui/button";
import { TextField } from "../ui/text-field";

/** Title and dates of a survey that is not closed, and the way to further operators. */
export function SurveyChangeForm({ id, title, fiscalYear, opensOn, closesOn, opensOnFixed, uncalled }: ChangeView) {
  return (
    <ActionForm leaves action={changeSurveyAction.bind(null, id)} className="grid max-w-3xl gap-5" label="調査を直す">
      <TextField id="change-title" name="title" label="調査の名前" required maxLength={100} defaultValue={title} />
      <div className="grid gap-5 phone:grid-cols-3">
        <TextField
          id="change-fiscalYear"
          name="fiscalYear"
          type="number"
          label="年度（西暦）"
          required
          disabled={opensOnFixed}
          hint={opensOnFixed ? "受付を始めたので、変えられません。" : undefined}
          defaultValue={fiscalYear}
        />
        <TextField
          id="change-opensOn"
          name="opensOn"
          type="date"
          label="受付を始める日"
          required
          disabled={opensOnFixed}
          hint={opensOnFixed ? "受付を始めたので、変えられません。" : undefined}
          defaultValue={opensOn}
        />
        <TextField
          id="change-closesOn"
          name="closesOn"
          type="date"
          label="締切"
          required
          hint="締切を過ぎても、締め切るまでは提出できます。"
          defaultValue={closesOn}
        />
      </div>
      {uncalled > 0 ? (
        <p>
          分野には、いま対象でない事業者が{uncalled}者あります。<a href={callingHref(id)}>対象の事業者を加える</a>
        </p>
      ) : (
        <p>分野のすべての事業者が対象です。</p>
      )}
      <div className="row">
        <Button type="submit">調査を直す</Button>
        <span className="aside-text">{UNDONE_UNTIL["survey.change"]}</span>
      </div>
    </ActionForm>
  );
}
