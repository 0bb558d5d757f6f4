import { describe, expect, it } from "vitest";
import {
  countedDelta,
  handIn,
  isAnswerable,
  SHEET_EVENTS,
  type SheetEvent,
  takeBack,
  transitionSheet,
  undoReturn,
  withdraw,
} from "@/lib/domain/checking/sheet";
import { CYCLE_STATES, type CycleState, SHEET_STATES, type SheetState } from "@/lib/domain/checking/state";

/** Every allowed transition; all others are refused. */
const OPEN: Partial<Record<`${SheetState} ${SheetEvent}`, SheetState>> = {
  "notStarted answer": "inProgress",
  "inProgress answer": "inProgress",
  "returned answer": "returned",
  "inProgress handIn": "handedIn",
  "returned handIn": "handedIn",
  "handedIn takeBack": "inProgress",
  "returned undoReturn": "handedIn",
  "handedIn accept": "accepted",
  "handedIn return": "returned",
  "notStarted withdraw": "withdrawn",
  "inProgress withdraw": "withdrawn",
  "handedIn withdraw": "withdrawn",
  "returned withdraw": "withdrawn",
  "accepted return": "returned",
  "accepted withdraw": "withdrawn",
};
const ONLY_OPEN = ["notStarted answer", "inProgress answer", "inProgress handIn", "handedIn takeBack"];

describe("transitionSheet", () => {
  const cases = CYCLE_STATES.flatMap((cycle) => SHEET_STATES.flatMap((state) => SHEET_EVENTS.map((event) => [cycle, state, event] as const)));
  it.each(cases)("cycle %s, sheet %s, %s", (cycle, state, event) => {
    const key = `${state} ${event}` as const;
    const allowed = cycle === "open" || (cycle === "reviewing" && !ONLY_OPEN.includes(key));
    const next = allowed ? OPEN[key] : undefined;
    const result = transitionSheet(state, event, cycle);
    if (next !== undefined) expect(result).toEqual({ ok: true, value: next });
    else expect(result).toMatchObject({ ok: false, refusal: { code: OPEN[key] === undefined ? "wrongState" : "cycleNotOpen" } });
  });

  it("is answerable in an open cycle until handed in, and in review only when returned", () => {
    const answerable = (cycle: CycleState) => SHEET_STATES.filter((state) => isAnswerable(state, cycle));
    expect(answerable("open")).toEqual(["notStarted", "inProgress", "returned"]);
    expect(answerable("reviewing")).toEqual(["returned"]);
    expect([...answerable("planned"), ...answerable("approved"), ...answerable("submitted")]).toEqual([]);
  });
});

describe("M7 taking back and undoing", () => {
  const handedIn = { state: "handedIn", cycleState: "open", everReturned: false, remarks: 0 } as const;

  it.each([
    { ...handedIn, to: "inProgress" },
    { ...handedIn, everReturned: true, to: "returned" },
  ])("M7 a hand-in is taken back to $to", ({ to, ...sheet }) => expect(takeBack(sheet)).toEqual({ ok: true, value: to }));

  it.each([
    [{ remarks: 1 }, { code: "reviewBegun", remarks: 1 }],
    [
      { everReturned: true, remarks: 2 },
      { code: "reviewBegun", remarks: 2 },
    ],
    [{ cycleState: "reviewing" }, { code: "cycleNotOpen", cycle: "reviewing" }],
    [{ state: "accepted" }, { code: "wrongState", state: "accepted" }],
    [{ state: "inProgress" }, { code: "wrongState", state: "inProgress" }],
  ] as const)("M7 a hand-in is not taken back: %o", (change, refusal) => expect(takeBack({ ...handedIn, ...change })).toEqual({ ok: false, refusal }));

  const returned = { state: "returned", cycleState: "reviewing", before: "accepted", changed: false } as const;

  it.each([
    [{}, "accepted"],
    [{ before: "handedIn", cycleState: "open" }, "handedIn"],
  ] as const)("M7 a return is undone: %o", (change, to) => expect(undoReturn({ ...returned, ...change })).toEqual({ ok: true, value: to }));

  it.each([
    [{ changed: true }, "changedSince"],
    [{ before: null }, "changedSince"],
    [{ cycleState: "approved" }, "cycleNotOpen"],
    [{ state: "handedIn" }, "wrongState"],
  ] as const)("M7 a return is not undone: %o", (change, code) =>
    expect(undoReturn({ ...returned, ...change })).toMatchObject({ ok: false, refusal: { code } }),
  );
});

describe("withdraw", () => {
  const cases = [
    { answers: 0, confirmedAnswers: undefined, ok: true },
    { answers: 0, confirmedAnswers: 1, ok: false },
    { answers: 12, confirmedAnswers: undefined, ok: false },
    { answers: 12, confirmedAnswers: 11, ok: false },
    { answers: 12, confirmedAnswers: 12, ok: true },
    { answers: 12, confirmedAnswers: 13, ok: false },
  ];
  it.each(cases)("M2 with $answers answers and $confirmedAnswers confirmed: $ok", ({ ok, ...numbers }) => {
    expect(withdraw({ state: "handedIn", cycleState: "open", ...numbers })).toMatchObject(
      ok ? { ok, value: "withdrawn" } : { ok, refusal: { code: "answersUnconfirmed", answers: numbers.answers } },
    );
    expect(withdraw({ state: "handedIn", cycleState: "approved", ...numbers })).toMatchObject({ refusal: { code: "cycleNotOpen" } });
  });
});

describe("handIn", () => {
  const sheet = { state: "inProgress", cycleState: "open", unansweredMeasures: 3, needingReason: [] } as const;

  it.each([
    [undefined, false],
    [2, false],
    [3, true],
    [4, false],
  ])("with 3 unanswered measures and %s confirmed: %s", (confirmedUnanswered, ok) => {
    expect(handIn({ ...sheet, confirmedUnanswered })).toMatchObject(
      ok ? { ok, value: "handedIn" } : { ok, refusal: { code: "confirmationNeeded", unanswered: 3 } },
    );
  });

  it("needs no confirmation of zero", () => {
    expect(handIn({ ...sheet, unansweredMeasures: 0 }).ok).toBe(true);
    expect(handIn({ ...sheet, unansweredMeasures: 0, confirmedUnanswered: 1 }).ok).toBe(false);
  });

  const uncounted = [
    { measure: "a", examples: ["a:e1", "a:e2"] },
    { measure: "b", examples: ["b:e1"] },
  ];
  it.each([
    [3, 3, true],
    [3, undefined, false],
    [3, 2, false],
    [3, 4, false],
    [2, 3, false],
    [undefined, 3, false],
  ])("M2 with 3 unanswered measures and 3 answers set aside, %s and %s confirmed: %s", (confirmedUnanswered, confirmedUncounted, ok) => {
    expect(handIn({ ...sheet, uncounted, confirmedUnanswered, confirmedUncounted })).toEqual(
      ok ? { ok, value: "handedIn" } : { ok, refusal: { code: "confirmationNeeded", unanswered: 3, unansweredExamples: 0, uncounted } },
    );
  });

  it.each([
    [undefined, false],
    [29, false],
    [30, true],
    [31, false],
  ])("M11 with 30 unanswered examples that the round asks and %s confirmed: %s", (confirmedUnansweredExamples, ok) => {
    const asked = { ...sheet, confirmedUnanswered: 3, unansweredExamples: 30 };
    expect(handIn({ ...asked, confirmedUnansweredExamples })).toEqual(
      ok ? { ok, value: "handedIn" } : { ok, refusal: { code: "confirmationNeeded", unanswered: 3, unansweredExamples: 30, uncounted: [] } },
    );
    expect(handIn({ ...asked, confirmedUnanswered: 33, confirmedUnansweredExamples }).ok, "not with the number of both together").toBe(false);
  });

  it("M2 needs no confirmation if no answers are set aside, and accepts none", () => {
    expect(handIn({ ...sheet, confirmedUnanswered: 3, uncounted: [] }).ok).toBe(true);
    expect(handIn({ ...sheet, confirmedUnanswered: 3, uncounted: [], confirmedUncounted: 1 }).ok).toBe(false);
  });

  it("is refused by 該当なし without a reason, and by the state", () => {
    expect(handIn({ ...sheet, confirmedUnanswered: 3, needingReason: ["m"] })).toEqual({ ok: false, refusal: { code: "reasonMissing", items: ["m"] } });
    expect(handIn({ ...sheet, confirmedUnanswered: 3, cycleState: "reviewing" }).ok).toBe(false);
  });
});

describe("countedDelta", () => {
  it.each([
    ["inProgress", "handedIn", 1],
    ["returned", "handedIn", 1],
    ["handedIn", "returned", -1],
    ["handedIn", "accepted", 0],
    ["accepted", "withdrawn", -1],
    ["accepted", "returned", -1],
    ["inProgress", "withdrawn", 0],
  ] as const)("%s to %s: %i", (before, after, delta) => expect(countedDelta(before, after)).toBe(delta));
});
