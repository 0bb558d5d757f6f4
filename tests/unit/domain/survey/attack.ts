import { PHASES, TIERS } from "@/lib/domain/guideline/edition";
import type { ScorableEdition } from "@/lib/domain/scoring/measure";
import { add, multiply, type Rational, ratio, subtract } from "@/lib/domain/shared/rational";
import type { AttainmentScope, Publication, PublishedItem } from "@/lib/domain/survey/publication";
import type { PublishedContribution } from "@/lib/domain/survey/suppression";

/**
 * A linear combination of the attacker's unknowns: "x a@1 item" 実施割合, "y …" attained or not, "b …" in a band. For a
 * submission with a single answer, attainment is its 実施割合 and has that name.
 */
export type Row = ReadonlyMap<string, Rational>;

const plus = (row: Row, other: Row, factor: Rational): Row => {
  const sum = new Map(row);
  for (const [name, value] of other) {
    const next = add(sum.get(name) ?? ratio(0, 1), multiply(factor, value));
    if (next.n === 0n) sum.delete(name);
    else sum.set(name, next);
  }
  return sum;
};

/** Every value that Gaussian elimination over the rationals can derive from the known rows. */
export const solver = (known: readonly Row[]) => {
  const basis: { readonly pivot: string; readonly row: Row }[] = [];
  const reduce = (row: Row): Row =>
    basis.reduce((rest, { pivot, row: base }) => {
      const factor = rest.get(pivot);
      return factor === undefined ? rest : plus(rest, base, subtract(ratio(0, 1), factor));
    }, row);
  for (const row of known) {
    const rest = reduce(row);
    const lead = [...rest][0];
    if (lead !== undefined) basis.push({ pivot: lead[0], row: plus(new Map(), rest, ratio(lead[1].d, lead[1].n)) });
  }
  return { determines: (target: Row): boolean => reduce(target).size === 0, rank: basis.length };
};

const combine = (rows: readonly Row[], weight: (index: number) => Rational): Row =>
  rows.reduce((sum, row, index) => plus(sum, row, weight(index)), new Map() as Row);
const average = (rows: readonly Row[]): Row => combine(rows, () => ratio(1, rows.length));

/** Submissions, and for each item those with duty in it, by index. */
export interface Basis {
  readonly contributions: Publication["basis"];
  readonly items: Readonly<Record<string, readonly number[]>>;
}

const dutyIn = ({ items }: PublishedContribution, item: string): number => {
  const own = items.find((one) => one.item === item);
  return own === undefined ? 0 : own.implemented + own.partial + own.notImplemented;
};

export const basisOf = (contributions: readonly PublishedContribution[], items: readonly string[]): Basis => ({
  contributions: contributions.map(({ operatorKey, submission }) => ({ operatorKey, submission })),
  items: Object.fromEntries(items.map((id) => [id, contributions.flatMap((one, position) => (dutyIn(one, id) > 0 ? [position] : []))])),
});

/** The basis of a publication, where it shows the item. */
const publishedBasis = ({ figures }: Publication, contributions: readonly PublishedContribution[]): Basis =>
  basisOf(
    contributions,
    figures.items.flatMap(({ id, status }) => (status === "published" ? [id] : [])),
  );

const keyAt = ({ contributions }: Basis, position: number): string => `${contributions[position]!.operatorKey}@${contributions[position]!.submission}`;

export const unknown = (kind: "x" | "y", contribution: string, item: string): Row => new Map([[`${kind} ${contribution} ${item}`, ratio(1, 1)]]);

/** The mean of an item over the contributions with duty in it. */
export const itemRow = (basis: Basis, item: string): Row => average((basis.items[item] ?? []).map((position) => unknown("x", keyAt(basis, position), item)));

/** 実施率 over some items. */
export const meanRow = (basis: Basis, items: readonly string[]): Row => average(items.map((item) => itemRow(basis, item)));

/** 到達率 of some items: plain mean over operators of their share of attained items. */
export const attainmentRow = (basis: Basis, items: readonly string[], contributions: readonly PublishedContribution[]): Row => {
  const perOperator = basis.contributions.flatMap((_, position) => {
    const own = items.filter((item) => basis.items[item]?.includes(position));
    const key = keyAt(basis, position);
    const reached = (item: string): Row => unknown(dutyIn(contributions[position]!, item) === 1 ? "x" : "y", key, item);
    return own.length === 0 ? [] : [average(own.map(reached))];
  });
  return average(perOperator);
};

export const itemsIn = (edition: ScorableEdition, basis: Basis, tier: string, scope: AttainmentScope): readonly string[] =>
  edition.items.filter((item) => item.tier === tier && (scope === "all" || item.phase === scope) && item.id in basis.items).map(({ id }) => id);

const below = (edition: ScorableEdition, section: string): ReadonlySet<string> => {
  const inside = new Set([section]);
  for (const { id, parent } of [...edition.sections, ...edition.sections]) if (parent !== null && inside.has(parent)) inside.add(id);
  return inside;
};

/** Everything that a publication reveals to an attacker who also knows who has duty where. Shares count as exact, even near the ends. */
export const publishedRows = (edition: ScorableEdition, publication: Publication, contributions: readonly PublishedContribution[]): readonly Row[] => {
  const [{ figures }, basis] = [publication, publishedBasis(publication, contributions)];
  const items = figures.items.filter(({ status }) => status === "published");
  const exact = new Set(items.filter((item) => item.status === "published" && item.ratio.form === "rounded").map(({ id }) => id));
  /** Banded items enter a mean as a publicly known constant. */
  const means = (within: readonly string[]): Row =>
    combine(
      within.filter((id) => exact.has(id)).map((id) => itemRow(basis, id)),
      () => ratio(1, within.length),
    );
  const rows: Row[] = items.map(({ id }) => itemRow(basis, id));
  for (const tier of TIERS) {
    for (const scope of ["all", ...PHASES] as const) {
      rows.push(means(itemsIn(edition, basis, tier, scope)));
      const { attainmentRate } = (scope === "all" ? figures.tiers : figures.byPhase[scope])[tier];
      if (attainmentRate.status === "published") rows.push(attainmentRow(basis, itemsIn(edition, basis, tier, scope), contributions));
    }
    for (const section of Object.keys(figures.bySection)) {
      const inside = below(edition, section);
      rows.push(means(items.filter((item) => item.tier === tier && inside.has(item.section)).map(({ id }) => id)));
    }
    for (const kind of ["implementationRate", "attainmentRate"] as const) {
      const published = figures.histograms[tier][kind];
      if (published.status !== "published") continue;
      const within = basis.contributions
        .map((_, position) => position)
        .filter((position) => itemsIn(edition, basis, tier, "all").some((id) => basis.items[id]?.includes(position)));
      for (const { from, to } of published.bands) {
        const cells = within.flatMap((position) =>
          Array.from({ length: (to - from) / 10 }, (_, step) => `b ${keyAt(basis, position)} ${tier} ${kind} ${from + step * 10}`),
        );
        rows.push(new Map(cells.map((cell) => [cell, ratio(1, 1)])));
      }
    }
  }
  return rows.filter(({ size }) => size > 0);
};

export const sumOf = (rows: readonly Row[]): Row => combine(rows, () => ratio(1, 1));

const operatorOf = (name: string): string => name.split(" ")[1]!.split("@")[0]!;

/**
 * One or two operators about whom alone the rows reveal something: without the unknowns of those operators, the rank is
 * lower. Null if there are none. Tries pairs among up to `pairsUpTo` operators.
 */
export const fewFound = (rows: readonly Row[], pairsUpTo: number): readonly string[] | null => {
  const operators = [...new Set(rows.flatMap((row) => [...row.keys()].map(operatorOf)))];
  const pairs = operators.length > pairsUpTo ? [] : operators.flatMap((one, index) => operators.slice(index + 1).map((other) => [one, other]));
  const { rank } = solver(rows);
  const without = (few: readonly string[]) => rows.map((row) => new Map([...row].filter(([name]) => !few.includes(operatorOf(name)))));
  return [...operators.map((one) => [one]), ...pairs].find((few) => solver(without(few)).rank < rank) ?? null;
};

/** A publication and its input. */
export interface Round {
  readonly publication: Publication;
  readonly contributions: readonly PublishedContribution[];
}

/** A linear combination and its published range. */
export interface Range {
  readonly row: Row;
  readonly low: number;
  readonly high: number;
}

const HALF_A_TENTH = 0.0005;

const shareRange = (item: PublishedItem & { readonly status: "published" }): readonly [number, number] => {
  const at = Number(item.ratio.ratio.n) / Number(item.ratio.ratio.d);
  return { rounded: [at - HALF_A_TENTH, at + HALF_A_TENTH] as const, atMost: [0, at] as const, atLeast: [at, 1] as const }[item.ratio.form];
};

/** The ranges that publications reveal for each item's sum of shares, and for the difference of any two sums. */
export const publishedRanges = (rounds: readonly Round[]): readonly Range[] => {
  const sums = rounds.flatMap(({ publication, contributions }) =>
    publication.figures.items.flatMap((item) => {
      if (item.status !== "published") return [];
      const [low, high] = shareRange(item).map((bound) => bound * item.operators);
      const row = plus(new Map(), itemRow(publishedBasis(publication, contributions), item.id), ratio(item.operators, 1));
      return [{ id: item.id, row, low: low!, high: high! }];
    }),
  );
  const pairs = sums.flatMap((later, index) =>
    sums
      .slice(0, index)
      .filter(({ id }) => id === later.id)
      .map((before) => ({ later, before })),
  );
  const differences = pairs.map(({ later, before }) => ({
    row: plus(later.row, before.row, ratio(-1, 1)),
    low: later.low - before.high,
    high: later.high - before.low,
  }));
  return [...sums, ...differences];
};

/** Propagates bounds through the inequalities until nothing changes. Returns the shares whose range becomes narrower than 0 to 1. */
export const narrowed = (ranges: readonly Range[]): readonly string[] => {
  const [bounds, close] = [new Map<string, readonly [number, number]>(), 1e-9];
  const boundsOf = (name: string) => bounds.get(name) ?? [0, 1];
  for (let moved = true, round = 0; moved && round < 50; round += 1) {
    moved = false;
    for (const { row, low, high } of ranges) {
      const terms = [...row].map(([name, { n, d }]) => ({ name, factor: Number(n) / Number(d) }));
      const reach = terms.map(({ name, factor }) =>
        boundsOf(name)
          .map((bound) => bound * factor)
          .sort((a, b) => a - b),
      );
      terms.forEach(({ name, factor }, own) => {
        const others = (end: 0 | 1) => reach.reduce((sum, ends, at) => sum + (at === own ? 0 : ends[end]!), 0);
        const [from, to] = [(low - others(1)) / factor, (high - others(0)) / factor].sort((a, b) => a - b);
        const [least, most] = boundsOf(name);
        if (from! <= least! + close && to! >= most! - close) return;
        bounds.set(name, [Math.max(least!, from!), Math.min(most!, to!)]);
        moved = true;
      });
    }
  }
  return [...bounds].map(([name, [low, high]]) => `${name}: ${low.toFixed(3)}–${high.toFixed(3)}`).sort();
};
