import { describe, expect, it } from "vitest";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { acceptSheet } from "@/lib/features/sheets/transitions/commands";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import { administering, give, handsIn, managing, stands, vacate } from "@/tests/support/changed-posts";
import type { FixtureSheet } from "@/tests/support/cycle-fixture";
import { type Asked, acting, doHandover, endCycles, idOf, post, preview, sheetRow } from "@/tests/support/handover-ground";
import { DAY, onDay, plan, plansOf, restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
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

describe("M6 who reviews after a handover is who may: a holder who was taken off the sheet has no part in it", () => {
  /** The sheet of a post whose other holder, the colleague, was taken off and reviews from another post; it was handed in and waits. */
  async function waits(which: FixtureSheet, holder: OperatorRole, of: AppointmentBody, reviewing: AppointmentBody): Promise<string> {
    await endCycles();
    await give("colleague", reviewing);
    const sheetId = await takenOff(which, holder, of);
    await rows("UPDATE sheet SET state = 'handedIn', handed_in_at = now() WHERE id = $1", [sheetId]);
    await handsIn(holder, sheetId);
    return sheetId;
  }
  const nameOf = (who: OperatorRole) => world.people[who].name;
  const shown = async (who: OperatorRole, asked: Asked, sheetId: string) =>
    (await preview(idOf(who), asked)).posts.flatMap(({ reviews }) => reviews.filter((one) => one.sheetId === sheetId).map(({ reviewers }) => reviewers));
  const accepts = async (who: OperatorRole, sheetId: string, ...posts: AppointmentBody[]) => codeOf(await acceptSheet(acting(who, ...posts), { sheetId }, NOW));
  const ciso = () => post("ciso");

  it.each(["leave", "roles"] as const)("M6 %s: the other 責任者, who was taken off a sheet of their システム管理者's post", async (event) => {
    const sheetId = await waits("system", "systemAdministrator", administering(), managing());
    expect(await shown("manager", givingUp(event), sheetId)).toEqual([[nameOf("colleague")]]);
    expect(await doHandover(idOf("manager"), givingUp(event))).toBe("ok");
    expect(await accepts("ciso", sheetId, ciso())).toBe("not_permitted");
    expect(await accepts("colleague", sheetId, administering(), managing())).toBe("ok");
  });

  it("M6 the other CISO, who was taken off a 責任者's sheet", async () => {
    const sheetId = await waits("manager", "manager", managing(), ciso());
    expect(await shown("ciso", givingUp("leave"), sheetId)).toEqual([[nameOf("colleague")]]);
    await vacate("ciso");
    expect(await accepts("executive", sheetId, post("executive"))).toBe("not_permitted");
    expect(await accepts("colleague", sheetId, managing(), ciso())).toBe("ok");
  });

  it("M6 a 責任者 who takes the sheet's post answers it: the successor reviews it, and the CISO beside", async () => {
    const sheetId = await waits("system", "systemAdministrator", administering(), managing());
    const successors = [
      { post: managing(), personId: idOf("committee") },
      { post: administering(), personId: idOf("manager") },
    ];
    const asked: Asked = { event: "leave", successors };
    expect(await shown("colleague", asked, sheetId)).toEqual([[nameOf("ciso"), nameOf("committee")].sort()]);
    expect(await doHandover(idOf("colleague"), asked)).toBe("ok");
    expect(await accepts("manager", sheetId, managing(), administering())).toBe("own_work");
    expect(await accepts("committee", sheetId, committee(), managing())).toBe("ok");
  });

  it("M6 so it is counted for what stays with who is away, and for the deputyships of who leaves", async () => {
    await waits("system", "systemAdministrator", administering(), managing());
    for (const who of ["ciso", "executive"] as const) await vacate(who);
    const { kept } = await preview(idOf("manager"), { event: "absence" });
    expect(kept.posts).toMatchObject([{ ...managing(), waiting: 1, waitingAlone: 0 }]);
    await vacate("manager");
    await stands("committee", managing());
    const { deputyships } = await preview(idOf("committee"), { event: "leave" });
    expect(deputyships).toMatchObject([{ ...managing(), waiting: 1, waitingAlone: 0 }]);
  });
});
