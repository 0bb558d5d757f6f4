import { describe, expect, it } from "vitest";
import { type CycleEvent, changeable, coversAllMeasures, hasFigures, transitionCycle } from "@/lib/domain/checking/cycle";
import { CYCLE_STATES } from "@/lib/domain/checking/state";

const EVENTS: readonly CycleEvent[] = [
  { type: "open", unassigned: [] },
  { type: "review", outstanding: 0, early: false },
  { type: "approve", returnedSheets: 0 },
  { type: "reopen", reason: "誤りがあった", closedSurveys: 0 },
  { type: "cancel", reason: "二重に計画した", answers: 0, submitted: false },
  { type: "restore", reason: "続ける", handedOut: true },
  { type: "submit", coversAllMeasures: true },
];
const NEXT: Record<string, string> = {
  "planned open": "open",
  "open review": "reviewing",
  "reviewing approve": "approved",
  "reviewing reopen": "open",
  "approved reopen": "open",
  "submitted reopen": "open",
  "approved submit": "submitted",
  "planned cancel": "cancelled",
  "open cancel": "cancelled",
  "cancelled restore": "open",
};

describe("transitionCycle", () => {
  it.each(CYCLE_STATES.flatMap((state) => EVENTS.map((event) => [state, event.type, event] as const)))(
    "goes from state to state by the table, and no other way: %s, %s",
    (state, type, event) => {
      const next = NEXT[`${state} ${type}`];
      expect(transitionCycle(state, event)).toEqual(
        next === undefined ? { ok: false, refusal: { code: "wrongState", event: type, state } } : { ok: true, value: next },
      );
    },
  );

  it.each([
    ["open while a measure is on nobody's sheet", "planned", { type: "open", unassigned: ["m"] }, "unassignedMeasures"],
    ["approve while one sheet is returned", "reviewing", { type: "approve", returnedSheets: 1 }, "sheetsReturned"],
    ["reopen without a reason", "approved", { type: "reopen", reason: " ", closedSurveys: 0 }, "reasonMissing"],
    ["M2 reopen a cycle in review without a reason", "reviewing", { type: "reopen", reason: "　", closedSurveys: 0 }, "reasonMissing"],
    ["M2 cancel without a reason", "planned", { type: "cancel", reason: "", answers: 0, submitted: false }, "reasonMissing"],
    ["M2 cancel what was submitted once", "open", { type: "cancel", reason: "誤り", answers: 1, confirmed: 1, submitted: true }, "wasSubmitted"],
    ["M2 restore without a reason", "cancelled", { type: "restore", reason: " ", handedOut: true }, "reasonMissing"],
    ["submit a cycle over some measures", "approved", { type: "submit", coversAllMeasures: false }, "partialCycle"],
  ] as const)("refuses to %s", (_, state, event, code) => expect(transitionCycle(state, event as CycleEvent)).toMatchObject({ ok: false, refusal: { code } }));
});

describe("M2 closing answering", () => {
  it.each([
    { outstanding: 0, early: false, confirmed: undefined, granted: true },
    { outstanding: 0, early: false, confirmed: 0, granted: true },
    { outstanding: 0, early: false, confirmed: 1, granted: false },
    { outstanding: 0, early: true, confirmed: undefined, granted: false },
    { outstanding: 0, early: true, confirmed: 0, granted: true },
    { outstanding: 1, early: false, confirmed: undefined, granted: false },
    { outstanding: 35, early: true, confirmed: undefined, granted: false },
    { outstanding: 35, early: true, confirmed: 34, granted: false },
    { outstanding: 35, early: true, confirmed: 35, granted: true },
    { outstanding: 35, early: true, confirmed: 36, granted: false },
    { outstanding: 35, early: false, confirmed: 0, granted: false },
  ])("$outstanding sheets out, early $early, confirmed $confirmed: granted $granted", ({ granted, ...event }) => {
    const next = transitionCycle("open", { type: "review", ...event });
    expect(next).toEqual(
      granted ? { ok: true, value: "reviewing" } : { ok: false, refusal: { code: "confirmationNeeded", event: "review", number: event.outstanding } },
    );
  });
});

describe("M2 what can still be changed, and whether there are figures,", () => {
  it.each([
    ["planned", "all", false],
    ["open", "titleAndDates", true],
    ["reviewing", "nothing", true],
    ["approved", "nothing", true],
    ["submitted", "nothing", true],
    ["cancelled", "nothing", false],
  ] as const)("in state %s: %s, %s", (state, part, figures) => {
    expect(changeable(state)).toBe(part);
    expect(hasFigures(state)).toBe(figures);
  });
});

it("covers all measures regardless of its examples", () => {
  const items = [
    { id: "a", kind: "measure" },
    { id: "b", kind: "measure" },
    { id: "x", kind: "example" },
  ] as const;
  expect(coversAllMeasures(items, "all")).toBe(true);
  expect(coversAllMeasures(items, ["b", "a"])).toBe(true);
  expect(coversAllMeasures(items, ["a"])).toBe(false);
});

describe("M2 a confirmed number", () => {
  it.each([
    { number: 0, confirmed: undefined, granted: true },
    { number: 0, confirmed: 0, granted: true },
    { number: 0, confirmed: 1, granted: false },
    { number: 1, confirmed: undefined, granted: false },
    { number: 1, confirmed: 0, granted: false },
    { number: 1, confirmed: 1, granted: true },
    { number: 1204, confirmed: 1203, granted: false },
    { number: 1204, confirmed: 1204, granted: true },
  ])(
    "$number, confirmed $confirmed: granted $granted, for cancelling with answers and reopening with closed surveys alike",
    ({ number, confirmed, granted }) => {
      const [cancelled, reopened] = [
        transitionCycle("open", { type: "cancel", reason: "誤り", answers: number, confirmed, submitted: false }),
        transitionCycle("submitted", { type: "reopen", reason: "誤り", closedSurveys: number, confirmed }),
      ];
      expect(cancelled).toEqual(granted ? { ok: true, value: "cancelled" } : { ok: false, refusal: { code: "confirmationNeeded", event: "cancel", number } });
      expect(reopened).toEqual(granted ? { ok: true, value: "open" } : { ok: false, refusal: { code: "confirmationNeeded", event: "reopen", number } });
    },
  );

  it("a cancelled cycle returns to its state before", () => {
    expect(transitionCycle("cancelled", { type: "restore", reason: "続ける", handedOut: false })).toEqual({ ok: true, value: "planned" });
  });
});
