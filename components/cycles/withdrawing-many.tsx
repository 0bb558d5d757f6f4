import type { WithdrawingManyView } from "@/lib/features/cycle-pages/withdrawing/view";
import { withdrawSheetsAction } from "@/lib/features/sheets/withdrawing/actions";
import { SheetStateChip } from "../marks/state-chips";
import { ActionForm } from "../ui/action-form";
import { LinkButton } from "../ui/button";
import { Checkbox, ChoiceGroup, TableChoice } from "../ui/checkbox";
import { ConfirmationButtons } from "../ui/confirmation";
import { ConfirmedNumber } from "../ui/confirmed-number";
import { Follows } from "../ui/follows";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";
import { TextArea } from "../ui/text-area";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";

/** Withdraws many sheets at once: chosen by the filter of the list, looked through, then confirmed with their numbers. */
export function WithdrawingMany(view: WithdrawingManyView) {
  const { cycleId, cycleTitle, cycleHref, progressHref, sheets, moreText } = view;
  const steps = [
    { label: "ダッシュボード", href: "/operator" },
    { label: cycleTitle, href: cycleHref },
    { label: "進み具合", href: progressHref },
    { label: "まとめて取り下げる" },
  ];
  return (
    <>
      <PageHeader title="点検票をまとめて取り下げる" note={cycleTitle} steps={steps} />
      {sheets.length === 0 ? (
        <Panel id="choice" title="この条件の点検票はありません。">
          <Conditions {...view} />
        </Panel>
      ) : (
        <ActionForm action={withdrawSheetsAction.bind(null, cycleId)} label="まとめて取り下げる" className="stack" lead={<Choice view={view} />}>
          <Panel id="withdrawing" title="取下げの確認" note={moreText}>
            <Decision view={view} />
          </Panel>
        </ActionForm>
      )}
    </>
  );
}

/** Which sheets these are. Another filter is chosen in the list that the page was opened from. */
function Conditions({ conditions, progressHref }: Pick<WithdrawingManyView, "conditions" | "progressHref">) {
  return (
    <p className="row">
      {conditions.length === 0 ? <span>条件：すべての点検票</span> : null}
      {conditions.map(({ label, value }) => (
        <span key={label}>
          {label}：<UserText>{value}</UserText>
        </span>
      ))}
      <a href={`${progressHref}#sheets`}>条件を変える</a>
    </p>
  );
}

/** The sheets, in the form that withdraws them: what is ticked here cannot be overlooked by its button. */
function Choice({ view }: { readonly view: WithdrawingManyView }) {
  const { hindrance, sheets } = view;
  return (
    <Panel id="choice" title="取り下げる点検票" note="取り下げない点検票には「除く」に印を付けます。">
      <div className="stack">
        <Conditions {...view} />
        {hindrance === null ? null : <Hindrance {...hindrance} />}
        <SheetTable sheets={sheets} />
      </div>
    </Panel>
  );
}

function Hindrance({ title, texts, without, cancelHref }: NonNullable<WithdrawingManyView["hindrance"]>) {
  return (
    <Notice tone="mistake" title={title}>
      <ul className="grid list-disc gap-1 pl-6">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p className="row mt-3">
        {without === null ? null : <LinkButton href={without.href}>{without.label}</LinkButton>}
        <LinkButton href={cancelHref}>この回を取りやめる</LinkButton>
      </p>
    </Notice>
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
              <TableChoice name="except" value={sheet.id} defaultChecked={sheet.except} aria-label={`${sheet.role} ${sheet.respondents}の点検票を除く`} />
              <input type="hidden" name="sheetIds" value={sheet.id} />
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

function Decision({ view: { progressHref, follows, confirmed } }: { readonly view: WithdrawingManyView }) {
  const sheets = <ConfirmedNumber name="confirmedSheets" value={confirmed.sheets} />;
  return (
    <div className="stack">
      <p className="font-bold">
        点検票{sheets}枚（うち提出・受理
        <ConfirmedNumber name="confirmedHandedIn" value={confirmed.counted} />
        枚）を取り下げます。回答は
        <ConfirmedNumber name="confirmedAnswers" value={confirmed.answers} />
        件です。
      </p>
      <Follows follows={follows} />
      <input type="hidden" name="confirmedSheets" value={confirmed.sheets} />
      <input type="hidden" name="confirmedAnswers" value={confirmed.answers} />
      <input type="hidden" name="confirmedHandedIn" value={confirmed.counted} />
      <TextArea id="reason" name="reason" label="取り下げる理由" maxLength={1000} required />
      <ChoiceGroup id="withdraw-confirmed" name="confirmed" legend="確かめること">
        <Checkbox name="confirmed" value="yes" label="これらの点検票と回答は元に戻せないことを確かめました" />
      </ChoiceGroup>
      <ConfirmationButtons button={<>点検票{sheets}枚を取り下げる</>} back={{ label: "取り下げずに戻る", href: progressHref }} />
    </div>
  );
}
