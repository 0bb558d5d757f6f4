/** An exact fraction in lowest terms; the denominator is positive. Every figure of docs/design.md 4 is a Rational until it is displayed. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

const SMALL = 2n ** 53n;

/** Of non-negative integers. Once both fit, doubles are ten times faster than big integers. */
const greatestCommonDivisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b];
  while (y !== 0n && (x >= SMALL || y >= SMALL)) [x, y] = [y, x % y];
  if (y === 0n) return x;
  let [small, smaller] = [Number(x), Number(y)];
  while (smaller !== 0) [small, smaller] = [smaller, small % smaller];
  return BigInt(small);
};

/** n ÷ d in lowest terms, from integers. Throws on a denominator of 0, which is a bug of the caller. */
export const ratio = (n: bigint | number, d: bigint | number): Rational => {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new RangeError("ratio: the denominator is 0");
  const sign = bottom < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(top < 0n ? -top : top, bottom * sign);
  return { n: (top * sign) / divisor, d: (bottom * sign) / divisor };
};

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

export const add = (a: Rational, b: Rational): Rational => (a.d === b.d ? ratio(a.n + b.n, a.d) : ratio(a.n * b.d + b.n * a.d, a.d * b.d));

export const subtract = (a: Rational, b: Rational): Rational => add(a, { n: -b.n, d: b.d });

export const multiply = (a: Rational, b: Rational): Rational => ratio(a.n * b.n, a.d * b.d);

/** -1, 0 or 1 as a is less than, equal to or greater than b. */
export const compare = (a: Rational, b: Rational): -1 | 0 | 1 => {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** The exact sum, over one common denominator and reduced once, so that long lists stay cheap. */
export const sum = (list: readonly Rational[]): Rational => {
  const byDenominator = new Map<bigint, bigint>();
  for (const { n, d } of list) byDenominator.set(d, (byDenominator.get(d) ?? 0n) + n);
  let common = 1n;
  for (const d of byDenominator.keys()) common *= d / greatestCommonDivisor(common, d);
  let total = 0n;
  for (const [d, n] of byDenominator) total += n * (common / d);
  return ratio(total, common);
};

/** The plain mean; null of an empty list, because a mean of nothing is not 0. */
export const mean = (list: readonly Rational[]): Rational | null => {
  if (list.length === 0) return null;
  const total = sum(list);
  return ratio(total.n, total.d * BigInt(list.length));
};

/** Bits kept of a quotient whose terms are too large for a double: 53 for the mantissa and some more for rounding. */
const KEPT_BITS = 64;

/** The nearest double (for large terms within one unit in the last place). For JSON and charts only, never for further arithmetic. */
export const toNumber = ({ n, d }: Rational): number => {
  const magnitude = n < 0n ? -n : n;
  if (magnitude <= SMALL && d <= SMALL) return Number(n) / Number(d);
  const shift = d.toString(2).length - magnitude.toString(2).length + KEPT_BITS;
  const quotient = shift >= 0 ? (magnitude << BigInt(shift)) / d : magnitude / (d << BigInt(-shift));
  const value = Number(quotient) * 2 ** -shift;
  return n < 0n ? -value : value;
};
