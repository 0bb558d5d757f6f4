import { Details } from "../ui/details";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";
import { type Figure, FigureText, figureWords } from "./figure-text";
import { linear, points } from "./scale";

export interface TrendPeriod {
  /** 「2026年度上期」 */
  readonly name: string;
  /** The label below the axis, one entry per line: 「2026」「上期」. */
  readonly axis: readonly string[];
  /** What stands behind the period's figures. */
  readonly href?: string;
}

export interface TrendSeries {
  readonly name: string;
  /** One per period; a missing one breaks the line. */
  readonly values: readonly Figure[];
}

/** Marks of equal area around their point: a circle, a square, a triangle, a diamond. */
const LOOKS = [
  { dash: undefined, mark: "M4.787,0A4.787,4.787,0,1,1,-4.787,0A4.787,4.787,0,1,1,4.787,0", filled: true },
  { dash: "6 4", mark: "M-4.243,-4.243h8.485v8.485h-8.485Z", filled: false },
  { dash: "1.5 4", mark: "M0,-7.445L6.447,3.722L-6.447,3.722Z", filled: false },
  { dash: "10 3 2 3", mark: "M0,-7.896L4.559,0L0,7.896L-4.559,0Z", filled: false },
] as const;

/** Positions of the first and last period, in % of the width without the names. */
const FIRST = 12;
const LAST = 97;
const TOP = 22;
const BASE = 190;
const AXIS = 212;
const AXIS_LINE = 17;
const GRID = [0, 25, 50, 75, 100] as const;
/** Least distance at which names at the right do not touch. */
const NAME_HEIGHT = 18;

interface Trend {
  readonly name: string;
  /** The word for a period: 「年度」「点検の回」. */
  readonly periodWord: string;
  /** Oldest first. */
  readonly periods: readonly TrendPeriod[];
  readonly series: readonly TrendSeries[];
}

/** Rates over the periods. Lines differ by dash and mark and have their names at the right. */
export function TrendLines({ name, periodWord, periods, series }: Trend) {
  const y = linear(100, BASE, TOP);
  const x = points(periods.length, FIRST, LAST);
  const lines = Math.max(1, ...periods.map(({ axis }) => axis.length));
  const names = spread(series.map((one) => lastValue(one.values)?.percent ?? null).map((p) => (p === null ? null : y(p) + 5)));
  if (series.every(({ values }) => lastValue(values) === null)) {
    return (
      <>
        <p>線で表せる値が、まだどの{periodWord}にもありません。提出された点検票の回答がそろうと、ここに出ます。</p>
        <TrendTable name={name} periodWord={periodWord} periods={periods} series={series} />
      </>
    );
  }
  return (
    <>
      <svg
        className="plot"
        data-names="true"
        height={AXIS + 10 + (lines - 1) * AXIS_LINE}
        role="img"
        aria-label={trendWords(name, periods, series)}
        focusable="false"
      >
        {GRID.map((level) => (
          <g key={level}>
            <line className="plot-grid" x1="0" x2="100%" y1={y(level)} y2={y(level)} />
            <text x="0" y={y(level) - 4}>
              {level}
            </text>
          </g>
        ))}
        {periods.map(({ axis }, index) =>
          axis.map((line, row) => (
            <text key={`${index}/${row}`} x={`${x(index)}%`} y={AXIS + row * AXIS_LINE} textAnchor="middle">
              {line}
            </text>
          )),
        )}
        {series.map((one, index) => (
          <Line key={one.name} series={one} look={LOOKS[index % LOOKS.length] ?? LOOKS[0]} x={x} y={y} nameAt={names[index] ?? null} />
        ))}
      </svg>
      <TrendTable name={name} periodWord={periodWord} periods={periods} series={series} />
    </>
  );
}

function Line({
  series,
  look,
  x,
  y,
  nameAt,
}: {
  readonly series: TrendSeries;
  readonly look: (typeof LOOKS)[number];
  readonly x: (index: number) => number;
  readonly y: (percent: number) => number;
  readonly nameAt: number | null;
}) {
  const last = lastValue(series.values);
  const { mark } = look;
  return (
    <>
      {series.values.map((value, index) => {
        const before = series.values[index - 1];
        if (value.kind !== "value" || before?.kind !== "value") return null;
        return (
          <line
            key={index}
            className="plot-line"
            strokeDasharray={look.dash}
            x1={`${x(index - 1)}%`}
            x2={`${x(index)}%`}
            y1={y(before.percent)}
            y2={y(value.percent)}
          />
        );
      })}
      {series.values.map((value, index) =>
        value.kind === "value" ? (
          <svg key={index} x={`${x(index)}%`} y={y(value.percent)}>
            <path className="plot-marker" data-filled={look.filled} d={mark} />
          </svg>
        ) : null,
      )}
      {last && nameAt !== null ? (
        <text className="plot-strong" x={`${x(last.index)}%`} dx="11" y={nameAt}>
          {series.name} {last.text}
        </text>
      ) : null}
    </>
  );
}

function lastValue(values: readonly Figure[]) {
  const index = values.findLastIndex((value) => value.kind === "value");
  const value = values[index];
  return value?.kind === "value" ? { ...value, index } : null;
}

/** Moves names that are too close further down, from top to bottom. */
export function spread(heights: readonly (number | null)[]): (number | null)[] {
  const result = [...heights];
  let free = Number.NEGATIVE_INFINITY;
  const order = heights.flatMap((height, index) => (height === null ? [] : [{ height, index }]));
  for (const { height, index } of order.sort((one, other) => one.height - other.height)) {
    const placed = Math.max(height, free);
    result[index] = placed;
    free = placed + NAME_HEIGHT;
  }
  return result;
}

function trendWords(name: string, periods: readonly TrendPeriod[], series: readonly TrendSeries[]): string {
  const words = series.map((one) => `${one.name} ${one.values.map((value, index) => `${periods[index]?.name ?? ""} ${figureWords(value)}`).join("、")}`);
  return `${name}。${words.join("。")}`;
}

function TrendTable({ name, periodWord, periods, series }: Trend) {
  return (
    <Details summary="数値を表で見る">
      <DataTable name={name} wide>
        <thead>
          <tr>
            <ColumnHeading>{periodWord}</ColumnHeading>
            {series.map((one) => (
              <ColumnHeading key={one.name} end>
                {one.name}
              </ColumnHeading>
            ))}
          </tr>
        </thead>
        <tbody>
          {periods.map((period, index) => (
            <tr key={period.href ?? period.name}>
              <RowHeading>{period.href === undefined ? period.name : <a href={period.href}>{period.name}</a>}</RowHeading>
              {series.map((one) => (
                <Cell key={one.name} end>
                  <FigureText figure={one.values[index] ?? { kind: "notGrasped" }} />
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Details>
  );
}
