"use client";

import type { CoveredSection, CrosswalkPageView } from "@/lib/features/surveys/crosswalk-page/view";
import { FigureText } from "../charts/figure-text";
import { CoverageMark } from "../guidelines/crosswalk-table";
import { Panel } from "../ui/panel";
import { Cell, ColumnHeading, DataTable, GroupRow, RowHeading } from "../ui/table";
import { CsvLink, SurveyFrame } from "./survey-frame";

/** The coverage of the 指針 by the sector guideline, with the results of the covering sections. */
export function SurveyCrosswalk({ head, rateName, title, summary, groups, csv }: CrosswalkPageView) {
  return (
    <SurveyFrame head={head}>
      <Panel id="crosswalk" title={title} note={summary}>
        <DataTable name={title} valign="top" wide>
          <thead>
            <tr>
              <ColumnHeading>指針の項目</ColumnHeading>
              <ColumnHeading>区分</ColumnHeading>
              <ColumnHeading>対応</ColumnHeading>
              <ColumnHeading>受けている節と{rateName}（%）</ColumnHeading>
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody key={group.heading}>
              <GroupRow columns={4}>{group.heading}</GroupRow>
              {group.rows.map((row) => (
                <tr key={row.id}>
                  <RowHeading className="min-w-40">
                    <span className="section-code">{row.code}</span> <a href={row.href}>{row.heading}</a>
                  </RowHeading>
                  <Cell>
                    <span className="unbroken">{row.tier}</span>
                  </Cell>
                  <Cell>
                    <CoverageMark coverage={row.coverage} text={row.coverageText} />
                  </Cell>
                  <Cell className="min-w-64">
                    <Sections sections={row.sections} />
                    <p className="aside-text">{row.reason}</p>
                  </Cell>
                </tr>
              ))}
            </tbody>
          ))}
        </DataTable>
        <CsvLink href={csv} name="指針との対応" />
      </Panel>
    </SurveyFrame>
  );
}

function Sections({ sections }: { readonly sections: readonly CoveredSection[] }) {
  return (
    <ul className="grid gap-0.5">
      {sections.map((section) => (
        <li key={section.code} className="flex flex-wrap items-baseline gap-x-2">
          <a className="inline-flex min-h-6 items-center" href={section.href}>
            {section.code} {section.heading}
          </a>
          <b className="figure-text">
            <FigureText figure={section.figure} />
          </b>
          <span className="aside-text">{section.counts}</span>
        </li>
      ))}
    </ul>
  );
}
