import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Checkbox, ChoiceGroup } from "@/components/ui/checkbox";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { UserText } from "@/components/ui/user-text";
import { Whole } from "@/components/ui/whole";
import { assignSheetAction, handOutAgainAction, withdrawSheetAction } from "@/lib/features/staffing/assignment/actions";
import type { AssignmentView, WithdrawingView } from "@/lib/features/staffing/assignment/view";
import { sentence } from "@/lib/labels/own-direction";

const TITLE = "担当と取下げ";

/** Changes the respondents of a sheet, or withdraws it from the cycle. Shows none of its answers. */
export function SheetAssignment(view: AssignmentView) {
  const { sheetId, cycleId, cycleTitle, title, note, withdrawn, keptText } = view;
  const cycleHref = `/operator/cycles/${cycleId}`;
  const steps = [
    { label: "ダッシュボード", href: "/operator" },
    { label: cycleTitle, href: cycleHref },
    { label: "進み具合", href: `${cycleHref}/progress` },
    { label: TITLE },
  ];
  return (
    <>
      <PageHeader title={TITLE} note={sentence`${title}　${note}`} steps={steps} />
      {withdrawn ? (
        <Withdrawn {...view} />
      ) : (
        <div className="stack">
          {view.fixedText === null ? <Respondents {...view} /> : <Notice>{view.fixedText}</Notice>}
          {keptText === null ? <Withdrawing cycleId={cycleId} sheetId={sheetId} {...view.withdrawing} /> : <Kept text={keptText} />}
        </div>
      )}
    </>
  );
}

const AGAIN = "もう一度配ると、同じ役割と範囲の新しい点検票ができます。";

/** Hands a withdrawn sheet out again, where that is possible now. */
function Withdrawn({ sheetId, cycleId, keptText }: AssignmentView) {
  return (
    <Panel id="again" title="この点検票は取り下げられています" note={keptText === null ? AGAIN : undefined}>
      {keptText === null ? (
        <ActionForm action={handOutAgainAction.bind(null, cycleId)} label="もう一度配る">
          <input type="hidden" name="sheetIds" value={sheetId} />
          <Button type="submit" rank="primary">
            もう一度配る
          </Button>
        </ActionForm>
      ) : (
        <p>{keptText}</p>
      )}
    </Panel>
  );
}

const Kept = ({ text }: { readonly text: string }) => (
  <Panel id="withdraw" title="取り下げる">
    <p>{text}</p>
  </Panel>
);

/** The search is in the form of the ticks, so that it keeps them. */
function Respondents({ sheetId, search, candidates, offerText }: AssignmentView) {
  return (
    <Panel id="respondents" title="回答する人" note="複数の人を選べます。だれが回答したかは、回答ごとに残ります。">
      <ActionForm leaves action={assignSheetAction.bind(null, sheetId)} label="回答する人">
        <div className="row items-end" role="search">
          <TextField id="search" name="q" type="search" label="名前・メール・職員番号で探す" defaultValue={search} maxLength={100} />
          <Button type="submit" name="find" value="yes">
            探す
          </Button>
        </div>
        <ChoiceGroup id="people" name="respondentIds" legend="回答する人を選ぶ" hint={offerText}>
          {candidates.map((person) => (
            <Checkbox
              key={person.id}
              name="respondentIds"
              value={person.id}
              defaultChecked={person.chosen}
              label={<Whole>{person.name}</Whole>}
              hint={<UserText>{person.departmentName}</UserText>}
            />
          ))}
        </ChoiceGroup>
        <Button type="submit" rank="primary">
          担当を決める
        </Button>
      </ActionForm>
    </Panel>
  );
}

/** Confirms the number of answers too. */
function Withdrawing({ cycleId, sheetId, text, confirmed, button, ofPerson }: WithdrawingView & { readonly cycleId: string; readonly sheetId: string }) {
  return (
    <Panel id="withdraw" title="取り下げる" note={text}>
      <ActionForm leaves action={withdrawSheetAction.bind(null, sheetId)} label="取下げ">
        <input type="hidden" name="cycleId" value={cycleId} />
        <TextArea id="withdraw-reason" name="reason" label="取り下げる理由" maxLength={1000} required />
        {ofPerson ? <Checkbox name="because" value="longAbsence" label="本人の長期不在のため（枚数を別に数えます）" /> : null}
        <ChoiceGroup id="withdraw-confirmed" name="confirmed" legend="確かめること">
          <Checkbox name="confirmed" value="yes" label="この点検票と回答は元に戻せないことを確かめました" />
        </ChoiceGroup>
        <input type="hidden" name="confirmedAnswers" value={confirmed} />
        <Button type="submit">{button}</Button>
      </ActionForm>
    </Panel>
  );
}
