import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PHASES, TIERS } from "@/lib/domain/guideline/edition";
import { sectorScores } from "@/lib/domain/scoring/sector";
import type { Rational } from "@/lib/domain/shared/rational";
import { type Publication, type PublishedItem, publishedRatio } from "@/lib/domain/survey/publication";
import { type PublishedContribution, publish } from "@/lib/domain/survey/suppression";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";
import {
  attainmentRow,
  type Basis,
  basisOf,
  fewFound,
  itemRow,
  itemsIn,
  meanRow,
  narrowed,
  publishedRanges,
  publishedRows,
  type Round,
  solver,
  sumOf,
  unknown,
} from "@/tests/unit/domain/survey/attack";
import { type Cell, contribution, everyone } from "@/tests/unit/domain/survey/contributions";
import { type Publisher, type Scenario, worldAttack } from "@/tests/unit/domain/survey/worlds";

const SECTIONS = [makeSection({ id: "s:1" }), makeSection({ id: "s:1-1", parent: "s:1" }), makeSection({ id: "s:2" })];
const item = (id: string, section: string, phase: (typeof PHASES)[number], tier: (typeof TIERS)[number] = "required") => makeItem({ id, section, phase, tier });
const edition = makeEdition({
  items: [
    item("a", "s:1", "plan"),
    item("b", "s:1-1", "plan"),
    item("c", "s:1-1", "plan"),
    item("d", "s:2", "do"),
    item("e", "s:2", "do"),
    item("f", "s:2", "check_act"),
    item("g", "s:1", "plan", "reference"),
    item("h", "s:2", "do", "reference"),
  ],
  sections: SECTIONS,
});
const IDS = edition.items.map(({ id }) => id);

const statusOf = ({ figures }: Publication) => Object.fromEntries(figures.items.map(({ id, status }) => [id, status]));

/** All operators with duty, published or not. */
const fullBasis = (contributions: readonly PublishedContribution[]): Basis => basisOf(contributions, IDS);

/** The attacker's findings: withheld cells, and values of one operator or the sum of two. */
const disclosed = (known: ReturnType<typeof solver>, basis: Basis, withheld: readonly string[]): readonly string[] => {
  const cells = withheld.filter((id) => known.determines(itemRow(basis, id)));
  const few = IDS.flatMap((id) => {
    const holders = (basis.items[id] ?? []).map((position) => `${basis.contributions[position]!.operatorKey}@${basis.contributions[position]!.submission}`);
    const groups = holders.flatMap((one, index) => [[one], ...holders.slice(index + 1).map((other) => [one, other])]);
    return (["x", "y"] as const).flatMap((kind) =>
      groups.filter((group) => known.determines(sumOf(group.map((holder) => unknown(kind, holder, id))))).map((group) => `${kind} ${id} ${group.join("+")}`),
    );
  });
  return [...cells, ...few];
};

/** All findings in these publications: by equations, and by inequalities in the item figures. */
const attack = (rounds: readonly Round[]): readonly string[] => {
  const rows = rounds.flatMap(({ publication, contributions }) => publishedRows(edition, publication, contributions));
  const known = solver(rows);
  const cells = rounds.flatMap(({ publication, contributions }) => {
    const [basis, status] = [fullBasis(contributions), statusOf(publication)];
    const restsOnFew = (id: string) => [1, 2].includes(basis.items[id]?.length ?? 0);
    return disclosed(
      known,
      basis,
      IDS.filter((id) => status[id] === "withheld" && restsOnFew(id)),
    );
  });
  return [...cells, ...(fewFound(rows, 7) ?? []), ...narrowed(publishedRanges(rounds))];
};

/** One publication after the other, each with knowledge of the earlier ones. */
const publishAll = (
  all: readonly (readonly PublishedContribution[])[],
  publisher: Publisher = (contributions, earlier) => publish(edition, contributions, 15, earlier),
): readonly Round[] =>
  all.reduce<readonly Round[]>(
    (rounds, contributions) => [
      ...rounds,
      {
        contributions,
        publication: publisher(
          contributions,
          rounds.map(({ publication }) => publication),
        ),
      },
    ],
    [],
  );

/** A rule that ignores earlier publications. */
const forgetful: Publisher = (contributions) => publish(edition, contributions, 15, []);

describe("attack by equations and inequalities", () => {
  it("F10 totals over all items would reveal a withheld cell; ours do not", () => {
    const contributions = [contribution("A", { a: [1, 2], b: [1, 4], c: [1, 3] }), ...everyone({ a: [1, 3], b: [2, 3] }, ["B", "C", "D"])];
    const basis = fullBasis(contributions);
    const primaryOnly = ["a", "b"].map((id) => itemRow(basis, id));
    const totals = [meanRow(basis, ["b", "c"]), meanRow(basis, ["a", "b", "c"])];
    expect(disclosed(solver(primaryOnly), basis, ["c"])).toEqual([]);
    expect(disclosed(solver([...primaryOnly, ...totals]), basis, ["c"])).toEqual(["c", "x c A@1"]);
    const rounds = publishAll([contributions]);
    expect(statusOf(rounds[0]!.publication)["c"]).toBe("withheld");
    expect(attack(rounds)).toEqual([]);
  });

  it("F10 a second publication with one more operator reveals it unless the first is taken into account", () => {
    const first = everyone({ a: [1, 2], d: [2, 3] });
    const both = [first, [...first, contribution("E", { a: [0, 2], d: null })]];
    expect(attack(publishAll(both, forgetful))).toContain("x a E@1");
    expect(attack(publishAll(both))).toEqual([]);
  });

  it("F10 到達率 beside item figures would isolate the operator with fewer items, whose single answers they are", () => {
    const contributions = [...everyone({ a: [1, 1], b: [0, 1] }, ["A", "B"]), contribution("C", { a: [0, 1], b: [1, 1] }), contribution("D", { a: [1, 1] })];
    const basis = fullBasis(contributions);
    const rows = [itemRow(basis, "a"), itemRow(basis, "b"), attainmentRow(basis, ["a", "b"], contributions)];
    expect(disclosed(solver(rows), basis, [])).toContain("x a D@1");
    const rounds = publishAll([contributions]);
    expect(rounds[0]!.publication.figures.tiers.required.attainmentRate.status).toBe("withheld");
    expect(attack(rounds)).toEqual([]);
  });

  it("F10 到達率 of all phases together would isolate one operator, so one of them is withheld", () => {
    const contributions = [
      ...everyone({ a: [1, 2], d: [1, 2] }, ["A", "B", "C"]),
      contribution("D", { a: [1, 2], d: [2, 2], e: [1, 2] }),
      ...everyone({ a: [2, 2], e: [2, 2] }, ["E", "F"]),
    ];
    const [round] = publishAll([contributions]);
    const [{ figures }, basis] = [round!.publication, fullBasis(contributions)];
    const allScopes = (["all", "plan", "do"] as const).map((scope) => attainmentRow(basis, itemsIn(edition, basis, "required", scope), contributions));
    expect(fewFound(allScopes, 6)).toEqual(["D"]);
    expect(attack([round!])).toEqual([]);
    expect(figures.tiers.required.attainmentRate.status).toBe("published");
    expect(figures.byPhase.do.required.attainmentRate.status).toBe("withheld");
  });

  it("F10 bounds narrow figures near the ends, and the difference of two publications", () => {
    const basis = fullBasis(everyone({ a: [0, 1] }, ["A", "B", "C"]));
    const atMost5 = [{ row: itemRow(basis, "a"), low: 0, high: 0.05 }];
    expect(narrowed(atMost5)).toEqual(["x A@1 a: 0.000–0.150", "x B@1 a: 0.000–0.150", "x C@1 a: 0.000–0.150"]);
    const first = everyone({ a: [1, 2] });
    const both = [first, [...first, ...everyone({ a: [1, 1] }, ["E", "F", "G"])]];
    expect(narrowed(publishedRanges(publishAll(both, forgetful)))).toHaveLength(3);
    expect(attack(publishAll(both))).toEqual([]);
  });

  const cell = (duties: number): fc.Arbitrary<Cell> =>
    fc.oneof(
      fc.constant(null),
      fc.integer({ min: 1, max: duties }).chain((duty) => fc.integer({ min: 0, max: duty }).map((done) => [done, duty] as const)),
    );
  const operators = fc
    .constantFrom(1, 2, 4)
    .chain((duties) =>
      fc
        .array(fc.tuple(...IDS.map(() => cell(duties))), { minLength: 1, maxLength: 12 })
        .map((list) => list.map((cells, index) => contribution(`o${index}`, Object.fromEntries(IDS.map((id, at) => [id, cells[at]!]))))),
    );

  it("F10 no random sector of 1 to 12 operators reveals anything, in one publication or with earlier ones", () => {
    fc.assert(
      fc.property(operators, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 4 }), fc.boolean(), (contributions, late, later, corrected) => {
        const now = corrected ? [{ ...contributions[0]!, submission: "2" }, ...contributions.slice(1)] : contributions;
        const upTo = (missing: number) => contributions.slice(0, Math.max(0, contributions.length - missing));
        expect(attack(publishAll([upTo(late + later), upTo(later), now]))).toEqual([]);
      }),
      { numRuns: 40, plugins: [fc.interruptAfterTimeLimit(8_000)] },
    );
  });

  it("F10 every histogram has at least two bands with operators, and no band with one or two", () => {
    fc.assert(
      fc.property(operators, (contributions) => {
        const { histograms } = publish(edition, contributions, 15, []).figures;
        for (const one of TIERS.flatMap((tier) => Object.values(histograms[tier]))) {
          if (one.status !== "published") continue;
          const held = one.bands.map((band) => band.operators).filter((count) => count > 0);
          expect(held.length).toBeGreaterThan(1);
          expect(Math.min(...held)).toBeGreaterThanOrEqual(3);
        }
      }),
      { numRuns: 30, plugins: [fc.interruptAfterTimeLimit(8_000)] },
    );
  });
});

const editionOf = (items: readonly string[]) => makeEdition({ items: items.map((id) => makeItem({ id })) });
const submissions = (text: string) => text.split(" ").map((key) => (key.includes("@") ? key : `${key}@1`));
const scenario = (items: string, rounds: readonly string[], states?: Scenario["states"]): Scenario => ({
  items: items.split(""),
  rounds: rounds.map(submissions),
  ...(states === undefined ? {} : { states }),
});
const publisherOf = ({ items }: Scenario): Publisher => {
  const asked = editionOf(items);
  return (contributions, earlier) => publish(asked, contributions, 9, earlier);
};
const ANSWERED = ["done", "open", "none"] as const;

describe("attack by trying every world", () => {
  it.each<[string, Scenario]>([
    ["one operator", scenario("ab", ["A"])],
    ["two operators", scenario("a", ["A B"])],
    ["three operators", scenario("a", ["A B C"])],
    ["two, then three", scenario("a", ["A B", "A B C"])],
    ["three, then one more", scenario("a", ["A B C", "A B C D"])],
    ["three, then two more", scenario("a", ["A B C", "A B C D E"], ANSWERED)],
    ["three, then one more, then two more", scenario("a", ["A B C", "A B C D", "A B C D E F"], ANSWERED)],
    ["three, then three more", scenario("a", ["A B C", "A B C D E F"], ANSWERED)],
    ["three, one of them corrected", scenario("a", ["A B C", "A B C@2"])],
    ["four, one of them gone", scenario("a", ["A B C D", "A B C"])],
    ["six operators, who have a histogram", scenario("a", ["A B C D E F"], ANSWERED)],
    ["two items of three operators", scenario("ab", ["A B C"], ANSWERED)],
    ["three, then three more, all of them with duty", scenario("a", ["A B C", "A B C D E F"], ["done", "open"])],
  ])("F10 no one or two operators are singled out, and no item figure reveals a value: %s", (_, one) => {
    expect(worldAttack(publisherOf(one), one)).toMatchObject({ singledOut: [], values: [] });
  });

  it("F10 with fewer than three operators the publication looks the same, whatever they answered", () => {
    for (const one of [scenario("ab", ["A"]), scenario("a", ["A B"])]) expect(worldAttack(publisherOf(one), one).outcomes).toBe(1);
  });

  /** A rule that withholds figures of one or two operators, but neither statuses nor anything because of earlier publications. */
  const asked = editionOf(["a"]);
  const careless =
    (figureOf: (share: Rational, operators: number) => unknown): Publisher =>
    (contributions, earlier) => {
      const publication = publish(asked, contributions, 9, earlier);
      const items = sectorScores(asked, contributions, 9).items.map(({ operators, ratio }) => {
        if (ratio.status !== "scored") return ratio;
        return operators < 3 ? { status: "withheld" } : { status: "published", operators, ratio: figureOf(ratio.ratio, operators) };
      });
      return { ...publication, figures: { ...publication.figures, items: items as unknown as readonly PublishedItem[] } };
    };

  it("F10 detects what statuses of fewer than three operators reveal, alone and beside earlier publications", () => {
    const foundAmong = (states: Scenario["states"], ...rounds: string[]) =>
      worldAttack(
        careless(() => null),
        scenario("a", rounds, states),
      ).singledOut;
    const found = (...rounds: string[]) => foundAmong(undefined, ...rounds);
    expect(found("A")).toEqual(["a A: blank", "a A: done/open", "a A: none"]);
    expect(found("A B")).toContain("a A+B: none/blank");
    expect(found("A B C")).toEqual([]);
    expect(found("A B C", "A B C D")).toEqual(expect.arrayContaining(["a D: done/open", "a D: none/blank"]));
    expect(foundAmong(ANSWERED, "A B C", "A B C D E")).toContain("a D+E: done/open");
  });

  it("F10 detects that 5 %以下 and 95 %以上 of fewer than twenty single answers mean none and all", () => {
    const found = worldAttack(
      careless((share) => publishedRatio(share, 20)),
      scenario("a", ["A B C"], ANSWERED),
    );
    expect(found.values).toEqual(expect.arrayContaining(["a A@1: done", "a A@1: open"]));
    expect(worldAttack(careless(publishedRatio), scenario("a", ["A B C"], ANSWERED)).values).toEqual([]);
  });
});
