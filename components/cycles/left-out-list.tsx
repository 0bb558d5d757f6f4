import type { CycleOverviewView } from "@/lib/features/cycle-pages/overview/view";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";
import { UserText } from "../ui/user-text";

const COLUMNS = ["項目", "どこで", "理由"] as const satisfies readonly WorkColumn[];

/** The measures that the CISO left out, with place and reason. */
export function LeftOutList({ entries }: { readonly entries: CycleOverviewView["leftOut"] }) {
  return (
    <WorkTable name="点検から外した項目" valign="top" columns={COLUMNS}>
      <WorkRows>
        {entries.map((entry) => (
          <WorkRow columns={COLUMNS} key={entry.key}>
            <RowHeading>{entry.label}</RowHeading>
            <Cell>
              <UserText>{entry.place}</UserText>
            </Cell>
            <Cell>
              <UserText>{entry.reason}</UserText>
            </Cell>
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}
