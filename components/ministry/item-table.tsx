import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { ItemRow } from "@/lib/features/surveys/items/view";
import { FigureText } from "../charts/figure-text";
import { SpecialValuesKey } from "../charts/heat-table";
import { BarHeading, RateCells } from "../charts/rate-cells";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";
import { unbroken } from "../ui/unbroken";

/** Items with their 実施割合 and 達成事業者割合. */
export function ItemTable({
  name,
  itemRate,
  items,
  guideline,
}: {
  readonly name: string;
  readonly itemRate: string;
  readonly guideline: GuidelineKind;
  readonly items: readonly ItemRow[];
}) {
  return (
    <>
      <DataTable name={name} wide>
        <thead>
          <tr>
            <ColumnHeading>項目</ColumnHeading>
            <BarHeading rate={itemRate} />
            <ColumnHeading end>%</ColumnHeading>
            <ColumnHeading end>前との差</ColumnHeading>
            <ColumnHeading end>達成事業者割合%</ColumnHeading>
            <ColumnHeading end>達成</ColumnHeading>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <RowHeading className="phone:min-w-56">
                <span className="section-code">{item.code}</span> <a href={item.href}>{unbroken(item.heading)}</a>
                {/* In the narrow column of a phone it would be as long as the screen; the link leads to it. */}
                <span className="aside-text wide-only block">{item.text}</span>
              </RowHeading>
              <RateCells now={item.figure} last={item.last} />
              <Cell end>{item.difference}</Cell>
              <Cell end>
                <FigureText figure={item.attainedRate} />
              </Cell>
              <Cell end>{item.attained}</Cell>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <SpecialValuesKey kinds={["noDuty", "notGrasped", "notAsked"]} guideline={guideline} />
    </>
  );
}
