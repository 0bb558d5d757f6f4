import type { CoveredSection, CrosswalkPageView } from "@/lib/features/surveys/crosswalk-page/view";
import { FigureText } from "../charts/figure-text";
import { CrosswalkTable } from "../guidelines/crosswalk-table";
import { Panel } from "../ui/panel";
import { CsvLink, SurveyFrame } from "./survey-frame";

/** The coverage of the 指針 by the sector guideline, with the results of the covering sections. */
export function SurveyCrosswalk({ head, rateName, title, summary, groups, csv }: CrosswalkPageView) {
  return (
    <SurveyFrame head={head}>
      <Panel id="crosswalk" title={title} note={summary}>
        <CrosswalkTable name={title} lastColumn={`受けている節と${rateName}（%）`} groups={groups} Sections={CoveredSections} />
        <CsvLink href={csv} name="指針との対応" />
      </Panel>
    </SurveyFrame>
  );
}

function CoveredSections({ sections }: { readonly sections: readonly CoveredSection[] }) {
  return (
    <ul className="grid gap-0.5">
      {sections.map((section) => (
        <li key={section.code} className="flex flex-wrap items-baseline gap-x-2">
          <a className="inline-flex min-h-6 items-center" href={section.href}>
            {section.code} {section.heading}
          </a>
          <b className="whitespace-nowrap">
            <FigureText figure={section.figure} />
          </b>
          <span className="aside-text">{section.counts}</span>
        </li>
      ))}
    </ul>
  );
}
