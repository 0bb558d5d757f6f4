import { multiply, ratio, subtract, type Rational } from "@/lib/domain/shared/rational";

/**
 * One published sum: what each operator puts into it, as coefficients of unknowns. An unknown is a value that stays
 * the same wherever it is summed (one submission's 実施割合 on one item, say); its name is unique within the operator.
 */
export type Contributions = ReadonlyMap<string, ReadonlyMap<string, Rational>>;

type Column = readonly Rational[];

/** Sums resting on fewer operators are withheld (DESIGN.md 4). */
export const FEWEST_OPERATORS = 3;

const isZero = ({ n }: Rational): boolean => n === 0n;

/** Scaled so that its first term other than 0 is 1: columns that vanish together become equal. */
const scaled = (column: Column): Column => {
  const lead = column.find((term) => !isZero(term));
  return lead === undefined ? column : column.map((term) => multiply(term, ratio(lead.d, lead.n)));
};

const nameOf = (column: Column): string => column.map(({ n, d }) => `${n}/${d}`).join(" ");

/** Rank of the columns, by elimination; stops as soon as it is `enough`. */
const rankOf = (columns: Iterable<Column>, enough: number): number => {
  const basis: { readonly pivot: number; readonly column: Column }[] = [];
  for (const column of columns) {
    let rest = column;
    for (const { pivot, column: known } of basis) {
      const factor = rest[pivot];
      if (factor === undefined || isZero(factor)) continue;
      rest = rest.map((term, row) => subtract(term, multiply(factor, known[row] ?? term)));
    }
    const pivot = rest.findIndex((term) => !isZero(term));
    if (pivot === -1) continue;
    basis.push({ pivot, column: scaled(rest) });
    if (basis.length === enough) return enough;
  }
  return basis.length;
};

/** Operators that every combination of the sums treats alike: it holds all of them or none. */
interface AlikeOperators {
  readonly size: number;
  readonly columns: readonly Column[];
}

const ZERO_TERM = ratio(0, 1);

const alikeOperators = (sums: readonly Contributions[]): readonly AlikeOperators[] => {
  const groups = new Map<string, AlikeOperators>();
  for (const operator of new Set(sums.flatMap((sum) => [...sum.keys()]))) {
    const unknowns = new Set(sums.flatMap((sum) => [...(sum.get(operator)?.keys() ?? [])]));
    const columns = new Map<string, Column>();
    for (const unknown of unknowns) {
      const column = scaled(sums.map((sum) => sum.get(operator)?.get(unknown) ?? ZERO_TERM));
      columns.set(nameOf(column), column);
    }
    const name = [...columns.keys()].sort().join(";");
    groups.set(name, { size: (groups.get(name)?.size ?? 0) + 1, columns: [...columns.values()] });
  }
  return [...groups.values()];
};

/** Sets of groups that together hold one or two operators. */
const fewOperators = (groups: readonly AlikeOperators[]): readonly (readonly AlikeOperators[])[] => {
  const few = groups.filter(({ size }) => size < FEWEST_OPERATORS);
  const pairs = few.flatMap((one, index) =>
    few.slice(index + 1).flatMap((other) => (one.size + other.size < FEWEST_OPERATORS ? [[one, other]] : [])),
  );
  return [...few.map((one) => [one]), ...pairs];
};

/**
 * Whether some combination of the published sums rests on one or two operators only, so that something about so few
 * can be computed exactly. In: every sum known to the public, those of earlier publications included. Such a
 * combination exists exactly where leaving out the unknowns of those operators lowers the rank of the system.
 */
export const exposesFewOperators = (sums: readonly Contributions[]): boolean => {
  const groups = alikeOperators(sums);
  const rank = rankOf(groups.flatMap(({ columns }) => columns), sums.length);
  return fewOperators(groups).some((few) => {
    const others = groups.filter((group) => !few.includes(group)).flatMap(({ columns }) => columns);
    return rankOf(others, rank) < rank;
  });
};
