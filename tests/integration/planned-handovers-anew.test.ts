import { describe, expect, it } from "vitest";
import { cancelPlannedHandover, planLaterHandover } from "@/lib/features/handover/ahead/commands";
import { handoverBody } from "@/lib/features/handover/record/schema";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";

import { acceptSheet, handInSheet } from "@/lib/features/sheets/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { doHandover, expectCountsRight, idOf, post, sheetRow, sheetsForAll } from "@/tests/support/handover-ground";
import { atHour, DAY, hasLeft, holdersOf, onDay, plan, plansOf, recordedOf, restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import { visitorFor } from "@/tests/support/visitors";
import { givePassword, makeOperator } from "@/tests/support/world";

prepareSheetGround();
restoreEach();

const managing = () => post("securityManager", { departmentId: world.departments[0] });
const succeeding = (role: Parameters<typeof idOf>[0]) => ({ event: "leave" as const, successors: [{ post: managing(), personId: idOf(role) }] });
const leave = (role: Parameters<typeof idOf>[0]) => rows("UPDATE person SET left_at = now() WHERE id = $1", [idOf(role)]);
const givePost = (role: string, personId: string) =>
  rows("INSERT INTO appointment (operator_id, id, person_id, role) VALUES ($1, gen_random_uuid(), $2, $3)", [world.operatorId, personId, role]);

/** A round in which everybody has a sheet, so that one of them may be withdrawn. */
async function round() {
  const made = await cycle({ sheets: "inProgress" });
  await sheetsForAll(made.cycleId);
  return made;
}

/** Nothing of it was done, and it waits for these reasons. */
async function expectUndone(person: Parameters<typeof idOf>[0], codes: readonly string[]): Promise<void> {
  const [kept] = await plansOf(idOf(person));
  expect([kept?.state, kept?.codes, await hasLeft(idOf(person))]).toEqual(["toConfirm", codes, false]);
  await expectCountsRight();
}

describe("M6 what was confirmed for a later day and no longer fits is not half done, but waits to be confirmed again", () => {
  interface Round {
    readonly sheetId: string;
    readonly cycleId: string;
  }
  const answerExample = async ({ sheetId, cycleId }: Round) => {
    const [item] = await rows<{ id: string }>("SELECT item_id AS id FROM cycle_item WHERE cycle_id = $1 AND role = 'handler' AND kind = 'example' LIMIT 1", [
      cycleId,
    ]);
    expect(codeOf(await saveAnswer(as("handler"), { sheetId, itemId: item?.id ?? "", status: "implemented", version: 0 }, NOW))).toBe("ok");
  };
  const answerAgain = async ({ sheetId, cycleId }: Round) => {
    const [item] = await rows<{ id: string }>("SELECT item_id AS id FROM cycle_item WHERE cycle_id = $1 AND role = 'handler' AND kind = 'measure' LIMIT 1", [
      cycleId,
    ]);
    expect(codeOf(await saveAnswer(as("handler"), { sheetId, itemId: item?.id ?? "", status: "partial", version: 1 }, NOW))).toBe("ok");
  };

  it.each([
    ["a sheet that came meanwhile", () => round(), ["sheets"]],
    ["an answer that came meanwhile on the sheet to be withdrawn", answerExample, ["answers"]],
    ["an answer on it given again", answerAgain, []],
    ["the sheet handed in meanwhile", ({ sheetId }: Round) => handInSheet(as("handler"), { sheetId, confirmedUnanswered: 0 }, NOW), ["courses"]],
    ["a role that came meanwhile", () => givePost("executive", idOf("handler")), ["posts"]],
    ["another department", () => rows("UPDATE person SET department_id = $2 WHERE id = $1", [idOf("handler"), world.departments[1]]), ["department"]],
  ])("M6 %s is compared with what was confirmed", async (_what, change: (made: Round) => Promise<unknown>, codes) => {
    const { sheets, cycleId } = await round();
    const made = { sheetId: sheets.handler, cycleId };
    expect(await plan(idOf("handler"), { event: "leave" })).toBe("ok");
    await change(made);
    await onDay();
    const [kept] = await plansOf(idOf("handler"));
    expect([kept?.state, kept?.codes, await hasLeft(idOf("handler"))]).toEqual(codes.length > 0 ? ["toConfirm", codes, false] : ["done", [], true]);
    await expectCountsRight();
  });

  it.each(["absence", "move"] as const)("M6 a post that is kept on %s has nobody else since a colleague left: it is not done", async (event) => {
    await rows("INSERT INTO appointment (operator_id, id, person_id, role, department_id) VALUES ($1, gen_random_uuid(), $2, 'securityManager', $3)", [
      ...[world.operatorId, idOf("colleague"), world.departments[0]],
    ]);
    await cycle({ sheets: "handedIn" });
    const moving = event === "move" ? { departmentId: world.departments[1] as string, appointments: [managing()] } : {};
    expect(await plan(idOf("manager"), { event, ...moving })).toBe("ok");
    await leave("colleague");
    await onDay();
    await expectUndone("manager", ["soleHolder", "onlyTheirs"]);
  });

  it("M6 a kept post that had nobody else when it was shown holds nothing up", async () => {
    await cycle({ sheets: "handedIn" });
    expect(await plan(idOf("manager"), { event: "absence" })).toBe("ok");
    await onDay();
    expect((await plansOf(idOf("manager")))[0]?.state).toBe("done");
  });

  it("M6 with a successor who left: neither the leaving nor the withdrawing is done", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    expect(await plan(idOf("manager"), succeeding("colleague"))).toBe("ok");
    await leave("colleague");
    await onDay();
    await expectUndone("manager", ["refused"]);
    expect((await plansOf(idOf("manager")))[0]?.details[0]).toContain("後任");
    expect([(await sheetRow(sheets.manager))?.state, await holdersOf("securityManager", world.departments[0])]).toEqual(["inProgress", [idOf("manager")]]);
  });

  it("M6 a move to a department that is no longer there is not done", async () => {
    expect(await plan(idOf("colleague"), { event: "move", departmentId: world.departments[1] })).toBe("ok");
    await rows("UPDATE department SET retired_at = now() WHERE id = $1", [world.departments[1]]);
    await onDay();
    await expectUndone("colleague", ["refused"]);
  });

  it("M6 a post is not left vacant where its other holder left before the day", async () => {
    await rows("INSERT INTO appointment (operator_id, id, person_id, role, department_id) VALUES ($1, gen_random_uuid(), $2, 'securityManager', $3)", [
      world.operatorId,
      idOf("colleague"),
      world.departments[0],
    ]);
    expect(await plan(idOf("manager"), { event: "leave" })).toBe("ok");
    await rows("DELETE FROM appointment WHERE person_id = $1", [idOf("colleague")]);
    await onDay();
    await expectUndone("manager", ["vacant"]);
  });

  it("M6 the last CISO is not taken away, nor planned to go in the first place", async () => {
    expect(await plan(idOf("ciso"), { event: "roles", appointments: [] })).toBe("wrong_state");
    await givePost("ciso", idOf("colleague"));
    expect(await plan(idOf("colleague"), { event: "leave" })).toBe("ok");
    await rows("DELETE FROM appointment WHERE person_id = $1", [idOf("ciso")]);
    await givePost("secretariat", idOf("ciso"));
    await onDay();
    await expectUndone("colleague", ["vacant"]);
    expect(await holdersOf("ciso")).toEqual([idOf("colleague")]);
  });

  it.each([
    ["lost the role", () => rows("DELETE FROM appointment WHERE person_id = $1", [idOf("secretariat")])],
    ["left", () => leave("secretariat")],
    ["has a closed account", () => rows("UPDATE account SET disabled_at = now() WHERE id = $1", [world.people.secretariat.accountId])],
  ])("M6 where the person who confirmed it %s: another has to confirm it, and then it is done", async (_what, lose) => {
    expect(await plan(idOf("handler"), { event: "leave" }, { by: as("secretariat") })).toBe("ok");
    await lose();
    const before = (await recordedOf(idOf("handler"))).length;
    await onDay();
    await onDay(DAY, 1);
    await expectUndone("handler", ["confirmer"]);
    expect((await recordedOf(idOf("handler"))).slice(before)).toMatchObject([{ account: null, outcome: "refused" }]);
    expect(await doHandover(idOf("handler"), { event: "leave" }, as("ciso"))).toBe("ok");
    expect([await hasLeft(idOf("handler")), (await plansOf(idOf("handler")))[0]?.state]).toEqual([true, "cancelled"]);
  });

  it("M6 a role is not given by somebody who may still hand over, but no longer give it", async () => {
    expect(await plan(idOf("handler"), { event: "roles", appointments: [post("executive")] })).toBe("ok");
    await rows("DELETE FROM appointment WHERE person_id = $1", [idOf("ciso")]);
    await givePost("secretariat", idOf("ciso"));
    await givePost("ciso", idOf("colleague"));
    await withClient(own.ownerUrl, (client) => givePassword(client, world.people.colleague.accountId));
    await onDay();
    expect([(await plansOf(idOf("handler")))[0]?.codes, await holdersOf("executive")]).toEqual([["refused"], [idOf("executive")]]);
  });

  it("M6 waits once, also for later days, until it is confirmed or cancelled", async () => {
    await round();
    expect(await plan(idOf("handler"), { event: "leave" })).toBe("ok");
    await round();
    const before = (await recordedOf(idOf("handler"))).length;
    await onDay();
    await onDay("2026-12-02");
    expect((await recordedOf(idOf("handler"))).length - before).toBe(1);
    expect(codeOf(await cancelPlannedHandover(as("ciso"), { personId: idOf("handler") }, atHour(DAY, 2)))).toBe("ok");
    await onDay("2026-12-03");
    expect(await hasLeft(idOf("handler"))).toBe(false);
  });
});

describe("M6 planned handovers at the same time", () => {
  it("M6 are done once, however many requests come first", async () => {
    await round();
    const before = (await recordedOf(idOf("handler"))).length;
    expect(await plan(idOf("handler"), { event: "leave" })).toBe("ok");
    await Promise.all(Array.from({ length: 5 }, () => onDay()));
    expect((await recordedOf(idOf("handler"))).length - before).toBe(1);
    expect([await hasLeft(idOf("handler")), (await plansOf(idOf("handler")))[0]?.state]).toEqual([true, "done"]);
    await expectCountsRight();
  });

  it("M6 are of one person: of two confirmed at once one is kept", async () => {
    const planned = await Promise.all([plan(idOf("handler"), { event: "leave" }), plan(idOf("handler"), { event: "absence" }, { by: as("secretariat") })]);
    expect(planned).toEqual(["ok", "ok"]);
    expect((await plansOf(idOf("handler"))).map(({ state }) => state).sort()).toEqual(["cancelled", "planned"]);
  });

  it("M6 a cancelling and the day end in one of both, not between them", async () => {
    expect(await plan(idOf("handler"), { event: "leave" })).toBe("ok");
    const [cancelled] = await Promise.all([cancelPlannedHandover(as("ciso"), { personId: idOf("handler") }, atHour(DAY, 0)), onDay()]);
    const state = (await plansOf(idOf("handler")))[0]?.state;
    expect([codeOf(cancelled), state, await hasLeft(idOf("handler"))]).toEqual(cancelled.ok ? ["ok", "cancelled", false] : ["not_found", "done", true]);
  });

  it("M6 of one day are done in the order of their confirmation, each seeing what the one before did", async () => {
    expect(await plan(idOf("colleague"), { event: "leave" })).toBe("ok");
    expect(await plan(idOf("manager"), succeeding("colleague"), { now: new Date(NOW.getTime() + 1000) })).toBe("ok");
    await onDay();
    expect([await hasLeft(idOf("colleague")), await hasLeft(idOf("manager"))]).toEqual([true, false]);
    await expectUndone("manager", ["refused"]);
  });

  it("M6 a review that ended a sheet before the day is not in the way", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    expect(await plan(idOf("handler"), { event: "leave" })).toBe("ok");
    expect(codeOf(await acceptSheet(as("manager"), { sheetId: sheets.handler }, NOW))).toBe("ok");
    await onDay();
    expect([await hasLeft(idOf("handler")), (await sheetRow(sheets.handler))?.state]).toEqual([true, "accepted"]);
  });
});

describe("M6 another operator's people", () => {
  it("M6 are not there to plan or cancel for, and are no successors", async () => {
    const other = await withClient(own.ownerUrl, (client) => makeOperator(client, "kuko", "別の空港"));
    const stranger = visitorFor(other, "ciso");
    const asked = { personId: idOf("handler"), ...handoverBody.parse({ event: "leave", hash: "0".repeat(64) }), effectiveOn: DAY };
    expect(codeOf(await planLaterHandover(stranger, asked, NOW))).toBe("not_found");
    expect(await plan(idOf("handler"), { event: "leave" })).toBe("ok");
    expect(codeOf(await cancelPlannedHandover(stranger, { personId: idOf("handler") }, NOW))).toBe("not_found");
    const successors = [{ post: managing(), personId: other.people.colleague.personId }];
    const taking = { personId: idOf("manager"), ...handoverBody.parse({ event: "leave", successors, hash: "0".repeat(64) }), effectiveOn: DAY };
    expect(codeOf(await planLaterHandover(as("ciso"), taking, NOW))).toBe("not_found");
    expect((await plansOf(idOf("handler")))[0]?.state).toBe("planned");
  });
});
