import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentText } from "@/lib/domain/scoring/display";
import { type ItemScore, SCORE_GROUPINGS, type ScoreGrouping } from "@/lib/domain/scoring/measure";
import { type AnswersFile, ENGINE_VERSION, type ScorableSheet, scoreCycle, scoreFile, scoresJson, tallySheets } from "@/lib/domain/scoring/score";
import { toNumber } from "@/lib/domain/shared/rational";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";
import { makeSheetCount, makeTally } from "@/tests/factories/tally";
import { bruteScores } from "@/tests/unit/domain/scoring/brute-force";
import { randomEdition, randomSheet, withNumbers, withShares } from "@/tests/unit/domain/scoring/random-sheets";

const text = (rate: Parameters<typeof percentText>[0] | null): string | null => (rate === null ? null : percentText(rate));

const statusOf = (items: readonly ItemScore[]) => Object.fromEntries(items.map(({ id, ratio }) => [id, ratio.status]));

describe("scoreCycle", () => {
  const three = makeEdition({ items: ["a", "b", "c"].map((id) => makeItem({ id })) });

  it("F3 official example: the mean of 1 of 2, 75 of 100 and 10 of 10 is 75.0 %, not 76.8 %", () => {
    const tallies = [
      makeTally({ item: "a", implemented: 1, notImplemented: 1 }),
      makeTally({ item: "b", implemented: 75, partial: 5, notImplemented: 20 }),
      makeTally({ item: "c", implemented: 10 }),
    ];
    const { required } = scoreCycle(three, tallies, [makeSheetCount({ handedOut: 100, counted: 100 })]).tiers;
    expect(text(required.implementationRate)).toBe("75.0");
    expect(text(required.attainmentRate)).toBe("33.3");
    expect(text(required.selfCheckRate)).toBe("76.8");
    expect(required).toMatchObject({ items: 3, itemsWithDuty: 3, attainedItems: 1 });
    expect(text(required.fulfilment)).toBe("75.8");
  });

  it("F3 no duty, not grasped, not asked and zero differ, and only zero is a number", () => {
    const edition = makeEdition({ items: ["none", "blank", "waiting", "absent", "zero"].map((id) => makeItem({ id })) });
    const scores = scoreCycle(
      edition,
      [
        makeTally({ item: "none", notApplicable: 2 }),
        makeTally({ item: "blank", asked: 2 }),
        makeTally({ item: "waiting", asked: 0 }),
        makeTally({ item: "zero", notImplemented: 1 }),
      ],
      [makeSheetCount({ handedOut: 2, counted: 2 })],
    );
    expect(statusOf(scores.items)).toEqual({
      none: "noDuty",
      blank: "notGrasped",
      waiting: "notGrasped",
      absent: "notAsked",
      zero: "scored",
    });
    expect(scores.tiers.required).toMatchObject({ items: 3, itemsWithDuty: 1 });
    expect(text(scores.tiers.required.implementationRate)).toBe("0.0");
    expect(scores.tiers.reference.implementationRate).toBeNull();
  });

  it("F3 an unanswered example does not change the figures of required items", () => {
    const edition = makeEdition({ items: [makeItem({ id: "m" }), makeItem({ id: "x", kind: "example", tier: "reference" })] });
    const scores = scoreCycle(edition, [makeTally({ item: "m", implemented: 1 }), makeTally({ item: "x", asked: 1 })], []);
    expect(text(scores.tiers.required.implementationRate)).toBe("100.0");
    expect(scores.tiers.reference).toMatchObject({ items: 1, itemsWithDuty: 0, implementationRate: null, selfCheckRate: null });
    expect(scores.grasp).toEqual({ handedOut: 0, counted: 0, rate: null });
  });

  it("F3 a section's figures include the sections below it", () => {
    const edition = makeEdition({
      items: [makeItem({ id: "a", section: "s:1" }), makeItem({ id: "b", section: "s:1-1" }), makeItem({ id: "c", section: "s:2" })],
      sections: [makeSection({ id: "s:1" }), makeSection({ id: "s:1-1", parent: "s:1" }), makeSection({ id: "s:2" })],
    });
    const { bySection } = scoreCycle(
      edition,
      [makeTally({ item: "a", implemented: 1 }), makeTally({ item: "b", notImplemented: 1 }), makeTally({ item: "c", implemented: 1 })],
      [],
    );
    expect(Object.entries(bySection).map(([id, tiers]) => [id, text(tiers.required.implementationRate)])).toEqual([
      ["s:1", "50.0"],
      ["s:1-1", "0.0"],
      ["s:2", "100.0"],
    ]);
  });

  it("F3 groups have their own grasp", () => {
    const sheets = [
      makeSheetCount({ role: "handler", department: "d1", handedOut: 4, counted: 3 }),
      makeSheetCount({ role: "handler", department: "d2", handedOut: 2, counted: 0 }),
      makeSheetCount(),
    ];
    const tallies = [makeTally({ role: "handler", department: "d1", item: "a", implemented: 3 }), makeTally({ item: "b", partial: 1 })];
    const groups = (by: ScoreGrouping) =>
      scoreCycle(three, tallies, sheets, by).groups.map(({ key, grasp, tiers }) => [key, grasp.counted, grasp.handedOut, tiers.required.items]);
    expect(groups("department")).toEqual([
      ["d1", 3, 4, 1],
      ["d2", 0, 2, 0],
      [null, 1, 1, 1],
    ]);
    expect(groups("role")).toEqual([
      ["ciso", 1, 1, 1],
      ["handler", 3, 6, 1],
    ]);
    expect(groups("phase")).toEqual([
      ["plan", 4, 7, 2],
      ["do", 0, 0, 0],
      ["check_act", 0, 0, 0],
    ]);
  });
});

const BOUNDED = { numRuns: 60, plugins: [fc.interruptAfterTimeLimit(8_000)] };
const NAMED = { edition: "t-1", kind: "measures", engine: ENGINE_VERSION };

describe("scores against a count by hand", () => {
  const sheets = fc.array(randomSheet, { maxLength: 12 });

  it.each([undefined, ...SCORE_GROUPINGS])("F3 every number agrees with a brute-force count of random sheets, grouped by %s", (by) => {
    fc.assert(
      fc.property(randomEdition, sheets, ({ printed, shuffled }, handedOut) => {
        const counted = tallySheets(handedOut);
        const scores = scoreCycle(shuffled, counted.tallies, counted.sheets, by);
        expect(withShares(scores)).toEqual({ ...NAMED, ...bruteScores(printed, handedOut, by) });
      }),
      BOUNDED,
    );
  });

  it("F3 the JSON of a file of answers holds the same numbers", () => {
    fc.assert(
      fc.property(randomEdition, sheets, fc.constantFrom(...SCORE_GROUPINGS), ({ printed, shuffled }, handedOut, by) => {
        const asked = handedOut.map((sheet) => ({ ...sheet, answers: new Map([...sheet.answers].filter(([item]) => sheet.items.includes(item))) }));
        const file = {
          edition: "t-1",
          sheets: asked.map(({ counted: handedIn, ...sheet }, at) => ({ ...sheet, handedIn, id: `s${at}`, answers: Object.fromEntries(sheet.answers) })),
        };
        const scores = scoreFile(shuffled, file, by);
        const brute = bruteScores(printed, asked, by);
        const { items, ...figures } = scoresJson(scores.ok ? scores.value : expect.fail("refused"));
        expect(withNumbers({ edition: "t-1", ...brute })).toMatchObject(figures);
        const onCountedSheets = brute.items.filter((item) => item.asked > 0);
        expect(withNumbers(onCountedSheets.map((item) => ({ ...item, ratio: item.ratio.ratio ?? null })))).toMatchObject(items);
      }),
      BOUNDED,
    );
  });

  it("F3 the order of sheets does not matter", () => {
    fc.assert(
      fc.property(randomEdition, fc.array(randomSheet, { maxLength: 8 }), ({ printed }, handedOut) => {
        const scoresOf = (list: readonly ScorableSheet[]) => {
          const counted = tallySheets(list);
          return scoresJson(scoreCycle(printed, counted.tallies, counted.sheets, "role"));
        };
        expect(scoresOf([...handedOut].reverse())).toEqual(scoresOf(handedOut));
      }),
      BOUNDED,
    );
  });
});

describe("scoreFile", () => {
  const edition = makeEdition({ items: ["a", "b"].map((id) => makeItem({ id })) });
  const sheet = { id: "s1", role: "ciso", department: null, system: null, handedIn: true, items: ["a"], answers: { a: "implemented" } };
  const file = (...sheets: AnswersFile["sheets"]): AnswersFile => ({ edition: "t-1", sheets });

  it("counts only sheets with handedIn, and all as handed out", () => {
    const scores = scoreFile(edition, file(sheet, { ...sheet, id: "s2", handedIn: false, answers: { a: "partial" } }));
    expect(scores.ok && scoresJson(scores.value)).toMatchObject({
      edition: "t-1",
      grasp: { handedOut: 2, handedIn: 1, rate: 0.5 },
      tiers: { required: { items: 1, itemsWithDuty: 1, implementationRate: 1, attainmentRate: 1, selfCheckRate: 1, fulfilment: 1 } },
      items: [{ id: "a", duty: 1, implemented: 1, partial: 0, notImplemented: 0, notApplicable: 0, unanswered: 0, ratio: 1 }],
    });
  });

  it("has exactly the fields of the API, and groups only on request", () => {
    const plain = scoreFile(edition, file(sheet));
    const grouped = scoreFile(edition, file(sheet), "role");
    expect(plain.ok && Object.keys(scoresJson(plain.value))).toEqual(["edition", "grasp", "tiers", "byPhase", "bySection", "items"]);
    expect(grouped.ok && scoresJson(grouped.value).groups).toHaveLength(1);
    const none = scoreFile(edition, file(), "role");
    expect(none.ok && scoresJson(none.value).groups).toEqual([]);
  });

  it.each([
    ["wrongEdition", { ...file(sheet), edition: "t-2" }],
    ["duplicateSheet", file(sheet, sheet)],
    ["unknownRole", file({ ...sheet, role: "boss" })],
    ["unknownItem", file({ ...sheet, items: ["a", "z"] })],
    ["unknownItem", file({ ...sheet, answers: { z: "partial" } })],
    ["unaskedItem", file({ ...sheet, answers: { b: "partial" } })],
    ["duplicateItem", file({ ...sheet, items: ["a", "a"] })],
    ["unknownStatus", file({ ...sheet, answers: { a: "yes" } })],
  ])("refuses: %s", (code, answers) => expect(scoreFile(edition, answers)).toMatchObject({ ok: false, refusal: { code } }));

  it("returns exact figures", () => {
    const scores = scoreFile(edition, file(sheet, { ...sheet, id: "s2", answers: { a: "partial" } }, { ...sheet, id: "s3", answers: { a: "partial" } }));
    expect(scores.ok && toNumber(scores.value.tiers.required.fulfilment!)).toBe(2 / 3);
  });
});
