import { beforeEach, describe, expect, it } from "vitest";
import { readCycleProgress } from "@/lib/features/cycle-pages/progress/queries";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { handoverBody } from "@/lib/features/handover/record/schema";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { acceptSheet } from "@/lib/features/sheets/transitions/commands";
import { acting, doHandover, endCycles, expectCountsRight, idOf, post, preview, sheetRow, sheetsForAll } from "@/tests/support/handover-ground";
import { as, codeOf, cycle, NOW, prepareSheetGround, world } from "@/tests/support/sheet-ground";

prepareSheetGround();

beforeEach(endCycles);

const manager = () => post("securityManager", { departmentId: world.departments[0] });
const back = async (role: Parameters<typeof idOf>[0]) => expect(codeOf(await changePerson(as("ciso"), { personId: idOf(role), left: false }, NOW))).toBe("ok");

describe("M6 one flow hands everything over", () => {
  it("M6 retiring with an open own sheet is decided, with what is open shown first", async () => {
    const { cycleId, sheets } = await cycle({ sheets: "inProgress" });
    await sheetsForAll(cycleId);
    const personId = idOf("handler");
    const direct = await changePerson(as("ciso"), { personId, left: true }, NOW);
    expect(direct.ok ? null : [direct.refusal.code, direct.refusal.current]).toEqual(["confirmation_required", { openSheets: 1, postSheets: 0, waiting: 0 }]);
    const seen = await preview(personId, { event: "leave" });
    expect(seen.sheets.map(({ id, courses, course, answers, reason }) => ({ id, courses, course, answers, reason }))).toEqual([
      { id: sheets.handler, courses: ["withdraw", "wait"], course: "withdraw", answers: 3, reason: "退職のため" },
    ]);
    expect(seen.effects).toEqual({ passed: 0, moved: 0, withdrawn: 1, withdrawnAnswers: 3, unanswerable: 0, vacant: 0, unreviewable: 0, deputyships: 0 });
    expect(await doHandover(personId, { event: "leave" }, as("secretariat"))).toBe("ok");
    expect(await sheetRow(sheets.handler)).toMatchObject({ state: "withdrawn", because: "left", reason: "退職のため" });
    await expectCountsRight();
    await back("handler");
  });

  it("M6 a leaver's sheet that waits is listed as one that nobody can answer", async () => {
    const { cycleId, sheets } = await cycle({ sheets: "inProgress" });
    const choice = { event: "leave", sheets: [{ sheetId: sheets.handler, course: "wait" }] } as const;
    expect((await preview(idOf("handler"), { ...choice, sheets: [...choice.sheets] })).effects.unanswerable).toBe(1);
    expect(await doHandover(idOf("handler"), { ...choice, sheets: [...choice.sheets] })).toBe("ok");
    const progress = await readCycleProgress(as("ciso"), { cycleId, page: 1, perPage: 50, state: "unanswerable" }, NOW);
    expect(progress.ok ? [progress.value.unanswerable, progress.value.items.map(({ id }) => id)] : null).toEqual([1, [sheets.handler]]);
    await back("handler");
  });

  it("M6 a moved person's sheet moves with its tallies, stays by choice, and has the new department's reviewer", async () => {
    const [moved, kept] = [await cycle({ sheets: "handedIn" }), await cycle({ sheets: "handedIn" })];
    const [from, to] = world.departments;
    const personId = idOf("handler");
    const choices = [{ sheetId: kept.sheets.handler, course: "stay" as const }];
    const seen = await preview(personId, { event: "move", departmentId: to, sheets: choices });
    expect([seen.effects.moved, seen.effects.withdrawn]).toEqual([1, 0]);
    expect(await doHandover(personId, { event: "move", departmentId: to, sheets: choices })).toBe("ok");
    expect([(await sheetRow(moved.sheets.handler))?.department, (await sheetRow(kept.sheets.handler))?.department]).toEqual([to, from]);
    await expectCountsRight();
    expect(codeOf(await acceptSheet(as("manager"), { sheetId: moved.sheets.handler }, NOW))).toBe("not_permitted");
    expect(codeOf(await acceptSheet(as("otherManager"), { sheetId: moved.sheets.handler }, NOW))).toBe("ok");
    expect(codeOf(await acceptSheet(as("manager"), { sheetId: kept.sheets.handler }, NOW))).toBe("ok");
    expect(codeOf(await changePerson(as("ciso"), { personId, departmentId: from }, NOW))).toBe("ok");
    await expectCountsRight();
  });

  it("M6 a manager who leaves hands sheet and reviews to the successor, who cannot accept the own sheet", async () => {
    const { sheets, items } = await cycle({ sheets: "handedIn" });
    const open = await cycle({ sheets: "inProgress" });
    const successors = [{ post: manager(), personId: idOf("handler") }];
    const seen = await preview(idOf("manager"), { event: "leave", successors });
    expect(seen.posts).toMatchObject([{ role: "securityManager", change: "givenUp", successorId: idOf("handler"), holders: [] }]);
    expect([seen.posts[0]?.waiting ?? 0, seen.effects.vacant]).toEqual([expect.any(Number), 0]);
    const reviewersIn = (one: typeof seen, sheetId: string) => one.posts[0]?.reviews.find((review) => review.sheetId === sheetId)?.reviewers;
    const { ciso, handler } = world.people;
    expect([reviewersIn(seen, sheets.handler), reviewersIn(seen, sheets.system), seen.effects.unreviewable]).toEqual([[ciso.name], [handler.name], 0]);
    const vacant = await preview(idOf("manager"), { event: "leave" });
    expect([reviewersIn(vacant, sheets.handler), reviewersIn(vacant, sheets.system)]).toEqual([[ciso.name], [ciso.name]]);
    expect(await doHandover(idOf("manager"), { event: "leave", successors }, as("secretariat"))).toBe("not_permitted");
    expect(await doHandover(idOf("manager"), { event: "leave", successors })).toBe("ok");
    expect((await sheetRow(open.sheets.manager))?.respondents).toEqual([idOf("handler")]);
    const answer = { sheetId: open.sheets.manager, itemId: items.manager[0] ?? "", status: "implemented", version: 1 } as const;
    expect(codeOf(await saveAnswer(acting("handler", manager()), answer, NOW))).toBe("ok");
    expect(codeOf(await saveAnswer(as("manager"), { ...answer, version: 2 }, NOW))).not.toBe("ok");
    expect(codeOf(await acceptSheet(acting("handler", manager()), { sheetId: sheets.handler }, NOW))).toBe("own_work");
    expect(codeOf(await acceptSheet(acting("handler", manager()), { sheetId: sheets.system }, NOW))).toBe("ok");
    await back("manager");
    expect(await doHandover(idOf("handler"), { event: "roles", appointments: [], successors: [{ post: manager(), personId: idOf("manager") }] })).toBe("ok");
    expect((await sheetRow(open.sheets.manager))?.respondents).toEqual([idOf("manager")]);
  });

  it("M6 who gives a role up may finish its sheet, and the vacant post is said", async () => {
    const { sheets, items } = await cycle({ sheets: "returned" });
    const asked = { event: "roles" as const, appointments: [], sheets: [{ sheetId: sheets.committee, course: "stay" as const }] };
    const seen = await preview(idOf("committee"), asked);
    expect([seen.effects.vacant, seen.sheets.find(({ id }) => id === sheets.committee)?.courses]).toEqual([2, ["pass", "stay", "withdraw"]]);
    expect(await doHandover(idOf("committee"), asked)).toBe("ok");
    expect((await sheetRow(sheets.committee))?.respondents).toEqual([idOf("committee")]);
    const answer = { sheetId: sheets.committee, itemId: items.committee[0] ?? "", status: "implemented", version: 1 } as const;
    expect(codeOf(await saveAnswer(acting("committee"), answer, NOW))).toBe("ok");
    const taken = { event: "roles" as const, appointments: [post("securityCommittee"), post("exemptionReviewer")] };
    const taking = await preview(idOf("committee"), taken);
    expect(taking.posts.map(({ change }) => change)).toEqual(["taken", "taken"]);
    expect(taking.sheets.map(({ courses }) => courses)).toContainEqual(["pass"]);
    expect(await doHandover(idOf("committee"), taken)).toBe("ok");
  });

  it("M6 long absence withdraws the own sheet and is counted by itself", async () => {
    const { cycleId, sheets } = await cycle({ sheets: "inProgress" });
    await sheetsForAll(cycleId);
    expect(await doHandover(idOf("handler"), { event: "absence", sheets: [{ sheetId: sheets.handler, course: "withdraw", reason: "10月から育児休業" }] })).toBe(
      "ok",
    );
    expect(await sheetRow(sheets.handler)).toMatchObject({ because: "longAbsence", reason: "10月から育児休業" });
  });

  it("M6 what changed meanwhile is refused with what is open now, and nothing of it is done", async () => {
    const { cycleId, sheets, items } = await cycle({ sheets: "inProgress" });
    await sheetsForAll(cycleId);
    const personId = idOf("handler");
    const { hash } = await preview(personId, { event: "leave" });
    const answer = { sheetId: sheets.handler, itemId: items.handler[0] ?? "", status: null, version: 1 } as const;
    expect(codeOf(await saveAnswer(as("handler"), answer, NOW))).toBe("ok");
    for (const sent of [hash, undefined]) {
      const done = await handOver(as("ciso"), { personId, ...handoverBody.parse({ event: "leave", hash: sent }) }, NOW);
      const current = done.ok ? null : (done.refusal.current as { sheets: { id: string; answered: number }[] });
      expect([codeOf(done), current?.sheets.find(({ id }) => id === sheets.handler)?.answered]).toEqual(["confirmation_required", 2]);
    }
    expect((await sheetRow(sheets.handler))?.state).toBe("inProgress");
    expect(await doHandover(personId, { event: "leave" })).toBe("ok");
    await back("handler");
  });

  it("M6 choices that fit neither the person nor the sheets are refused", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    const personId = idOf("handler");
    const [from, to] = world.departments;
    const cases = [
      [{ event: "move" }, "invalid_input"],
      [{ event: "move", departmentId: from }, "invalid_input"],
      [{ event: "move", departmentId: sheets.handler }, "not_found"],
      [{ event: "leave", departmentId: to }, "invalid_input"],
      [{ event: "leave", appointments: [manager()] }, "invalid_input"],
      [{ event: "leave", successors: [{ post: manager(), personId: idOf("colleague") }] }, "invalid_input"],
      [{ event: "leave", sheets: [{ sheetId: sheets.manager, course: "withdraw", reason: "関係のない点検票" }] }, "invalid_input"],
      [{ event: "leave", sheets: [{ sheetId: sheets.handler, course: "pass" }] }, "invalid_input"],
    ] as const;
    for (const [asked, expected] of cases) expect(await doHandover(personId, structuredClone(asked) as never), JSON.stringify(asked)).toBe(expected);
    const gone = [{ post: manager(), personId: sheets.handler }];
    expect(await doHandover(idOf("manager"), { event: "leave", successors: gone })).toBe("not_found");
    expect(await doHandover(idOf("manager"), { event: "leave", successors: [{ post: manager(), personId: idOf("auditor") }] })).toBe(
      "conflicting_appointments",
    );
    expect(await doHandover(idOf("ciso"), { event: "leave" })).toBe("wrong_state");
    const withdraw = [{ sheetId: sheets.manager, course: "withdraw" as const }];
    expect(await doHandover(idOf("manager"), { event: "leave", sheets: withdraw })).toBe("reason_required");
  });
});
