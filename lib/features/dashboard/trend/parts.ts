import type { TrendView } from "@/lib/features/dashboard/record/view";

const FISCAL_YEAR_BEGINS = 4;
const HALF_YEAR = 6;
const SECOND_HALF_BEGINS = 10;

interface Round {
  readonly title: string;
  readonly periodFrom: string;
  readonly periodTo: string;
}
type TrendName = Omit<TrendView["periods"][number], "href">;

/** The names that a round can have, the shortest first: its half-year or year, its months, its title. */
function possibleNames({ title, periodFrom, periodTo }: Round): TrendName[] {
  const [year = 0, month = 0] = periodFrom.split("-").map(Number);
  const [lastYear = 0, lastMonth = 0] = periodTo.split("-").map(Number);
  const fiscalYear = String(month >= FISCAL_YEAR_BEGINS ? year : year - 1);
  const isLong = (lastYear - year) * 12 + lastMonth - month >= HALF_YEAR;
  const half = month >= FISCAL_YEAR_BEGINS && month < SECOND_HALF_BEGINS ? "上期" : "下期";
  const months = month === lastMonth && year === lastYear ? `${month}月` : `${month}〜${lastMonth}月`;
  const axis = [fiscalYear, months];
  return [
    isLong ? { name: `${fiscalYear}年度`, axis: [fiscalYear] } : { name: `${fiscalYear}年度${half}`, axis: [fiscalYear, half] },
    { name: `${fiscalYear}年度${months}`, axis },
    { name: title, axis },
  ];
}

/** The name of each round in a trend: 「2026年度上期」, 「2026年度」 for a longer one, and where others are called the same, its months, else its title. */
export function trendNames(rounds: readonly Round[]): TrendName[] {
  const possible = rounds.map(possibleNames);
  return possible.map((names, place) => {
    const isOwn = ({ name }: TrendName, length: number): boolean => possible.every((others, other) => other === place || others[length]?.name !== name);
    return names.find(isOwn) ?? names.at(-1) ?? { name: "", axis: [] };
  });
}
