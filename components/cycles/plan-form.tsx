import { changePlanAction, planCycleAction } from "@/lib/features/cycles/actions";
import type { PlanFormView } from "@/lib/features/cycles/record/view";
import { ActionForm } from "../ui/action-form";
import { Button } from "../ui/button";
import { Checkbox, ChoiceGroup, Radio } from "../ui/checkbox";
import { Details } from "../ui/details";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { Select } from "../ui/select";
import { TextField } from "../ui/text-field";
import { unbroken } from "../ui/unbroken";

const EXAMPLES = [
  { value: "optional", label: "たたんで見せる", hint: "回答は任意で、提出の妨げになりません。ふつうはこれを選びます。" },
  { value: "shown", label: "開いて見せる", hint: "回答は任意です。" },
  { value: "asked", label: "対策項目と同じように聞く", hint: "回答する人の負担を、件数で確かめてください。" },
] as const;

/** Title, dates and selection of a cycle. */
export function PlanForm(view: PlanFormView) {
  return (
    <>
      <PageHeader
        title={view.heading}
        note={view.note}
        steps={[{ label: "ダッシュボード", href: "/operator" }, { label: view.backLabel, href: view.backHref }, { label: view.heading }]}
      />
      <div className="stack">
        {view.overlapText === null ? null : (
          <Notice title={unbroken(view.overlapText)}>二つの回を同時に進めることもできます。続きなら、その回を開いてください。</Notice>
        )}
        <ActionForm action={view.cycleId === null ? planCycleAction : changePlanAction.bind(null, view.cycleId)} className="stack" label={view.heading}>
          <Panel id="dates" title="名前と期間">
            <div className="stack gap-3">
              <TextField id="title" name="title" label="名前" required maxLength={100} defaultValue={view.title} />
              <Select
                id="edition"
                name="edition"
                label="ガイドライン"
                options={view.editions}
                defaultValue={view.edition}
                hint={view.cycleId === null ? "計画した後は変えられません。" : "変えられません。別の版で点検するときは、新しい回を計画してください。"}
              />
              <div className="date-fields">
                <TextField id="from" name="from" type="date" label="期間の始まり" required defaultValue={view.from} />
                <TextField id="to" name="to" type="date" label="期間の終わり" required defaultValue={view.to} />
                <TextField id="dueOn" name="dueOn" type="date" label="回答の期限" required defaultValue={view.dueOn} />
              </div>
            </div>
          </Panel>
          <Panel id="items" title="点検する項目">
            <div className="stack gap-3">
              <ChoiceGroup id="scope" name="measures" legend={view.itemWord} hint={`所管省庁に提出できるのは、すべての${view.itemWord}を点検した回だけです。`}>
                <Radio name="scope" value="all" label={`すべての${view.itemWord}`} defaultChecked={view.all} />
                <Radio
                  name="scope"
                  value="chosen"
                  label={`選んだ${view.itemWord}だけ`}
                  defaultChecked={!view.all}
                  hint={view.cycleId === null ? "計画を作ると、選ぶ画面に進みます。" : null}
                />
              </ChoiceGroup>
              <MeasureChoices view={view} />
              {view.examplesNote === null ? (
                <input type="hidden" name="examples" value={view.examples} />
              ) : (
                <ChoiceGroup id="examples" name="examples" legend="具体例" hint={view.examplesNote}>
                  {EXAMPLES.map(({ value, label, hint }) => (
                    <Radio key={value} name="examples" value={value} label={label} hint={hint} defaultChecked={view.examples === value} />
                  ))}
                </ChoiceGroup>
              )}
            </div>
          </Panel>
          <p>
            <Button type="submit" rank="primary">
              {view.cycleId === null ? "計画を作る" : "計画を保存する"}
            </Button>
          </p>
        </ActionForm>
      </div>
    </>
  );
}

function MeasureChoices({ view: { sections, chosen, all, itemWord } }: { readonly view: PlanFormView }) {
  if (sections.length === 0) return null;
  const ticked = new Set(chosen);
  return (
    <Details summary={`${itemWord}を選ぶ`} open={!all}>
      <div className="stack">
        {sections.map(({ label, measures }) => (
          <ChoiceGroup key={label} id={`section-${measures[0]?.id ?? label}`} legend={label}>
            {measures.map((measure) => (
              <Checkbox key={measure.id} name="measures" value={measure.id} label={measure.label} defaultChecked={ticked.has(measure.id)} />
            ))}
          </ChoiceGroup>
        ))}
      </div>
    </Details>
  );
}
