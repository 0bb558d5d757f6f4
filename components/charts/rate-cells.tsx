import type { ComponentProps, ReactNode } from "react";
import { Cell, ColumnHeading } from "../ui/table";
import { Bar } from "./bar";
import { FigureText } from "./figure-text";

/** Heading of the column with the bars of a rate. */
export const BarHeading = ({ rate }: { readonly rate: string }) => <ColumnHeading className="bar-cell">{rate}　0 – 100</ColumnHeading>;

/** A rate as a bar and, in the next cell, as a figure with what stands under it. */
export const RateCells = ({ children, ...rate }: ComponentProps<typeof Bar> & { readonly children?: ReactNode }) => (
  <>
    <Cell className="bar-cell">
      <Bar {...rate} />
    </Cell>
    <Cell end>
      <b>
        <FigureText figure={rate.now} />
      </b>
      {children}
    </Cell>
  </>
);
