import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TIERS } from "@/lib/domain/guideline/edition";
import { tallySheets } from "@/lib/domain/scoring/score";
import { addendFromSubmission, scoresFromSubmission, submissionContent } from "@/lib/domain/survey/submission";
import { absenceOfItems, noneOver, notAskedCount } from "@/lib/features/results/figures/parts";
import { countsFrom, countsText, ruleFor, type SubmissionScore, shareFrom, shareText, submissionScore } from "@/lib/features/surveys/submission-scores/rules";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";
import { randomEdition, randomSheet } from "@/tests/unit/domain/scoring/random-sheets";

const contentOf = (sheets: Parameters<typeof tallySheets>[0]) =>
  submissionContent({
    ...tallySheets(sheets),
    ...{ edition: { id: "t-1", revision: 1, contentHash: "c".repeat(64) }, operator: "o", cycle: "c", period: { from: "2026-10-01", to: "2026-12-18" } },
    ...{ version: 1, previousHash: null, remarks: [] },
  });

const sheets = fc.array(randomSheet, { maxLength: 6 });

describe("stored scores of a submission", () => {
  it("equal those recomputed from it by the engine, to the digit", () => {
    fc.assert(
      fc.property(randomEdition, sheets, ({ shuffled }, own) => {
        const content = contentOf(own);
        const rule = ruleFor(shuffled);
        const [addend, scores] = [addendFromSubmission(rule.places, content), scoresFromSubmission(shuffled, content)];
        if (!addend.ok || !scores.ok) throw new Error("the submission does not fit");
        const kept: SubmissionScore = submissionScore(rule, addend.value);
        const { grasp, tiers, bySection, items } = scores.value;
        expect([addend.value.handedOut, addend.value.counted]).toEqual([grasp.handedOut, grasp.counted]);
        for (const tier of TIERS) {
          const { notAsked, absence, sections, ...figures } = kept.own[tier];
          expect(figures).toEqual(tiers[tier]);
          expect([notAsked, absence]).toEqual([notAskedCount(items, tier), absenceOfItems(items, tier)]);
          for (const [section, rate] of Object.entries(sections)) {
            const lines = shuffled.sections.filter(({ id }) => id === section || id.startsWith(`${section}-`)).map(({ id }) => id);
            const within = items.filter((item) => item.tier === tier && lines.includes(item.section));
            expect(rate, section).toEqual(bySection[section]?.[tier].implementationRate ?? noneOver(within));
          }
        }
      }),
      { numRuns: 80, plugins: [fc.interruptAfterTimeLimit(8_000)] },
    );
  });

  it("are read as they were written: counts, and shares of any length", () => {
    fc.assert(
      fc.property(randomEdition, sheets, fc.bigInt({ min: 0n }), fc.bigInt({ min: 1n }), ({ shuffled }, own, n, d) => {
        const { places } = ruleFor(shuffled);
        const addend = addendFromSubmission(places, contentOf(own));
        if (!addend.ok) throw new Error("the submission does not fit");
        const { counts } = addend.value;
        const written = { required: countsText(places, counts, "required"), reference: countsText(places, counts, "reference") };
        const bare = counts.map((one) => one && { ...one, item: undefined });
        expect(countsFrom(places, written)).toEqual(bare);
        expect(shareFrom(shareText({ n, d }))).toEqual({ n, d });
      }),
      { numRuns: 40 },
    );
  });
});

describe("the rule of stored scores", () => {
  const section = makeSection({ id: "t-1:1" });
  const edition = makeEdition({ sections: [section], items: [makeItem({ id: "a" }), makeItem({ id: "b" })] });
  const nameOf = (changed: Partial<typeof edition>): string => ruleFor({ ...edition, ...changed }).name;

  it("stays the same when a text is corrected, and changes when an item counts elsewhere", () => {
    const [a, b] = edition.items;
    if (!a || !b) throw new Error("the edition has two items");
    const same = nameOf({});
    expect(nameOf({ revision: 2, items: [{ ...a, text: "直した文" }, b] })).toBe(same);
    for (const items of [[a], [{ ...a, tier: "reference" as const }, b], [{ ...a, phase: "do" as const }, b], [{ ...a, order: 9 }, b]])
      expect(nameOf({ items })).not.toBe(same);
    expect(nameOf({ sections: [{ ...section, parent: "t-1:0" }, makeSection({ id: "t-1:0" })] })).not.toBe(same);
  });
});
