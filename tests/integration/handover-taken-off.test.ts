import { describe, expect, it } from "vitest";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import { administering, give, managing } from "@/tests/support/changed-posts";
import type { FixtureSheet } from "@/tests/support/cycle-fixture";
import { type Asked, doHandover, idOf, post, preview, sheetRow } from "@/tests/support/handover-ground";
import { DAY, onDay, plan, plansOf, restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, prepareSheetGround, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();
restoreEach();

const committee = () => post("securityCommittee");
const EVENTS = ["leave", "roles", "move", "absence"] as const;
const givingUp = (event: Asked["event"]): Asked => ({
  ...{ event, ...(event === "leave" ? {} : { appointments: [] }) },
  ...(event === "move" ? { departmentId: world.departments[1] } : {}),
});

/** The sheet of a post that two hold, where the colleague was taken off. */
async function takenOff(which: FixtureSheet, holder: OperatorRole, of: AppointmentBody): Promise<string> {
  await give("colleague", of);
  const { sheets } = await cycle({ sheets: "inProgress" });
  for (const respondentIds of [[idOf(holder), idOf("colleague")], [idOf(holder)]]) {
    expect(codeOf(await assignSheet(as("ciso"), { sheetId: sheets[which], respondentIds }, NOW))).toBe("ok");
  }
  return sheets[which];
}

const respondents = async (sheetId: string) => (await sheetRow(sheetId))?.respondents;

describe("M6 what a handover shows as passed on is answered by somebody afterwards", () => {
  it.each(EVENTS)("M6 %s leaves the sheet to nobody where the other holder was taken off, and says so", async (event) => {
    const sheetId = await takenOff("committee", "committee", committee());
    const asked = givingUp(event);
    expect((await preview(idOf("committee"), asked)).effects).toMatchObject({ passed: 0, unanswerable: 1 });
    expect(await doHandover(idOf("committee"), asked)).toBe("ok");
    expect(await respondents(sheetId)).toEqual([]);
  });

  it.each([
    ["システム管理者", "system", "systemAdministrator", administering],
    ["責任者", "manager", "manager", managing],
  ] as const)("M6 so it is for the sheet of a %s", async (_word, which, holder, of) => {
    const sheetId = await takenOff(which, holder, of());
    expect((await preview(idOf(holder), givingUp("roles"))).effects).toMatchObject({ passed: 0, unanswerable: 1 });
    expect(await doHandover(idOf(holder), givingUp("roles"))).toBe("ok");
    expect(await respondents(sheetId)).toEqual([]);
  });

  it.each([
    ["a successor who did not hold the post", "auditor", 1],
    ["a successor who held the post already, and was taken off", "colleague", 0],
  ] as const)("M6 %s: the preview counts what is then", async (_who, successor, passed) => {
    const sheetId = await takenOff("committee", "committee", committee());
    const asked: Asked = { ...givingUp("leave"), successors: [{ post: committee(), personId: idOf(successor) }] };
    expect((await preview(idOf("committee"), asked)).effects).toMatchObject({ passed, unanswerable: 1 - passed });
    expect(await doHandover(idOf("committee"), asked)).toBe("ok");
    expect(await respondents(sheetId)).toHaveLength(passed);
  });

  it("M6 the other holder who still is a respondent answers it", async () => {
    await give("colleague", committee());
    const { sheets } = await cycle({ sheets: "inProgress" });
    const respondentIds = [idOf("committee"), idOf("colleague")];
    expect(codeOf(await assignSheet(as("ciso"), { sheetId: sheets.committee, respondentIds }, NOW))).toBe("ok");
    expect((await preview(idOf("committee"), givingUp("leave"))).effects).toMatchObject({ passed: 1, unanswerable: 0 });
    expect(await doHandover(idOf("committee"), givingUp("leave"))).toBe("ok");
    expect(await respondents(sheets.committee)).toEqual([idOf("colleague")]);
  });

  it("M6 whose other holder is taken off after a handover was planned is asked about on its day", async () => {
    await give("colleague", committee());
    const { sheets } = await cycle({ sheets: "inProgress" });
    const assign = async (...respondentIds: string[]) =>
      expect(codeOf(await assignSheet(as("ciso"), { sheetId: sheets.committee, respondentIds }, NOW))).toBe("ok");
    await assign(idOf("committee"), idOf("colleague"));
    await plan(idOf("committee"), givingUp("leave"), { day: DAY });
    await assign(idOf("committee"));
    await onDay();
    expect(await plansOf(idOf("committee"))).toMatchObject([{ state: "toConfirm" }]);
  });
});
