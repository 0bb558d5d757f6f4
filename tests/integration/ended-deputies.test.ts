import { beforeEach, describe, expect, it } from "vitest";
import { endDeputy } from "@/lib/features/organisation/deputies/commands";
import { changeDepartment } from "@/lib/features/organisation/units/commands";
import { administering, handsIn, managing, names, stands, vacate } from "@/tests/support/changed-posts";
import { post } from "@/tests/support/handover-ground";
import { restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";

prepareSheetGround();
restoreEach();
beforeEach(() => rows("DELETE FROM deputy WHERE operator_id = $1", [world.operatorId]));

const end = (deputyId: string, confirmedSheets?: number) =>
  endDeputy(as("ciso"), { deputyId, reason: "戻ったため", ...(confirmedSheets !== undefined && { confirmedSheets }) }, NOW);
/** Out: the refusal with its numbers, or `ok`. */
async function ended(deputyId: string, confirmedSheets?: number) {
  const done = await end(deputyId, confirmedSheets);
  return done.ok ? "ok" : [done.refusal.code, done.refusal.current];
}
const left = (postSheets: number, waiting: number) => ["confirmation_required", { openSheets: 0, postSheets, waiting }];
const endedRows = (deputyId: string) => rows("SELECT 1 FROM deputy WHERE id = $1 AND ended_at IS NOT NULL", [deputyId]);

/** A round in which there is something to answer, and one in which something waits. */
async function rounds() {
  const { sheets: open } = await cycle({ sheets: "inProgress" });
  const { sheets: waiting } = await cycle({ sheets: "handedIn" });
  return { open, waiting };
}

describe("M7 a deputyship that is the last way to open sheets ends only after their number is confirmed", () => {
  it("M7 that of a vacant department's post is asked about, with its open sheet and two reviews; any other number is asked again", async () => {
    await rounds();
    const id = await stands("colleague", managing());
    await vacate("manager");
    for (const confirmed of [undefined, 0, 2, 4]) expect(await ended(id, confirmed)).toEqual(left(1, 2));
    expect(await endedRows(id)).toEqual([]);
    const refused = await end(id);
    expect(refused.ok ? "" : refused.refusal.detail).toMatch(/点検票が1枚、.*点検票が2枚.*枚数（3）/u);
    expect(await ended(id, 3)).toBe("ok");
    expect(await endedRows(id)).toHaveLength(1);
  });

  it.each([
    ["on its last day", ["2026-11-01", "2026-11-20"]],
    ["still to come", ["2026-11-21", "2026-12-31"]],
  ] as const)("M7 that of a vacant system's post is asked about, %s", async (_when, period) => {
    await rounds();
    const id = await stands("colleague", administering(), period);
    await vacate("systemAdministrator");
    expect([await ended(id), await ended(id, 1)]).toEqual([left(1, 0), "ok"]);
  });

  it("M7 one is asked about where the other deputy is still to come, has a closed account or had a part in what waits", async () => {
    const { waiting } = await rounds();
    const id = await stands("colleague", managing());
    await vacate("manager");
    await stands("handler", managing(), ["2026-11-21", "2026-12-31"], 2);
    expect(await ended(id)).toEqual(left(1, 2));
    await stands("committee", managing(), undefined, 3);
    await rows("UPDATE account SET disabled_at = now() WHERE person_id = $1", [world.people.committee.personId]);
    expect(await ended(id)).toEqual(left(1, 2));
    await rows("UPDATE account SET disabled_at = NULL WHERE person_id = $1", [world.people.committee.personId]);
    await handsIn("committee", waiting.system);
    expect(await ended(id)).toEqual(left(0, 1));
  });

  it("M7 nothing is asked where the post has a holder, or another deputy of today", async () => {
    await rounds();
    expect(await ended(await stands("colleague", managing()))).toBe("ok");
    await vacate("manager");
    await stands("committee", managing(), undefined, 2);
    expect(await ended(await stands("colleague", managing()))).toBe("ok");
  });

  it("M7 nothing is asked where nothing is open, and not for what the person still does: as somebody named, by another deputyship", async () => {
    expect(await ended(await stands("colleague", managing()))).toBe("ok");
    const { open } = await rounds();
    const next = await stands("colleague", managing(), ["2027-01-01", "2027-01-31"]);
    const now = await stands("colleague", managing());
    await vacate("manager");
    expect(await ended(next)).toBe("ok");
    await names("colleague", open.manager);
    expect(await ended(now)).toEqual(left(0, 2));
    await rows("DELETE FROM sheet_respondent WHERE sheet_id = $1", [open.manager]);
  });

  it("M7 a visitor who may not take the role is refused for that, without the numbers", async () => {
    await rounds();
    const id = await stands("colleague", managing());
    await vacate("manager");
    expect(codeOf(await endDeputy(as("secretariat"), { deputyId: id, reason: "戻ったため" }, NOW))).toBe("not_permitted");
  });
});

describe("M7 a department with sheets that somebody has to answer or review is not retired", () => {
  const retire = async (departmentId: string) => {
    const done = await changeDepartment(as("ciso"), { departmentId, retired: true }, NOW);
    return done.ok ? "ok" : [done.refusal.code, done.refusal.list];
  };

  it.each([
    ["inProgress", ["in_use", ["実施中の点検票 1枚"]]],
    ["handedIn", ["in_use", ["実施中の点検票 1枚"]]],
    ["accepted", "ok"],
  ] as const)("M7 whose post is vacant, with a deputy: its sheet %s", async (state, expected) => {
    const { sheets } = await cycle({ sheets: state });
    const [made] = await rows<{ id: string }>("INSERT INTO department (operator_id, id, name) VALUES ($1, gen_random_uuid(), $2) RETURNING id", [
      ...[world.operatorId, `空いた部 ${state}`],
    ]);
    const departmentId = made?.id ?? "";
    await rows("UPDATE sheet SET department_id = $2 WHERE id = $1", [sheets.manager, departmentId]);
    await stands("colleague", post("securityManager", { departmentId }));
    expect(await retire(departmentId)).toEqual(expected);
    await rows("UPDATE cycle SET state = 'approved' WHERE operator_id = $1", [world.operatorId]);
    if (expected !== "ok") expect(await retire(departmentId)).toBe("ok");
  });
});
