import type { DashboardView } from "@/lib/features/dashboard/record/view";
import { FigureDefinitions } from "../charts/figure-definitions";
import { TrendLines } from "../charts/trend-lines";
import { NextStep } from "../cycles/next-step";
import { ProgressTable } from "../cycles/progress-table";
import { CycleStateChip } from "../marks/state-chips";
import { DepartmentTabs } from "../results/department-tabs";
import { KeyFigures, PhasesPanel } from "../results/numbers-panel";
import { ScoreTable } from "../results/score-table";
import { StaffingLines } from "../staffing/staffing-lines";
import { LinkButton } from "../ui/button";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { TabLinks } from "../ui/tab-links";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";
import { KeptMarkup } from "../unhydrated/kept-markup";
import { RulesPanel } from "./rules-panel";

/** The first page of those who oversee an operator: the next step, then the present figures. */
export function Dashboard(view: DashboardView) {
  const { numbers, rules, progress, trend, table } = view;
  return (
    <>
      <PageHeader title={view.title} note={view.note}>
        {view.tiers.length === 0 ? null : <TabLinks name="項目の種類" links={view.tiers} />}
      </PageHeader>
      <div className="stack">
        <CycleChoices choices={view.choices} />
        <DepartmentTabs departments={view.departments} />
        {view.lates.map((late) => (
          <Notice key={late.id} title={late.title}>
            <p>
              期限 {late.until}。<UserText>{unbroken(late.text)}</UserText> <a href={late.href}>{late.button}</a>
            </p>
          </Notice>
        ))}
        <NextStep next={view.next} />
        {view.staffing === null || view.staffing.length === 0 ? null : (
          <Panel id="staffing" title="人の変更と空席">
            <StaffingLines lines={view.staffing} />
          </Panel>
        )}
        <p className="row">
          {view.cycle === null ? null : (
            <>
              {view.choices.length === 0 ? <CycleStateChip state={view.cycle.state} /> : null}
              <a href={view.cycle.href}>{view.choices.length === 0 ? <UserText>{view.cycle.title}</UserText> : "この回を開く"}</a>
            </>
          )}
          <a href={view.cyclesHref}>点検の回をすべて見る</a>
          {view.records.map(({ label, href }) => (
            <a key={href} href={href}>
              {label}
            </a>
          ))}
        </p>
        {numbers === null ? null : (
          <KeptMarkup of={numbers} part="key figures">
            <KeyFigures numbers={numbers} />
          </KeptMarkup>
        )}
        {view.tiersNote === null ? null : <p className="aside-text">{view.tiersNote}</p>}
        {numbers === null ? null : (
          <div className={rules === null ? "stack" : "columns-2"} data-split="7-5">
            <KeptMarkup of={numbers} part="phases">
              <PhasesPanel numbers={numbers} />
            </KeptMarkup>
            {rules === null ? null : (
              <KeptMarkup of={rules} part={view.reportHref ?? ""}>
                <RulesPanel rules={rules} reportHref={view.reportHref} />
              </KeptMarkup>
            )}
          </div>
        )}
        {progress === null ? null : (
          <Panel id="progress" title="点検票の提出">
            <ProgressTable rows={progress.rows} total={progress.total} />
            <p className="row mt-3">
              <LinkButton href={progress.href}>1枚ごとに見る</LinkButton>
            </p>
          </Panel>
        )}
        {trend === null ? null : (
          <Panel id="trend" title="推移" note="承認した点検の回と、今回。単位は %、横は年度と期です。">
            <KeptMarkup of={trend} part="trend">
              <TrendLines name="率の推移" periodWord="点検の回" periods={trend.periods} series={trend.series} />
            </KeptMarkup>
          </Panel>
        )}
        {table === null ? null : (
          <Panel id="sections" title={`節別の${table.rateWord}`}>
            <KeptMarkup of={table} part="table">
              <ScoreTable table={table} />
            </KeptMarkup>
            {view.scoresHref === null ? null : (
              <p className="row mt-3">
                <LinkButton href={view.scoresHref}>役割・部署・重要システムごとに見る</LinkButton>
              </p>
            )}
          </Panel>
        )}
        {numbers === null ? null : (
          <KeptMarkup of={numbers} part="definitions">
            <FigureDefinitions entries={numbers.definitions} />
          </KeptMarkup>
        )}
      </div>
    </>
  );
}

function CycleChoices({ choices }: { readonly choices: DashboardView["choices"] }) {
  if (choices.length === 0) return null;
  return (
    <nav aria-label="見る点検の回">
      <ul className="cycle-choices">
        {choices.map(({ title, href, state, current }) => (
          <li key={href}>
            <a href={href} aria-current={current ? "true" : undefined}>
              <UserText>{title}</UserText>
            </a>
            <CycleStateChip state={state} />
          </li>
        ))}
      </ul>
    </nav>
  );
}
