import { describe, expect, it } from "vitest";
import {
  countsInYear,
  inForce,
  inTurn,
  mayAnswerFor,
  mayDecideFor,
  mayHaveDeputies,
  type NamedDeputyship,
  namingFault,
  type PastDeputyship,
  periodFaults,
} from "@/lib/domain/access/deputy";
import { APPOINTMENT_ROLES } from "@/lib/domain/checking/state";
import { calendarDate } from "@/lib/labels/japanese-date";

const named = (overrides: Partial<NamedDeputyship> = {}): NamedDeputyship => ({
  ...{ id: "1", role: "ciso", departmentId: null, systemId: null, order: 1, from: "2026-12-01", until: "2026-12-31", holders: ["holder"], ahead: [] },
  ...overrides,
});

describe("M6 the period of a deputyship", () => {
  it.each([
    ["2026-11-30", 0],
    ["2026-12-01", 1],
    ["2026-12-31", 1],
    ["2027-01-01", 0],
  ])("on %s it is in force %i times", (today, count) => {
    expect(inForce([named()], today)).toHaveLength(count);
  });

  it.each([
    ["2026-11-30T14:59:59.999Z", 0],
    ["2026-11-30T15:00:00.000Z", 1],
    ["2026-12-31T14:59:59.999Z", 1],
    ["2026-12-31T15:00:00.000Z", 0],
  ])("begins and ends at midnight in Japan: %s", (at, count) => {
    expect(inForce([named()], calendarDate(new Date(at)))).toHaveLength(count);
  });

  it("is behind only those whose own period has the day", () => {
    const ahead = [
      { personId: "before", from: "2026-11-01", until: "2026-12-09" },
      { personId: "now", from: "2026-12-10", until: "2026-12-10" },
      { personId: "later", from: "2026-12-11", until: "2026-12-31" },
    ];
    expect(inForce([named({ ahead })], "2026-12-10")[0]?.ahead).toEqual(["now"]);
  });
});

describe("M6 the period that a deputyship is named for", () => {
  const TODAY = "2027-02-15";
  const from = (value: string) => ({ field: "from", value, earliest: TODAY, latest: "2028-02-15" });

  it.each([
    ["2027-02-14", "2027-02-20", [from("2027-02-14")]],
    [TODAY, TODAY, []],
    ["2028-02-15", "2028-02-15", []],
    ["2028-02-16", "2028-02-20", [from("2028-02-16")]],
    ["2027-03-01", "2027-02-28", [{ field: "until", value: "2027-02-28", earliest: "2027-03-01", latest: "2028-02-29" }]],
    ["2027-03-01", "2028-02-29", []],
    ["2027-03-01", "2028-03-01", [{ field: "until", value: "2028-03-01", earliest: "2027-03-01", latest: "2028-02-29" }]],
  ])("one from %s until %s has the faults %j", (begins, until, faults) => {
    expect(periodFaults({ from: begins, until }, TODAY)).toEqual(faults);
  });

  it("the fault of the first day is alone, since the range of the last follows from it", () => {
    expect(periodFaults({ from: "2029-01-01", until: "2026-01-01" }, TODAY).map(({ field }) => field)).toEqual(["from"]);
  });
});

/** The decision table of ADR 0041. */
describe("M6 whose turn it is", () => {
  it.each([
    [[], [], true],
    [["first"], [], false],
    [["first"], ["first"], true],
    [["first"], ["somebody"], false],
    [["first", "second"], ["first"], false],
    [["first", "second"], ["second", "first"], true],
  ])("with %j before and %j involved: %s", (ahead, involved, turn) => {
    expect(inTurn({ ahead }, involved)).toBe(turn);
  });

  it.each([
    [[], [], true],
    [[], ["me"], false],
    [[], ["holder"], false],
    [[], ["other holder"], false],
    [["first"], ["first"], true],
    [["first"], ["first", "me"], false],
    [["first"], ["first", "holder"], false],
    [["first"], [], false],
  ])("decides with %j before and %j involved: %s", (ahead, involved, may) => {
    expect(mayDecideFor({ ahead, holders: ["holder", "other holder"] }, "me", involved)).toBe(may);
  });

  it.each([
    [[], ["holder"], ["holder"], true],
    [[], ["holder"], ["somebody"], false],
    [[], [], ["somebody"], true],
    // Answering is taking part: the first does not make way for the second by it.
    [["first"], ["holder"], ["holder", "first"], false],
  ])("answers with %j before, holders %j and respondents %j: %s", (ahead, holders, respondents, may) => {
    expect(mayAnswerFor({ ahead, holders }, respondents)).toBe(may);
  });
});

describe("M6 what has deputies", () => {
  it.each(APPOINTMENT_ROLES)("%s at its place", (role) => {
    const never = role === "handler" || role === "ministryOfficer" || role === "platformAdministrator";
    const place = { departmentId: role === "securityManager" ? "d1" : null, systemId: role === "systemAdministrator" ? "y1" : null };
    expect(mayHaveDeputies({ role, ...place })).toBe(!never);
    expect(mayHaveDeputies({ role, departmentId: "d1", systemId: "y1" })).toBe(false);
    if (place.departmentId ?? place.systemId) expect(mayHaveDeputies({ role, departmentId: null, systemId: null })).toBe(false);
  });
});

describe("M6 naming refuses the holder, and on the same day a taken order and the same person", () => {
  const wish = { personId: "new", order: 1, from: "2026-12-01", until: "2026-12-31" };
  it.each([
    ["the holder", { ...wish, personId: "holder" }, "isHolder"],
    ["the same order on the last day", { ...wish, from: "2026-11-01", until: "2026-11-10" }, "orderTaken"],
    ["the same order a day later", { ...wish, from: "2026-11-11", until: "2026-11-20" }, null],
    ["another order", { ...wish, order: 2, from: "2026-11-01", until: "2026-11-20" }, null],
    ["the same person in another order", { ...wish, personId: "first", order: 2, from: "2026-11-01", until: "2026-11-20" }, "twice"],
    ["the same person afterwards", { ...wish, personId: "first", from: "2026-11-11", until: "2026-11-20" }, null],
  ])("%s", (_what, asked, fault) => {
    const first = { personId: "first", order: 1, from: "2026-11-10", until: "2026-11-10" };
    expect(namingFault(asked, ["holder"], [first])).toBe(fault);
  });
});

describe("M6 the year in which a deputyship bars from auditing", () => {
  const past = (overrides: Partial<PastDeputyship>): PastDeputyship => ({
    ...{ role: "ciso", departmentId: null, systemId: null, from: "2026-03-01", until: "2026-04-01", endedOn: null },
    ...overrides,
  });
  it.each([
    ["its last day is in the year", past({}), true],
    ["its last day is in the year before", past({ until: "2026-03-31" }), false],
    ["it was ended in the year before", past({ endedOn: "2026-03-31" }), false],
    ["it was ended in the year", past({ endedOn: "2026-04-01" }), true],
    ["it was ended before it began", past({ from: "2026-06-01", until: "2026-06-30", endedOn: "2026-05-31" }), false],
    ["it was ended on its first day", past({ from: "2026-06-01", until: "2026-06-30", endedOn: "2026-06-01" }), true],
    ["it is yet to come", past({ from: "2027-06-01", until: "2027-06-30" }), true],
  ])("%s", (_what, one, counts) => {
    expect(countsInYear(one, "2026-11-29")).toBe(counts);
  });
});
