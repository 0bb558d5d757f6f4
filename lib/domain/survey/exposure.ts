import { multiply, ONE, type Rational, ratio, subtract } from "@/lib/domain/shared/rational";
import { FEWEST_OPERATORS } from "@/lib/domain/survey/publication";

/** An operator with duty in an item whose mean share is published, and the weights with which its attainment of the item enters the other published sums. */
export interface Part {
  readonly operator: number;
  /** With a single answer the share is 1 exactly if the item is attained: one unknown instead of two. */
  readonly singleAnswer: boolean;
  /** One for each sum; the operators' weights in an item may differ. */
  readonly weights: readonly Rational[];
}

const isZero = ({ n }: Rational): boolean => n === 0n;

type Row = readonly Rational[];

const less = (row: Row, other: Row, factor: Rational = ONE): Row => row.map((term, at) => subtract(term, multiply(factor, other[at] ?? term)));

/** Rank of the rows by elimination; stops as soon as it reaches `enough`. */
const rankOf = (rows: Iterable<Row>, enough: number): number => {
  const basis: { readonly pivot: number; readonly row: Row }[] = [];
  for (const row of rows) {
    if (basis.length === enough) break;
    const rest = basis.reduce((left, { pivot, row: known }) => less(left, known, left[pivot]), row);
    const pivot = rest.findIndex((term) => !isZero(term));
    const lead = rest[pivot];
    if (lead === undefined) continue;
    basis.push({ pivot, row: rest.map((term) => multiply(term, ratio(lead.d, lead.n))) });
  }
  return basis.length;
};

/**
 * The unknowns of the operators in the sums that remain once the items' published means are subtracted. An item in which they
 * all gave a single answer loses their common part; in any other item the mean says nothing about attainment.
 */
function* leftovers(items: readonly (readonly Part[])[], without: readonly number[]): Iterable<Row> {
  for (const parts of items) {
    const others = parts.filter(({ operator }) => !without.includes(operator));
    const [first] = others;
    const common = others.every(({ singleAnswer }) => singleAnswer) ? first?.weights : undefined;
    for (const { weights } of others) yield common === undefined ? weights : less(weights, common);
  }
}

/**
 * Whether some combination of sums and published item means rests on one or two operators only, so that a figure about so few
 * can be computed. In: for each published item, of which at least three operators have duty, its parts. Such a combination
 * exists exactly if leaving out the unknowns of those operators lowers the rank of the system.
 */
export const exposesFewOperators = (items: readonly (readonly Part[])[]): boolean => {
  const operators = [...new Set(items.flatMap((parts) => parts.map(({ operator }) => operator)))];
  const rank = rankOf(leftovers(items, []), Infinity);
  const few = operators.flatMap((one, index) => [[one], ...operators.slice(index + 1).map((other) => [one, other])]);
  return few.filter(({ length }) => length < FEWEST_OPERATORS).some((group) => rankOf(leftovers(items, group), rank) < rank);
};
