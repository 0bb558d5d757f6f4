import type { OperatorRow } from "@/lib/features/surveys/operators/view";
import { FigureText } from "../charts/figure-text";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";
import { UserText } from "../ui/user-text";

interface OperatorTableProps {
  readonly rateName: string;
  /** The order of the rows, as a sentence. */
  readonly caption: string;
  readonly operators: readonly OperatorRow[];
}

/** Operators that submitted. */
export function OperatorTable({ rateName, caption, operators }: OperatorTableProps) {
  return (
    <DataTable name="事業者別の結果" caption={caption} wide>
      <thead>
        <tr>
          <ColumnHeading>事業者</ColumnHeading>
          <ColumnHeading end>把握率%</ColumnHeading>
          <ColumnHeading end>{rateName}%</ColumnHeading>
          <ColumnHeading end>到達率%</ColumnHeading>
          <ColumnHeading end>責務のある項目</ColumnHeading>
          <ColumnHeading>提出</ColumnHeading>
        </tr>
      </thead>
      <tbody>
        {operators.map((operator) => (
          <tr key={operator.id}>
            <RowHeading>
              <a className="inline-flex min-h-6 items-center" href={operator.href}>
                <UserText>{operator.name}</UserText>
              </a>
            </RowHeading>
            <Cell end>
              <b>
                <FigureText figure={operator.grasp} />
              </b>
            </Cell>
            <Cell end>
              <FigureText figure={operator.rate} />
            </Cell>
            <Cell end>
              <FigureText figure={operator.attainment} />
            </Cell>
            <Cell end>
              {operator.items}
              {operator.notAsked === null ? null : <span className="aside-text block whitespace-nowrap">{operator.notAsked}</span>}
            </Cell>
            <Cell>
              <span className="whitespace-nowrap">{operator.submission}</span>
            </Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
