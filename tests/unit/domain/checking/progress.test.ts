import { describe, expect, it } from "vitest";
import {
  answerNumbers,
  countedAnswers,
  countUncounted,
  type GivenAnswer,
  nextUnanswered,
  type SheetItem,
  sheetProgress,
  uncountedExamples,
} from "@/lib/domain/checking/progress";

const item = (id: string, order: number, rest: Partial<SheetItem> = {}): SheetItem => ({
  ...{ id, order, kind: "measure", section: "s1", illustrates: null },
  ...rest,
});
const items = [item("b", 2, { section: "s2" }), item("a", 0), item("a:e1", 1, { kind: "example", illustrates: "a" }), item("c", 3, { section: "s2" })];
const answers = (given: Record<string, GivenAnswer>) => new Map(Object.entries(given));
const implemented: GivenAnswer = { status: "implemented", reason: null };

describe("sheetProgress", () => {
  it("counts measures and examples separately, in total and by section in printed order", () => {
    const progress = sheetProgress(items, answers({ a: implemented, c: { status: "notApplicable", reason: "" }, b: { status: null, reason: null } }));
    expect(progress).toEqual({
      measures: { answered: 1, total: 3 },
      examples: { answered: 0, total: 1 },
      unansweredMeasures: ["b", "c"],
      unansweredExamples: ["a:e1"],
      needingReason: ["c"],
      sections: [
        { section: "s1", measures: { answered: 1, total: 1 }, examples: { answered: 0, total: 1 }, needingReason: 0 },
        { section: "s2", measures: { answered: 0, total: 2 }, examples: { answered: 0, total: 0 }, needingReason: 1 },
      ],
    });
  });

  it("asks for no examples of a measure that is 該当なし with a reason", () => {
    const na = (reason: string) => sheetProgress(items, answers({ a: { status: "notApplicable", reason } }));
    expect([na("機器がない").examples.total, na("").examples.total]).toEqual([0, 1]);
    expect([na("機器がない").unansweredExamples, na("").unansweredExamples]).toEqual([[], ["a:e1"]]);
  });
});

describe("countedAnswers", () => {
  it("M11 are as many as progress counts: none without its reason, and no example that is not asked", () => {
    const given = [null, "implemented", "notApplicable"] as const;
    for (const reason of ["", "機器がない"]) {
      for (const status of given) {
        for (const below of given) {
          const said = answers({ a: { status, reason }, "a:e1": { status: below, reason: null }, b: { status: "notApplicable", reason: null } });
          const progress = sheetProgress(items, said);
          for (const [kind, { answered, total }] of [["measure", progress.measures] as const, ["example", progress.examples] as const]) {
            const counted = countedAnswers(items, said, kind);
            const numbers = answerNumbers(counted);
            expect(counted).toHaveLength(total);
            expect(numbers.reduce((sum, { count }) => sum + count, 0)).toBe(total);
            expect(numbers.at(-1)).toEqual({ status: null, count: total - answered });
          }
        }
      }
    }
    expect(countedAnswers(items, answers({ a: { status: "notApplicable", reason: "機器がない" }, "a:e1": implemented }), "example")).toEqual([]);
    expect(countedAnswers(items, answers({ a: { status: "notApplicable", reason: "" } }), "measure")).toEqual([null, null, null]);
  });
});

describe("uncountedExamples", () => {
  const two = [
    item("a", 0),
    item("a:e2", 2, { kind: "example", illustrates: "a" }),
    item("a:e1", 1, { kind: "example", illustrates: "a" }),
    item("b", 3),
    item("b:e1", 4, { kind: "example", illustrates: "b" }),
  ];
  const notApplicable = (reason: string | null): GivenAnswer => ({ status: "notApplicable", reason });

  it("M2 are the answered examples of measures that are 該当なし with a reason, in printed order", () => {
    const given = answers({ a: notApplicable("ない"), "a:e1": implemented, "a:e2": notApplicable(null), b: implemented, "b:e1": implemented });
    expect(uncountedExamples(two, given)).toEqual([{ measure: "a", examples: ["a:e1", "a:e2"] }]);
    expect(countUncounted(uncountedExamples(two, given))).toBe(2);
  });

  it.each([
    ["has no reason yet", { a: notApplicable(" "), "a:e1": implemented }],
    ["is something else", { a: implemented, "a:e1": implemented }],
    ["is not answered", { "a:e1": implemented }],
    ["has no answered example", { a: notApplicable("ない"), "a:e1": { status: null, reason: null } }],
  ] as [string, Record<string, GivenAnswer>][])("M2 are empty where the measure %s", (_why, given) => {
    expect(uncountedExamples(two, answers(given))).toEqual([]);
  });

  it("M2 exclude a measure on another sheet", () => {
    expect(uncountedExamples([item("x:e1", 0, { kind: "example", illustrates: "x" })], answers({ "x:e1": implemented }))).toEqual([]);
  });
});

describe("nextUnanswered", () => {
  it("continues in printed order and wraps around at the end", () => {
    expect(nextUnanswered(items, answers({ b: implemented }), "a", "optional")).toBe("c");
    expect(nextUnanswered(items, answers({ b: implemented, c: implemented }), "b", "optional")).toBe("a");
    expect(nextUnanswered(items, answers({}), null, "optional")).toBe("a");
    expect(nextUnanswered(items, answers({ a: implemented, b: implemented, c: implemented }), "a", "optional")).toBeNull();
  });

  it("includes examples only where they are asked", () => {
    expect(nextUnanswered(items, answers({ a: implemented }), "a", "asked")).toBe("a:e1");
    expect(nextUnanswered(items, answers({ a: { status: "notApplicable", reason: "ない" } }), "a", "asked")).toBe("b");
  });
});
