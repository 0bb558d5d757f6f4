import type { CycleOverviewView } from "@/lib/features/cycles/record/view";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";

/** The measures that the CISO left out, with place and reason. */
export function LeftOutList({ entries }: { readonly entries: CycleOverviewView["leftOut"] }) {
  return (
    <DataTable name="点検から外した項目" valign="top">
      <thead>
        <tr>
          <ColumnHeading>項目</ColumnHeading>
          <ColumnHeading>どこで</ColumnHeading>
          <ColumnHeading>理由</ColumnHeading>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.key}>
            <RowHeading>{entry.label}</RowHeading>
            <Cell>{entry.place}</Cell>
            <Cell>{entry.reason}</Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
