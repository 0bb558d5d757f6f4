import { describe, expect, it } from "vitest";
import { askedIn, courseName, coursesIn, KEEPS, queryOf, reasonName, successorName } from "@/lib/features/handover/choices/parts";
import { handoverBody } from "@/lib/features/handover/record/schema";
import type { Person } from "@/lib/features/organisation/record/schema";

const [HERE, THERE, SYSTEM, SHEET, OTHER] = [1, 2, 3, 4, 5].map((digit) => `0000000${String(digit)}-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
  string,
  string,
];
const held = (role: Person["appointments"][number]["role"], departmentId: string | null, systemId: string | null) => ({
  ...{ role, departmentId, systemId, departmentName: null, systemName: null },
});
const person: Person = {
  ...{ id: OTHER, name: "森田 健二", email: "m@example.jp", staffNumber: null, departmentId: HERE, departmentName: "部署", leftAt: null },
  ...{ invitation: null, hasPassword: true },
  appointments: [held("securityManager", HERE, null), held("systemAdministrator", null, SYSTEM)],
};
const MANAGER = { role: "securityManager", departmentId: HERE, systemId: null };
const ADMINISTRATOR = { role: "systemAdministrator", departmentId: null, systemId: SYSTEM };
const managerKey = `securityManager/${HERE}/`;

describe("M6 what the address of a handover asks for", () => {
  it.each([
    ["leave", undefined],
    ["absence", [MANAGER, ADMINISTRATOR]],
    ["move", [ADMINISTRATOR]],
    ["roles", []],
  ] as const)("M6 on %s, where nothing is chosen, the person keeps %j", (event, appointments) => {
    expect(askedIn({ event }, person).appointments).toEqual(appointments);
  });

  it("M6 a successor is who was chosen for a post that is given up, and keeping a post is a choice", () => {
    const kept = askedIn({ event: "move", department: THERE, [successorName(managerKey)]: KEEPS }, person);
    expect([kept.appointments, kept.successors, kept.departmentId]).toEqual([[MANAGER, ADMINISTRATOR], [], THERE]);
    const passed = askedIn({ event: "move", department: THERE, [successorName(managerKey)]: SHEET }, person);
    expect([passed.appointments, passed.successors]).toEqual([[ADMINISTRATOR], [{ post: MANAGER, personId: SHEET }]]);
    const vacant = askedIn({ event: "leave", [successorName(managerKey)]: "" }, person);
    expect(vacant.successors).toEqual([]);
  });

  it("M6 roles are exactly those ticked, each once", () => {
    expect(askedIn({ event: "roles", appointment: [managerKey, managerKey, "ciso//"] }, person).appointments).toEqual([
      MANAGER,
      { role: "ciso", departmentId: null, systemId: null },
    ]);
  });

  it("M6 a course that there is not is not asked for", () => {
    expect(askedIn({ event: "leave", [courseName(SHEET)]: "burn" }, person).sheets).toEqual([]);
    expect(askedIn({ event: "holiday" }, person).event).toBe("leave");
  });

  it("M8 no reason is read from an address or put into one: it says why somebody is away", () => {
    const typed = { [courseName(SHEET)]: "withdraw", [reasonName(SHEET)]: "休職のため" };
    expect(askedIn({ event: "absence", ...typed }, person).sheets).toEqual([{ sheetId: SHEET, course: "withdraw" }]);
    const chosen = handoverBody.parse({ event: "absence", sheets: [{ sheetId: SHEET, course: "withdraw", reason: "休職のため" }] });
    expect(JSON.stringify(queryOf(chosen, person, "2026-12-01"))).not.toContain("休職");
  });
});

describe("M8 what the form says of the sheets", () => {
  it("M6 a reason goes with withdrawing alone", () => {
    const typed = { [reasonName(SHEET)]: "  11月30日付けで退職  " };
    expect(coursesIn({ [courseName(SHEET)]: "withdraw", ...typed })).toEqual([{ sheetId: SHEET, course: "withdraw", reason: "11月30日付けで退職" }]);
    expect(coursesIn({ [courseName(SHEET)]: "wait", ...typed })).toEqual([{ sheetId: SHEET, course: "wait" }]);
    expect(coursesIn({ [courseName(SHEET)]: "withdraw", [reasonName(SHEET)]: "\u3164" })).toEqual([{ sheetId: SHEET, course: "withdraw" }]);
    expect(coursesIn({ ...typed, event: "leave" })).toEqual([]);
  });
});
