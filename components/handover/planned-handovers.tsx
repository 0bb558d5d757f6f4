import { ActionForm } from "@/components/ui/action-form";
import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { StatusChip } from "@/components/ui/status-chip";
import { cancelHandoverAction } from "@/lib/features/handover/actions";
import type { OwnHandoversView, PlannedView } from "@/lib/features/handover/plans/view";
import { sentence } from "@/lib/labels/own-direction";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";

/** The handovers for a later day, those to be confirmed again among them. */
export function PlannedHandovers({ planned }: { readonly planned: readonly PlannedView[] }) {
  return (
    <Panel
      id="handovers"
      title="引継ぎの予定"
      note="効力日のはじめ（0時）に、決めたとおりに行います。決めたときと違うところがあれば行わず、確認が必要になります。"
    >
      {planned.length === 0 ? <p>ありません。</p> : null}
      <ul className="stack">
        {planned.map((one) => (
          <li key={one.id} className="stack gap-2">
            <h3 className="row heading-3">
              <a href={one.personHref}>
                <UserText>{unbroken(one.title)}</UserText>
              </a>
              <PlanState {...one} />
            </h3>
            <Lines {...one} />
            {one.mayManage && one.toConfirm ? <LinkButton href={one.changeHref}>{one.changeText}</LinkButton> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The handover that is planned for one person, which can be changed or cancelled until its day. */
export function PlannedHandover(planned: PlannedView) {
  const { title, mayManage, changeHref, changeText, personId } = planned;
  return (
    <Panel id="planned" title={sentence`引継ぎの予定　${title}`}>
      <div className="stack gap-3">
        <p>
          <PlanState {...planned} />
        </p>
        <Lines {...planned} />
        {mayManage ? (
          <ActionForm action={cancelHandoverAction.bind(null, personId)} label="引継ぎの予定">
            <div className="row">
              <LinkButton href={changeHref}>{changeText}</LinkButton>
              <Button type="submit">予定を取り消す</Button>
            </div>
          </ActionForm>
        ) : null}
      </div>
    </Panel>
  );
}

function PlanState({ toConfirm, stateText }: Pick<PlannedView, "toConfirm" | "stateText">) {
  return <StatusChip tone={toConfirm ? "returned" : "active"}>{stateText}</StatusChip>;
}

function Lines({ lines, reasons }: Pick<PlannedView, "lines" | "reasons">) {
  return (
    <>
      {reasons.length === 0 ? null : (
        <ul className="stack list-disc gap-1 pl-6">
          {reasons.map((reason) => (
            <li key={reason}>
              <UserText>{reason}</UserText>
            </li>
          ))}
        </ul>
      )}
      <ul className="stack gap-1">
        {lines.map((line) => (
          <li key={line} className="aside-text">
            <UserText>{unbroken(line)}</UserText>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is planned for the visitor: to hand over, or to take over. */
export function OwnHandovers({ lines }: OwnHandoversView) {
  if (lines.length === 0) return null;
  return (
    <div className="pt-4">
      <Notice title="引継ぎの予定">
        {lines.map((line) => (
          <p key={line}>
            <UserText>{unbroken(line)}</UserText>
          </p>
        ))}
      </Notice>
    </div>
  );
}
