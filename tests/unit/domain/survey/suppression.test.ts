import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PHASES, TIERS } from "@/lib/domain/guideline/edition";
import type { HistogramBand } from "@/lib/domain/scoring/sector";
import { ratio } from "@/lib/domain/shared/rational";
import { exposesFewOperators } from "@/lib/domain/survey/exposure";
import { publishedRatio, type Publication } from "@/lib/domain/survey/publication";
import { mergeBands, publish, type PublishedContribution } from "@/lib/domain/survey/suppression";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";
import { attainmentRow, fewFound, itemRow, itemsIn, meanRow, publishedRows, solver, sumOf, unknown, type Basis } from "@/tests/unit/domain/survey/attack";

/** [done, duty] of an operator on an item; null: no duty. */
type Cell = readonly [number, number] | null;
const contribution = (operatorKey: string, cells: Readonly<Record<string, Cell>>, submission = "1"): PublishedContribution => ({
  ...{ operatorKey, submission, handedOut: 1, counted: 1 },
  items: Object.entries(cells).map(([item, cell]) => {
    const [implemented, duty] = cell ?? [0, 0];
    return { item, asked: Math.max(duty, 1), implemented, partial: 0, notImplemented: duty - implemented, notApplicable: cell === null ? 1 : 0 };
  }),
});

const SECTIONS = [makeSection({ id: "s:1" }), makeSection({ id: "s:1-1", parent: "s:1" }), makeSection({ id: "s:2" })];
const item = (id: string, section: string, phase: (typeof PHASES)[number], tier: (typeof TIERS)[number] = "required") => makeItem({ id, section, phase, tier });
const edition = makeEdition({
  items: [
    item("a", "s:1", "plan"), item("b", "s:1-1", "plan"), item("c", "s:1-1", "plan"), item("d", "s:2", "do"),
    item("e", "s:2", "do"), item("f", "s:2", "check_act"), item("g", "s:1", "plan", "reference"), item("h", "s:2", "do", "reference"),
  ],
  sections: SECTIONS,
});
const IDS = edition.items.map(({ id }) => id);

const statusOf = ({ figures }: Publication) => Object.fromEntries(figures.items.map(({ id, status }) => [id, status]));

/** Everybody with duty, published or not. */
const fullBasis = (contributions: readonly PublishedContribution[]): Basis => ({
  contributions: contributions.map(({ operatorKey, submission }) => ({ operatorKey, submission })),
  items: Object.fromEntries(
    IDS.map((id) => [id, contributions.flatMap(({ items }, position) => (items.some((one) => one.item === id && one.implemented + one.notImplemented > 0) ? [position] : []))]),
  ),
  attainment: [],
  histograms: [],
});

/** What the attacker finds: withheld cells, and values of one operator or the sum of two. */
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

const attack = (publications: readonly Publication[], contributions: readonly PublishedContribution[]): readonly string[] => {
  const rows = publications.flatMap((publication) => publishedRows(edition, publication));
  const known = solver(rows);
  const status = statusOf(publications.at(-1)!);
  const found = disclosed(known, fullBasis(contributions), IDS.filter((id) => status[id] === "withheld"));
  return [...found, ...(fewFound(rows, 7) ?? [])];
};

const everyone = (cells: Readonly<Record<string, Cell>>, keys = ["A", "B", "C", "D"]) => keys.map((key) => contribution(key, cells));

describe("publish", () => {
  it.each([
    [0, "noDuty"],
    [1, "withheld"],
    [2, "withheld"],
    [3, "published"],
    [4, "published"],
  ])("an item that %i operators have duty in: %s", (operators, status) => {
    const contributions = ["A", "B", "C", "D"].map((key, index) => contribution(key, { a: index < operators ? [1, 2] : null }));
    expect(statusOf(publish(edition, contributions, 4, []))["a"]).toBe(status);
  });

  it.each([
    [0, 100, "atMost5"],
    [5, 100, "atMost5"],
    [6, 100, "exact"],
    [94, 100, "exact"],
    [95, 100, "atLeast95"],
    [100, 100, "atLeast95"],
  ])("a ratio of %i of %i reads %s", (n, d, form) => expect(publishedRatio(ratio(n, d)).form).toBe(form));

  it("takes figures of sections, phases and tiers from published item figures only", () => {
    const contributions = [contribution("A", { a: [1, 2], b: [1, 1], c: [0, 1] }), ...everyone({ a: [1, 2], b: [1, 1] }, ["B", "C"])];
    const { figures } = publish(edition, contributions, 5, []);
    expect(figures.bySection["s:1"]!.required).toMatchObject({ publishedItems: 2, withheldItems: 1 });
    expect(figures.bySection["s:1"]!.required.implementationRate).toEqual({ rate: { form: "exact", ratio: ratio(1475, 2000) }, low: ratio(145, 200), high: ratio(3, 4) });
    expect(figures.bySection["s:1-1"]!.required.implementationRate?.rate).toEqual({ form: "atLeast95" });
    expect(figures.tiers.reference).toEqual({ publishedItems: 0, withheldItems: 0, implementationRate: null, attainmentRate: { status: "none" } });
    expect(figures).toMatchObject({ called: 5, submitted: 3, graspRate: ratio(3, 5) });
  });

  it("withholds everything of fewer than three operators", () => {
    const { figures } = publish(edition, everyone({ a: [1, 2], d: [1, 2] }, ["A", "B"]), 2, []);
    expect(figures.tiers.required).toMatchObject({ publishedItems: 0, withheldItems: 2, implementationRate: null });
    expect(figures.histograms.required.implementationRate.status).toBe("none");
  });

  it("keeps its basis out of the figures", () => {
    const publication = publish(edition, everyone({ a: [1, 2] }), 4, []);
    const text = JSON.stringify(publication.figures, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    expect(text).not.toContain("operatorKey");
    expect(publication.basis.items).toEqual({ a: [0, 1, 2, 3] });
  });
});

describe("mergeBands", () => {
  const bands = (...operators: number[]): HistogramBand[] => operators.map((count, index) => ({ from: index * 10, to: index * 10 + 10, operators: count }));
  it.each([
    [[3, 0, 4], [3, 0, 4]],
    [[2, 0, 4], [6]],
    [[4, 0, 2], [6]],
    [[1, 1, 1, 3], [3, 3]],
    [[3, 0, 3, 1], [3, 0, 4]],
    [[0, 0, 0], [0, 0, 0]],
  ])("%o becomes %o", (before, after) => expect(mergeBands(bands(...before))?.map(({ operators }) => operators)).toEqual(after));
  it("is nothing where there are one or two operators", () => expect([mergeBands(bands(0, 2, 0)), mergeBands(bands(1, 0, 1))]).toEqual([null, null]));
});

describe("exposesFewOperators", () => {
  const sum = (...operators: string[]) => new Map(operators.map((operator) => [operator, new Map([["1", ratio(1, operators.length)]])]));
  it.each([
    [[sum("A", "B")], true],
    [[sum("A", "B", "C")], false],
    [[sum("A", "B", "C"), sum("A", "B", "C", "D")], true],
    [[sum("A", "B", "C"), sum("A", "B", "C", "D", "E")], true],
    [[sum("A", "B", "C"), sum("A", "B", "C", "D", "E", "F")], false],
    [[sum("A", "B", "C"), sum("A", "B", "C")], false],
    [[sum("A", "B", "C"), sum("D", "E", "F"), sum("A", "B", "C", "D", "E", "F", "G")], true],
    [[sum("A", "B", "C", "D", "E", "F"), sum("A", "B", "C"), sum("D", "E", "F", "G", "H", "I")], false],
  ])("case %#", (sums, exposed) => expect(exposesFewOperators(sums)).toBe(exposed));

  it("takes a corrected submission for one operator", () => {
    const corrected = new Map([...sum("A", "B", "C"), ["C", new Map([["2", ratio(1, 3)]])]]);
    expect(exposesFewOperators([sum("A", "B", "C"), corrected])).toBe(true);
  });
});

describe("attack on publications", () => {
  it("F10 totals over all items give away a withheld cell; ours do not", () => {
    const contributions = [contribution("A", { a: [1, 2], b: [1, 4], c: [1, 3] }), ...everyone({ a: [1, 3], b: [2, 3] }, ["B", "C", "D"])];
    const basis = fullBasis(contributions);
    const primaryOnly = ["a", "b"].map((id) => itemRow(basis, id));
    const totals = [meanRow(basis, ["b", "c"]), meanRow(basis, ["a", "b", "c"])];
    expect(disclosed(solver(primaryOnly), basis, ["c"])).toEqual([]);
    expect(disclosed(solver([...primaryOnly, ...totals]), basis, ["c"])).toEqual(["c", "x c A@1"]);
    const publication = publish(edition, contributions, 4, []);
    expect(statusOf(publication)["c"]).toBe("withheld");
    expect(attack([publication], contributions)).toEqual([]);
  });

  it("F10 a second publication with one more operator gives it away unless the first is taken into account", () => {
    const first = everyone({ a: [1, 2], d: [2, 3] });
    const second = [...first, contribution("E", { a: [0, 2], d: null })];
    const earlier = publish(edition, first, 5, []);
    expect(attack([earlier], first)).toEqual([]);
    expect(attack([earlier, publish(edition, second, 5, [])], second)).toContain("x a E@1");
    const careful = publish(edition, second, 5, [earlier]);
    expect(attack([earlier, careful], second)).toEqual([]);
    expect(statusOf(careful)).toMatchObject({ a: "withheld", d: "published" });
    expect(careful.figures.histograms.required.implementationRate.status).toBe("withheld");
  });

  it("F10 a corrected submission is not given away by comparison", () => {
    const first = everyone({ a: [1, 2] });
    const second = [...first.slice(1), contribution("A", { a: [2, 2] }, "2")];
    const earlier = publish(edition, first, 4, []);
    expect(statusOf(publish(edition, second, 4, [earlier]))["a"]).toBe("withheld");
    expect(statusOf(publish(edition, first, 4, [earlier]))["a"]).toBe("published");
    expect(publish(edition, first, 4, [earlier]).figures.histograms).toEqual(earlier.figures.histograms);
  });

  it("F10 到達率 of all phases together would isolate one operator, so one of them is withheld", () => {
    const contributions = [
      ...everyone({ a: [1, 1], d: [1, 2] }, ["A", "B", "C"]),
      contribution("D", { a: [1, 2], d: [1, 1], e: [1, 2] }),
      ...everyone({ a: [1, 1], e: [1, 1] }, ["E", "F"]),
    ];
    const publication = publish(edition, contributions, 6, []);
    const { basis, figures } = publication;
    const allScopes = (["all", "plan", "do"] as const).map((scope) => attainmentRow(basis, itemsIn(edition, basis, "required", scope)));
    expect(fewFound(allScopes, 6)).toEqual(["D"]);
    expect(fewFound(publishedRows(edition, publication), 6)).toBeNull();
    expect(figures.tiers.required.attainmentRate.status).toBe("published");
    expect(figures.byPhase.do.required.attainmentRate.status).toBe("withheld");
  });

  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constant(null),
    fc.integer({ min: 1, max: 4 }).chain((duty) => fc.integer({ min: 0, max: duty }).map((done) => [done, duty] as const)),
  );
  const operators = fc.array(fc.tuple(...IDS.map(() => cell)), { minLength: 3, maxLength: 15 }).map((list) =>
    list.map((cells, index) => contribution(`o${index}`, Object.fromEntries(IDS.map((id, at) => [id, cells[at]!])))),
  );

  it("F10 no random sector of 3 to 15 operators gives anything away, in one publication or with earlier ones", () => {
    fc.assert(
      fc.property(operators, fc.integer({ min: 0, max: 4 }), fc.boolean(), (contributions, late, corrected) => {
        const early = contributions.slice(0, contributions.length - late);
        const first = publish(edition, early, 15, []);
        expect(attack([first], early)).toEqual([]);
        const now = corrected ? [{ ...contributions[0]!, submission: "2" }, ...contributions.slice(1)] : contributions;
        const second = publish(edition, now, 15, [first]);
        expect(attack([first, second], now)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("F10 every band of every histogram holds no operator or at least three", () => {
    fc.assert(
      fc.property(operators, (contributions) => {
        const { histograms } = publish(edition, contributions, 15, []).figures;
        for (const tier of TIERS) {
          for (const one of Object.values(histograms[tier])) {
            if (one.status !== "published") continue;
            for (const band of one.bands) expect(band.operators === 0 || band.operators >= 3).toBe(true);
          }
        }
      }),
    );
  });
});
