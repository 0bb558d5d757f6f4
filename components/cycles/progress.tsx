import type { FilterView, ProgressSheetView, ProgressView } from "@/lib/features/cycle-pages/progress/view";
import { handOutLaterAction } from "@/lib/features/cycles/actions";
import { SheetStateChip } from "../marks/state-chips";
import { DepartmentTabs } from "../results/department-tabs";
import { ActionForm } from "../ui/action-form";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Pagination } from "../ui/pagination";
import { Panel } from "../ui/panel";
import { ProgressBar } from "../ui/progress-bar";
import { Select } from "../ui/select";
import { StatusChip } from "../ui/status-chip";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";
import { withChosen } from "../ui/with-chosen";
import { ProgressTable } from "./progress-table";

/** Progress of the sheets: by department, then one by one. */
export function CycleProgress(view: ProgressView) {
  return (
    <>
      <PageHeader
        title="進み具合"
        note={view.note}
        steps={[{ label: "ダッシュボード", href: "/operator" }, { label: view.cycleTitle, href: view.backHref }, { label: "進み具合" }]}
      />
      <div className="stack">
        <DepartmentTabs departments={view.tabs} />
        <Panel id="departments" title="部署ごと">
          <ProgressTable rows={view.departments} total={view.total} />
          {view.absenceText === null ? null : <p className="aside-text">{view.absenceText}</p>}
          {view.unanswerable === null ? null : (
            <Notice title={view.unanswerable.text}>
              <p>
                配布した枚数に入ったままです。事務局か CISO が、担当を決めるか取り下げます。<a href={view.unanswerable.href}>その点検票を見る</a>
              </p>
            </Notice>
          )}
        </Panel>
        <Panel id="sheets" title="点検票">
          <Filters view={view} />
          <SheetTable sheets={view.sheets} />
          <Pagination {...view.pager} />
          {view.withdrawHref === null ? null : (
            <p className="mt-3">
              <a href={view.withdrawHref}>この条件の点検票をまとめて取り下げる</a>
            </p>
          )}
        </Panel>
        {view.later === null ? null : <Later {...view.later} />}
      </div>
    </>
  );
}

function Later({ cycleId, text, button }: NonNullable<ProgressView["later"]>) {
  return (
    <Panel
      id="later"
      title="後から加わった人に配る"
      note="配った後に登録した人・部署・重要システムと、後から就く人を決めた役職の点検票だけを作ります。上の条件では絞りません。"
    >
      {/* The form stays where nothing is left, so that it says what it did. */}
      <ActionForm action={handOutLaterAction.bind(null, cycleId)} className="stack gap-3" label="後から加わった人に配る">
        <p>{text}</p>
        {button === null ? null : <Button type="submit">{button}</Button>}
      </ActionForm>
    </Panel>
  );
}

function Filter({ id, label, filter }: { readonly id: string; readonly label: string; readonly filter: FilterView }) {
  return <Select id={id} name={id} label={label} options={withChosen(filter.options, filter.value)} defaultValue={filter.value} />;
}

function Filters({ view: { action, filters, department } }: { readonly view: ProgressView }) {
  return (
    <form method="get" action={action} className="filter-form" aria-label="点検票を絞る">
      {department === null ? null : <input type="hidden" name="department" value={department} />}
      {filters.department === null ? null : <Filter id="department" label="部署" filter={filters.department} />}
      <Filter id="role" label="役割" filter={filters.role} />
      {filters.system === null ? null : <Filter id="system" label="重要システム" filter={filters.system} />}
      <Filter id="state" label="状態" filter={filters.state} />
      <Button type="submit" size="small">
        絞り込む
      </Button>
    </form>
  );
}

function Respondents({ sheet: { href, respondents, unanswerable } }: { readonly sheet: ProgressSheetView }) {
  const names = unbroken(respondents || "回答する人なし");
  return (
    <>
      {href === null ? names : <a href={href}>{names}</a>}
      {unanswerable ? <StatusChip>回答する人がいない</StatusChip> : null}
    </>
  );
}

const COLUMNS = [
  "回答する人",
  "状態",
  { heading: "回答", end: true },
  { heading: "進み", className: "wide-only" },
  "役割",
  "部署・重要システム",
  "提出",
  "担当",
] as const satisfies readonly WorkColumn[];

function SheetTable({ sheets }: { readonly sheets: readonly ProgressSheetView[] }) {
  if (sheets.length === 0) return <p>この条件の点検票はありません。</p>;
  return (
    <WorkTable name="点検票" columns={COLUMNS}>
      <WorkRows>
        {sheets.map((sheet) => (
          <WorkRow columns={COLUMNS} key={sheet.id}>
            <RowHeading>
              <Respondents sheet={sheet} />
            </RowHeading>
            <Cell>
              <SheetStateChip state={sheet.state} />
              {sheet.becauseText === null ? null : <span>{sheet.becauseText}</span>}
            </Cell>
            <Cell end>
              {sheet.answered}／{sheet.measures}件
            </Cell>
            <Cell className="wide-only w-[8%] min-w-16">
              <ProgressBar done={sheet.answered} total={sheet.measures} />
            </Cell>
            <Cell>{sheet.role}</Cell>
            <Cell>
              <UserText>{sheet.place}</UserText>
            </Cell>
            <Cell className="whitespace-nowrap">{sheet.handedInText}</Cell>
            <Cell className="whitespace-nowrap">{sheet.assignmentHref === null ? null : <a href={sheet.assignmentHref}>担当と取下げ</a>}</Cell>
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}
