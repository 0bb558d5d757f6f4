import { describe, expect, it } from "vitest";
import { cancelPlannedHandover, planLaterHandover } from "@/lib/features/handover/ahead/commands";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { listOwnHandovers, listPlannedHandovers } from "@/lib/features/handover/plans/queries";
import { handoverBody } from "@/lib/features/handover/record/schema";
import { doHandover, expectCountsRight, idOf, post, preview, sheetRow } from "@/tests/support/handover-ground";
import { DAY, hasLeft, holdersOf, onDay, plan, plansOf, recordedOf, restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";

prepareSheetGround();
restoreEach();

const managing = () => post("securityManager", { departmentId: world.departments[0] });
const leaving = () => ({ event: "leave" as const, successors: [{ post: managing(), personId: idOf("colleague") }] });

describe("M6 a handover for a later day", () => {
  it("M6 changes nothing before its day, and everything at its beginning in Japan", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    expect(await plan(idOf("manager"), leaving())).toBe("ok");
    const open = [await sheetRow(sheets.manager), await holdersOf("securityManager", world.departments[0])];
    await onDay("2026-11-30", 23.99);
    expect([await hasLeft(idOf("manager")), await sheetRow(sheets.manager), await holdersOf("securityManager", world.departments[0])]).toEqual([
      false,
      ...open,
    ]);
    expect(await plansOf(idOf("manager"))).toMatchObject([{ state: "planned" }]);
    await onDay(DAY, 0);
    expect([await hasLeft(idOf("manager")), await holdersOf("securityManager", world.departments[0])]).toEqual([true, [idOf("colleague")]]);
    expect((await sheetRow(sheets.manager))?.respondents).toEqual([idOf("colleague")]);
    expect(await plansOf(idOf("manager"))).toMatchObject([{ state: "done" }]);
    await expectCountsRight();
  });

  it("M6 is done on the next day on which the portal runs, where it was off on its day", async () => {
    expect(await plan(idOf("colleague"), { event: "leave" })).toBe("ok");
    await onDay("2027-02-14", 9);
    expect([await hasLeft(idOf("colleague")), (await plansOf(idOf("colleague")))[0]?.state]).toEqual([true, "done"]);
  });

  it.each([
    ["yesterday", "2026-11-19", "invalid_input"],
    ["today, which is done at once", "2026-11-20", "invalid_input"],
    ["tomorrow", "2026-11-21", "ok"],
    ["a year from today", "2027-11-20", "ok"],
    ["a day later than that", "2027-11-21", "invalid_input"],
  ])("M6 can be planned for %s: %s is %s", async (_what, day, expected) => {
    expect(await plan(idOf("handler"), { event: "leave" }, { day })).toBe(expected);
  });

  it("M6 takes the hash of what was shown, and is refused where that has changed", async () => {
    await cycle({ sheets: "inProgress" });
    const { hash } = await preview(idOf("handler"), { event: "leave" });
    await cycle({ sheets: "inProgress" });
    const asked = { personId: idOf("handler"), ...handoverBody.parse({ event: "leave", hash }), effectiveOn: DAY };
    expect(codeOf(await planLaterHandover(as("ciso"), asked, NOW))).toBe("confirmation_required");
    expect(await plansOf(idOf("handler"))).toEqual([]);
  });

  it("M6 is refused beforehand where it would be refused today: roles that only the CISO gives, roles that are kept apart", async () => {
    const taking = (role: "executive" | "auditor") => ({ event: "roles" as const, appointments: [post(role)] });
    expect(await plan(idOf("handler"), taking("executive"), { by: as("secretariat") })).toBe("not_permitted");
    expect(await plan(idOf("handler"), { event: "roles", appointments: [post("auditor"), post("ciso")] })).toBe("conflicting_appointments");
    expect(await plan(idOf("ciso"), { event: "leave" }, { by: as("secretariat") })).toMatch(/not_permitted|wrong_state/);
    expect(await rows("SELECT 1 FROM planned_handover", [])).toEqual([]);
    expect(await holdersOf("executive")).toEqual([idOf("executive")]);
  });

  it("M6 can be changed, and only what was confirmed last is done", async () => {
    expect(await plan(idOf("manager"), leaving())).toBe("ok");
    expect(await plan(idOf("manager"), { event: "roles", appointments: [] }, { day: "2026-12-10", now: new Date(NOW.getTime() + 1000) })).toBe("ok");
    expect((await plansOf(idOf("manager"))).map(({ state }) => state)).toEqual(["planned", "cancelled"]);
    await onDay(DAY);
    expect([await hasLeft(idOf("manager")), await holdersOf("securityManager", world.departments[0])]).toEqual([false, [idOf("manager")]]);
    await onDay("2026-12-10");
    expect([await hasLeft(idOf("manager")), await holdersOf("securityManager", world.departments[0])]).toEqual([false, []]);
  });

  it("M6 can be cancelled until its day, once", async () => {
    expect(await plan(idOf("handler"), { event: "leave" })).toBe("ok");
    const cancel = () => cancelPlannedHandover(as("secretariat"), { personId: idOf("handler") }, NOW);
    expect([codeOf(await cancel()), codeOf(await cancel())]).toEqual(["ok", "not_found"]);
    await onDay();
    expect([await hasLeft(idOf("handler")), (await plansOf(idOf("handler")))[0]?.state]).toEqual([false, "cancelled"]);
  });

  it("M6 is replaced by one that is done at once, and ended by a leaving that is registered otherwise", async () => {
    expect(await plan(idOf("handler"), { event: "move", departmentId: world.departments[1] })).toBe("ok");
    expect(await doHandover(idOf("handler"), { event: "absence" })).toBe("ok");
    expect((await plansOf(idOf("handler")))[0]?.state).toBe("cancelled");
    expect(await plan(idOf("handler"), { event: "move", departmentId: world.departments[1] }, { now: new Date(NOW.getTime() + 1000) })).toBe("ok");
    await rows("UPDATE person SET left_at = now() WHERE id = $1", [idOf("handler")]);
    expect((await plansOf(idOf("handler"))).map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
  });

  it("M6 is shown to who may do it with day, kind, successors and name; to its people as theirs; to others not at all", async () => {
    expect(await plan(idOf("manager"), leaving())).toBe("ok");
    const listed = await listPlannedHandovers(as("secretariat"), { page: 1, perPage: 50 }, NOW);
    expect(listed.ok && listed.value.items).toMatchObject([
      { personId: idOf("manager"), effectiveOn: DAY, event: "leave", state: "planned", successors: [{ role: "securityManager", personId: idOf("colleague") }] },
    ]);
    const ownOf = async (role: Parameters<typeof idOf>[0]) => {
      const read = await listOwnHandovers(as(role), {}, NOW);
      return read.ok ? read.value.items.map(({ part, event, posts }) => [part, event, posts.map((one) => one.role)]) : null;
    };
    expect(await ownOf("manager")).toEqual([["handsOver", "leave", ["securityManager"]]]);
    expect(await ownOf("colleague")).toEqual([["takesOver", null, ["securityManager"]]]);
    expect(await ownOf("handler")).toEqual([]);
    expect(codeOf(await listPlannedHandovers(as("handler"), { page: 1, perPage: 50 }, NOW))).toBe("not_permitted");
  });

  it("M6 is in the audit trail in the name of the person who confirmed it, and of no request", async () => {
    const before = (await recordedOf(idOf("handler"))).length;
    expect(await plan(idOf("handler"), { event: "absence" }, { by: as("secretariat") })).toBe("ok");
    await onDay();
    const recorded = (await recordedOf(idOf("handler"))).slice(before);
    expect(recorded).toMatchObject([{ account: world.people.secretariat.accountId, outcome: "done", source: null, session: null }]);
    expect(recorded[0]?.detail).toMatchObject({ effectiveOn: DAY, confirmedBy: idOf("secretariat"), event: "absence" });
  });

  it("M6 a hash that was used for a later day is good for doing it at once, as long as nothing has changed", async () => {
    const { hash } = await preview(idOf("handler"), { event: "absence" });
    expect(await plan(idOf("handler"), { event: "absence" })).toBe("ok");
    const body = { personId: idOf("handler"), ...handoverBody.parse({ event: "absence", hash }) };
    expect(codeOf(await handOver(as("ciso"), body, NOW))).toBe("ok");
  });
});
