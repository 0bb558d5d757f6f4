import { describe, expect, it } from "vitest";
import { handOut, type Organisation, type Selection } from "@/lib/domain/checking/hand-out";
import { ANSWERING_ROLES, type AnsweringRole } from "@/lib/domain/guideline/edition";
import { makeEdition, makeExample, makeItem } from "@/tests/factories/edition";

const edition = makeEdition({
  items: [
    ...ANSWERING_ROLES.map((role) => makeItem({ id: role, answeredBy: [role] })),
    makeExample({ id: "ciso:e1", illustrates: "ciso", answeredBy: ["ciso"] }),
    makeExample({ id: "ciso:e2", illustrates: "ciso", answeredBy: ["handler"] }),
    makeItem({ id: "both", answeredBy: ["securityManager", "systemAdministrator"] }),
  ],
});
const appointment = (
  personId: string,
  role: Organisation["appointments"][number]["role"],
  departmentId: string | null = null,
  systemId: string | null = null,
) => ({ personId, role, departmentId, systemId });
const organisation: Organisation = {
  people: [
    { id: "p1", departmentId: "d1" },
    { id: "p2", departmentId: "d2" },
    { id: "boss", departmentId: null },
  ],
  departments: [{ id: "d1" }, { id: "d2" }],
  systems: [{ id: "y1", departmentId: "d1" }],
  appointments: [
    appointment("p1", "securityManager", "d1"),
    appointment("p2", "securityManager", "d2"),
    appointment("p1", "systemAdministrator", "d1", "y1"),
    appointment("p2", "systemAdministrator", "d1", "y1"),
    ...(["ciso", "executive", "securityCommittee", "exemptionReviewer", "auditor"] as const).map((role) => appointment("boss", role)),
  ],
};
const selection = (overrides: Partial<Selection> = {}): Selection => ({ measures: "all", examples: "optional", leftOut: [], ...overrides });
const without = (fits: (one: Organisation["appointments"][number]) => boolean): Organisation => ({
  ...organisation,
  appointments: organisation.appointments.filter((one) => !fits(one)),
});
const missing = (result: ReturnType<typeof handOut>) => (!result.ok && result.refusal.code === "unassignedMeasures" ? result.refusal.measures : []);

describe("handOut", () => {
  it("creates one sheet per person, system, department and other role", () => {
    const result = handOut(edition, selection(), organisation);
    const sheets = result.ok ? result.value.sheets : [];
    const count = (role: AnsweringRole) => sheets.filter((sheet) => sheet.role === role).length;
    expect(ANSWERING_ROLES.map((role) => [role, count(role)])).toEqual([
      ["handler", 3],
      ["systemAdministrator", 1],
      ["securityManager", 2],
      ["ciso", 1],
      ["executive", 1],
      ["securityCommittee", 1],
      ["exemptionReviewer", 1],
      ["auditor", 1],
    ]);
    expect(sheets.find(({ role }) => role === "systemAdministrator")).toEqual({
      role: "systemAdministrator",
      departmentId: "d1",
      systemId: "y1",
      personId: null,
      respondentIds: ["p1", "p2"],
      itemIds: ["systemAdministrator", "both"],
    });
    expect(sheets.filter(({ role }) => role === "handler").map(({ personId, departmentId, respondentIds }) => [personId, departmentId, respondentIds])).toEqual(
      [
        ["p1", "d1", ["p1"]],
        ["p2", "d2", ["p2"]],
        ["boss", null, ["boss"]],
      ],
    );
  });

  it("gives an example to the role that answers it, together with its measure", () => {
    const result = handOut(edition, selection(), organisation);
    const itemsOf = (role: AnsweringRole) => (result.ok ? result.value.sheets.find((sheet) => sheet.role === role)?.itemIds : null);
    expect(itemsOf("ciso")).toEqual(["ciso", "ciso:e1"]);
    expect(itemsOf("handler")).toEqual(["handler", "ciso:e2"]);
  });

  it("hands out only the selection, and no sheet with only voluntary examples", () => {
    const roles = (examples: Selection["examples"]) => {
      const result = handOut(edition, selection({ measures: ["ciso"], examples }), organisation);
      return result.ok && result.value.sheets.map(({ role, itemIds }) => [role, itemIds]);
    };
    expect(roles("optional")).toEqual([["ciso", ["ciso", "ciso:e1"]]]);
    expect(roles("asked")).toEqual([
      ["handler", ["ciso:e2"]],
      ["handler", ["ciso:e2"]],
      ["handler", ["ciso:e2"]],
      ["ciso", ["ciso", "ciso:e1"]],
    ]);
  });

  it.each([
    ["no person", { ...organisation, people: [] }, [["handler", "handler", "noPerson"]]],
    [
      "no system",
      { ...organisation, systems: [] },
      [
        ["systemAdministrator", "systemAdministrator", "noSystem"],
        ["both", "systemAdministrator", "noSystem"],
      ],
    ],
    [
      "no department",
      { ...organisation, departments: [] },
      [
        ["securityManager", "securityManager", "noDepartment"],
        ["both", "securityManager", "noDepartment"],
      ],
    ],
    [
      "a department without manager",
      without(({ role, departmentId }) => role === "securityManager" && departmentId === "d2"),
      [
        ["securityManager", "securityManager", "noAppointment"],
        ["both", "securityManager", "noAppointment"],
      ],
    ],
    [
      "a system without administrator",
      without(({ role }) => role === "systemAdministrator"),
      [
        ["systemAdministrator", "systemAdministrator", "noAppointment"],
        ["both", "systemAdministrator", "noAppointment"],
      ],
    ],
    ["nobody appointed auditor", without(({ role }) => role === "auditor"), [["auditor", "auditor", "noAppointment"]]],
  ] as const)("refuses with a list in printed order: %s", (_, at, expected) => {
    const found = missing(handOut(edition, selection(), at));
    expect(found.flatMap(({ item, missing: places }) => places.map(({ role, cause }) => [item, role, cause]))).toEqual(expected);
  });

  it("allows the CISO to leave measures out with a reason, everywhere or in one place", () => {
    const at = { ...organisation, systems: [] };
    const leftOut = (overrides: object) => ["systemAdministrator", "both"].map((item) => ({ item, reason: "システムがない", ...overrides }));
    const everywhere = handOut(edition, selection({ leftOut: leftOut({}) }), at);
    const there = handOut(edition, selection({ leftOut: leftOut({ role: "systemAdministrator" }) }), at);
    const managerItems = (result: typeof there) => result.ok && result.value.sheets.find(({ role }) => role === "securityManager")?.itemIds;
    expect(managerItems(everywhere)).toEqual(["securityManager"]);
    expect(managerItems(there)).toEqual(["securityManager", "both"]);
    expect(handOut(edition, selection({ leftOut: [{ item: "both", reason: " " }] }), at)).toMatchObject({
      refusal: { code: "reasonMissing", items: ["both"] },
    });
  });

  it("refuses with the remaining measures if one too few is left out", () => {
    const left = selection({ leftOut: [{ item: "both", reason: "システムがない" }] });
    expect(missing(handOut(edition, left, { ...organisation, systems: [] })).map(({ item }) => item)).toEqual(["systemAdministrator"]);
  });

  it("refuses an empty or unknown selection, including examples", () => {
    expect(handOut(edition, selection({ measures: [] }), organisation)).toMatchObject({ refusal: { code: "noMeasures" } });
    expect(handOut(edition, selection({ measures: ["ciso:e1"] }), organisation)).toMatchObject({ refusal: { code: "unknownMeasure", items: ["ciso:e1"] } });
  });

  it("turns a 指針 into one CISO sheet in printed order", () => {
    const result = handOut({ ...edition, kind: "policy" }, selection(), organisation);
    expect(result.ok && result.value.sheets).toEqual([
      { role: "ciso", departmentId: null, systemId: null, personId: null, respondentIds: ["boss"], itemIds: edition.items.map(({ id }) => id) },
    ]);
  });

  it("B1 reads what is left out a few times, however many places ask for it", () => {
    const reads = { count: 0 };
    const systems = Array.from({ length: 60 }, (_, place) => ({ id: `y${place}`, departmentId: "d1" }));
    const leftOut = systems.flatMap(({ id: systemId }) =>
      ["systemAdministrator", "both"].map((item) => ({
        get item() {
          reads.count += 1;
          return item;
        },
        ...{ role: "systemAdministrator" as const, systemId, departmentId: "d1", reason: "管理者がいない" },
      })),
    );
    const result = handOut(edition, selection({ leftOut }), { ...without(({ role }) => role === "systemAdministrator"), systems });
    expect(result.ok && result.value.sheets.filter(({ role }) => role === "systemAdministrator")).toEqual([]);
    expect(reads.count / leftOut.length).toBeLessThan(5);
  });

  it("gives the places where the same is left out one list", () => {
    const leftOut = [{ item: "both", role: "securityManager" as const, reason: "今回は点検しない" }];
    const result = handOut(edition, selection({ leftOut }), organisation);
    const [first, second] = result.ok ? result.value.sheets.filter(({ role }) => role === "securityManager") : [];
    expect(first?.itemIds).toEqual(["securityManager"]);
    expect(second?.itemIds).toBe(first?.itemIds);
  });
});
