import type { CorrectionView } from "@/lib/features/guidelines/apparatus/view";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";

const COLUMNS = ["原文", "見つけた字", "訂正", "理由"] as const satisfies readonly WorkColumn[];

/** The text found in the source, its correction, and the reason. */
export function CorrectionTable({ name, corrections }: { readonly name: string; readonly corrections: readonly CorrectionView[] }) {
  return (
    <WorkTable name={name} valign="top" columns={COLUMNS}>
      <WorkRows>
        {corrections.map(({ line, found, corrected, reason }, index) => (
          <WorkRow columns={COLUMNS} key={index}>
            <RowHeading>
              <span className="whitespace-nowrap">{line}</span>
            </RowHeading>
            <Cell>{found}</Cell>
            <Cell>{corrected ?? "原文のまま"}</Cell>
            <Cell>{reason}</Cell>
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}
