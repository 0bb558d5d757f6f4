import type { ItemPageView } from "@/lib/features/results/item-page/view";
import { answerWord } from "@/lib/labels/answer-words";
import { Bar } from "../charts/bar";
import { FigureText } from "../charts/figure-text";
import { SpecialValuesKey } from "../charts/heat-table";
import { Panel } from "../ui/panel";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";

const STATUSES = ["implemented", "partial", "notImplemented", "notApplicable"] as const;

/** The item in this cycle and those before it. A cycle that did not ask it says so, and no number stands in for it. */
export const ItemHistory = ({ view: { history, rateWord, kind } }: { readonly view: ItemPageView }) => (
  <Panel id="history" title="これまで" note="この回と、それより前の承認した点検の回">
    <DataTable name="これまでの回" caption={`${rateWord}は %、ほかは提出された点検票の枚数`} wide>
      <thead>
        <tr>
          <ColumnHeading>点検の回</ColumnHeading>
          <ColumnHeading end>提出</ColumnHeading>
          <ColumnHeading className="bar-cell">{rateWord}　0 – 100</ColumnHeading>
          <ColumnHeading end>{rateWord}</ColumnHeading>
          {STATUSES.map((status) => (
            <ColumnHeading key={status} end>
              {answerWord(kind, status)}
            </ColumnHeading>
          ))}
        </tr>
      </thead>
      <tbody>
        {history.map(({ key, title, href, sheetsText, rate, counts }) => (
          <tr key={key}>
            <RowHeading>
              <a href={href}>{title}</a>
            </RowHeading>
            <Cell end>{sheetsText}</Cell>
            <Cell className="bar-cell">
              <Bar now={rate.now} />
            </Cell>
            <Cell end>
              <b>
                <FigureText figure={rate.now} />
              </b>
            </Cell>
            {STATUSES.map((status) => (
              <Cell key={status} end>
                {rate.now.kind === "notAsked" ? "…" : counts[status]}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
    <SpecialValuesKey kinds={["noDuty", "notGrasped", "notAsked"]} guideline={kind} />
  </Panel>
);
