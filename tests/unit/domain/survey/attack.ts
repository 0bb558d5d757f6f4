import { PHASES, TIERS } from "@/lib/domain/guideline/edition";
import type { ScorableEdition } from "@/lib/domain/scoring/measure";
import { add, multiply, ratio, subtract, type Rational } from "@/lib/domain/shared/rational";
import type { AttainmentScope, Publication } from "@/lib/domain/survey/publication";

/** A linear combination of what the attacker does not know: "x a@1 item" 実施割合, "y …" reached or not, "b …" in a band. */
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

/** Everything that Gaussian elimination over the rationals finds determined by the known rows. */
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

export type Basis = Publication["basis"];
const keyAt = ({ contributions }: Basis, position: number): string =>
  `${contributions[position]!.operatorKey}@${contributions[position]!.submission}`;

export const unknown = (kind: "x" | "y", contribution: string, item: string): Row =>
  new Map([[`${kind} ${contribution} ${item}`, ratio(1, 1)]]);

/** The mean of an item over the contributions that have duty in it. */
export const itemRow = (basis: Basis, item: string): Row =>
  average((basis.items[item] ?? []).map((position) => unknown("x", keyAt(basis, position), item)));

/** 実施率 over some items. */
export const meanRow = (basis: Basis, items: readonly string[]): Row => average(items.map((item) => itemRow(basis, item)));

/** 到達率 of some items: plain mean over operators of the share of their items they have reached. */
export const attainmentRow = (basis: Basis, items: readonly string[]): Row => {
  const perOperator = basis.contributions.flatMap((_, position) => {
    const own = items.filter((item) => basis.items[item]?.includes(position));
    return own.length === 0 ? [] : [average(own.map((item) => unknown("y", keyAt(basis, position), item)))];
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

/** Everything a publication tells, for an attacker who also knows who has duty where. Banded cells are taken as exact. */
export const publishedRows = (edition: ScorableEdition, { figures, basis }: Publication): readonly Row[] => {
  const items = figures.items.filter(({ status }) => status === "published");
  const exact = new Set(items.filter((item) => item.status === "published" && item.ratio.form === "exact").map(({ id }) => id));
  /** Banded items enter a mean as a constant that everybody knows. */
  const means = (within: readonly string[]): Row => combine(within.filter((id) => exact.has(id)).map((id) => itemRow(basis, id)), () => ratio(1, within.length));
  const rows: Row[] = items.map(({ id }) => itemRow(basis, id));
  for (const tier of TIERS) {
    for (const scope of ["all", ...PHASES] as const) {
      rows.push(means(itemsIn(edition, basis, tier, scope)));
      const { attainmentRate } = (scope === "all" ? figures.tiers : figures.byPhase[scope])[tier];
      if (attainmentRate.status === "published") rows.push(attainmentRow(basis, itemsIn(edition, basis, tier, scope)));
    }
    for (const section of Object.keys(figures.bySection)) {
      const inside = below(edition, section);
      rows.push(means(items.filter((item) => item.tier === tier && inside.has(item.section)).map(({ id }) => id)));
    }
    for (const kind of ["implementationRate", "attainmentRate"] as const) {
      const published = figures.histograms[tier][kind];
      if (published.status !== "published") continue;
      const within = basis.contributions.map((_, position) => position).filter((position) => itemsIn(edition, basis, tier, "all").some((id) => basis.items[id]?.includes(position)));
      for (const { from, to } of published.bands) {
        const cells = within.flatMap((position) => Array.from({ length: (to - from) / 10 }, (_, step) => `b ${keyAt(basis, position)} ${tier} ${kind} ${from + step * 10}`));
        rows.push(new Map(cells.map((cell) => [cell, ratio(1, 1)])));
      }
    }
  }
  return rows.filter(({ size }) => size > 0);
};

export const sumOf = (rows: readonly Row[]): Row => combine(rows, () => ratio(1, 1));

const operatorOf = (name: string): string => name.split(" ")[1]!.split("@")[0]!;

/**
 * One or two operators about whom alone the rows tell something, whatever it is: without the unknowns of those
 * operators the rank is lower. Null if there are none. Pairs are tried among up to `pairsUpTo` operators.
 */
export const fewFound = (rows: readonly Row[], pairsUpTo: number): readonly string[] | null => {
  const operators = [...new Set(rows.flatMap((row) => [...row.keys()].map(operatorOf)))];
  const pairs = operators.length > pairsUpTo ? [] : operators.flatMap((one, index) => operators.slice(index + 1).map((other) => [one, other]));
  const { rank } = solver(rows);
  const without = (few: readonly string[]) => rows.map((row) => new Map([...row].filter(([name]) => !few.includes(operatorOf(name)))));
  return [...operators.map((one) => [one]), ...pairs].find((few) => solver(without(few)).rank < rank) ?? null;
};
