import { describe, expect, it } from "vitest";
import { readCycleProgress } from "@/lib/features/cycle-pages/progress/queries";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { nameDeputy } from "@/lib/features/organisation/deputies/commands";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { readStaffing } from "@/lib/features/staffing/counts/queries";
import { needsOf } from "@/lib/features/staffing/record/texts";
import { calendarDate } from "@/lib/labels/japanese-date";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { doHandover, endCycles } from "@/tests/support/handover-ground";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";

prepareSheetGround();

const PAGE = { page: 1, perPage: 50 };
const progress = async (cycleId: string, state?: "unanswerable") => {
  const read = await readCycleProgress(as("ciso"), { cycleId, ...PAGE, ...(state && { state }) }, NOW);
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
};

describe("M6 a sheet that nobody can answer is seen", () => {
  it.each([
    ["notStarted", 1],
    ["inProgress", 1],
    ["returned", 1],
    ["handedIn", 0],
    ["accepted", 0],
    ["withdrawn", 0],
  ] as const)("M6 the sheet of a vacant post that is %s is counted %i times as 「回答する人がいない」", async (state, expected) => {
    const { cycleId, sheets } = await cycle({ sheets: state });
    expect((await progress(cycleId)).unanswerable).toBe(0);
    const personId = world.people.manager.personId;
    const post = { role: "securityManager" as const, departmentId: world.departments[0], systemId: null };
    expect(await doHandover(personId, { event: "roles", appointments: [] })).toBe("ok");
    const seen = await progress(cycleId);
    expect(seen.unanswerable).toBe(expected);
    expect(seen.departments.find(({ departmentId }) => departmentId === world.departments[0])?.unanswerable).toBe(expected);
    const listed = await progress(cycleId, "unanswerable");
    expect(listed.items.map(({ id, unanswerable }) => [id, unanswerable])).toEqual(expected === 1 ? [[sheets.manager, true]] : []);
    expect(codeOf(await appoint(as("ciso"), { personId, appointments: [post] }, NOW))).toBe("ok");
    expect((await progress(cycleId)).unanswerable).toBe(0);
  });

  it("M6 a deputy of today answers the sheet of a vacant post, which is counted all the same, and the text says so", async () => {
    await endCycles();
    const { cycleId, sheets, items } = await cycle({ sheets: "inProgress" });
    const { personId } = world.people.manager;
    expect(await doHandover(personId, { event: "roles", appointments: [] })).toBe("ok");
    const days = { from: calendarDate(NOW), until: calendarDate(NOW) };
    const post = { role: "securityManager", departmentId: world.departments[0], systemId: null } as const;
    const deputy = { personId: world.people.colleague.personId, ...post, order: 1, ...days, reason: "後任が決まるまで" };
    expect(codeOf(await nameDeputy(as("ciso"), deputy, NOW))).toBe("ok");
    const acting = await resolveVisitor(new Headers({ authorization: `Bearer ${world.people.colleague.token}` }), NOW);
    const answer = { sheetId: sheets.manager, itemId: items.manager[0] ?? "", status: "partial", version: 1 } as const;
    expect(acting && codeOf(await saveAnswer(acting, answer, NOW))).toBe("ok");
    expect((await progress(cycleId)).unanswerable).toBe(1);
    const staffing = await readStaffing(as("ciso"), {}, NOW);
    const [need] = staffing.ok ? needsOf(staffing.value.counts).filter(({ title }) => title.startsWith("回答する人がいない")) : [];
    expect(need?.title).toContain("1枚");
    expect(need?.text).toContain("代行が回答しているものも数えます。代行もいなければ、このままでは提出されません。");
    expect(codeOf(await appoint(as("ciso"), { personId, appointments: [post] }, NOW))).toBe("ok");
  });

  it("M6 the own sheet of a person who left is one of them, no matter who else is there", async () => {
    const { cycleId, sheets } = await cycle({ sheets: "inProgress" });
    await rows("UPDATE person SET left_at = now() WHERE id = $1", [world.people.handler.personId]);
    const listed = await progress(cycleId, "unanswerable");
    expect([listed.unanswerable, listed.items.map(({ id }) => id)]).toEqual([1, [sheets.handler]]);
    await rows("UPDATE person SET left_at = NULL WHERE id = $1", [world.people.handler.personId]);
    expect((await progress(cycleId)).unanswerable).toBe(0);
  });

  it("M6 long absence withdraws a 取扱者 sheet with a reason, and is counted", async () => {
    const { cycleId, sheets } = await cycle({ sheets: "notStarted" });
    await rows("INSERT INTO sheet_respondent (operator_id, sheet_id, person_id) SELECT operator_id, id, $2 FROM sheet WHERE id = $1 ON CONFLICT DO NOTHING", [
      sheets.system,
      world.people.colleague.personId,
    ]);
    await rows(
      `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, person_id, state, measures)
       SELECT operator_id, gen_random_uuid(), cycle_id, role, department_id, $2, 'notStarted', measures FROM sheet WHERE id = $1`,
      [sheets.handler, world.people.colleague.personId],
    );
    const away = { reason: "10月から育児休業のため", because: "longAbsence" } as const;
    expect(codeOf(await withdrawSheet(as("secretariat"), { sheetId: sheets.system, ...away }, NOW))).toBe("invalid_input");
    expect(codeOf(await withdrawSheet(as("secretariat"), { sheetId: sheets.handler, ...away }, NOW))).toBe("ok");
    const seen = await progress(cycleId);
    expect([seen.longAbsence, seen.counts.withdrawn]).toEqual([1, 1]);
    expect(seen.items.find(({ id }) => id === sheets.handler)?.withdrawnBecause).toBe("longAbsence");
  });
});
