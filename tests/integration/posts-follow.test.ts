import { describe, expect, it } from "vitest";
import { changePerson } from "@/lib/features/organisation/people/commands";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import type { FixtureSheet } from "@/tests/support/cycle-fixture";
import { doHandover } from "@/tests/support/handover-ground";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

const respondents = async (sheetId: string): Promise<string[]> =>
  (await rows<{ id: string }>("SELECT person_id AS id FROM sheet_respondent WHERE sheet_id = $1 ORDER BY 1", [sheetId])).map(({ id }) => id);
const ids = (...roles: OperatorRole[]): string[] => roles.map((role) => world.people[role].personId).sort();
const post = (role: AppointmentBody["role"], place: Partial<AppointmentBody> = {}): AppointmentBody => ({ role, departmentId: null, systemId: null, ...place });
const gives = async (person: OperatorRole, ...appointments: AppointmentBody[]): Promise<void> => {
  expect(await doHandover(world.people[person].personId, { event: "roles", appointments })).toBe("ok");
};

interface Case {
  readonly sheet: FixtureSheet;
  readonly held: AppointmentBody;
  readonly holder: OperatorRole;
}
const POSTS: Readonly<Record<string, () => Case>> = {
  manager: () => ({ sheet: "manager", held: post("securityManager", { departmentId: world.departments[0] }), holder: "manager" }),
  "system administrator": () => ({ sheet: "system", held: post("systemAdministrator", { systemId: world.systems[0] }), holder: "systemAdministrator" }),
  経営層: () => ({ sheet: "executive", held: post("executive"), holder: "executive" }),
  committee: () => ({ sheet: "committee", held: post("securityCommittee"), holder: "committee" }),
  CISO: () => ({ sheet: "ciso", held: post("ciso"), holder: "ciso" }),
};

describe("M6 what belongs to a post follows its holders", () => {
  it.each(Object.entries(POSTS))("M6 a new %s answers the post's open sheet, and does not after giving it up", async (_name, of) => {
    const { sheet, held, holder } = of();
    const { sheets, items } = await cycle({ sheets: "inProgress" });
    await gives("colleague", held);
    expect(await respondents(sheets[sheet])).toEqual(ids(holder, "colleague"));
    const answer = { sheetId: sheets[sheet], itemId: items[sheet][0] ?? "", status: "partial", version: 1 } as const;
    expect(codeOf(await saveAnswer(as("colleague"), answer, NOW))).toBe("ok");
    await gives("colleague");
    expect(await respondents(sheets[sheet])).toEqual(ids(holder));
    expect(codeOf(await saveAnswer(as("colleague"), { ...answer, version: 2 }, NOW))).toBe("not_permitted");
  });

  it("M6 a sheet that was handed in passes too; one of another place, one that was withdrawn and one of an ended cycle stay", async () => {
    const [handedIn, withdrawn, ended] = [
      await cycle({ sheets: "handedIn" }),
      await cycle({ sheets: "withdrawn" }),
      await cycle({ sheets: "accepted", state: "approved" }),
    ];
    await gives("colleague", post("securityManager", { departmentId: world.departments[0] }));
    expect(await respondents(handedIn.sheets.manager)).toEqual(ids("manager", "colleague"));
    expect(await respondents(handedIn.sheets.handler)).toEqual(ids("handler"));
    for (const { sheets } of [withdrawn, ended]) expect(await respondents(sheets.manager)).toEqual(ids("manager"));
    await gives("colleague", post("securityManager", { departmentId: world.departments[1] }));
    expect(await respondents(handedIn.sheets.manager)).toEqual(ids("manager"));
    await gives("colleague");
  });

  it("M6 a cycle that is reopened has the holders of today, and a person who was named stays", async () => {
    const { sheets, cycleId } = await cycle({ sheets: "accepted", state: "approved" });
    await rows("INSERT INTO sheet_respondent (operator_id, sheet_id, person_id) VALUES ($1, $2, $3)", [
      world.operatorId,
      sheets.system,
      world.people.colleague.personId,
    ]);
    await gives("systemAdministrator");
    await gives("secretariat", post("secretariat"), post("systemAdministrator", { systemId: world.systems[0] }));
    expect(await respondents(sheets.system)).toEqual(ids("systemAdministrator", "colleague"));
    expect(codeOf(await reopenCycle(as("ciso"), { cycleId, reason: "数え漏れがあったため。" }, NOW))).toBe("ok");
    expect(await respondents(sheets.system)).toEqual(ids("secretariat", "colleague"));
    await gives("secretariat", post("secretariat"));
    await gives("systemAdministrator", ...world.systems.map((systemId) => post("systemAdministrator", { systemId })));
  });

  it("M6 the last holder leaves the post vacant, and a leaver answers no sheet that others named them for", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    const { personId } = world.people.colleague;
    const named = { sheetId: sheets.system, respondentIds: [world.people.systemAdministrator.personId, personId] };
    expect(codeOf(await assignSheet(as("ciso"), named, NOW))).toBe("ok");
    await gives("systemAdministrator");
    expect(await respondents(sheets.system)).toEqual(ids("colleague"));
    expect(await doHandover(personId, { event: "leave" })).toBe("ok");
    expect(await respondents(sheets.system)).toEqual([]);
    expect(codeOf(await changePerson(as("ciso"), { personId, left: false }, NOW))).toBe("ok");
    await gives("systemAdministrator", ...world.systems.map((systemId) => post("systemAdministrator", { systemId })));
    expect(await respondents(sheets.system)).toEqual(ids("systemAdministrator"));
  });
});
