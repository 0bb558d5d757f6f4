import type { ProgressRowView } from "@/lib/features/cycle-pages/progress/view";
import { Bar } from "../charts/bar";
import { BarHeading } from "../charts/rate-cells";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";
import { UserText } from "../ui/user-text";

const STATES = [
  ["accepted", "受理"],
  ["handedIn", "提出済み"],
  ["returned", "差戻し"],
  ["inProgress", "回答中"],
  ["notStarted", "未着手"],
] as const;

/** `vacancies`: whether there is a column of sheets that nobody can answer, as wherever there is one. */
function Row({ row, vacancies, total = false }: { readonly row: ProgressRowView; readonly vacancies: boolean; readonly total?: boolean }) {
  return (
    <tr>
      <RowHeading>
        <a href={row.href}>
          <UserText>{row.label}</UserText>
        </a>
      </RowHeading>
      <Cell className="bar-cell">{total ? null : <Bar now={{ kind: "value", text: row.rateText, percent: row.percent, zero: row.counted === 0 }} />}</Cell>
      <Cell end>{row.rateText}</Cell>
      <Cell end>{row.graspText}</Cell>
      {STATES.map(([state]) => (
        <Cell end key={state}>
          <SheetCount row={row} state={state} />
        </Cell>
      ))}
      {vacancies ? (
        <Cell end>
          <SheetCount row={row} state="unanswerable" />
        </Cell>
      ) : null}
    </tr>
  );
}

/** How many sheets of the row are in a state; leads to them. */
function SheetCount({ row, state }: { readonly row: ProgressRowView; readonly state: (typeof STATES)[number][0] | "unanswerable" }) {
  const { label, counts, unanswerable, stateHrefs } = row;
  const count = state === "unanswerable" ? unanswerable : counts[state];
  if (count === 0) return 0;
  return (
    <a href={stateHrefs[state]}>
      <b>{count}</b>
      <span className="sr-only">（{label}）</span>
    </a>
  );
}

/** Sheets by department and state, with the 把握率. */
export function ProgressTable({ rows, total }: { readonly rows: readonly ProgressRowView[]; readonly total: ProgressRowView }) {
  const vacancies = total.unanswerable > 0;
  return (
    <DataTable name="部署ごとの点検票" caption="把握率は %、ほかは枚数。取り下げた点検票は数えません。" wide>
      <thead>
        <tr>
          <ColumnHeading>部署</ColumnHeading>
          <BarHeading rate="把握率" />
          <ColumnHeading end>把握率</ColumnHeading>
          <ColumnHeading end>提出／配布</ColumnHeading>
          {STATES.map(([state, label]) => (
            <ColumnHeading end key={state}>
              {label}
            </ColumnHeading>
          ))}
          {vacancies ? <ColumnHeading end>回答する人がいない</ColumnHeading> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} vacancies={vacancies} />
        ))}
      </tbody>
      <tfoot>
        <Row row={total} vacancies={vacancies} total />
      </tfoot>
    </DataTable>
  );
}
