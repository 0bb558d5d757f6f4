import { describe, expect, it } from "vitest";
import type { LeftOut, Organisation, SheetPlan } from "@/lib/domain/checking/hand-out";
import { leftOutWhileVacant, takenInBy } from "@/lib/domain/checking/left-out-posts";
import { makeEdition, makeItem } from "@/tests/factories/edition";

const edition = makeEdition({
  items: [
    makeItem({ id: "managers", answeredBy: ["securityManager"] }),
    makeItem({ id: "administrators", answeredBy: ["systemAdministrator"] }),
    makeItem({ id: "both", answeredBy: ["securityManager", "systemAdministrator"] }),
    makeItem({ id: "all", answeredBy: ["securityManager", "handler"] }),
    makeItem({ id: "auditors", answeredBy: ["auditor"] }),
  ],
});
const holder = (role: "securityManager" | "systemAdministrator" | "auditor", departmentId: string | null, systemId: string | null) => ({
  ...{ personId: "p", role, departmentId, systemId },
});
/** d1 and y1 are held; d2, y2 and the auditor are vacant; d3 is vacant and has neither systems nor people. */
const organisation: Organisation = {
  people: [
    { id: "p", departmentId: "d1" },
    { id: "q", departmentId: "d2" },
  ],
  departments: [{ id: "d1" }, { id: "d2" }, { id: "d3" }],
  systems: [
    { id: "y1", departmentId: "d1" },
    { id: "y2", departmentId: "d2" },
  ],
  appointments: [holder("securityManager", "d1", null), holder("systemAdministrator", null, "y1")],
};
const vacantPlace = (entry: Omit<LeftOut, "reason">, of: Organisation = organisation): string | null =>
  leftOutWhileVacant(edition, [{ ...entry, reason: "担当がまだいない" }], of, "operator")[0]?.vacantPlace ?? null;

describe("M6 what was left out at a vacant post alone", () => {
  it.each([
    ["a vacant department by role", { item: "managers", role: "securityManager", departmentId: "d2" }, "d2"],
    ["a department without the role, where no other role answers", { item: "managers", departmentId: "d2" }, "d2"],
    ["a department without systems and people", { item: "both", departmentId: "d3" }, "d3"],
    ["a department whose people answer too", { item: "all", departmentId: "d2" }, null],
    ["a department with a vacant system", { item: "both", departmentId: "d2" }, null],
    ["a department that somebody answers for", { item: "managers", role: "securityManager", departmentId: "d1" }, null],
    ["a whole role of several places", { item: "managers", role: "securityManager" }, null],
    ["a vacant system", { item: "administrators", systemId: "y2" }, "y2"],
    ["the only system of a department, vacant", { item: "administrators", role: "systemAdministrator", departmentId: "d2" }, "y2"],
    ["a system that somebody answers for", { item: "administrators", role: "systemAdministrator", systemId: "y1" }, null],
    ["a vacant post of the operator", { item: "auditors", role: "auditor" }, "operator"],
    ["everywhere", { item: "auditors" }, null],
    ["a role that does not answer it", { item: "auditors", role: "ciso" }, null],
    ["a department that is retired", { item: "managers", departmentId: "gone" }, null],
  ] as const)("M6 is told from what was decided: %s", (_case, entry, expected) => {
    expect(vacantPlace(entry)).toBe(expected);
  });

  it("M6 is decided where the post is held", () => {
    expect(vacantPlace({ item: "auditors", role: "auditor" }, { ...organisation, appointments: [holder("auditor", null, null)] })).toBeNull();
  });

  const sheet = (role: SheetPlan["role"], place: Partial<SheetPlan>, itemIds: readonly string[]): SheetPlan => ({
    ...{ role, departmentId: null, systemId: null, personId: null, respondentIds: ["p"], itemIds, ...place },
  });
  const stored = (item: string, place: Partial<LeftOut>, vacant: string | null) => ({ item, reason: "担当がまだいない", ...place, vacantPlace: vacant });

  it.each([
    ["that the sheet of the place asks", sheet("securityManager", { departmentId: "d2" }, ["managers", "both"]), ["managers"]],
    ["of a system in another department now", sheet("systemAdministrator", { departmentId: "d1", systemId: "y2" }, ["administrators"]), ["administrators"]],
    ["of the operator's post", sheet("auditor", {}, ["auditors"]), ["auditors"]],
    ["of no post of the operator that asks nothing of it", sheet("ciso", {}, ["auditors"]), []],
    ["of nothing that the sheet does not ask", sheet("securityManager", { departmentId: "d2" }, ["both"]), []],
    ["of no person's sheet", sheet("handler", { departmentId: "d2", personId: "q" }, ["managers"]), []],
  ])("M6 ends with a sheet: what was left out %s", (_case, handedOut, expected) => {
    const leftOut = [
      stored("managers", { departmentId: "d2" }, "d2"),
      stored("both", { role: "securityManager", departmentId: "d2" }, null),
      stored("administrators", { role: "systemAdministrator", departmentId: "d2", systemId: "y2" }, "y2"),
      stored("auditors", { role: "auditor" }, "operator"),
    ];
    expect(takenInBy(leftOut, [handedOut], "operator").map(({ item }) => item)).toEqual(expected);
  });
});
