import { withdrawSheetsAction } from "@/lib/features/sheets/withdrawing/actions";
import type { WithdrawingManyView } from "@/lib/features/sheets/withdrawing/view";
import { SheetStateChip } from "../marks/state-chips";
import { ActionForm } from "../ui/action-form";
import { Button, LinkButton } from "../ui/button";
import { Checkbox, ChoiceGroup } from "../ui/checkbox";
import { ConfirmationButtons } from "../ui/confirmation";
import { Follows } from "../ui/follows";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { Select } from "../ui/select";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";
import { TextArea } from "../ui/text-area";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";

/** Withdraws many sheets at once: chosen by a filter, looked through, then confirmed with their numbers. */
export function WithdrawingMany(view: WithdrawingManyView) {
  const { cycleTitle, cycleHref, progressHref, title, sheets, moreText } = view;
  const steps = [
    { label: "ダッシュボード", href: "/operator" },
    { label: cycleTitle, href: cycleHref },
    { label: "進み具合", href: progressHref },
    { label: "まとめて取り下げる" },
  ];
  return (
    <>
      <PageHeader title="点検票をまとめて取り下げる" note={cycleTitle} steps={steps} />
      <div className="stack">
        <Panel id="choice" title="取り下げる点検票を選ぶ" note="条件で絞り、取り下げない点検票には「除く」に印を付けます。">
          <Choice view={view} />
        </Panel>
        <Panel id="withdrawing" title={title} note={moreText}>
          {sheets.length === 0 ? <p>条件を変えてください。</p> : <Decision view={view} />}
        </Panel>
      </div>
    </>
  );
}

/** One form of the method GET: the filter and the excepted sheets are the address. */
function Choice({ view: { action, filters, except, sheets } }: { readonly view: WithdrawingManyView }) {
  return (
    <form method="get" action={action} className="stack" aria-label="取り下げる点検票を選ぶ">
      <div className="row items-end">
        {filters.map(({ id, label, value, options }) => (
          <Select key={id} id={id} name={id} label={label} options={options} defaultValue={value} />
        ))}
        <Button type="submit" size="small">
          絞って選ぶ
        </Button>
      </div>
      {except.map((id) => (
        <input key={id} type="hidden" name="except" value={id} />
      ))}
      {sheets.length === 0 ? null : (
        <>
          <SheetTable sheets={sheets} />
          <p className="row">
            <Button type="submit">印を付けた点検票を除く</Button>
            {except.length === 0 ? null : (
              <>
                <span>{except.length}枚を除いています。</span>
                <a href={action}>選び直す</a>
              </>
            )}
          </p>
        </>
      )}
    </form>
  );
}

function SheetTable({ sheets }: Pick<WithdrawingManyView, "sheets">) {
  const hindered = sheets.some(({ obstacle }) => obstacle !== null);
  const columns: readonly WorkColumn[] = [
    { heading: "除く", className: "whitespace-nowrap" },
    "回答する人",
    "状態",
    { heading: "回答", end: true },
    "役割",
    "部署・重要システム",
    ...(hindered ? [{ heading: "取り下げられない理由", className: "whitespace-nowrap" }] : []),
  ];
  return (
    <WorkTable name="取り下げる点検票" columns={columns}>
      <WorkRows>
        {sheets.map((sheet) => (
          <WorkRow columns={columns} key={sheet.id}>
            <Cell>
              <input type="checkbox" className="table-choice" name="except" value={sheet.id} aria-label={`${sheet.role} ${sheet.respondents}の点検票を除く`} />
            </Cell>
            <RowHeading>
              <UserText>{unbroken(sheet.respondents)}</UserText>
            </RowHeading>
            <Cell>
              <SheetStateChip state={sheet.state} />
            </Cell>
            <Cell end>{sheet.answered}</Cell>
            <Cell>{sheet.role}</Cell>
            <Cell>
              <UserText>{sheet.place}</UserText>
            </Cell>
            {hindered ? <Cell className="phone:whitespace-nowrap">{sheet.obstacle}</Cell> : null}
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}

function Decision({ view }: { readonly view: WithdrawingManyView }) {
  const { cycleId, obstacles, withoutThem, cancelHref, progressHref, follows, confirmed, button, sheets } = view;
  if (obstacles.length > 0) {
    return (
      <Notice tone="mistake" title="取り下げられない点検票があります">
        <ul className="grid list-disc gap-1 pl-6">
          {obstacles.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <p className="row mt-3">
          {withoutThem === null ? null : <LinkButton href={withoutThem.href}>{withoutThem.label}</LinkButton>}
          <LinkButton href={cancelHref}>この回を取りやめる</LinkButton>
        </p>
      </Notice>
    );
  }
  return (
    <div className="stack">
      <Follows follows={follows} />
      <ActionForm action={withdrawSheetsAction.bind(null, cycleId)} label="まとめて取り下げる">
        {sheets.map(({ id }) => (
          <input key={id} type="hidden" name="sheetIds" value={id} />
        ))}
        <input type="hidden" name="confirmedSheets" value={confirmed.sheets} />
        <input type="hidden" name="confirmedAnswers" value={confirmed.answers} />
        <input type="hidden" name="confirmedHandedIn" value={confirmed.counted} />
        <TextArea id="reason" name="reason" label="取り下げる理由" maxLength={1000} required />
        <ChoiceGroup id="withdraw-confirmed" name="confirmed" legend="確かめること">
          <Checkbox name="confirmed" value="yes" label="これらの点検票と回答は元に戻せないことを確かめました" />
        </ChoiceGroup>
        <ConfirmationButtons button={button} back={{ label: "取り下げずに戻る", href: progressHref }} />
      </ActionForm>
    </div>
  );
}
