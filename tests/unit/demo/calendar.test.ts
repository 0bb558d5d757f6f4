import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demoCalendar, RUNNING } from "@/lib/demo/days/calendar";
import { isWorkday } from "@/lib/demo/days/workdays";
import { dayOf, nineOClock, WorkingTime } from "@/lib/demo/days/working-time";
import { airportSurveys, correctionOf } from "@/lib/demo/survey-plan";
import { surveyTimes } from "@/lib/demo/surveys";
import { daysAfter } from "@/lib/domain/shared/day";
import { SPECIAL_DAYS } from "@/tests/support/load-days";

const inOrder = (...days: readonly string[]): void => {
  expect(days).toEqual([...days].sort());
  expect(new Set(days).size).toBe(days.length);
};

/** Expectations for the calendar of every day. */
function expectLivelyCalendar(today: string): void {
  const calendar = demoCalendar(today);
  const { periods, lastWork, work } = calendar;
  const running = periods[RUNNING];
  expect(running.from <= today && today <= running.to).toBe(true);
  for (const [index, period] of periods.entries()) {
    const next = periods[index + 1];
    expect(period.title).toBe(`${period.from.slice(0, 4)}年度${period.from.endsWith("-04-01") ? "上期" : "下期"} 自己点検`);
    if (next !== undefined) expect(next.from).toBe(daysAfter(period.to, 1));
    if (next !== undefined) inOrder(period.from, period.openedOn, period.dueOn, period.to);
    expect([period.openedOn, period.dueOn].every(isWorkday)).toBe(true);
  }
  inOrder(dayOf(lastWork), today, running.dueOn);
  expect(isWorkday(dayOf(lastWork))).toBe(true);
  expect(work.daysBetween(nineOClock(running.openedOn), lastWork)).toBeGreaterThanOrEqual(10);
  if (work.day(work.day(running.from, 0), 11) <= today) expect(running.openedOn >= running.from, "handed out within its half-year").toBe(true);
  if (today <= daysAfter(running.to, -20)) expect(running.dueOn <= running.to, "due within its half-year").toBe(true);
  const left = (Date.parse(running.dueOn) - Date.parse(today)) / 86_400_000;
  expect(left).toBeGreaterThanOrEqual(14);
  expect(left).toBeLessThanOrEqual(42);
  const [first, second, open] = airportSurveys(calendar) as [
    ReturnType<typeof airportSurveys>[0],
    ReturnType<typeof airportSurveys>[0],
    ReturnType<typeof airportSurveys>[0],
  ];
  for (const survey of [first, second]) {
    const lastSubmission = work.day(survey.submittedFrom, survey.submittedOver - 1);
    inOrder(survey.opensOn, survey.submittedFrom, lastSubmission, survey.closesOn, survey.closedOn ?? "");
    expect(work.day(periods[survey.cycle]?.dueOn ?? "", 6) < survey.submittedFrom, "what is submitted was approved before").toBe(true);
    if (survey === second) {
      const { reopenedOn, reviewingOn, approvedOn, submittedOn } = correctionOf(calendar);
      inOrder(lastSubmission, reopenedOn, reviewingOn, approvedOn);
      expect(approvedOn <= submittedOn && submittedOn < survey.closesOn).toBe(true);
    }
  }
  inOrder(first.closedOn ?? "", second.opensOn);
  inOrder(
    second.closedOn ?? "",
    dayOf(surveyTimes(calendar, open).createdAt),
    open.opensOn,
    open.submittedFrom,
    work.day(open.submittedFrom, open.submittedOver - 1),
    dayOf(lastWork),
    today,
    open.closesOn,
  );
  expect([first.fiscalYear, second.fiscalYear, open.fiscalYear]).toEqual([-2, -1, 0].map((years) => running.fiscalYear + years));
}

describe("the demo's calendar", () => {
  it.each(SPECIAL_DAYS)("M5 has a running half-year with a due date ahead on %s, %s", (day) => {
    expectLivelyCalendar(day);
  });

  it("M5 has a running half-year with a due date ahead on any day of ten years", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_652 }), (days) => {
        expectLivelyCalendar(daysAfter("2026-01-01", days));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ["2027-03-31", "2026年度下期 自己点検", "2025-04-01"],
    ["2027-04-01", "2027年度上期 自己点検", "2025-10-01"],
    ["2027-09-30", "2027年度上期 自己点検", "2025-10-01"],
    ["2027-10-01", "2027年度下期 自己点検", "2026-04-01"],
    ["2028-01-01", "2027年度下期 自己点検", "2026-04-01"],
    ["2028-02-29", "2027年度下期 自己点検", "2026-04-01"],
  ])("M5 runs on %s in the %s, and its first period begins on %s", (day, title, from) => {
    const { periods } = demoCalendar(day);
    expect([periods[RUNNING].title, periods[0].from]).toEqual([title, from]);
  });

  it("contains the days on which offices in Japan are closed", () => {
    const closed = [
      "2026-11-28",
      "2026-11-23",
      "2026-12-31",
      "2027-01-01",
      "2027-01-11",
      "2027-03-22",
      "2026-09-22",
      "2026-05-06",
      "2028-02-11",
      "2026-03-20",
      "2027-09-23",
      "2027-07-19",
    ];
    expect(closed.filter(isWorkday)).toEqual([]);
    expect(
      ["2026-11-24", "2026-12-28", "2027-01-04", "2027-01-12", "2028-02-29", "2027-03-31", "2027-04-01", "2026-05-07"].filter((day) => !isWorkday(day)),
    ).toEqual([]);
  });

  it("counts working time over nights, weekends and holidays", () => {
    const work = new WorkingTime("2026-11-01", "2026-12-31");
    const friday = nineOClock("2026-11-20", 400);
    expect(work.plus(friday, 130)).toEqual(nineOClock("2026-11-24", 10));
    expect(work.plus(work.plus(friday, 130), -130)).toEqual(friday);
    expect(work.plusDays(friday, 1)).toEqual(nineOClock("2026-11-24", 400));
    expect(work.between(friday, nineOClock("2026-11-24", 80), 0.5)).toEqual(nineOClock("2026-11-20", 500));
    expect([work.day("2026-11-21", 0), work.day("2026-11-21", 1), work.day("2026-11-21", -1), work.day("2026-11-20", 1)]).toEqual([
      "2026-11-24",
      "2026-11-24",
      "2026-11-20",
      "2026-11-24",
    ]);
    expect(work.daysBetween(friday, nineOClock("2026-11-24"))).toBe(1);
  });
});
