import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/domain/access/permission";
import { mayAccept, type ReviewedSheet, reviewerOf } from "@/lib/domain/access/review";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";

const actor = (role: AppointmentRole, departmentId: string | null = null): Actor => ({
  personId: "me",
  operatorId: "o1",
  sector: null,
  appointments: [{ role, departmentId }],
});
const sheet = (overrides: Partial<ReviewedSheet>): ReviewedSheet => ({
  ...{ operatorId: "o1", role: "handler", departmentId: "d1", respondentIds: ["other"] },
  ...overrides,
});
const code = (who: Actor, what: ReviewedSheet) => {
  const result = mayAccept(who, what);
  return result.ok ? "yes" : result.refusal.code;
};

describe("reviewerOf", () => {
  it.each(ANSWERING_ROLES)("returns the role that may accept the sheet of %s", (role) => {
    for (const respondentHolds of [[], ["securityManager"], ["ciso"], ["handler"]] as const) {
      const what = sheet({ role, respondentHolds });
      expect(code(actor(reviewerOf(what) ?? "handler", "d1"), what)).toBe("yes");
    }
  });
});

describe("mayAccept", () => {
  it.each(ANSWERING_ROLES)("has exactly one reviewing role for the sheet of %s", (role) => {
    const what = sheet({ role });
    const below = role === "handler" || role === "systemAdministrator";
    expect(code(actor("securityManager", "d1"), what)).toBe(below ? "yes" : "notReviewer");
    expect(code(actor("ciso"), what)).toBe(below || role === "ciso" ? "notReviewer" : "yes");
    expect(code(actor("executive"), what)).toBe(role === "ciso" ? "yes" : "notReviewer");
    for (const other of ["secretariat", "auditor", "handler"] as const) expect(code(actor(other), what)).toBe("notReviewer");
  });

  it("limits a manager to the own department", () => {
    expect(code(actor("securityManager", "d2"), sheet({}))).toBe("notReviewer");
    expect(code(actor("securityManager"), sheet({ departmentId: null }))).toBe("notReviewer");
    expect(code(actor("ciso"), sheet({ departmentId: null }))).toBe("yes");
  });

  it("refuses people who answered the sheet or handed it in", () => {
    expect(code(actor("securityManager", "d1"), sheet({ respondentIds: ["me"] }))).toBe("ownSheet");
    expect(code(actor("securityManager", "d1"), sheet({ involvedIds: ["me"] }))).toBe("ownSheet");
  });

  it("sends a manager's and the CISO's own sheets to a higher role", () => {
    expect(code(actor("ciso"), sheet({ respondentHolds: ["securityManager"] }))).toBe("yes");
    expect(code(actor("ciso"), sheet({ departmentId: null, respondentHolds: ["ciso"] }))).toBe("notReviewer");
    expect(code(actor("executive"), sheet({ departmentId: null, respondentHolds: ["ciso"] }))).toBe("yes");
  });

  it("is limited to the operator", () => expect(code(actor("ciso"), sheet({ operatorId: "o2", role: "auditor" }))).toBe("otherOperator"));
});
