import type { ScoreRowView, ScoreTableView } from "@/lib/features/results/figures/view";
import { FigureText } from "../charts/figure-text";
import { SpecialValuesKey } from "../charts/heat-table";
import { BarHeading, RateCells } from "../charts/rate-cells";
import { Cell, ColumnHeading, DataTable, GroupRow, RowHeading } from "../ui/table";
import { UserText } from "../ui/user-text";

const COLUMNS = 6;

/** Rates by section, role, department … as a table with bars in it. */
export function ScoreTable({ table }: { readonly table: ScoreTableView }) {
  const withSheets = table.groups.some(({ rows }) => rows.some(({ sheets }) => sheets !== null));
  return (
    <>
      <DataTable name={`${table.firstColumn}別の${table.rateWord}`} caption={table.caption}>
        <thead>
          <tr>
            <ColumnHeading>{table.firstColumn}</ColumnHeading>
            {withSheets ? (
              <ColumnHeading end className="wide-only">
                提出
              </ColumnHeading>
            ) : null}
            <ColumnHeading end className="wide-only">
              項目
            </ColumnHeading>
            <BarHeading rate={table.rateWord} />
            <ColumnHeading end>{table.rateWord}</ColumnHeading>
            <ColumnHeading end>前回差</ColumnHeading>
            <ColumnHeading end>到達率</ColumnHeading>
          </tr>
        </thead>
        {table.groups.map(({ label, rows }) => (
          <tbody key={label ?? "all"}>
            {label === null ? null : <GroupRow columns={COLUMNS + (withSheets ? 1 : 0)}>{label}</GroupRow>}
            {rows.map((row) => (
              <ScoreRow key={row.key} row={row} withSheets={withSheets} />
            ))}
          </tbody>
        ))}
      </DataTable>
      <SpecialValuesKey kinds={["noDuty", "notGrasped", "notAsked"]} guideline={table.kind} />
    </>
  );
}

function ScoreRow({ row, withSheets }: { readonly row: ScoreRowView; readonly withSheets: boolean }) {
  return (
    <tr>
      <RowHeading>
        {row.code === "" ? null : <span className="section-code">{row.code} </span>}
        <UserText>{row.href === null ? row.label : <a href={row.href}>{row.label}</a>}</UserText>
      </RowHeading>
      {withSheets ? (
        <Cell end className="wide-only">
          {row.sheetsHref === null ? (
            row.sheets
          ) : (
            <a href={row.sheetsHref}>
              {row.sheets}
              <span className="sr-only">（{row.label}の点検票）</span>
            </a>
          )}
        </Cell>
      ) : null}
      <Cell end className="wide-only">
        {row.items}
      </Cell>
      <RateCells now={row.rate.now} last={row.rate.last}>
        <span className="aside-text narrow-only">
          {row.items}件{row.sheets === null ? "" : `・${row.sheets}`}
        </span>
      </RateCells>
      <Cell end>{row.rate.difference}</Cell>
      <Cell end>
        <FigureText figure={row.attainment.now} />
      </Cell>
    </tr>
  );
}
