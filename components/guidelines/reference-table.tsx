import type { ReferenceView } from "@/lib/features/guidelines/apparatus/view";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";

const COLUMNS = ["対策項目", "引用元", "具体例等の参照先", "出所"] as const satisfies readonly WorkColumn[];

/** Rows of the table of chapter 4. */
export function ReferenceTable({ references }: { readonly references: readonly ReferenceView[] }) {
  return (
    <WorkTable name="参考文献" valign="top" columns={COLUMNS}>
      <WorkRows>
        {references.flatMap(({ key, printed, section, rows }) =>
          rows.map((row, index) => (
            <WorkRow columns={COLUMNS} key={`${key}-${index}`}>
              <RowHeading rowSpan={index === 0 ? rows.length : undefined} className={index === 0 ? undefined : "narrow-only"}>
                {section ? <a href={section.href}>{printed || section.code}</a> : printed}
              </RowHeading>
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
            </WorkRow>
          )),
        )}
      </WorkRows>
    </WorkTable>
  );
}
