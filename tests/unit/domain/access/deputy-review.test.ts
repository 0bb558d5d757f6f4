import { describe, expect, it } from "vitest";
import { decide, type Target } from "@/lib/domain/access/permission";
import { mayAccept, type ReviewedSheet, type ReviewingSeat, reviewerOf } from "@/lib/domain/access/review";
import type { Actor, Appointment, Deputyship } from "@/lib/domain/checking/actor";

const deputyship = (overrides: Partial<Deputyship> = {}): Deputyship => ({
  ...{ id: "1", role: "ciso", departmentId: null, systemId: null, until: "2026-12-31", holders: ["ciso"], ahead: [] },
  ...overrides,
});
const ofManager = (overrides: Partial<Deputyship> = {}) => deputyship({ role: "securityManager", departmentId: "d1", holders: ["manager"], ...overrides });
const person = (personId: string, appointments: readonly Appointment[] = [], ...deputyships: Deputyship[]): Actor => ({
  ...{ personId, operatorId: "o1", sector: "airport", appointments, deputyships },
});
const seat = (role: ReviewingSeat["role"], personId: string, deputy = false): ReviewingSeat => ({ role, personId, deputy });
const SEATS = [seat("securityManager", "manager"), seat("ciso", "ciso"), seat("executive", "executive")];
const sheet = (overrides: Partial<ReviewedSheet> = {}): ReviewedSheet => ({
  ...{
    operatorId: "o1",
    role: "systemAdministrator",
    departmentId: "d1",
    systemId: "y1",
    respondentIds: ["administrator"],
    involvedIds: [],
    respondentHolds: [],
  },
  ...{ seats: SEATS },
  ...overrides,
});
const of = (who: Actor, what: ReviewedSheet): string => {
  const decided = mayAccept(who, what);
  return decided.ok ? decided.value.kind : decided.refusal.code;
};

/** The decision table of ADR 0041: who is involved, who sits where, and to whom the sheet goes. */
describe("M6 a sheet falls to the next where nobody of a level may review it", () => {
  const deputy = seat("securityManager", "deputy", true);
  it.each([
    ["nobody", [], SEATS, "securityManager"],
    ["the 責任者", ["manager"], SEATS, "ciso"],
    ["the 責任者, who has a deputy", ["manager"], [...SEATS, deputy], "ciso"],
    ["one of two 責任者", ["manager"], [...SEATS, seat("securityManager", "second")], "securityManager"],
    ["both 責任者", ["manager", "second"], [...SEATS, seat("securityManager", "second")], "ciso"],
    ["the deputy", ["deputy"], [...SEATS, deputy], "securityManager"],
    ["nobody, with a vacant post and a deputy", [], [...SEATS.slice(1), deputy], "securityManager"],
    ["the deputy of a vacant post", ["deputy"], [...SEATS.slice(1), deputy], "ciso"],
    ["the first of two deputies of a vacant post", ["deputy"], [...SEATS.slice(1), deputy, seat("securityManager", "next", true)], "securityManager"],
    ["nobody, with a vacant post", [], SEATS.slice(1), "ciso"],
    ["責任者 and CISO", ["manager", "ciso"], SEATS, "executive"],
    ["all", ["manager", "ciso", "executive"], SEATS, null],
  ])("involved: %s", (_who, involvedIds, seats, level) => {
    expect(reviewerOf(sheet({ involvedIds, seats }))).toBe(level);
  });

  it("of the CISO goes to the 経営層 only", () => {
    const own = { role: "ciso", departmentId: null, systemId: null, respondentIds: ["ciso"] } as const;
    expect(reviewerOf(sheet(own))).toBe("executive");
    expect(reviewerOf(sheet({ ...own, involvedIds: ["executive"] }))).toBeNull();
    expect(reviewerOf(sheet({ ...own, seats: SEATS.slice(0, 2) }))).toBeNull();
  });

  it("gives those to whom it fell the right, and those who take part none", () => {
    const fallen = sheet({ involvedIds: ["manager"] });
    expect(of(person("ciso", [{ role: "ciso" }]), fallen)).toBe("post");
    expect(of(person("manager", [{ role: "securityManager", departmentId: "d1" }]), fallen)).toBe("ownSheet");
    expect(of(person("ciso", [{ role: "ciso" }]), sheet())).toBe("notReviewer");
    expect(of(person("executive", [{ role: "executive" }]), fallen)).toBe("notReviewer");
  });
});

describe("M6 a deputy reviews", () => {
  it("a deputy reviews in that capacity, with the post", () => {
    expect(mayAccept(person("deputy", [], ofManager()), sheet())).toEqual({
      ok: true,
      value: { kind: "deputy", role: "securityManager", departmentId: "d1", systemId: null },
    });
  });

  it.each([
    ["of another department", ofManager({ departmentId: "d2" }), sheet(), "notReviewer"],
    ["behind another", ofManager({ ahead: ["first"] }), sheet(), "notReviewer"],
    ["behind one who takes part", ofManager({ ahead: ["first"] }), sheet({ involvedIds: ["first"] }), "deputy"],
    ["of a holder who takes part", ofManager({ holders: ["manager", "second"] }), sheet({ involvedIds: ["second"] }), "notReviewer"],
    ["who takes part", ofManager(), sheet({ involvedIds: ["deputy"] }), "ownSheet"],
    ["who is its respondent", ofManager(), sheet({ role: "handler", systemId: null, respondentIds: ["deputy"] }), "ownSheet"],
    ["of another operator", ofManager(), sheet({ operatorId: "o2" }), "otherOperator"],
  ])("%s", (_who, held, what, expected) => {
    expect(of(person("deputy", [], held), what)).toBe(expected);
  });

  it("a deputy never reviews the sheet of a post that they stand in for, not even from a post of their own", () => {
    const ofCiso = (...deputyIds: string[]) => sheet({ role: "ciso", departmentId: null, systemId: null, respondentIds: ["ciso"], deputyIds });
    expect(of(person("deputy", [], deputyship()), ofCiso("deputy"))).toBe("notReviewer");
    expect(of(person("executive", [{ role: "executive" }], deputyship()), ofCiso("executive"))).toBe("ownSheet");
    expect(of(person("executive", [{ role: "executive" }]), ofCiso())).toBe("post");
    const administrator = deputyship({ role: "systemAdministrator", systemId: "y1", holders: ["administrator"] });
    expect(of(person("manager", [{ role: "securityManager", departmentId: "d1" }], administrator), sheet({ deputyIds: ["manager"] }))).toBe("ownSheet");
  });
});

describe("M6 what a deputy may do", () => {
  const target: Target = { operatorId: "o1", sector: "airport", departmentId: "d1", role: "handler", respondentIds: ["other"], personId: "other" };
  const kindOf = (who: Actor, action: Parameters<typeof decide>[1], what: Target = target): string => {
    const decided = decide(who, action, what);
    return decided.ok ? decided.value.kind : decided.refusal.code;
  };
  const deputy = person("deputy", [], deputyship());

  it.each([
    "cycle.open",
    "cycle.leaveOut",
    "cycle.review",
    "cycle.approve",
    "cycle.submit",
    "scores.read",
    "audit.list",
    "sheet.read",
    "sheet.withdraw",
    "deputy.read",
  ] as const)("%s as a deputy of the CISO", (action) => {
    expect(kindOf(deputy, action)).toBe("deputy");
    expect(kindOf(person("second", [], deputyship({ ahead: ["deputy"] })), action)).toBe("notPermitted");
  });

  it.each([
    "people.manage",
    "people.appointDeciding",
    "announcedLink.revoke",
    "department.manage",
    "system.manage",
    "deputy.manage",
    "sheet.assignAnybody",
  ] as const)("%s is for holders alone", (action) => {
    for (const role of ["ciso", "secretariat", "executive"] as const) expect(kindOf(person("deputy", [], deputyship({ role })), action)).toBe("notPermitted");
  });

  it("a deputy may not withdraw or assign a sheet in which the deputy or the holder takes part", () => {
    for (const respondentIds of [["deputy"], ["ciso"], ["other", "ciso"]]) {
      for (const action of ["sheet.withdraw", "sheet.assign"] as const) expect(kindOf(deputy, action, { ...target, respondentIds })).toBe("notPermitted");
    }
  });

  it("a deputy may not approve what they planned themselves; the next in order may", () => {
    const planned = { operatorId: "o1", involvedIds: ["deputy"] };
    expect(kindOf(deputy, "cycle.approve", planned)).toBe("applicant");
    expect(kindOf(person("second", [], deputyship({ ahead: ["deputy"] })), "cycle.approve", planned)).toBe("deputy");
    expect(kindOf(person("ciso", [{ role: "ciso" }]), "cycle.approve", { operatorId: "o1", involvedIds: ["ciso"] })).toBe("post");
  });

  it("a deputy may answer the post's sheet, not that of a 取扱者 or of another post", () => {
    const ofSystem: Target = { operatorId: "o1", role: "systemAdministrator", departmentId: "d1", systemId: "y1", respondentIds: ["administrator"] };
    const administrator = person("deputy", [], deputyship({ role: "systemAdministrator", systemId: "y1", holders: ["administrator"] }));
    expect(kindOf(administrator, "sheet.answer", ofSystem)).toBe("deputy");
    expect(kindOf(administrator, "sheet.handIn", { ...ofSystem, systemId: "y2" })).toBe("notRespondent");
    expect(kindOf(administrator, "sheet.answer", { ...ofSystem, role: "handler", systemId: null })).toBe("notRespondent");
    expect(kindOf(deputy, "sheet.answer", { operatorId: "o1", role: "ciso", departmentId: null, respondentIds: ["somebody else"] })).toBe("notRespondent");
  });

  it("a deputy may act for the department that the deputyship names, and no other", () => {
    const manager = person("deputy", [], ofManager());
    expect(kindOf(manager, "scores.read", { operatorId: "o1", departmentId: "d1" })).toBe("deputy");
    expect(kindOf(manager, "scores.read", { operatorId: "o1", departmentId: "d2" })).toBe("departmentOnly");
    expect(kindOf(manager, "scores.read", { operatorId: "o2", departmentId: "d1" })).toBe("otherOperator");
  });
});
