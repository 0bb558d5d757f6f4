import type { CorrectionView } from "@/lib/features/guidelines/apparatus/view";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";

/** The text found in the source, its correction, and the reason. */
export function CorrectionTable({ name, corrections }: { readonly name: string; readonly corrections: readonly CorrectionView[] }) {
  return (
    <DataTable name={name} valign="top" wide>
      <thead>
        <tr>
          <ColumnHeading>原文</ColumnHeading>
          <ColumnHeading>見つけた字</ColumnHeading>
          <ColumnHeading>訂正</ColumnHeading>
          <ColumnHeading>理由</ColumnHeading>
        </tr>
      </thead>
      <tbody>
        {corrections.map(({ line, found, corrected, reason }, index) => (
          <tr key={index}>
            <RowHeading>
              <span className="unbroken">{line}</span>
            </RowHeading>
            <Cell>{found}</Cell>
            <Cell>{corrected ?? "原文のまま"}</Cell>
            <Cell>{reason}</Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
