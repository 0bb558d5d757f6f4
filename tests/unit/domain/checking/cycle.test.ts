import { describe, expect, it } from "vitest";
import { coversAllMeasures, transitionCycle, type CycleEvent } from "@/lib/domain/checking/cycle";
import { CYCLE_STATES } from "@/lib/domain/checking/state";

const EVENTS: readonly CycleEvent[] = [
  { type: "open", unassigned: [] },
  { type: "review" },
  { type: "approve", returnedSheets: 0 },
  { type: "reopen", reason: "誤りがあった" },
  { type: "submit", coversAllMeasures: true },
];
const NEXT: Record<string, string> = {
  "planned open": "open",
  "open review": "reviewing",
  "reviewing approve": "approved",
  "approved reopen": "open",
  "submitted reopen": "open",
  "approved submit": "submitted",
};

describe("transitionCycle", () => {
  it.each(CYCLE_STATES.flatMap((state) => EVENTS.map((event) => [state, event.type, event] as const)))("%s, %s", (state, type, event) => {
    const next = NEXT[`${state} ${type}`];
    expect(transitionCycle(state, event)).toEqual(
      next === undefined ? { ok: false, refusal: { code: "wrongState", state } } : { ok: true, value: next },
    );
  });

  it.each([
    ["open while a measure is on nobody's sheet", "planned", { type: "open", unassigned: ["m"] }, "unassignedMeasures"],
    ["approve while one sheet is returned", "reviewing", { type: "approve", returnedSheets: 1 }, "sheetsReturned"],
    ["reopen without a reason", "approved", { type: "reopen", reason: " " }, "reasonMissing"],
    ["submit a cycle over some measures", "approved", { type: "submit", coversAllMeasures: false }, "partialCycle"],
  ] as const)("refuses to %s", (_, state, event, code) =>
    expect(transitionCycle(state, event as CycleEvent)).toMatchObject({ ok: false, refusal: { code } }));
});

it("covers all measures whatever it does with examples", () => {
  const items = [{ id: "a", kind: "measure" }, { id: "b", kind: "measure" }, { id: "x", kind: "example" }] as const;
  expect(coversAllMeasures(items, "all")).toBe(true);
  expect(coversAllMeasures(items, ["b", "a"])).toBe(true);
  expect(coversAllMeasures(items, ["a"])).toBe(false);
});
