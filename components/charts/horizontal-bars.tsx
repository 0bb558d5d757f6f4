import type { ReactNode } from "react";
import { Bar } from "./bar";
import { type Figure, FigureText, figureWords } from "./figure-text";

export interface BarRow {
  readonly label: string;
  readonly now: Figure;
  readonly last: Figure | null;
  /** 「＋0.1」, from `differenceText`; null if one of the two is no number. */
  readonly difference: string | null;
}

/** Rates of one subject, one below the other. `name` is the subject: 「Plan 計画」. */
export function HorizontalBars({
  name,
  rows,
  lastLabel = "前回",
  narrow = false,
  children,
}: {
  readonly name: string;
  readonly rows: readonly BarRow[];
  readonly lastLabel?: string;
  readonly narrow?: boolean;
  /** `StackedAnswers` of the same subject. */
  readonly children?: ReactNode;
}) {
  return (
    <div className="bar-rows" data-narrow={narrow}>
      {rows.map((row) => (
        <div className="bar-row" key={row.label}>
          <span>{row.label}</span>
          <Bar now={row.now} last={row.last} name={barWords(name, row, lastLabel)} />
          <span className="bar-value">
            <FigureText figure={row.now} unit="%" />
          </span>
          <span className="bar-difference">{row.difference}</span>
        </div>
      ))}
      {children}
    </div>
  );
}

function barWords(name: string, row: BarRow, lastLabel: string): string {
  const last = row.last === null ? "" : `、${lastLabel} ${figureWords(row.last)}`;
  return `${name} ${row.label} ${figureWords(row.now)}${last}`;
}
