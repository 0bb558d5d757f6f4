import type { ScoresPageView } from "@/lib/features/results/figures/view";
import { FigureDefinitions } from "../charts/figure-definitions";
import { HeatTable } from "../charts/heat-table";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { TabLinks } from "../ui/tab-links";
import { DepartmentTabs } from "./department-tabs";
import { KeyFigures, PhasesPanel } from "./numbers-panel";
import { ScoreTable } from "./score-table";

/** The scores of a cycle in one grouping at a time. */
export function ScoresPage(view: ScoresPageView) {
  const { numbers, table, heat } = view;
  return (
    <>
      <PageHeader
        title={view.title}
        note={view.note}
        steps={[{ label: "ダッシュボード", href: "/operator" }, { label: view.cycleTitle, href: view.backHref }, { label: view.title }]}
      >
        <TabLinks name="項目の種類" links={view.tiers} />
      </PageHeader>
      <div className="stack">
        <DepartmentTabs departments={view.departments} />
        {view.departmentText === null && view.tierNote === null ? null : <Notice>{[view.departmentText, view.tierNote].filter(Boolean).join(" ")}</Notice>}
        <KeyFigures numbers={numbers} />
        <TabLinks name="分け方" links={view.groupings} />
        <Panel id="table" title={`${table.firstColumn}別の${table.rateWord}`}>
          <ScoreTable table={table} />
        </Panel>
        {heat === null ? null : (
          <Panel id="heat" title={`部署 × 節の${table.rateWord}`} note="単位 %">
            <HeatTable
              name={`部署 × 節の${table.rateWord}`}
              rowHeading="部署"
              graspHeading="提出"
              groups={heat.groups}
              rows={heat.rows}
              guideline={numbers.kind}
            />
          </Panel>
        )}
        <PhasesPanel numbers={numbers} />
        <FigureDefinitions entries={numbers.definitions} />
      </div>
    </>
  );
}
