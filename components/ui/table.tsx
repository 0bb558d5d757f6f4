import { Children, cloneElement, isValidElement, type ReactNode, type TdHTMLAttributes, type ThHTMLAttributes } from "react";
import { unbroken } from "./unbroken";

/** A region that scrolls if the table is wider than the screen. */
export function TableRegion({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="table-region" tabIndex={0} role="group" aria-label={`${name}（横に動かせます）`}>
      {children}
    </div>
  );
}

type VerticalAlignment = "middle" | "top";

/** A table of numbers, to be compared down and across. On a phone it scrolls under its first column. */
export function DataTable({
  name,
  caption,
  valign = "middle",
  wide = false,
  children,
}: {
  /** Accessible name of the scrolling region. */
  readonly name: string;
  readonly caption?: ReactNode;
  readonly valign?: VerticalAlignment;
  /** Keeps the columns readable on a phone by scrolling. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <TableRegion name={name}>
      <table className="data-table" data-valign={valign} data-wide={wide}>
        {caption ? <caption>{caption}</caption> : null}
        {children}
      </table>
    </TableRegion>
  );
}

export type WorkColumn = string | { readonly heading: string; readonly end?: boolean; readonly className?: string };

const headingOf = (column: WorkColumn | undefined): string => (typeof column === "string" ? column : (column?.heading ?? ""));

/** A table that is shown as cards is one no longer for some browsers, unless its parts say what they are. */
const ROLES = {
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  rowheader: { role: "rowheader" },
} as const;

/** For a row of a `WorkTable` that a client component makes. */
export const WORK_ROW = ROLES.row;

/**
 * A table whose rows are things to read or to work on, each by itself. On a phone each row is a card with the names of the columns
 * at the left; the explicit roles keep it a table for screen readers there.
 */
export function WorkTable({
  name,
  valign = "middle",
  columns,
  children,
}: {
  /** Accessible name of the region, which scrolls on narrow screens that are no phones. */
  readonly name: string;
  readonly valign?: VerticalAlignment;
  readonly columns: readonly WorkColumn[];
  /** `WorkRows`. */
  readonly children: ReactNode;
}) {
  return (
    <TableRegion name={name}>
      {/* Parts of what is a table already must not say so (Nu), so the table around them is the one for screen readers. */}
      <div role="table">
        <table className="data-table work-table" role="presentation" data-valign={valign}>
          <thead {...ROLES.rowgroup}>
            <tr {...ROLES.row}>
              {columns.map((column) => (
                <th
                  key={headingOf(column)}
                  {...ROLES.columnheader}
                  scope="col"
                  className={typeof column === "string" ? undefined : column.className}
                  data-align={typeof column !== "string" && column.end ? "end" : undefined}
                >
                  {headingOf(column)}
                </th>
              ))}
            </tr>
          </thead>
          {children}
        </table>
      </div>
    </TableRegion>
  );
}

export const WorkRows = ({ className, children }: { readonly className?: string; readonly children: ReactNode }) => (
  <tbody {...ROLES.rowgroup} className={className}>
    {children}
  </tbody>
);

/** Tells each of the cells, one for each column, the name and the place of its column: a card leaves out empty cells. */
export const inColumns = (columns: readonly WorkColumn[], cells: ReactNode): ReactNode =>
  Children.toArray(cells).map((cell, at) =>
    isValidElement<InColumn>(cell) ? cloneElement(cell, { column: headingOf(columns[at]), "aria-colindex": at + 1 }) : cell,
  );

/** A row of a `WorkTable`. Its children are one cell for each column. */
export const WorkRow = ({ columns, id, children }: { readonly columns: readonly WorkColumn[]; readonly id?: string; readonly children: ReactNode }) => (
  <tr {...ROLES.row} id={id}>
    {inColumns(columns, children)}
  </tr>
);

interface Alignment {
  readonly end?: boolean;
}
export interface InColumn {
  /** The name of the column, given by `inColumns`. */
  readonly column?: string;
  readonly "aria-colindex"?: number;
}

/** Heading of a column. */
export function ColumnHeading({ end, ...native }: Alignment & ThHTMLAttributes<HTMLTableCellElement>) {
  return <th scope="col" {...native} data-align={end ? "end" : undefined} />;
}

export function RowHeading({ column, children, ...native }: InColumn & ThHTMLAttributes<HTMLTableCellElement>) {
  return (
    <th scope="row" role={column === undefined ? undefined : "rowheader"} {...native}>
      {unbroken(children)}
    </th>
  );
}

/** The heading of a row of a `WorkTable` that holds folds, which a `th` may not. Its name is given by `aria-labelledby`. */
export function FoldingRowHeading({ column: _named, children, ...native }: InColumn & { readonly "aria-labelledby": string; readonly children: ReactNode }) {
  return (
    <td role="rowheader" {...native}>
      {children}
    </td>
  );
}

export function Cell({ end, column, children, ...native }: Alignment & InColumn & TdHTMLAttributes<HTMLTableCellElement>) {
  const inWork = column === undefined ? {} : { role: "cell", "data-column": column };
  return (
    <td {...native} {...inWork} data-align={end ? "end" : undefined}>
      {column === undefined ? unbroken(children) : <div>{unbroken(children)}</div>}
    </td>
  );
}

/** A row that names the rows below it; `inWork`: of a `WorkTable`. */
export function GroupRow({
  columns,
  inWork = false,
  id,
  children,
}: {
  readonly columns: number;
  readonly inWork?: boolean;
  readonly id?: string;
  readonly children: ReactNode;
}) {
  return (
    <tr {...(inWork ? ROLES.row : {})} id={id} data-group>
      <th {...(inWork ? ROLES.rowheader : {})} scope="rowgroup" colSpan={columns}>
        {children}
      </th>
    </tr>
  );
}
