import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from "react";
import { unbroken } from "./unbroken";

/** A region that scrolls if the table is wider than the screen. */
export function TableRegion({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="table-region" tabIndex={0} role="group" aria-label={`${name}（横に動かせます）`}>
      {children}
    </div>
  );
}

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
  readonly valign?: "middle" | "top";
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

interface Alignment {
  readonly end?: boolean;
}

/** Heading of a column. */
export function ColumnHeading({ end, ...native }: Alignment & ThHTMLAttributes<HTMLTableCellElement>) {
  return <th scope="col" {...native} data-align={end ? "end" : undefined} />;
}

export function RowHeading({ children, ...native }: ThHTMLAttributes<HTMLTableCellElement>) {
  return (
    <th scope="row" {...native}>
      {unbroken(children)}
    </th>
  );
}

export function Cell({ end, children, ...native }: Alignment & TdHTMLAttributes<HTMLTableCellElement>) {
  return (
    <td {...native} data-align={end ? "end" : undefined}>
      {unbroken(children)}
    </td>
  );
}

/** A row that names the rows below it. */
export function GroupRow({ columns, children }: { readonly columns: number; readonly children: ReactNode }) {
  return (
    <tr data-group>
      <th scope="rowgroup" colSpan={columns}>
        {children}
      </th>
    </tr>
  );
}
