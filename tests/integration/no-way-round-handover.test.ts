import { describe, expect, it } from "vitest";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { idOf, post } from "@/tests/support/handover-ground";
import { restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();
restoreEach();

const managing = () => post("securityManager", { departmentId: world.departments[0] });
const give = (to: OperatorRole, { role, departmentId }: AppointmentBody) =>
  rows("INSERT INTO appointment (operator_id, id, person_id, role, department_id) VALUES ($1, gen_random_uuid(), $2, $3, $4)", [
    ...[world.operatorId, idOf(to), role, departmentId],
  ]);
const names = (who: OperatorRole, sheetId: string) =>
  rows("INSERT INTO sheet_respondent (operator_id, sheet_id, person_id) VALUES ($1, $2, $3)", [world.operatorId, sheetId, idOf(who)]);
const retire = (who: OperatorRole) => changePerson(as("ciso"), { personId: idOf(who), left: true }, NOW);
const appointTo = (who: OperatorRole, ...appointments: AppointmentBody[]) => appoint(as("ciso"), { personId: idOf(who), appointments }, NOW);
const refusedWith = async (asked: ReturnType<typeof retire>) => {
  const done = await asked;
  return done.ok ? "ok" : [done.refusal.code, done.refusal.current];
};
const toHandOver = (openSheets: number, postSheets: number, waiting: number) => ["confirmation_required", { openSheets, postSheets, waiting }];
const held = async (who: OperatorRole): Promise<number> => (await rows("SELECT 1 FROM appointment WHERE person_id = $1", [idOf(who)])).length;

describe("M6 nobody leaves or gives up a role without what is open on it being shown", () => {
  it("M6 the only 責任者 of a department, whose own sheet is handed in, with an open post's sheet and two reviews", async () => {
    await cycle({ sheets: "inProgress" });
    await cycle({ sheets: "handedIn" });
    for (const way of [() => retire("manager"), () => appointTo("manager")]) expect(await refusedWith(way())).toEqual(toHandOver(0, 1, 2));
    expect([await held("manager"), codeOf(await appointTo("manager", managing(), post("executive")))]).toEqual([1, "ok"]);
  });

  it("M6 a post's sheet alone, and reviews alone", async () => {
    await cycle({ sheets: "inProgress" });
    expect(await refusedWith(appointTo("systemAdministrator"))).toEqual(toHandOver(0, 1, 0));
    expect(await refusedWith(appointTo("manager"))).toEqual(toHandOver(0, 1, 0));
    await rows("UPDATE cycle SET state = 'approved' WHERE operator_id = $1", [world.operatorId]);
    await cycle({ sheets: "handedIn" });
    expect(await refusedWith(appointTo("manager"))).toEqual(toHandOver(0, 0, 2));
    expect(await refusedWith(appointTo("systemAdministrator"))).toBe("ok");
  });

  it("M6 not where somebody else holds the post too, and not where nothing is open", async () => {
    await cycle({ sheets: "inProgress" });
    await cycle({ sheets: "handedIn" });
    await give("colleague", managing());
    expect(await refusedWith(appointTo("colleague"))).toBe("ok");
    await give("colleague", managing());
    expect(await refusedWith(retire("manager"))).toBe("ok");
    await rows("UPDATE cycle SET state = 'approved' WHERE operator_id = $1", [world.operatorId]);
    expect(await refusedWith(appointTo("colleague"))).toBe("ok");
  });

  it("M6 a sheet that somebody named the leaver for, and that nobody else answers", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    await names("colleague", sheets.committee);
    expect(await refusedWith(retire("colleague"))).toBe("ok");
    expect(codeOf(await changePerson(as("ciso"), { personId: idOf("colleague"), left: false }, NOW))).toBe("ok");
    await names("colleague", sheets.committee);
    await rows("DELETE FROM appointment WHERE person_id = $1", [idOf("committee")]);
    expect(await refusedWith(retire("colleague"))).toEqual(toHandOver(0, 1, 0));
    // Roles are not why they answer it.
    await give("colleague", post("exemptionReviewer"));
    expect(await refusedWith(appointTo("colleague"))).toBe("ok");
  });

  it("M6 who may not appoint to the role is refused for that, without the numbers", async () => {
    await cycle({ sheets: "inProgress" });
    expect(codeOf(await appoint(as("secretariat"), { personId: idOf("manager"), appointments: [] }, NOW))).toBe("not_permitted");
  });
});
