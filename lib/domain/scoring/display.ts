import { type Rational, subtract } from "@/lib/domain/shared/rational";

/** n ÷ d rounded half-up to an integer, for n ≥ 0. */
const roundHalfUp = (n: bigint, d: bigint): bigint => (2n * n + d) / (2n * d);

const tenthsText = (tenths: bigint): string => `${tenths / 10n}.${tenths % 10n}`;

const WHOLE = 1000n;

/**
 * A share (0 ≤ r ≤ 1) as percent with one decimal and without the sign, rounded half-up once (docs/design.md 4). "100.0" and
 * "0.0" only if exact; a share that would round to them is "99.9" or "0.1".
 */
export const percentText = (r: Rational): string => {
  const tenths = roundHalfUp(r.n * WHOLE, r.d);
  if (tenths === WHOLE && r.n !== r.d) return tenthsText(r.n < r.d ? WHOLE - 1n : WHOLE + 1n);
  if (tenths === 0n && r.n !== 0n) return tenthsText(1n);
  return tenthsText(tenths);
};

/**
 * a − b of two shares in percentage points with one decimal and a full-width sign: "＋6.2", "－1.7", "±0.0". Computed from the
 * exact shares and rounded once, its magnitude half-up, so that a − b and b − a have the same digits. A difference that
 * rounds to zero is "±0.0".
 */
export const differenceText = (a: Rational, b: Rational): string => {
  const { n, d } = subtract(a, b);
  const tenths = roundHalfUp((n < 0n ? -n : n) * WHOLE, d);
  if (tenths === 0n) return "±0.0";
  return `${n < 0n ? "－" : "＋"}${tenthsText(tenths)}`;
};
