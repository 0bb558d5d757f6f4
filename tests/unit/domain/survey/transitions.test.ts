import { describe, expect, it } from "vitest";
import { SURVEY_STATES } from "@/lib/domain/checking/state";
import { type SurveySchedule, surveyScheduleFaults } from "@/lib/domain/survey/schedule";
import { type SurveyEvent, transitionSurvey } from "@/lib/domain/survey/transitions";

const EVENTS: readonly SurveyEvent[] = [
  { type: "open", called: 12, confirmed: 12 },
  { type: "takeBack", reason: "早く始めた", submitted: 0 },
  { type: "close", missing: 0, early: false },
  { type: "reopen", reason: "訂正を受け付ける", published: false },
];
const NEXT: Record<string, string> = { "planned open": "open", "open takeBack": "planned", "open close": "closed", "closed reopen": "open" };

describe("M2 the states of a survey", () => {
  it.each(SURVEY_STATES.flatMap((state) => EVENTS.map((event) => [state, event.type, event] as const)))(
    "follow each other by the table, and no other way: %s, %s",
    (state, type, event) => {
      const next = NEXT[`${state} ${type}`];
      expect(transitionSurvey(state, event)).toEqual(
        next === undefined ? { ok: false, refusal: { code: "wrongState", event: type, state } } : { ok: true, value: next },
      );
    },
  );

  it.each([
    { missing: 0, early: false, confirmed: undefined, granted: true },
    { missing: 0, early: true, confirmed: undefined, granted: false },
    { missing: 0, early: true, confirmed: 0, granted: true },
    { missing: 8, early: false, confirmed: undefined, granted: false },
    { missing: 8, early: true, confirmed: 7, granted: false },
    { missing: 8, early: true, confirmed: 8, granted: true },
    { missing: 8, early: true, confirmed: 9, granted: false },
  ])("closing with $missing missing, early $early, confirmed $confirmed: granted $granted", ({ granted, ...event }) => {
    expect(transitionSurvey("open", { type: "close", ...event }).ok).toBe(granted);
  });

  it.each([
    [undefined, false],
    [0, false],
    [11, false],
    [12, true],
    [13, false],
  ])("opening for 12 operators, confirmed %s: granted %s", (confirmed, granted) => {
    const opened = transitionSurvey("planned", { type: "open", called: 12, confirmed });
    expect(opened).toMatchObject(granted ? { ok: true, value: "open" } : { ok: false, refusal: { code: "confirmationNeeded", event: "open", number: 12 } });
  });

  it("returns to planned with a reason, but never once an operator has submitted", () => {
    expect(transitionSurvey("open", { type: "takeBack", reason: "　", submitted: 0 })).toMatchObject({
      ok: false,
      refusal: { code: "reasonMissing", event: "takeBack" },
    });
    expect(transitionSurvey("open", { type: "takeBack", reason: "早く始めた", submitted: 1 })).toMatchObject({
      ok: false,
      refusal: { code: "submitted", operators: 1 },
    });
  });

  it("reopens with a reason, but never once its results are published", () => {
    expect(transitionSurvey("closed", { type: "reopen", reason: " ", published: false })).toMatchObject({ ok: false, refusal: { code: "reasonMissing" } });
    expect(transitionSurvey("closed", { type: "reopen", reason: "訂正", published: true })).toMatchObject({ ok: false, refusal: { code: "published" } });
  });
});

describe("M2 the days of a survey", () => {
  const TODAY = "2026-11-29";
  const make = (overrides: Partial<SurveySchedule> = {}): SurveySchedule => ({ opensOn: "2026-12-01", closesOn: "2027-01-29", ...overrides });
  const faulty = (schedule: SurveySchedule, before?: SurveySchedule) => surveyScheduleFaults(schedule, TODAY, before).map(({ field }) => field);

  it.each([
    { name: "closing yesterday", days: { opensOn: "2026-11-01", closesOn: "2026-11-28" }, faults: ["closesOn"] },
    { name: "closing today", days: { opensOn: "2026-11-01", closesOn: TODAY }, faults: [] },
    { name: "closing on the day it opens", days: { closesOn: "2026-12-01" }, faults: [] },
    { name: "closing a day before it opens", days: { closesOn: "2026-11-30" }, faults: ["closesOn"] },
    { name: "closing a year after it opens", days: { closesOn: "2027-12-01" }, faults: [] },
    { name: "closing a day more than a year after it opens", days: { closesOn: "2027-12-02" }, faults: ["closesOn"] },
    { name: "closing in another century", days: { closesOn: "2099-12-31" }, faults: ["closesOn"] },
    { name: "opened a year ago", days: { opensOn: "2025-11-29" }, faults: [] },
    { name: "opened a day more than a year ago", days: { opensOn: "2025-11-28" }, faults: ["opensOn"] },
    { name: "opening a year ahead", days: { opensOn: "2027-11-29", closesOn: "2027-12-24" }, faults: [] },
    { name: "opening a day more than a year ahead", days: { opensOn: "2027-11-30", closesOn: "2027-12-24" }, faults: ["opensOn"] },
  ])("$name: $faults", ({ days, faults }) => {
    expect(faulty(make(days))).toEqual(faults);
  });

  it("unchanged days are not compared with today", () => {
    const over = make({ opensOn: "2024-04-01", closesOn: "2026-11-20" });
    expect(faulty(over, over)).toEqual([]);
    expect(faulty({ ...over, closesOn: "2026-11-21" }, over)).toEqual(["closesOn"]);
    expect(faulty({ ...over, closesOn: TODAY }, over)).toEqual([]);
  });
});
