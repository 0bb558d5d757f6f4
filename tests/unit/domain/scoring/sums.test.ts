import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tallySheets } from "@/lib/domain/scoring/score";
import { addendOf } from "@/lib/domain/scoring/sector";
import { addOperator, copyOf, noSums, placesOf } from "@/lib/domain/scoring/sums";
import { operatorResult, submissionContent } from "@/lib/domain/survey/submission";
import { randomEdition, randomSheet } from "@/tests/unit/domain/scoring/random-sheets";

const submitted = (sheets: Parameters<typeof tallySheets>[0]) =>
  operatorResult(
    submissionContent({
      ...tallySheets(sheets),
      ...{ edition: { id: "t-1", revision: 1, contentHash: "c".repeat(64) }, operator: "o", cycle: "c", period: { from: "2026-10-01", to: "2026-12-18" } },
      ...{ version: 1, previousHash: null, remarks: [] },
    }),
  );

const operators = fc.array(fc.array(randomSheet, { maxLength: 5 }), { maxLength: 6 });

describe("sums over operators", () => {
  it("equal those of the remaining operators, whatever was added and subtracted before, in any order", () => {
    fc.assert(
      fc.property(randomEdition, operators, operators, ({ shuffled }, staying, leaving) => {
        const places = placesOf(shuffled);
        const addends = (sheets: typeof staying) => sheets.map((own) => addendOf(places.items, submitted(own)));
        const [kept, gone] = [addends(staying), addends(leaving)];
        const alone = noSums(places);
        for (const one of kept) addOperator(alone, one);
        const sums = noSums(places);
        for (const one of [...gone, ...kept.toReversed()]) addOperator(sums, one);
        for (const one of gone.toReversed()) addOperator(sums, one, -1);
        expect(sums).toEqual(alone);
      }),
      { numRuns: 60, plugins: [fc.interruptAfterTimeLimit(8_000)] },
    );
  });

  it("do not change when a copy is added to", () => {
    fc.assert(
      fc.property(randomEdition, operators, ({ printed }, sheets) => {
        const sums = noSums(placesOf(printed));
        const copy = copyOf(sums);
        for (const own of sheets) addOperator(copy, addendOf(sums.places.items, submitted(own)));
        expect(copy.operators).toBe(sheets.length);
        expect(sums).toEqual(noSums(placesOf(printed)));
      }),
      { numRuns: 20 },
    );
  });
});
