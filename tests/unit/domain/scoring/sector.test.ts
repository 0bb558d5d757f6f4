import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentText } from "@/lib/domain/scoring/display";
import { ENGINE_VERSION, tallySheets } from "@/lib/domain/scoring/score";
import { bandOf, histogram, type OperatorResult, sectorScores } from "@/lib/domain/scoring/sector";
import { ratio } from "@/lib/domain/shared/rational";
import { sectorFromSubmissions, submissionContent } from "@/lib/domain/survey/submission";
import { makeEdition, makeItem } from "@/tests/factories/edition";
import { bruteSector, type PlainOperator } from "@/tests/unit/domain/scoring/brute-force";
import { randomEdition, randomSheet, withShares } from "@/tests/unit/domain/scoring/random-sheets";

const edition = makeEdition({ items: ["a", "b", "c"].map((id) => makeItem({ id })) });
const counts = (item: string, implemented: number, notImplemented: number, notApplicable = 0, unanswered = 0) => ({
  ...{ item, implemented, partial: 0, notImplemented, notApplicable },
  asked: implemented + notImplemented + notApplicable + unanswered,
});
const operator = (operatorKey: string, ...items: OperatorResult["items"][number][]): OperatorResult => ({
  ...{ operatorKey, handedOut: 4, counted: 3 },
  items,
});

describe("sectorScores", () => {
  const sector = sectorScores(
    edition,
    [
      operator("big", counts("a", 900, 100), counts("b", 1, 0)),
      operator("small", counts("a", 1, 1), counts("b", 0, 0, 1)),
      operator("blank", counts("a", 0, 0, 0, 2)),
    ],
    5,
  );

  it("gives each operator the same weight", () => {
    expect(
      sector.items.map(({ id, operators, operatorsAsked, attainedOperators, ratio: { status } }) => [id, operators, operatorsAsked, attainedOperators, status]),
    ).toEqual([
      ["a", 2, 3, 0, "scored"],
      ["b", 1, 2, 1, "scored"],
      ["c", 0, 0, 0, "notAsked"],
    ]);
    expect(sector.items[0]?.ratio).toEqual({ status: "scored", ratio: ratio(7, 10) });
    expect(percentText(sector.tiers.required.implementationRate!)).toBe("85.0");
  });

  it("takes 到達率 as the mean of the operators', beside the number of items that all have attained", () => {
    expect(sector.tiers.required).toMatchObject({ items: 2, itemsWithDuty: 2, operators: 2, attainmentRate: ratio(1, 4), attainedByAll: 1 });
    expect(sector.byPhase.do.required.attainmentRate).toBeNull();
  });

  it("counts the operators that submitted of those called, and distributes them over bands", () => {
    expect([sector.called, sector.submitted, sector.graspRate]).toEqual([5, 3, ratio(3, 5)]);
    expect(sector.sheets).toMatchObject({ handedOut: 12, counted: 9 });
    expect(sector.distributions.required.implementationRate.rates).toEqual([
      { operatorKey: "big", rate: ratio(19, 20) },
      { operatorKey: "small", rate: ratio(1, 2) },
    ]);
    expect(sectorScores(edition, [], 0).graspRate).toBeNull();
  });

  it("says why an item has no ratio", () => {
    const one = sectorScores(edition, [operator("x", counts("a", 0, 0, 1), counts("b", 0, 0, 0, 1))], 1);
    expect(one.items.map(({ ratio: { status } }) => status)).toEqual(["noDuty", "notGrasped", "notAsked"]);
  });
});

it.each([
  [ratio(0, 1), 0],
  [ratio(99, 1000), 0],
  [ratio(1, 10), 1],
  [ratio(899, 1000), 8],
  [ratio(9, 10), 9],
  [ratio(1, 1), 9],
])("rate %o falls in band %i", (rate, band) => {
  expect(bandOf(rate)).toBe(band);
  expect(histogram([rate])[band]).toEqual({ from: band * 10, to: band * 10 + 10, operators: 1 });
});

describe("sector against a count by hand", () => {
  const named = { edition: "t-1", kind: "measures", engine: ENGINE_VERSION };
  const submission = ({ operatorKey, sheets }: PlainOperator) =>
    submissionContent({
      ...tallySheets(sheets),
      edition: { id: "t-1", revision: 1, contentHash: "c".repeat(64) },
      operator: operatorKey,
      cycle: "c1",
      period: { from: "2026-10-01", to: "2026-12-18" },
      version: 1,
      previousHash: null,
      remarks: [],
    });

  it("F3 every figure over operators, computed from submissions, agrees with a brute-force count of their sheets", () => {
    const sectorSheets = fc.array(fc.array(randomSheet, { maxLength: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(randomEdition, sectorSheets, fc.nat(3), ({ printed, shuffled }, sheets, silent) => {
        const operators = sheets.map((own, at) => ({ operatorKey: `o${at}`, sheets: own }));
        const called = operators.length + silent;
        const found = sectorFromSubmissions(shuffled, operators.map(submission), called);
        const { operators: scored, ...brute } = bruteSector(printed, operators, called);
        const expected = { ...named, ...brute, operators: scored.map(({ operatorKey, scores }) => ({ operatorKey, scores: { ...named, ...scores } })) };
        expect(found.ok && withShares(found.value)).toEqual(expected);
      }),
      { numRuns: 60, plugins: [fc.interruptAfterTimeLimit(8_000)] },
    );
  });
});
