import { describe, expect, it } from "vitest";
import { PHASES, TIERS } from "@/lib/domain/guideline/edition";
import type { HistogramBand } from "@/lib/domain/scoring/sector";
import { ratio } from "@/lib/domain/shared/rational";
import { mergeBands } from "@/lib/domain/survey/bands";
import { exposesFewOperators, type Part } from "@/lib/domain/survey/exposure";
import { type Publication, publishedRatio } from "@/lib/domain/survey/publication";
import { type PublishedContribution, publish } from "@/lib/domain/survey/suppression";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";
import { type Cell, contribution, everyone } from "@/tests/unit/domain/survey/contributions";

const SECTIONS = [makeSection({ id: "s:1" }), makeSection({ id: "s:1-1", parent: "s:1" }), makeSection({ id: "s:2" })];
const edition = makeEdition({
  items: [
    makeItem({ id: "a", section: "s:1" }),
    makeItem({ id: "b", section: "s:1-1" }),
    makeItem({ id: "c", section: "s:1-1" }),
    makeItem({ id: "d", section: "s:2", phase: "do" }),
    makeItem({ id: "e", section: "s:2", phase: "do", tier: "reference" }),
  ],
  sections: SECTIONS,
});

const statusOf = ({ figures }: Publication) => Object.fromEntries(figures.items.map(({ id, status }) => [id, status]));

/** Whether a publication contains only the questions and the number of operators called. */
const saysNothing = ({ figures }: Publication) => {
  const scopes = [figures.tiers, ...Object.values(figures.byPhase), ...Object.values(figures.bySection)].flatMap((tiers) => TIERS.map((tier) => tiers[tier]));
  expect(new Set(figures.items.map(({ status }) => status))).toEqual(new Set(["withheld"]));
  expect(scopes.map(({ publishedItems, implementationRate }) => [publishedItems, implementationRate])).toEqual(scopes.map(() => [0, null]));
  expect(figures.tiers.required.withheldItems + figures.tiers.reference.withheldItems).toBe(edition.items.length);
  const rates = [figures.tiers, ...PHASES.map((phase) => figures.byPhase[phase])].flatMap((tiers) => TIERS.map((tier) => tiers[tier].attainmentRate));
  const histograms = TIERS.flatMap((tier) => Object.values(figures.histograms[tier]));
  expect(new Set([...rates, ...histograms].map(({ status }) => status))).toEqual(new Set(["withheld"]));
};

describe("publish", () => {
  it.each([
    [0, "noDuty"],
    [1, "withheld"],
    [2, "withheld"],
    [3, "published"],
    [4, "published"],
  ])("an item with duty in %i of four operators: %s", (operators, status) => {
    const contributions = ["A", "B", "C", "D"].map((key, index) => contribution(key, { a: index < operators ? [1, 2] : null }));
    expect(statusOf(publish(edition, contributions, 4, []))["a"]).toBe(status);
  });

  it.each([0, 1, 2])("reveals nothing about %i operators, neither statuses nor their number", (operators) => {
    const contributions = everyone({ a: [1, 2], b: null }, ["A", "B"].slice(0, operators));
    const publication = publish(edition, contributions, 4, []);
    saysNothing(publication);
    expect(publication.figures).toMatchObject({ called: 4, replies: { status: "withheld" } });
    expect(publication).toEqual({ ...publish(edition, [], 4, []), basis: [] });
  });

  it("shows for three operators their number, 責務なし and 未把握", () => {
    const publication = publish(edition, everyone({ a: [1, 2], b: null }, ["A", "B", "C"]), 4, []);
    expect(publication.figures.replies).toEqual({ status: "published", submitted: 3, graspRate: ratio(3, 4) });
    expect(statusOf(publication)).toEqual({ a: "published", b: "noDuty", c: "notAsked", d: "notAsked", e: "notAsked" });
  });

  it.each([
    [1, 3, 3, "atMost", ratio(1, 3)],
    [334, 1000, 3, "rounded", ratio(334, 1000)],
    [2, 3, 3, "atLeast", ratio(2, 3)],
    [1, 10, 10, "atMost", ratio(1, 10)],
    [11, 100, 10, "rounded", ratio(11, 100)],
    [5, 100, 20, "atMost", ratio(5, 100)],
    [51, 1000, 20, "rounded", ratio(51, 1000)],
    [0, 1, 100, "atMost", ratio(5, 100)],
    [5, 100, 100, "atMost", ratio(5, 100)],
    [6, 100, 100, "rounded", ratio(6, 100)],
    [94, 100, 100, "rounded", ratio(94, 100)],
    [95, 100, 100, "atLeast", ratio(95, 100)],
    [1, 1, 100, "atLeast", ratio(95, 100)],
    [68, 231, 12, "rounded", ratio(294, 1000)],
    [4995, 10000, 4, "rounded", ratio(1, 2)],
  ])("a mean of %i ÷ %i over %i operators is %s", (n, d, operators, form, at) => expect(publishedRatio(ratio(n, d), operators)).toEqual({ form, ratio: at }));

  it("computes figures of sections, phases and tiers from published item figures only", () => {
    const contributions = [contribution("A", { a: [1, 2], b: [1, 1], c: [0, 1] }), ...everyone({ a: [1, 2], b: [1, 1] }, ["B", "C", "D"])];
    const { figures } = publish(edition, contributions, 5, []);
    expect(figures.bySection["s:1"]!.required).toMatchObject({ publishedItems: 2, withheldItems: 1 });
    expect(figures.bySection["s:1"]!.required.implementationRate).toEqual({ rate: ratio(11, 16), low: ratio(5, 8), high: ratio(3, 4) });
    expect(figures.bySection["s:1-1"]!.required.implementationRate).toEqual({ rate: ratio(7, 8), low: ratio(3, 4), high: ratio(1, 1) });
    expect(figures.tiers.reference).toEqual({ publishedItems: 0, withheldItems: 0, implementationRate: null, attainmentRate: { status: "none" } });
  });

  it("keeps its basis out of the figures", () => {
    const publication = publish(edition, everyone({ a: [1, 2] }), 4, []);
    const text = JSON.stringify(publication.figures, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    expect(text).not.toContain("operatorKey");
    expect(publication.basis).toEqual(["A", "B", "C", "D"].map((operatorKey) => ({ operatorKey, submission: "1" })));
  });
});

describe("publish after an earlier publication", () => {
  const first = everyone({ a: [1, 2], b: null, d: [2, 3] });
  const newcomers = (cells: Readonly<Record<string, Cell>>, keys: readonly string[]) => [...first, ...everyone(cells, [...keys])];
  const after = (contributions: readonly PublishedContribution[]) => publish(edition, contributions, 9, [publish(edition, first, 9, [])]);

  it.each([
    ["one more operator", newcomers({ a: [1, 2], b: null, d: [2, 3] }, ["E"])],
    ["one more without duty anywhere", newcomers({ a: null, b: null, d: null }, ["E"])],
    ["three more operators", newcomers({ a: [1, 2], b: null, d: [2, 3] }, ["E", "F", "G"])],
    ["one operator gone", first.slice(1)],
    ["a corrected submission", [...first.slice(1), contribution("A", { a: [2, 2], b: null, d: [2, 3] }, "2")]],
    ["nobody known before", everyone({ a: [1, 2], d: [2, 3] }, ["E", "F", "G"])],
  ])("reveals nothing: %s", (_, contributions) => {
    const publication = after(contributions);
    saysNothing(publication);
    expect(publication.basis).toEqual([]);
    expect(publication.figures.replies).toMatchObject({ submitted: contributions.length });
  });

  it("shows the same for the same submissions, in any order", () => {
    expect(after(first)).toEqual(publish(edition, first, 9, []));
    expect(after([...first].reverse()).figures).toEqual(publish(edition, first, 9, []).figures);
  });

  it("compares with what was published, not with what was withheld", () => {
    const few = publish(edition, first.slice(0, 2), 9, []);
    const told = publish(edition, first, 9, [few]);
    expect(told).toEqual(publish(edition, first, 9, []));
    const withheld = publish(edition, newcomers({ a: [1, 2] }, ["E"]), 9, [few, told]);
    saysNothing(withheld);
    expect(publish(edition, first, 9, [few, told, withheld])).toEqual(told);
    saysNothing(publish(edition, newcomers({ a: [1, 2] }, ["E"]), 9, [few, told, withheld]));
  });
});

describe("mergeBands", () => {
  const bands = (...operators: number[]): HistogramBand[] => operators.map((count, index) => ({ from: index * 10, to: index * 10 + 10, operators: count }));
  it.each([
    [
      [3, 0, 4],
      [3, 0, 4],
    ],
    [
      [1, 1, 1, 3],
      [3, 3],
    ],
    [
      [3, 0, 3, 1],
      [3, 0, 4],
    ],
    [
      [3, 1, 1, 4],
      [3, 6],
    ],
  ])("%o becomes %o", (before, after) => expect(mergeBands(bands(...before))?.map(({ operators }) => operators)).toEqual(after));
  it.each([[[0, 2, 0]], [[1, 0, 1]], [[0, 0, 0]], [[2, 0, 4]], [[0, 0, 7]]])("%o is null: fewer than two bands would hold operators", (before) =>
    expect(mergeBands(bands(...before))).toBeNull(),
  );
});

describe("exposesFewOperators", () => {
  const part = (operator: number, singleAnswer: boolean, ...weights: number[]): Part => ({
    operator,
    singleAnswer,
    weights: weights.map((weight) => ratio(weight, 12)),
  });
  it.each<[string, Part[][], boolean]>([
    ["one sum over three operators, more answers than one", [[part(0, false, 1), part(1, false, 1), part(2, false, 1)]], false],
    ["single answers: the sum is the item's mean", [[part(0, true, 1), part(1, true, 1), part(2, true, 1)]], false],
    ["single answers, one operator weighs more", [[part(0, true, 1), part(1, true, 1), part(2, true, 1), part(3, true, 2)]], true],
    ["single answers, two operators weigh more", [[part(0, true, 1), part(1, true, 1), part(2, true, 1), part(3, true, 2), part(4, true, 3)]], true],
    ["single answers, three operators weigh more", [[...[0, 1, 2].map((at) => part(at, true, 1)), ...[3, 4, 5].map((at) => part(at, true, 2))]], false],
    ["one operator with more answers than one", [[part(0, true, 1), part(1, true, 1), part(2, true, 1), part(3, false, 1)]], true],
    [
      "three operators with more answers than one",
      [[part(0, true, 1), part(1, true, 1), part(2, true, 1), ...[3, 4, 5].map((at) => part(at, false, 1))]],
      false,
    ],
    ["two sums that differ in one operator", [[part(0, false, 1, 1), part(1, false, 1, 1), part(2, false, 1, 1), part(3, false, 0, 1)]], true],
  ])("says whether a sum shows what few operators answered: %s", (_, items, exposed) => expect(exposesFewOperators(items)).toBe(exposed));
});
