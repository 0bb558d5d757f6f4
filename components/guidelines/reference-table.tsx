import type { ReferenceView } from "@/lib/features/guidelines/apparatus/view";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";

/** Rows of the table of chapter 4. */
export function ReferenceTable({ references }: { readonly references: readonly ReferenceView[] }) {
  return (
    <DataTable name="参考文献" valign="top" wide>
      <thead>
        <tr>
          <ColumnHeading>対策項目</ColumnHeading>
          <ColumnHeading>引用元</ColumnHeading>
          <ColumnHeading>具体例等の参照先</ColumnHeading>
          <ColumnHeading>出所</ColumnHeading>
        </tr>
      </thead>
      <tbody>
        {references.flatMap(({ key, printed, section, rows }) =>
          rows.map((row, index) => (
            <tr key={`${key}-${index}`}>
              {index === 0 ? <RowHeading rowSpan={rows.length}>{section ? <a href={section.href}>{printed || section.code}</a> : printed}</RowHeading> : null}
              <Cell>{row.citedFrom}</Cell>
              <Cell>
                {row.documents.length > 0 ? (
                  <ul>
                    {row.documents.map((document) => (
                      <li key={document}>{document}</li>
                    ))}
                  </ul>
                ) : (
                  "－"
                )}
              </Cell>
              <Cell>
                <span className="whitespace-nowrap">{row.line}</span>
              </Cell>
            </tr>
          )),
        )}
      </tbody>
    </DataTable>
  );
}
