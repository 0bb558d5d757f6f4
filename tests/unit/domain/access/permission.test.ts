import { describe, expect, it } from "vitest";
import { ACTIONS, type Action, type Actor, decide, decideAll, PERMISSIONS, type Target } from "@/lib/domain/access/permission";
import { conflictingAppointments, heldTogether } from "@/lib/domain/access/separation";
import { APPOINTMENT_ROLES, type AppointmentRole } from "@/lib/domain/checking/state";

const OUTSIDE: readonly AppointmentRole[] = ["ministryOfficer", "platformAdministrator"];
const actor = (role: AppointmentRole | null, overrides: Partial<Actor> = {}): Actor => ({
  personId: "me",
  operatorId: role !== null && OUTSIDE.includes(role) ? null : "o1",
  sector: role === "platformAdministrator" ? null : "airport",
  appointments: role === null ? [] : [{ role, departmentId: role === "securityManager" ? "d1" : null }],
  ...overrides,
});
/** Another person's sheet in department d1 of the own operator, with every other part that an action could use. */
const target: Target = { operatorId: "o1", sector: "airport", departmentId: "d1", role: "handler", respondentIds: ["other"], personId: "other" };

const ALL = [...APPOINTMENT_ROLES];
const MEMBERS = ALL.filter((role) => !OUTSIDE.includes(role));
/** The roles that may do each action on `target`. */
const ALLOWED: Record<Action, readonly AppointmentRole[]> = {
  "guideline.read": ALL,
  "operator.read": MEMBERS,
  "operator.known": ALL,
  "people.read": ["ciso", "auditor", "secretariat"],
  "people.manage": ["ciso", "secretariat"],
  "people.appointDeciding": ["ciso"],
  "deputy.read": ["ciso", "auditor", "secretariat"],
  "deputy.manage": ["ciso", "secretariat"],
  "announcedLink.read": ["ciso", "executive", "auditor", "secretariat", "platformAdministrator"],
  "announcedLink.revoke": ["ciso", "executive", "secretariat", "platformAdministrator"],
  "department.manage": ["ciso", "secretariat"],
  "system.manage": ["ciso", "secretariat"],
  "cycle.read": MEMBERS,
  "cycle.plan": ["ciso", "secretariat"],
  "cycle.open": ["ciso", "secretariat"],
  "cycle.handOutPreview": ["ciso", "auditor", "secretariat"],
  "cycle.leaveOut": ["ciso"],
  "cycle.review": ["ciso"],
  "cycle.approve": ["ciso"],
  "cycle.reopen": ["ciso"],
  "cycle.cancel": ["ciso", "secretariat"],
  "cycle.submit": ["ciso"],
  "cycle.preview": ["ciso", "auditor"],
  "sheet.listOwn": [],
  "sheet.read": ["securityManager", "ciso", "auditor"],
  "sheet.answer": [],
  "sheet.handIn": [],
  "sheet.accept": ["securityManager"],
  "sheet.return": ["securityManager"],
  "sheet.withdraw": ["ciso", "secretariat"],
  "sheet.withdrawCounted": ["ciso"],
  "sheet.assign": ["ciso", "secretariat"],
  "sheet.assignAnybody": ["ciso"],
  "itemRemark.write": ["securityManager"],
  "progress.read": ["securityManager", "ciso", "executive", "auditor", "secretariat"],
  "dashboard.steer": ["ciso"],
  "scores.read": ["securityManager", "ciso", "executive", "auditor"],
  "gapReport.read": ["ciso", "executive", "auditor"],
  "answers.export": ["ciso", "auditor"],
  "lookLog.read": ["ciso", "auditor"],
  "audit.list": ["ciso", "auditor", "platformAdministrator"],
  "sector.list": ALL,
  "survey.list": ["ciso", "auditor", "secretariat", "ministryOfficer"],
  "survey.oversee": ["ministryOfficer"],
  "survey.manage": ["ministryOfficer"],
  "survey.read": ["ministryOfficer"],
  "submission.read": ["ciso", "auditor", "ministryOfficer"],
  "platform.operators": ["platformAdministrator"],
  "platform.accounts": ["platformAdministrator"],
  "platform.health": ["platformAdministrator"],
  "token.own": [],
  "account.own": [],
};

describe("decide", () => {
  it("has exactly one rule for each action", () => expect(Object.keys(PERMISSIONS)).toEqual([...ACTIONS]));

  it.each(ACTIONS)("allows %s to the roles of the table and to no other", (action) => {
    expect(ALL.filter((role) => decide(actor(role), action, target).ok)).toEqual(ALL.filter((role) => ALLOWED[action].includes(role)));
  });

  const ANYWHERE: readonly Action[] = ["guideline.read", "sector.list", "sheet.listOwn", "token.own"];
  const BY_SECTOR = ["operator.known", "survey.list", "survey.oversee", "survey.manage", "survey.read", "submission.read"];
  it.each(ACTIONS.filter((action) => !ANYWHERE.includes(action)))("%s is limited to the own operator and sector", (action) => {
    const elsewhere = { ...target, operatorId: "o2", sector: "rail", respondentIds: ["me"] };
    const may = ALL.filter((role) => decide(actor(role), action, elsewhere).ok);
    const platforms = /^(platform\.|announcedLink\.|operator\.known|audit\.list)/.test(action) ? ["platformAdministrator"] : [];
    expect(may).toEqual(platforms);
    const nowhere = ALL.filter((role) => decide(actor(role), action, {}).ok);
    expect(nowhere).toEqual(platforms);
    if (BY_SECTOR.includes(action)) expect(decide(actor("ministryOfficer"), action, { sector: "airport" }).ok).toBe(true);
  });

  it("C1 for several targets returns the capacity for each or the first refusal, and for none refuses", () => {
    const other = { ...target, departmentId: "d2" };
    const one = decide(actor("securityManager"), "sheet.accept", target);
    expect(decideAll(actor("securityManager"), "sheet.accept", [target, target])).toEqual({ ok: true, value: one.ok && [one.value, one.value] });
    expect(decideAll(actor("securityManager"), "sheet.accept", [target, other])).toEqual({ ok: false, refusal: { code: "notReviewer" } });
    expect(decideAll(actor("securityManager"), "sheet.accept", []).ok).toBe(false);
  });

  it("allows respondents to answer, hand in and read their own sheet whatever their roles, but not to accept it", () => {
    const own = { ...target, respondentIds: ["me", "other"] };
    for (const role of [null, ...MEMBERS]) {
      for (const action of ["sheet.answer", "sheet.handIn", "sheet.read"] as const) expect(decide(actor(role), action, own).ok).toBe(true);
      expect(decide(actor(role), "sheet.accept", own).ok).toBe(false);
    }
    expect(decide(actor("securityManager"), "sheet.accept", own)).toEqual({ ok: false, refusal: { code: "ownSheet" } });
    expect(decide(actor("ministryOfficer", { operatorId: null }), "sheet.answer", { ...own, operatorId: null }).ok).toBe(false);
  });

  it("limits a manager to the own department, and to a filter", () => {
    for (const action of ["scores.read", "progress.read"] as const) {
      expect(decide(actor("securityManager"), action, { ...target, departmentId: "d2" })).toMatchObject({ refusal: { code: "departmentOnly" } });
      expect(decide(actor("securityManager"), action, { operatorId: "o1" })).toMatchObject({ refusal: { code: "departmentOnly" } });
    }
    expect(decide(actor("securityManager"), "sheet.read", { ...target, departmentId: "d2" }).ok).toBe(false);
  });

  it("allows the executive to read and accept the CISO's sheet", () => {
    const cisoSheet = { ...target, role: "ciso", departmentId: null } as const;
    for (const action of ["sheet.read", "sheet.accept", "sheet.return"] as const) expect(decide(actor("executive"), action, cisoSheet).ok).toBe(true);
    expect(decide(actor("ciso"), "sheet.accept", cisoSheet).ok).toBe(false);
  });

  it("keeps outside roles away from operators, even for a person who also holds an operator role", () => {
    const both = actor("platformAdministrator", { operatorId: "o1" });
    expect(decide(both, "platform.health", {}).ok).toBe(false);
    expect(decide(actor("ministryOfficer", { operatorId: "o1" }), "survey.read", target).ok).toBe(false);
    expect(decide(actor("ministryOfficer", { sector: null }), "survey.read", { sector: null }).ok).toBe(false);
  });

  it("limits everybody to their own tokens", () => {
    expect(decide(actor(null), "token.own", { personId: "me" }).ok).toBe(true);
    expect(decide(actor("platformAdministrator"), "token.own", { personId: "other" }).ok).toBe(false);
  });
});

describe("conflictingAppointments", () => {
  const of = (...roles: AppointmentRole[]) => conflictingAppointments(roles.map((role) => ({ role })));

  it.each(APPOINTMENT_ROLES.filter((role) => role !== "auditor"))("bars an auditor from being %s as well, if that duty is audited", (role) => {
    const barred = ["ciso", "securityManager", "systemAdministrator", "exemptionReviewer", ...OUTSIDE].includes(role);
    expect(of("auditor", role)).toHaveLength(barred ? 1 : 0);
  });

  it("allows no outside role with any other, and operators' roles together", () => {
    expect(of("ministryOfficer", "platformAdministrator")).toHaveLength(1);
    expect(of("ciso", "handler", "executive", "secretariat", "securityManager")).toEqual([]);
    expect(of("auditor", "auditor")).toEqual([]);
  });

  it("leaves it to the gap report to list approvers who are applicants", () => {
    const held = (...appointments: Actor["appointments"]) => heldTogether(appointments).map(({ kind }) => kind);
    expect(held({ role: "ciso" }, { role: "executive" })).toEqual(["applicantAndApprover"]);
    expect(held({ role: "securityManager", departmentId: "d1" }, { role: "systemAdministrator", departmentId: "d1" })).toEqual(["applicantAndApprover"]);
    expect(held({ role: "securityManager", departmentId: "d1" }, { role: "systemAdministrator", departmentId: "d2" })).toEqual([]);
    expect(held({ role: "auditor" }, { role: "ciso" })).toEqual(["auditorAndAudited"]);
  });
});

describe("the capacity", () => {
  const of = (who: Actor, sheet: Target) => {
    const decision = decide(who, "sheet.accept", sheet);
    return decision.ok && decision.value.kind === "post" ? decision.value.role : null;
  };
  const both = actor("executive", { appointments: [{ role: "securityManager", departmentId: "d1" }, { role: "executive" }, { role: "ciso" }] });

  it("is the post that reviews the sheet, whatever else the reviewer holds", () => {
    expect(of(both, target)).toBe("securityManager");
    expect(of(both, { ...target, respondentHolds: ["securityManager"] })).toBe("ciso");
    expect(of(both, { ...target, respondentHolds: ["ciso"] })).toBe("executive");
    expect(of(both, { ...target, role: "auditor", departmentId: null })).toBe("ciso");
    expect(of(actor("securityManager"), { ...target, respondentHolds: ["securityManager"] })).toBe("securityManager");
  });
});
