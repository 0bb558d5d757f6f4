import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { SectionRow } from "@/lib/features/surveys/sections/view";
import { FigureText } from "../charts/figure-text";
import { SpecialValuesKey } from "../charts/heat-table";
import { BarHeading, RateCells } from "../charts/rate-cells";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";

/** Sections as a table with bars in it. */
export function SectionTable({
  rateName,
  sections,
  guideline,
}: {
  readonly rateName: string;
  readonly guideline: GuidelineKind;
  readonly sections: readonly SectionRow[];
}) {
  return (
    <>
      <DataTable name="節別の結果" wide>
        <thead>
          <tr>
            <ColumnHeading>節</ColumnHeading>
            <BarHeading rate={rateName} />
            <ColumnHeading end>{rateName}%</ColumnHeading>
            <ColumnHeading end>前との差</ColumnHeading>
            <ColumnHeading end>到達率%</ColumnHeading>
            <ColumnHeading end>全事業者が到達</ColumnHeading>
            <ColumnHeading end>n</ColumnHeading>
          </tr>
        </thead>
        <tbody>
          {sections.map((row) => (
            <tr key={row.id}>
              <RowHeading className={row.above ? "phone:min-w-56 font-bold" : "phone:min-w-56 pl-6"}>
                <span className="section-code">{row.code}</span> <a href={row.href}>{row.heading}</a>
              </RowHeading>
              <RateCells now={row.rate} last={row.last} />
              <Cell end>{row.difference}</Cell>
              <Cell end>
                <FigureText figure={row.attainment} />
              </Cell>
              <Cell end>{row.attainedByAll}</Cell>
              <Cell end>{row.counts}</Cell>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <SpecialValuesKey kinds={["noDuty", "notGrasped", "notAsked"]} guideline={guideline} />
    </>
  );
}
