import { describe, expect, it } from "vitest";
import { SURVEY_STATES } from "@/lib/domain/checking/state";
import { takingOut } from "@/lib/domain/survey/called";
import { accepts, allowing, LATE_CORRECTION_STATES, lateCorrectionFaults, lateCorrectionState, withdrawing } from "@/lib/domain/survey/late-correction";

const given = { untilOn: "2027-02-28", withdrawn: false, used: false };
const codeOf = (result: { ok: boolean; refusal?: { code: string } }) => (result.ok ? "ok" : result.refusal?.code);

describe("M7 a late correction", () => {
  it.each([
    ["on the day before its last", given, "2027-02-27", "waiting"],
    ["on its last day", given, "2027-02-28", "waiting"],
    ["on the day after", given, "2027-03-01", "passed"],
    ["once a version was submitted", { ...given, used: true }, "2027-02-27", "used"],
    ["once a version was submitted, after its day", { ...given, used: true }, "2027-03-09", "used"],
    ["withdrawn, also after its day", { ...given, withdrawn: true }, "2027-03-01", "withdrawn"],
    ["withdrawn, also where a version followed when the survey was open", { ...given, withdrawn: true, used: true }, "2027-02-01", "withdrawn"],
  ] as const)("M7 is waiting, passed, used or withdrawn: %s", (_name, one, today, expected) => {
    expect(lateCorrectionState(one, today)).toBe(expected);
  });

  it("M7 lets in after the closing, and only while it waits; an open survey needs none, a planned one accepts nothing", () => {
    const table = SURVEY_STATES.map((state) => [state, [null, ...LATE_CORRECTION_STATES].filter((late) => accepts(state, late))]);
    expect(Object.fromEntries(table)).toEqual({ planned: [], open: [null, ...LATE_CORRECTION_STATES], closed: ["waiting"] });
  });

  it.each([
    ["2026-11-29", ["untilOn"]],
    ["2026-11-30", []],
    ["2027-11-30", []],
    ["2027-12-01", ["untilOn"]],
  ])("M7 its last day is today at the earliest, and within a year: %s", (day, fields) => {
    expect(lateCorrectionFaults(day, "2026-11-30").map(({ field }) => field)).toEqual(fields);
  });

  it.each([
    [{ state: "closed", last: null, published: false }, "数え誤り", "ok"],
    [{ state: "closed", last: "used", published: false }, "数え誤り", "ok"],
    [{ state: "closed", last: "passed", published: false }, "数え誤り", "ok"],
    [{ state: "closed", last: "withdrawn", published: false }, "数え誤り", "ok"],
    [{ state: "closed", last: "waiting", published: false }, "数え誤り", "waitingAlready"],
    [{ state: "closed", last: null, published: true }, "数え誤り", "published"],
    [{ state: "closed", last: null, published: false }, " \u3164", "reasonMissing"],
    [{ state: "open", last: null, published: false }, "数え誤り", "notClosed"],
    [{ state: "planned", last: null, published: false }, "数え誤り", "notClosed"],
  ] as const)("M7 is allowed in a closed survey, one at a time, with a reason: %j %s", (facts, reason, expected) => {
    expect(codeOf(allowing(facts, reason))).toBe(expected);
  });

  it.each([
    ["waiting", "誤り", "ok"],
    ["waiting", "\u200b", "reasonMissing"],
    ["used", "誤り", "notWaiting"],
    ["passed", "誤り", "notWaiting"],
    ["withdrawn", "誤り", "notWaiting"],
    [null, "誤り", "notWaiting"],
  ] as const)("M7 is withdrawn while it waits, with a reason: %s %s", (last, reason, expected) => {
    expect(codeOf(withdrawing(last, reason))).toBe(expected);
  });
});

describe("M7 an operator that was called by mistake", () => {
  const facts = { state: "open", submitted: false, others: 1, reason: "同じ名前の別の事業者でした。" } as const;
  it.each([
    ["open, one other called", facts, "ok"],
    ["planned", { ...facts, state: "planned" }, "ok"],
    ["closed", { ...facts, state: "closed" }, "closed"],
    ["it has submitted", { ...facts, submitted: true }, "submitted"],
    ["it is the only one", { ...facts, others: 0 }, "onlyOne"],
    ["without a reason", { ...facts, reason: "　" }, "reasonMissing"],
  ] as const)("M7 is taken out while it has submitted nothing: %s", (_name, one, expected) => {
    expect(codeOf(takingOut(one))).toBe(expected);
  });
});
