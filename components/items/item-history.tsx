import type { ItemPageView } from "@/lib/features/results/item-page/view";
import { SpecialValuesKey } from "../charts/heat-table";
import { BarHeading, RateCells } from "../charts/rate-cells";
import { Panel } from "../ui/panel";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";
import { UserText } from "../ui/user-text";
import { StatusCells, StatusHeadings } from "./status-columns";

/** The item in this cycle and those before it. A cycle that did not ask it says so, and no number stands in for it. */
export const ItemHistory = ({ view: { history, rateWord, kind } }: { readonly view: ItemPageView }) => (
  <Panel id="history" title="これまで" note="この回と、それより前の承認した点検の回">
    <DataTable name="これまでの回" caption={`${rateWord}は %、ほかは提出された点検票の枚数`} wide>
      <thead>
        <tr>
          <ColumnHeading>点検の回</ColumnHeading>
          <ColumnHeading end>提出</ColumnHeading>
          <BarHeading rate={rateWord} />
          <ColumnHeading end>{rateWord}</ColumnHeading>
          <StatusHeadings kind={kind} />
        </tr>
      </thead>
      <tbody>
        {history.map(({ key, title, href, answersHref, sheetsText, rate, counts }) => (
          <tr key={key}>
            <RowHeading>
              <a href={href}>
                <UserText>{title}</UserText>
              </a>
            </RowHeading>
            <Cell end>{sheetsText}</Cell>
            <RateCells now={rate.now} />
            <StatusCells counts={rate.now.kind === "notAsked" ? null : counts} href={answersHref} code={title} kind={kind} />
          </tr>
        ))}
      </tbody>
    </DataTable>
    <SpecialValuesKey kinds={["noDuty", "notGrasped", "notAsked"]} guideline={kind} />
  </Panel>
);
