import { Details } from "../ui/details";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";
import { columns, linear } from "./scale";

export interface HistogramBand {
  /** 「70–80」 */
  readonly label: string;
  /** Null if withheld: drawn as a broken frame whose height means nothing. */
  readonly count: number | null;
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
  const countText = (band: HistogramBand) => (band.count === null ? "x（秘匿）" : `${band.count}${unit}`);
  return (
    <>
      <svg
        className="plot"
        height="196"
        role="img"
        aria-label={`${name}。${bands.map((band) => `${band.label} ${countText(band)}`).join("、")}`}
        focusable="false"
      >
        <line className="plot-axis" x1="0" x2="100%" y1={BASE} y2={BASE} />
        {bands.map((band, index) => (
          <Column key={band.label} band={band} x={place.at(index)} width={place.width} height={height(band.count ?? 0)} />
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
                <Cell end>{countText(band)}</Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Details>
    </>
  );
}

function Column({ band, x, width, height }: { readonly band: HistogramBand; readonly x: number; readonly width: number; readonly height: number }) {
  const middle = `${x + width / 2}%`;
  const hidden = band.count === null;
  return (
    <>
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
