import type { ReactNode } from "react";
import { Details } from "../ui/details";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";
import { columns, linear } from "./scale";

export interface HistogramBand {
  /** 「70–80」 */
  readonly label: string;
  /** Null if withheld: drawn as a broken frame whose height means nothing. */
  readonly count: number | null;
  /** What is in it; null if it leads nowhere. */
  readonly href?: string | null;
}

const BASE = 168;
const TOP = 28;

/** The number of entries in each band. */
export function Histogram({
  name,
  bands,
  unit,
}: {
  readonly name: string;
  readonly bands: readonly HistogramBand[];
  /** 「者」 */
  readonly unit: string;
}) {
  const height = linear(Math.max(1, ...bands.map((band) => band.count ?? 0)), 0, BASE - TOP);
  const place = columns(bands.length, 100);
  const leads = bands.some(({ href }) => href);
  const countText = (band: HistogramBand) => (band.count === null ? "x（秘匿）" : `${band.count}${unit}`);
  return (
    <>
      <svg
        className="plot"
        height="196"
        role={leads ? "group" : "img"}
        aria-label={leads ? name : `${name}。${bands.map((band) => `${band.label} ${countText(band)}`).join("、")}`}
        focusable="false"
      >
        <line className="plot-axis" x1="0" x2="100%" y1={BASE} y2={BASE} />
        {bands.map((band, index) => (
          <Leading key={band.label} href={band.href ?? null} name={`${name} ${band.label} ${countText(band)}`}>
            <Column band={band} x={place.at(index)} width={place.width} height={height(band.count ?? 0)} />
          </Leading>
        ))}
      </svg>
      <Details summary="数値を表で見る">
        <DataTable name={name}>
          <thead>
            <tr>
              <ColumnHeading>区分</ColumnHeading>
              <ColumnHeading end>数</ColumnHeading>
            </tr>
          </thead>
          <tbody>
            {bands.map((band) => (
              <tr key={band.label}>
                <RowHeading>{band.label}</RowHeading>
                <Cell end>{band.href ? <a href={band.href}>{countText(band)}</a> : countText(band)}</Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Details>
    </>
  );
}

/** A column that leads to what is in it. */
const Leading = ({ href, name, children }: { readonly href: string | null; readonly name: string; readonly children: ReactNode }) =>
  href === null ? (
    children
  ) : (
    <a className="plot-link" href={href} aria-label={name}>
      {children}
    </a>
  );

function Column({ band, x, width, height }: { readonly band: HistogramBand; readonly x: number; readonly width: number; readonly height: number }) {
  const middle = `${x + width / 2}%`;
  const hidden = band.count === null;
  return (
    <>
      {/* The whole height can be pressed, also where the column is low. */}
      <rect fillOpacity="0" x={`${x}%`} width={`${width}%`} y="0" height={BASE} />
      {hidden ? (
        <rect className="plot-withheld" x={`${x}%`} width={`${width}%`} y="18" height={BASE - 18} />
      ) : (
        <rect className="plot-implemented" x={`${x}%`} width={`${width}%`} y={BASE - height} height={height} />
      )}
      <text className="plot-strong" x={middle} y={hidden ? 98 : BASE - height - 6} textAnchor="middle">
        {hidden ? "x" : band.count}
      </text>
      <text x={middle} y="188" textAnchor="middle">
        {band.label}
      </text>
    </>
  );
}
